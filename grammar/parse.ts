import { layOut } from './layout.ts';
import { FileParser } from './file-parser.ts';
import { type Lexed, lex } from './lexer.ts';
import { nodesAt } from './tree-walk.ts';
import { nouns } from './words.ts';
import type { Comment, FileTree, Parsed, SyntaxError as Mistake } from './tree.ts';

const parser = new FileParser();

/**
 * The tree of a file and its mistakes, in the order of the text. Never throws; takes time linear in the length of the
 * text.
 */
export const parse = (source: string): Parsed => parsed(source, lex(source));

/** Of a part of a text that ends before a declaration, or with the text; and how many words and signs it has. */
export function parsePart(text: string, isLast: boolean): { readonly parsed: Parsed; readonly tokens: number } {
  const source = isLast ? text : `${text}${next}`;
  const lexed = lex(source);
  const found = parsed(source, lexed);
  const tokens = lexed.tokens.length;
  if (isLast) return { parsed: found, tokens };
  return { parsed: { ...found, tree: { ...found.tree, declarations: found.tree.declarations.slice(0, -1) } }, tokens };
}
/** What stands for the declaration that follows. */
const next = `${nouns[0]} next`;

function parsed(source: string, lexed: Lexed): Parsed {
  const { tokens, errors, headers } = layOut(source, lexed);
  parser.input = tokens;
  const tree = parser.file();
  const comments: Comment[] = [
    ...lexed.comments.map(({ image, startOffset }) => ({
      text: image,
      range: { start: startOffset, end: startOffset + image.length },
    })),
    ...headers.map((range) => ({ text: source.slice(range.start, range.end), range })),
  ].sort((a, b) => a.range.start - b.range.start);
  const file: FileTree = { ...tree, comments, range: { start: 0, end: source.length } };
  return {
    tree: file,
    errors: [...unread(lexed), ...errors.map((error) => closing(error, file, source)), ...parser.mistakes].sort(
      (a, b) => a.range.start - b.range.start,
    ),
  };
}

/** What would close a block that is never closed: `}` after its last statement; of several lines on one of its own. */
function closing(error: Mistake, tree: FileTree, source: string): Mistake {
  if (error.code !== 'L002') return error;
  const { start } = error.range;
  const block = nodesAt(tree, start + 1).find((node) => 'kind' in node && node.kind === 'block');
  if (!block || block.range.start !== start) return error;
  const end = start + source.slice(start, block.range.end).trimEnd().length;
  const isLong = /[\r\n]/.test(source.slice(start, end));
  const [indent] = /^[ \t]*/.exec(source.slice(source.lastIndexOf('\n', start) + 1))!;
  const text = isLong ? `\n${indent}}` : ' }';
  return { ...error, fixes: [{ title: 'Close the block', edits: [{ range: { start: end, end }, text }] }] };
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
