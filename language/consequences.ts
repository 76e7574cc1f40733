/** One mistake, one diagnostic: what follows from a mistake is not said beside it. */
import { nodesAt } from '../grammar/tree-walk.ts';
import { nearest } from '../grammar/spelling.ts';
import type { FileTree } from '../grammar/tree.ts';
import { namedOtherwise } from './checks/language-checks.ts';
import type { Diagnostic } from './diagnostic.ts';
import { prefixOf } from './experiments/screened-conditions.ts';
import type { Walk } from './walk/walk-context.ts';

/** What a mistake keeps from being declared: the names that stand in its text, and what names may begin with. */
interface Damaged {
  readonly start: number;
  readonly end: number;
  readonly names: ReadonlySet<string>;
  readonly beginnings: readonly string[];
}

/**
 * What a damaged line was to declare is not missed elsewhere: a name that stands on such a line, or in the block that a
 * misspelt word opens, gives no diagnostic of its own.
 */
export function withoutConsequences(
  problems: readonly Diagnostic[],
  { source, tree }: { readonly source: string; readonly tree: FileTree },
): readonly Diagnostic[] {
  const damaged = problems
    .filter(({ code }) => ['L001', 'L003', 'L011'].includes(code))
    .map((problem): Damaged => {
      const { start, end } = damagedBy(problem, source, tree);
      const names = new Set(source.slice(start, end).split(/\W+/));
      const screens = problem.fixes?.[0]?.edits[0]?.text === 'screen';
      return { start, end, names, beginnings: screens ? [...names].filter(Boolean).map(prefixOf) : [] };
    });
  if (damaged.length === 0) return problems;
  return problems.filter((problem) => {
    if (!['L004', 'L010', 'G008'].includes(problem.code)) return true;
    const name = source.slice(problem.range.start, problem.range.end);
    const elsewhere = damaged.filter(({ start, end }) => problem.range.start < start || problem.range.start > end);
    return (
      !/^\w+$/.test(name) ||
      !elsewhere.some(
        ({ names, beginnings }) => names.has(name) || beginnings.some((beginning) => name.startsWith(beginning)),
      )
    );
  });
}

/** The line of a mistake; all that a word which is not known was to say. */
function damagedBy(
  { code, range }: Diagnostic,
  source: string,
  tree: FileTree,
): { readonly start: number; readonly end: number } {
  const start = source.lastIndexOf('\n', range.start - 1) + 1;
  const line = source.indexOf('\n', range.start);
  const end = line < 0 ? source.length : line;
  if (code !== 'L001') return { start, end };
  const statement = nodesAt(tree, range.start).find(
    (node) => 'kind' in node && node.kind === 'setting' && node.range.start === range.start,
  );
  return { start, end: Math.max(end, statement?.range.end ?? end) };
}

/** Of a shorter name every other is nearly it. */
const leastToTell = 3;

/**
 * A name that is used several times and declared never, beside one that is declared and never used and is nearly it:
 * the mistake is in that declaration, and is one.
 */
export function oddOneOut(
  problems: readonly Diagnostic[],
  { source, occurrences }: Pick<Walk, 'source' | 'occurrences'>,
): Diagnostic[] {
  const missing = new Map<string, Diagnostic[]>();
  for (const problem of problems) {
    const name = source.slice(problem.range.start, problem.range.end);
    if (problem.code !== 'L004' || !/^\w+$/.test(name) || name.length < leastToTell) continue;
    missing.set(name, [...(missing.get(name) ?? []), problem]);
  }
  const several = [...missing].filter(([, uses]) => uses.length > 1);
  if (several.length === 0) return [...problems];
  const used = new Set(occurrences.flatMap(({ name, defines }) => (defines ? [] : [name])));
  const unused = new Map(
    occurrences.flatMap(({ name, defines, range }) => (defines && !used.has(name) ? [[name, range] as const] : [])),
  );
  const explained = new Set<Diagnostic>();
  const odd: Diagnostic[] = [];
  for (const [name, uses] of several) {
    const near = nearest(name, unused.keys());
    if (near === undefined) continue;
    odd.push(namedOtherwise(near, unused.get(near)!, name, uses.length));
    for (const use of uses) explained.add(use);
  }
  const isSaid = ({ code, range }: Diagnostic): boolean =>
    code === 'L006' && odd.some((each) => each.range.start === range.start);
  return [...problems.filter((problem) => !explained.has(problem) && !isSaid(problem)), ...odd];
}
