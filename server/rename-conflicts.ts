import { parse, type Range } from '../grammar/index.ts';
import { analyseText, type TextAnalysis } from '../language/index.ts';
import { nounEntry } from '../language/nouns/index.ts';
import type { Analysed } from './documents.ts';
import { fileKeyOf } from './file-name-of.ts';
import type { Occurrence } from './occurrences.ts';

/** A text as it is, the places in it that get the new name, and which file each path that it uses is. */
export interface Renamed {
  readonly analysed: Analysed;
  readonly places: readonly Range[];
  readonly filesUsed: ReadonlyMap<string, string>;
}

/**
 * A rename must leave every name with the meaning it has: each text after it is analysed and compared. Gives the first
 * text where it would not. `text`: the new name as it is written.
 */
export function conflictIn(
  files: readonly Renamed[],
  { name: from, kind }: Pick<Occurrence, 'name' | 'kind'>,
  text: string,
): Renamed | undefined {
  const to = text.replaceAll('"', '');
  if (to === from) return undefined;
  const byKey = new Map(files.map((file) => [fileKeyOf(file.analysed.document.uri), file]));
  const renamed = new Map(
    [...byKey].flatMap(([key, { analysed, places }]) =>
      places.length > 0 ? [[key, withPlaces(analysed.analysis.source, places, text)] as const] : [],
    ),
  );
  return files.find((file) => {
    const { analysis } = file.analysed;
    const own = renamed.get(fileKeyOf(file.analysed.document.uri));
    const keyOf = (path: string): string => fileKeyOf(file.filesUsed.get(path) ?? '');
    const used = [...analysis.imports.keys()].some((path) => renamed.has(keyOf(path)));
    if (own === undefined && !used) return false;
    if (used && nounEntry(kind) && [from, to].every((name) => analysis.scope.declared.has(name))) return true;
    const imports = new Map(
      [...analysis.imports].map(([path, imported]) => {
        const source = renamed.get(keyOf(path));
        return [path, source === undefined ? imported : { ...imported, source, tree: parse(source).tree }] as const;
      }),
    );
    const after = analyseText(own ?? analysis.source, imports);
    const here = moving(file.places, text);
    const inPath = (path: string): Move => moving(byKey.get(keyOf(path))?.places ?? [], text);
    return (
      errors(after) > errors(analysis) ||
      !isSame(
        meanings(analysis, here, inPath),
        meanings(after, unmoved, () => unmoved),
      )
    );
  });
}

type Move = (offset: number) => number;
const unmoved: Move = (offset) => offset;
const moving =
  (places: readonly Range[], text: string): Move =>
  (offset) =>
    offset +
    places
      .filter(({ start, end }) => end <= offset && start < offset)
      .reduce((sum, { start, end }) => sum + text.length - (end - start), 0);

const withPlaces = (source: string, places: readonly Range[], text: string): string =>
  places.reduceRight((result, { start, end }) => result.slice(0, start) + text + result.slice(end), source);

/** What each name means, by where it stands. */
function meanings(
  { walk }: TextAnalysis,
  here: Move,
  inPath: (path: string) => Move,
): ReadonlyMap<number, ReadonlySet<string>> {
  const found = new Map<number, Set<string>>();
  for (const occurrence of walk.occurrences) {
    const start = here(occurrence.range.start);
    found.set(start, (found.get(start) ?? new Set()).add(meaningOf(occurrence, here, inPath)));
  }
  return found;
}
function meaningOf(
  { kind, declaration, path, within }: Occurrence,
  here: Move,
  inPath: (path: string) => Move,
): string {
  if (declaration) return `${kind} ${here(declaration.start)}`;
  return path !== undefined && within ? `${kind} ${path} ${inPath(path)(within.start)}` : kind;
}
const isSame = (a: ReadonlyMap<number, ReadonlySet<string>>, b: ReadonlyMap<number, ReadonlySet<string>>): boolean =>
  a.size === b.size &&
  [...a].every(([start, all]) => {
    const others = b.get(start);
    return others?.size === all.size && [...all].every((each) => others.has(each));
  });

const errors = ({ diagnostics }: TextAnalysis): number =>
  diagnostics.filter(({ severity }) => severity === 'error').length;
