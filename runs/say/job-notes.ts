import type { ExperimentSpec } from '../../language/specification.ts';
import { noValueBegins } from '../../results/note-codes.ts';
import type { Note } from '../../results/contract.ts';
import { readableRanges } from '../../results/number-ranges.ts';
import { pointText, type SweepPoint, sweepPoints } from '../../results/sweep.ts';
import { type Finished, isOfCondition } from '../plan/outcome.ts';

/** The seeds that gave a note at a point of the sweep; of a condition by the point. */
interface Place {
  readonly at: SweepPoint;
  readonly seeds: Set<number>;
}
type Places = ReadonlyMap<string, Place>;
/** What a condition's jobs said, and where. */
interface Said {
  readonly texts: Set<string>;
  readonly places: Map<string, Place>;
}
/**
 * Notes of the jobs themselves, each once, with the conditions, points of the sweep and seeds that gave it. Reasons why
 * a condition has no value that differ by numbers are one, with the span of each; those of two conditions stay apart,
 * but for a screen's.
 */
export function notesOfJobs(experiment: ExperimentSpec, finished: readonly Finished[]): Note[] {
  const given = new Map<string, { readonly code: Note['code']; readonly said: Map<string, Said> }>();
  for (const { job, outcome } of finished)
    for (const note of outcome.notes) {
      const key = `${note.code} ${alike(note)}`,
        { said } = given.get(key) ?? given.set(key, { code: note.code, said: new Map() }).get(key)!,
        { texts, places } = said.get(job.condition) ?? { texts: new Set<string>(), places: new Map<string, Place>() };
      said.set(job.condition, { texts, places });
      texts.add(note.text);
      const at = isOfCondition(job) ? job.at : {},
        point = pointText(experiment, at),
        place = places.get(point) ?? { at, seeds: new Set<number>() };
      places.set(point, place);
      place.seeds.add(job.seed);
    }
  const screened = new Set(experiment.conditions.flatMap(({ name, screened }) => (screened ? [name] : [])));
  return [...given.values()].flatMap(({ code, said }) => {
    const written = new Map<string, Map<string, Places>>(),
      ofScreen = [...said].filter(([name]) => screened.has(name));
    for (const [name, { texts, places }] of said) {
      if (screened.has(name)) continue;
      const text = spanned([...texts], code);
      written.set(text, (written.get(text) ?? new Map<string, Places>()).set(name, places));
    }
    const notes = [...written].flatMap(([text, places]) =>
      byPlaces(experiment, places).map((who) => `${who}: ${text}`),
    );
    if (ofScreen.length > 0) {
      const seeds = ofScreen.map(([name, { places }]) => [name, seedsIn(places)] as const),
        texts = new Set(ofScreen.flatMap(([, { texts }]) => [...texts]));
      notes.push(`${inScreen(experiment, seeds, screened.size)}: ${spanned([...texts], code)}`);
    }
    return notes.map((text) => ({ code, text }));
  });
}

const reasonBegins = noValueBegins('');
const quotedOrNumber = /`[^`]*`|[-−]?\d(?:[\d,]*\d)?(?:\.\d+)?(?:e[-+]?\d+)?/g;
/** Where the reason of a missing value, or of what has none, begins. */
const reasonIn = ({ code, text }: Note): number | undefined => {
  if (code === 'C079') return 0;
  return code === 'S066' && text.includes(reasonBegins) ? text.indexOf(reasonBegins) + reasonBegins.length : undefined;
};
/** Notes of which this is the same are one: of a missing value, the measure and its reason without its numbers. */
function alike(note: Note): string {
  const reason = reasonIn(note),
    { text } = note;
  return reason === undefined ? text : text.slice(0, reason) + eachNumber(text.slice(reason), () => '#');
}
/** Numbers in what is quoted from the text, or to be written there, are none of a finding. */
const eachNumber = (text: string, replaced: (written: string) => string): string =>
  text.replace(quotedOrNumber, (found) => (found.startsWith('`') ? found : replaced(found)));
const numbersIn = (text: string): readonly string[] =>
  (text.match(quotedOrNumber) ?? []).filter((found) => !found.startsWith('`'));
/** `522 to 543 of its weights are negative`, of texts that are alike but for their numbers. */
function spanned(texts: readonly string[], code: Note['code']): string {
  const [first] = texts;
  if (texts.length === 1) return first;
  const reason = reasonIn({ code, text: first }) ?? 0;
  const found = texts.map((text) => numbersIn(text.slice(reason)));
  let place = 0;
  const said = eachNumber(first.slice(reason), () => {
    const written = found.map((numbers) => numbers[place]).sort((a, b) => numberIn(a) - numberIn(b));
    place++;
    const [least] = written,
      most = written[written.length - 1];
    return least === most ? least : `${least} to ${most}`;
  });
  return first.slice(0, reason) + said;
}
const numberIn = (written: string): number => Number(written.replaceAll(',', '').replace('−', '-'));

const seedsIn = (places: Places): ReadonlySet<number> =>
  new Set([...places.values()].flatMap(({ seeds }) => [...seeds]));
/** `grown, random at g = 1.2, seeds 1, 4`: conditions with the same together; points and seeds where not all. */
function byPlaces(experiment: ExperimentSpec, found: ReadonlyMap<string, Places>): string[] {
  const { conditions, seeds: all } = experiment,
    groups = new Map<string, string[]>();
  for (const { name } of conditions) {
    const places = found.get(name);
    if (!places) continue;
    const seeds = [...seedsIn(places)].sort((a, b) => a - b);
    const points = pointsSaid(
      experiment,
      [...places.values()].map(({ at }) => at),
    );
    const which =
      points +
      (seeds.length === all.length ? '' : `, ${seeds.length === 1 ? 'seed' : 'seeds'} ${readableRanges(seeds)}`);
    groups.set(which, [...(groups.get(which) ?? []), name]);
  }
  return [...groups].map(
    ([which, names]) =>
      `${names.length === conditions.length && names.length > 1 ? 'Every condition' : names.join(', ')}${which}`,
  );
}
/** ` at g = 1.2, 1.5`; empty where it is of every point. */
function pointsSaid(experiment: ExperimentSpec, points: readonly SweepPoint[]): string {
  const said = new Set(points.map((at) => pointText(experiment, at))),
    all = sweepPoints(experiment).map((point) => pointText(experiment, point)),
    texts = all.filter((text) => said.has(text));
  if (texts.length === 0 || texts.length === all.length) return '';
  const [{ name }] = experiment.vary,
    begins = `${name} = `;
  return experiment.vary.length === 1
    ? ` at ${begins}${texts.map((text) => text.slice(begins.length)).join(', ')}`
    : ` at ${texts.join('; ')}`;
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
