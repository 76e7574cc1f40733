/** One mistake, one diagnostic: what follows from a mistake is not said beside it. */
import { linesOf } from '../grammar/lines.ts';
import { nearest } from '../grammar/spelling.ts';
import type { Declaration, FileTree, Statement } from '../grammar/tree.ts';
import { namedOtherwise } from './checks/language-checks.ts';
import type { Diagnostic } from './diagnostic.ts';
import { prefixesOf } from './experiments/screened-conditions.ts';
import type { Walk } from './walk/walk-context.ts';

/** What a mistake keeps from being declared: the names that stand there, and what names may begin with. */
interface Damaged {
  readonly start: number;
  readonly end: number;
  readonly screens: boolean;
}

/**
 * What a damaged line was to declare is not missed elsewhere: a name that stands on such a line, or in the block that a
 * misspelt word opens, gives no diagnostic of its own.
 */
export function withoutConsequences(
  problems: readonly Diagnostic[],
  { source, tree }: { readonly source: string; readonly tree: FileTree },
): readonly Diagnostic[] {
  const places = damagedPlaces(problems, source, tree);
  if (places.length === 0) return problems;
  const byName = new Map<string, Damaged[]>();
  const beginnings: { readonly beginning: string; readonly place: Damaged }[] = [];
  for (const place of places)
    for (const name of new Set(source.slice(place.start, place.end).split(/\W+/))) {
      if (!byName.has(name)) byName.set(name, []);
      byName.get(name)!.push(place);
      if (place.screens && name) for (const beginning of prefixesOf(name)) beginnings.push({ beginning, place });
    }
  return problems.filter((problem) => {
    if (!['L004', 'L010', 'G008'].includes(problem.code)) return true;
    const { start, end } = problem.range;
    const name = source.slice(start, end);
    const isElsewhere = (place: Damaged): boolean => start < place.start || start > place.end;
    return (
      !/^\w+$/.test(name) ||
      !(
        byName.get(name)?.some(isElsewhere) ||
        beginnings.some(({ beginning, place }) => name.startsWith(beginning) && isElsewhere(place))
      )
    );
  });
}

/** The lines of mistakes; of a word which is not known, all that it was to say. */
function damagedPlaces(problems: readonly Diagnostic[], source: string, tree: FileTree): readonly Damaged[] {
  if (!problems.some(({ code }) => damaging.has(code))) return [];
  const lines = linesOf(source);
  const places = new Map<number, Damaged>();
  for (const { code, range, fixes } of problems) {
    if (!damaging.has(code)) continue;
    const start = range.start - lines.columnOf(range.start);
    const known = places.get(start);
    places.set(start, {
      start,
      end: Math.max(
        known?.end ?? lines.endOfLine(range.start),
        (code === 'L001' && endOfSetting(tree, range.start)) || 0,
      ),
      screens: known?.screens || fixes?.[0]?.edits[0]?.text === 'screen',
    });
  }
  return [...places.values()];
}

const damaging: ReadonlySet<string> = new Set(['L001', 'L003', 'L011']);

/** Where the setting that begins at an offset ends. */
function endOfSetting({ declarations }: FileTree, offset: number): number | undefined {
  const within = (statements: readonly Statement[]): number | undefined => {
    for (const statement of statements) {
      if (statement.kind !== 'setting' || !isAround(statement)) continue;
      if (statement.range.start === offset) return statement.range.end;
      const found = within(statement.block?.statements ?? []);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const isAround = ({ range: { start, end } }: Statement | Declaration): boolean => start <= offset && offset < end;
  return within(declarations.filter(isAround).flatMap(({ block }) => block?.statements ?? []));
}

/** Of a shorter name every other is nearly it. */
const leastToTell = 3;

/**
 * A name that is used several times and declared never, beside one that is declared and never used and is nearly it:
 * the mistake is in that declaration, and is one.
 */
export function oddOneOut(problems: readonly Diagnostic[], walk: Pick<Walk, 'source' | 'occurrences'>): Diagnostic[] {
  const { source } = walk;
  const missing = new Map<string, Diagnostic[]>();
  for (const problem of problems) {
    const name = source.slice(problem.range.start, problem.range.end);
    if (problem.code !== 'L004' || !/^\w+$/.test(name) || name.length < leastToTell) continue;
    if (!missing.has(name)) missing.set(name, []);
    missing.get(name)!.push(problem);
  }
  const several = [...missing].filter(([, uses]) => uses.length > 1);
  if (several.length === 0) return [...problems];
  const { occurrences } = walk;
  const used = new Set(occurrences.flatMap(({ name, defines }) => (defines ? [] : [name])));
  const unused = new Map(
    occurrences.flatMap(({ name, defines, range }) => (defines && !used.has(name) ? [[name, range] as const] : [])),
  );
  const explained = new Set<Diagnostic>();
  const odd: Diagnostic[] = [];
  for (const [name, uses] of several) {
    const near = nearest(name, unused.keys());
    if (near === undefined || near === name) continue;
    odd.push(namedOtherwise(near, unused.get(near)!, name, uses.length));
    for (const use of uses) explained.add(use);
  }
  const isSaid = ({ code, range }: Diagnostic): boolean =>
    code === 'L006' && odd.some((each) => each.range.start === range.start);
  return [...problems.filter((problem) => !explained.has(problem) && !isSaid(problem)), ...odd];
}
