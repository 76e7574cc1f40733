import {
  type Block,
  type Declaration,
  type FileTree,
  type Name,
  type Node,
  nodesAt,
  type Range,
  type Value,
} from '../grammar/index.ts';
import { describeDeclaration, likeOf } from '../language/canonical/description.ts';
import { scopeIn } from '../language/canonical/scope.ts';
import { removed } from '../language/edits.ts';
import { analyseText, type Fix, type TextAnalysis } from '../language/index.ts';
import { nounOf } from '../language/nouns/index.ts';
import { allowed } from '../language/view.ts';
import { holds } from './lsp-ranges.ts';

/** A change that keeps what a text means. */
export interface Refactoring extends Fix {
  readonly kind: 'refactor.extract' | 'refactor.inline' | 'refactor.rewrite';
  /** A name that other files must not use. */
  readonly takesAway?: Name;
}

/**
 * What can be done at an offset: an override made a noun of its own, a noun used once put where it is used, a copy made
 * a variant of what it was copied from. Each is tried: what would make an error, or lose a comment, is not offered.
 */
export function refactoringsAt(analysis: TextAnalysis, offset: number): readonly Refactoring[] {
  const path = nodesAt(analysis.tree, offset);
  const declaration = path.find((node): node is Declaration => isKind(node, 'declaration'));
  if (!declaration) return [];
  const found = [
    ...extraction(analysis, declaration, path),
    ...(isInHeader(declaration, offset)
      ? [...inlining(analysis, declaration), ...likening(analysis, declaration)]
      : []),
  ];
  return found.filter((each) => {
    const after = analyseText(applied(analysis.source, each), analysis.imports);
    return errors(after) <= errors(analysis) && commentsIn(after) === commentsIn(analysis) && each.keeps(after);
  });
}

interface Tried extends Refactoring {
  keeps(after: TextAnalysis): boolean;
}
const always = (): boolean => true;

/** `b = a { … }` → `network b like a { … }` before the experiment, and `b = b`. */
function extraction(
  { scope, source, tree }: TextAnalysis,
  { noun, range }: Declaration,
  path: readonly Node[],
): Tried[] {
  const value = path.find((node): node is Value => isValue(node) && overrideOf(node) !== undefined);
  if (noun.text !== 'experiment' || !value) return [];
  const { base, block } = overrideOf(value)!;
  const kind = scope.declared.get(base)?.declaration.noun.text;
  if (kind === undefined) return [];
  const condition = path.find((node) => isKind(node, 'assignment'));
  const wanted = condition && 'name' in condition && condition.name && 'text' in condition.name && condition.name.text;
  const name = free(wanted || `${base}_variant`, scope);
  const start = withCommentsAbove(tree, source, range.start);
  const lineEnd = source.includes('\r\n') ? '\r\n' : '\n';
  return [
    {
      kind: 'refactor.extract',
      title: `Make this a \`${kind}\` of its own, \`${name}\``,
      edits: [
        {
          range: { start, end: start },
          text: `${kind} ${name} like ${base} ${dedented(block, source)}${lineEnd}`,
        },
        { range: value.range, text: name },
      ],
      keeps: always,
    },
  ];
}
function overrideOf({ base, modifiers }: Value): { readonly base: string; readonly block: Block } | undefined {
  const [block] = modifiers;
  return base.kind === 'name' && modifiers.length === 1 && block.kind === 'block' && block.closed
    ? { base: base.text, block }
    : undefined;
}

/** The other way: a variant that stands in one place alone. */
function inlining({ source, walk, tree }: TextAnalysis, declaration: Declaration): Tried[] {
  const { name, block, range } = declaration;
  const like = likeOf(declaration);
  const uses = walk.occurrences.filter(
    ({ defines, declaration: declared }) => !defines && declared?.start === name.range.start,
  );
  const places = [...new Map(uses.map((use) => [use.range.start, use.range])).values()];
  if (
    like?.base.kind !== 'name' ||
    like.modifiers.length > 0 ||
    !block?.closed ||
    declaration.phrases.length !== 1 ||
    places.length !== 1
  )
    return [];
  const [at] = places;
  const around = nodesAt(tree, at.start);
  const value = around.find((node): node is Value => isValue(node) && node.base.range.start === at.start);
  const experiment = around.find((node): node is Declaration => isKind(node, 'declaration'));
  if (value?.modifiers.length !== 0 || experiment?.noun.text !== 'experiment') return [];
  // comments of the noun would be left where it is no more
  const isCommented =
    withCommentsAbove(tree, source, range.start) < range.start ||
    tree.comments.some(({ range: { start } }) => /^[ \t]*$/.test(source.slice(range.end, start)) && start >= range.end);
  if (isCommented) return [];
  return [
    {
      kind: 'refactor.inline',
      title: `Put \`${name.text}\` where it is used`,
      edits: [removed(range, source), { range: at, text: `${like.base.text} ${indented(block, source, at.start)}` }],
      takesAway: name,
      keeps: always,
    },
  ];
}

