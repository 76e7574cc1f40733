import { parse } from './parse.ts';
import { lex } from './lexer.ts';
import {
  And,
  belongs,
  Compare,
  Equals,
  Expect,
  Kind,
  Label,
  Language,
  Not,
  NumberToken,
  Or,
  Plus,
  Minus,
  Power,
  Quoted,
  Reserved,
  Times,
  To,
  Unit,
  Use,
  Activates,
  Inhibits,
  Word,
} from './tokens.ts';
import type { Name, Parsed, Range } from './tree.ts';
import { walk } from './tree-walk.ts';

export type TokenKind =
  | 'comment'
  | 'string'
  | 'number'
  | 'unit'
  | 'operator'
  | 'label'
  | 'keyword'
  | 'noun'
  | 'declaration'
  | 'word'
  | 'definition'
  | 'call'
  | 'argument'
  | 'name';
export interface HighlightToken {
  readonly range: Range;
  readonly kind: TokenKind;
}

/**
 * What each piece of text is, by its place in the tree; for highlighting. `noun`: `genes`; `declaration`: the name
 * after it; `word`: begins a setting.
 */
export function tokens(source: string, parsed: Parsed = parse(source)): readonly HighlightToken[] {
  const roles = nameRoles(parsed);
  const lexed = lex(source);
  const result: HighlightToken[] = parsed.tree.comments.map(({ range }) => ({ range, kind: 'comment' }));
  const headers = parsed.tree.comments.filter(({ text }) => !text.startsWith('#'));
  for (const { tokenType: type, startOffset: start, image } of lexed.tokens) {
    if (headers.some(({ range }) => start >= range.start && start < range.end)) continue;
    const kind =
      roles.get(start) ?? kinds.find(([types]) => types.some((one) => type === one || belongs(type, one)))?.[1];
    if (kind) result.push({ range: { start, end: start + image.length }, kind });
  }
  return result.sort((a, b) => a.range.start - b.range.start);
}

const kinds: readonly [readonly (typeof Word)[], TokenKind][] = [
  [[And, Or, Not, Compare, Equals, Plus, Minus, Times, Power, To, Activates, Inhibits], 'operator'],
  [[Expect, Language, Use], 'keyword'],
  [[Label, Reserved], 'label'],
  [[Kind], 'noun'],
  [[Word], 'name'],
  [[Quoted], 'string'],
  [[NumberToken], 'number'],
  [[Unit], 'unit'],
];

/** Start of a name → what it is, where that is more than a name. */
function nameRoles({ tree }: Parsed): ReadonlyMap<number, TokenKind> {
  const roles = new Map<number, TokenKind>();
  const mark = (name: Name | undefined, kind: TokenKind): void => {
    if (name?.text) roles.set(name.range.start, kind);
  };
  walk(tree, (node) => {
    if (!('kind' in node)) {
      if ('word' in node) mark(node.word, 'word');
      if ('name' in node) mark(node.name, 'argument');
      return;
    }
    switch (node.kind) {
      case 'study':
        mark(node.word, 'noun');
        break;
      case 'declaration':
        mark(node.noun, 'noun');
        mark(node.name, 'declaration');
        break;
      case 'let':
        if (node.range.start < node.name.range.start) roles.set(node.range.start, 'keyword');
        mark(node.name, 'definition');
        break;
      case 'setting':
        mark(node.word, 'word');
        break;
      case 'claims':
        mark(node.published?.word, 'word');
        break;
      case 'definition':
        mark(node.word, 'word');
        mark(node.name, 'definition');
        break;
      case 'assignment':
        mark(node.name, 'definition');
        break;
      case 'regulation':
        mark(node.source, 'name');
        mark(node.target, 'name');
        break;
      case 'call':
        mark(node.callee, 'call');
        break;
    }
  });
  return roles;
}
