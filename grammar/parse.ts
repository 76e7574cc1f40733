import { layOut } from './layout.ts';
import { FileParser } from './file-parser.ts';
import { type Lexed, lex } from './tokens.ts';
import type { Comment, Parsed, SyntaxError as Mistake } from './tree.ts';

const parser = new FileParser();

/**
 * The tree of a file and its mistakes, in the order of the text. Never throws; takes time linear in the length of the
 * text.
 */
export function parse(source: string): Parsed {
  const lexed = lex(source);
  const { tokens, errors, headers } = layOut(source, lexed);
  parser.input = tokens;
  parser.mistakes = [];
  const tree = parser.file();
  const comments: Comment[] = [
    ...lexed.comments.map(({ image, startOffset }) => ({
      text: image,
      range: { start: startOffset, end: startOffset + image.length },
    })),
    ...headers.map((range) => ({ text: source.slice(range.start, range.end), range })),
  ].sort((a, b) => a.range.start - b.range.start);
  return {
    tree: { ...tree, comments, range: { start: 0, end: source.length } },
    errors: [...unread(lexed), ...errors, ...parser.mistakes].sort((a, b) => a.range.start - b.range.start),
  };
}

const unread = ({ tooLong }: Lexed): readonly Mistake[] =>
  tooLong === undefined
    ? []
    : [
        {
          code: 'L003',
          message: `The text is too long to be read: it has ${tooLong}. Divide it, and \`use\` the other files.`,
          range: { start: 0, end: 0 },
        },
      ];
