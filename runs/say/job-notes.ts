import type { ExperimentSpec } from '../../language/specification.ts';
import { noValueBegins } from '../../results/note-codes.ts';
import type { Note } from '../../results/contract.ts';
import { pointText, type SweepPoint, sweepPoints } from '../../results/sweep.ts';
import { type Finished, isOfCondition } from '../plan/outcome.ts';

/** The seeds that gave a note at a point of the sweep; of a condition by the point. */
interface Place {
  readonly at: SweepPoint;
  readonly seeds: Set<number>;
}
type Places = ReadonlyMap<string, Place>;
/**
 * Notes of the jobs themselves, each once, with the conditions, points of the sweep and seeds that gave it. Reasons why
 * there is no value that differ by numbers are one, with the span of each.
 */
export function notesOfJobs(experiment: ExperimentSpec, finished: readonly Finished[]): Note[] {
  const given = new Map<
    string,
    { readonly note: Note; readonly texts: Set<string>; readonly places: Map<string, Map<string, Place>> }
  >();
  for (const { job, outcome } of finished)
    for (const note of outcome.notes) {
      const key = `${note.code} ${alike(note)}`;
      const { places, texts } = given.get(key) ?? { note, texts: new Set<string>(), places: new Map() };
      given.set(key, { note, texts, places });
      texts.add(note.text);
      const ofCondition = places.get(job.condition) ?? new Map<string, Place>();
      places.set(job.condition, ofCondition);
      const at = isOfCondition(job) ? job.at : {},
        point = pointText(experiment, at),
        place = ofCondition.get(point) ?? { at, seeds: new Set<number>() };
      ofCondition.set(point, place);
      place.seeds.add(job.seed);
    }
  const screened = new Set(experiment.conditions.flatMap(({ name, screened }) => (screened ? [name] : [])));
  return [...given.values()].flatMap(({ note: { code }, texts, places }) => {
    const text = spanned([...texts], code);
    const ofScreen = [...places]
      .filter(([name]) => screened.has(name))
      .map(([name, found]) => [name, seedsIn(found)] as const);
    const written = byPlaces(experiment, new Map([...places].filter(([name]) => !screened.has(name))));
    return [...written, ...(ofScreen.length > 0 ? [inScreen(experiment, ofScreen, screened.size)] : [])].map((who) => ({
      code,
      text: `${who}: ${text}`,
    }));
  });
}

const reasonBegins = noValueBegins('');
const number = /[-−]?\d(?:[\d,]*\d)?(?:\.\d+)?(?:e[-+]?\d+)?/g;
/** Where the reason of a missing value, or of what has none, begins. */
const reasonIn = ({ code, text }: Note): number | undefined => {
  if (code === 'C079') return 0;
  return code === 'S066' && text.includes(reasonBegins) ? text.indexOf(reasonBegins) + reasonBegins.length : undefined;
};
/** Notes of which this is the same are one: of a missing value, the measure and its reason without its numbers. */
function alike(note: Note): string {
  const reason = reasonIn(note),
    { text } = note;
  return reason === undefined ? text : text.slice(0, reason) + text.slice(reason).replace(number, '#');
}
/** `522 to 543 of its weights are negative`, of texts that are alike but for their numbers. */
function spanned(texts: readonly string[], code: Note['code']): string {
  const [first] = texts;
  if (texts.length === 1) return first;
  const reason = reasonIn({ code, text: first }) ?? 0;
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
      points + (seeds.length === all.length ? '' : `, ${seeds.length === 1 ? 'seed' : 'seeds'} ${seeds.join(', ')}`);
    groups.set(which, [...(groups.get(which) ?? []), name]);
  }
  return [...groups].map(
    ([which, names]) =>
      `${names.length === conditions.length && names.length > 1 ? 'Every condition' : names.join(', ')}${which}`,
  );
}
/** ` at g = 1.2, 1.5`; empty where it is of every point. */
function pointsSaid(experiment: ExperimentSpec, points: readonly SweepPoint[]): string {
  const every = sweepPoints(experiment).filter((point) =>
    points.some((at) => pointText(experiment, at) === pointText(experiment, point)),
  );
  if (every.length === 0 || every.length === sweepPoints(experiment).length) return '';
  const texts = every.map((point) => pointText(experiment, point)),
    [{ name }] = experiment.vary,
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