/**
 * A noun of the same kind and header stands before it, and what differs is all that need be said. A variant draws what
 * its original draws.
 */
function likening(analysis: TextAnalysis, copy: Declaration): Tried[] {
  const { source, tree } = analysis;
  const before = canonicalOf(analysis, copy.name.text);
  if (!copy.block?.closed || likeOf(copy) || before === undefined) return [];
  const headerOf = ({ phrases }: Declaration): string => phrases.map(({ range }) => plain(source, range)).join(' ');
  const own = copy.block.statements.map(({ range }) => ({ range, text: plain(source, range) }));
  const made = tree.declarations.flatMap((other): (Tried & { readonly kept: number })[] => {
    const isOriginal =
      other.noun.text === copy.noun.text && other.range.end <= copy.range.start && headerOf(other) === headerOf(copy);
    const said = new Set(other.block?.statements.map(({ range }) => plain(source, range)));
    const different = own.filter(({ text }) => !said.has(text));
    if (!isOriginal || different.length === own.length) return [];
    const body = different.map(({ range }) => `  ${source.slice(range.start, range.end)}\n`).join('');
    const text = `${copy.noun.text} ${copy.name.text} like ${other.name.text} {${body ? `\n${body}` : ' '}}`;
    return [
      {
        kind: 'refactor.rewrite',
        title: `Write what differs from \`${other.name.text}\` alone, and draw as it does`,
        edits: [{ range: copy.range, text }],
        keeps: (after) => canonicalOf(after, copy.name.text) === before,
        kept: different.length,
      },
    ];
  });
  return made.sort((a, b) => a.kept - b.kept).slice(0, 3);
}

/** What a noun is but for its stream of random numbers, as text; undefined where the text alone does not tell. */
function canonicalOf({ scope }: TextAnalysis, name: string): string | undefined {
  const declared = scope.declared.get(name);
  const noun =
    declared && allowed(() => nounOf(describeDeclaration(declared.declaration, declared.file, scopeIn(scope))));
  return noun && JSON.stringify(noun, (key, value) => (key === 'stream' ? undefined : value));
}

const isKind = (node: Node, kind: string): boolean => 'kind' in node && node.kind === kind;
const isValue = (node: Node): node is Value => isKind(node, 'value');
const isInHeader = ({ range, block }: Declaration, offset: number): boolean =>
  holds({ start: range.start, end: block?.range.start ?? range.end }, offset);
const plain = (source: string, { start, end }: Range): string => source.slice(start, end).replace(/\s+/g, ' ');
const errors = ({ diagnostics }: TextAnalysis): number =>
  diagnostics.filter(({ severity }) => severity === 'error').length;

function free(name: string, { declared }: TextAnalysis['scope']): string {
  let [found, number] = [name, 1];
  while (declared.has(found)) found = `${name}_${++number}`;
  return found;
}

const commentsIn = ({ tree }: TextAnalysis): string =>
  tree.comments
    .map(({ text }) => text)
    .sort()
    .join('\n');
/** Where the comments begin that stand on the lines right above an offset. */
function withCommentsAbove({ comments }: FileTree, source: string, offset: number): number {
  return comments.reduceRight((start, { range }) => {
    const isRightAbove = /^[ \t]*\r?\n[ \t]*$/.test(source.slice(range.end, start));
    const isAlone = /(^|\n)[ \t]*$/.test(source.slice(0, range.start));
    return isRightAbove && isAlone ? range.start : start;
  }, offset);
}

/** A block as it stands at the beginning of a line. */
const dedented = ({ range: { start, end } }: Block, source: string): string =>
  source.slice(start, end).replaceAll(`\n${indentAt(source, start)}`, '\n');
/** One that stands at the beginning of a line, as it stands in the line of another place. */
const indented = ({ range: { start, end } }: Block, source: string, place: number): string =>
  source.slice(start, end).replace(/\n(?=[^\r\n])/g, `\n${indentAt(source, place)}`);
const indentAt = (source: string, offset: number): string =>
  /^[ \t]*/.exec(source.slice(source.lastIndexOf('\n', offset - 1) + 1))![0];

export const applied = (source: string, { edits }: Fix): string =>
  edits
    .toSorted((a, b) => b.range.start - a.range.start)
    .reduce((text, { range, text: put }) => text.slice(0, range.start) + put + text.slice(range.end), source);
