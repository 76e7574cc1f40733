import type { ExperimentSpec } from '../../language/specification.ts';
import type { Note } from '../../results/contract.ts';
import type { Finished } from '../plan/outcome.ts';

/** Notes of the jobs themselves, each once, with the conditions and seeds that gave it. */
export function notesOfJobs(experiment: ExperimentSpec, finished: readonly Finished[]): Note[] {
  const given = new Map<string, { readonly note: Note; readonly seeds: Map<string, Set<number>> }>();
  for (const {
    job: { condition, seed },
    outcome,
  } of finished)
    for (const note of outcome.notes) {
      const key = `${note.code} ${note.text}`;
      const { seeds } =
        given.get(key) ?? (given.set(key, { note, seeds: new Map() }).get(key) as { seeds: Map<string, Set<number>> });
      seeds.set(condition, (seeds.get(condition) ?? new Set()).add(seed));
    }
  const screened = new Set(experiment.conditions.flatMap(({ name, screened }) => (screened ? [name] : [])));
  return [...given.values()].flatMap(({ note: { code, text }, seeds }) => {
    const ofScreen = [...seeds].filter(([name]) => screened.has(name));
    const written = bySeeds(experiment, new Map([...seeds].filter(([name]) => !screened.has(name))));
    return [...written, ...(ofScreen.length > 0 ? [inScreen(experiment, ofScreen, screened.size)] : [])].map((who) => ({
      code,
      text: `${who}: ${text}`,
    }));
  });
}

/** `grown, random, seeds 1, 4`: conditions with the same seeds together; seeds only where they are not all. */
function bySeeds(
  { conditions, seeds: all }: ExperimentSpec,
  found: ReadonlyMap<string, ReadonlySet<number>>,
): string[] {
  const groups = new Map<string, string[]>();
  for (const { name } of conditions) {
    const seeds = [...(found.get(name) ?? [])].sort((a, b) => a - b);
    if (seeds.length === 0) continue;
    const which = seeds.length === all.length ? '' : `, ${seeds.length === 1 ? 'seed' : 'seeds'} ${seeds.join(', ')}`;
    groups.set(which, [...(groups.get(which) ?? []), name]);
  }
  return [...groups].map(
    ([which, names]) =>
      `${names.length === conditions.length && names.length > 1 ? 'Every condition' : names.join(', ')}${which}`,
  );
}

/** Of a screen only how many seeds: which ones they are stands in the table of values. */
function inScreen(
  { seeds: all }: ExperimentSpec,
  found: readonly (readonly [string, ReadonlySet<number>])[],
  size: number,
): string {
  const names = found.map(([name, seeds]) =>
    seeds.size === all.length ? name : `${name} (${seeds.size} of ${all.length} seeds)`,
  );
  return found.length === size && size > 1 && found.every(([, seeds]) => seeds.size === all.length)
    ? 'Every condition of the screen'
    : listed(names);
}

/** The first dozen of many names, and how many more there are. */
export const listed = (names: readonly string[], most = 12): string =>
  names.length <= most + 1 ? names.join(', ') : `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
