import type { ExperimentSpec } from '../../language/specification.ts';
import { noValueBegins } from '../../results/note-codes.ts';
import type { Note } from '../../results/contract.ts';
import type { Finished } from '../plan/outcome.ts';

/**
 * Notes of the jobs themselves, each once, with the conditions and seeds that gave it. Reasons why there is no value
 * that differ by numbers are one, with the span of each.
 */
export function notesOfJobs(experiment: ExperimentSpec, finished: readonly Finished[]): Note[] {
  const given = new Map<
    string,
    { readonly note: Note; readonly texts: Set<string>; readonly seeds: Map<string, Set<number>> }
  >();
  for (const {
    job: { condition, seed },
    outcome,
  } of finished)
    for (const note of outcome.notes) {
      const key = `${note.code} ${alike(note)}`;
      const { seeds, texts } = given.get(key) ?? { note, texts: new Set<string>(), seeds: new Map() };
      given.set(key, { note, texts, seeds });
      texts.add(note.text);
      seeds.set(condition, (seeds.get(condition) ?? new Set()).add(seed));
    }
  const screened = new Set(experiment.conditions.flatMap(({ name, screened }) => (screened ? [name] : [])));
  return [...given.values()].flatMap(({ note: { code }, texts, seeds }) => {
    const text = spanned([...texts]);
    const ofScreen = [...seeds].filter(([name]) => screened.has(name));
    const written = bySeeds(experiment, new Map([...seeds].filter(([name]) => !screened.has(name))));
    return [...written, ...(ofScreen.length > 0 ? [inScreen(experiment, ofScreen, screened.size)] : [])].map((who) => ({
      code,
      text: `${who}: ${text}`,
    }));
  });
}

const reasonBegins = noValueBegins('');
const number = /[-−]?\d(?:[\d,]*\d)?(?:\.\d+)?(?:e[-+]?\d+)?/g;
/** Notes of which this is the same are one: of a missing value, the measure and its reason without its numbers. */
function alike({ code, text }: Note): string {
  const reason = text.indexOf(reasonBegins) + reasonBegins.length;
  return code === 'S066' && text.includes(reasonBegins)
    ? text.slice(0, reason) + text.slice(reason).replace(number, '#')
    : text;
}
/** `522 to 543 of its weights are negative`, of texts that are alike but for their numbers. */
function spanned(texts: readonly string[]): string {
  const [first] = texts;
  if (texts.length === 1) return first;
  const reason = first.indexOf(reasonBegins) + reasonBegins.length;
  const found = texts.map((text) => text.slice(reason).match(number) ?? []);
  let place = 0;
  const said = first.slice(reason).replace(number, () => {
    const written = found.map((numbers) => numbers[place]).sort((a, b) => numberIn(a) - numberIn(b));
    place++;
    const [least] = written,
      most = written[written.length - 1];
    return least === most ? least : `${least} to ${most}`;
  });
  return first.slice(0, reason) + said;
}
const numberIn = (written: string): number => Number(written.replaceAll(',', '').replace('−', '-'));

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
