/** Stretches of a recording: what is chosen of its time, and what was observed of it. */
import { FormatError } from '../format-error.ts';

/** From .. to on the recording's own clock (s); the end does not belong to it. */
export type Stretch = readonly [from: number, to: number];

/** In order, with those that touch or overlap as one. @throws FormatError for one that ends before it begins */
export function joined(stretches: readonly Stretch[]): readonly Stretch[] {
  const wrong = stretches.find(([from, to]) => !(from < to));
  if (wrong)
    throw new FormatError(
      `An interval of observed time lasts from ${wrong[0]} to ${wrong[1]} s; correct it in the file.`,
    );
  const apart: [number, number][] = [];
  for (const [from, to] of [...stretches].sort(([one], [other]) => one - other)) {
    const last = apart.at(-1);
    if (last && from - last[1] <= 1e-9 * Math.max(1, Math.abs(from))) last[1] = Math.max(last[1], to);
    else apart.push([from, to]);
  }
  return apart;
}

/** What lies in both; each of `one` stays a stretch of its own. `other` is apart and rising. */
export const within = (one: readonly Stretch[], other: readonly Stretch[]): readonly Stretch[] =>
  one.flatMap(([from, to]) =>
    other.flatMap(([start, end]): readonly Stretch[] => {
      const first = Math.max(from, start),
        last = Math.min(to, end);
      return first < last ? [[first, last]] : [];
    }),
  );

export const lasting = (stretches: readonly Stretch[]): number =>
  stretches.reduce((sum, [from, to]) => sum + to - from, 0);

/** What is chosen of the time of a recording. */
export interface ChosenTimes {
  /** Stretches that must lie within the recording. */
  readonly times?: readonly Stretch[];
  /** Epochs, each a stretch of its own; those that do not lie within what is left by `times` are left out. */
  readonly epochs?: readonly Stretch[];
}
/** The time in which all neurons were observed, as far as it is chosen; undefined where that is all of it. */
export interface TimeTaken {
  readonly stretches: readonly Stretch[];
  /** One sentence each. */
  readonly notes: readonly string[];
}

const seconds = (time: number): string => `${Number(time.toPrecision(9))} s`;
const shown = ([from, to]: Stretch): string => `${seconds(from)} to ${seconds(to)}`;

/**
 * `whole`: the recording lasts from .. to. `certain`: the file says so; else its last event is all that is known, and a
 * stretch may reach beyond it. `observed`: for each neuron when it was, in stretches rising and apart; none where
 * nothing is said of it.
 * @throws FormatError where nothing is left, stretches overlap, or `times` reach beyond the recording.
 */
export function timeTaken(
  { whole, certain, observed }: { whole: Stretch; certain: boolean; observed?: readonly (readonly Stretch[])[] },
  { times, epochs }: ChosenTimes,
): TimeTaken | undefined {
  const notes: string[] = [];
  const rising = (chosen: readonly Stretch[], what: string): readonly Stretch[] => {
    const ordered = [...chosen].sort(([one], [other]) => one - other);
    const at = ordered.findIndex(([from], place) => place > 0 && from < ordered[place - 1][1] - 1e-9);
    if (at > 0)
      throw new FormatError(
        `${what} overlap: ${shown(ordered[at - 1])} and ${shown(ordered[at])}; the same activity would count twice. ` +
          'Choose some that do not.',
      );
    return ordered;
  };
  let taken: readonly Stretch[] = [whole];
  const dust = 1e-9 * Math.max(1, Math.abs(whole[0]), Math.abs(whole[1]));
  const inside = ([from, to]: Stretch): boolean => from >= whole[0] - dust && to <= whole[1] + dust;
  const apart = ([from, to]: Stretch): boolean => to <= whole[0] || from >= whole[1] + dust;
  if (times) {
    const beyond = times.find((stretch) => (certain ? !inside(stretch) : apart(stretch)));
    if (beyond)
      throw new FormatError(
        `The recording lasts from ${shown(whole)}${certain ? '' : ', the first spike to the last'}, and time ` +
          `${shown(beyond).replace(' to ', ' .. ')} ${certain ? 'reaches' : 'lies'} beyond it.`,
      );
    taken = rising(times, 'Two stretches of time');
  }
  if (epochs) {
    const whollyIn = rising(epochs, 'Epochs').filter(
      (epoch) =>
        (times ?? [whole]).some(([start, end]) => epoch[0] >= start - dust && epoch[1] <= end + dust) ||
        (!times && !certain && !apart(epoch)),
    );
    if (whollyIn.length === 0)
      throw new FormatError(
        `None of ${epochs.length} epochs lies within ${times ? 'the time chosen' : 'the recording'}, which lasts ` +
          `from ${times ? times.map(shown).join(', ') : shown(whole)}; the first is ${shown(epochs[0])}. Is their ` +
          'unit right?',
      );
    if (whollyIn.length < epochs.length)
      notes.push(
        `${epochs.length - whollyIn.length} of ${epochs.length} epochs do not lie within ` +
          `${times ? 'the time chosen' : 'the recording'} and are left out.`,
      );
    taken = whollyIn;
  }
  const outside = taken.filter((stretch) => !inside(stretch));
  if (!certain && outside.length > 0)
    notes.push(
      `The file does not say how long the recording lasts; its spikes lie from ${shown(whole)}, and the rest of ` +
        `${outside.slice(0, 3).map(shown).join(', ')} is taken as silent.`,
    );
  if (observed) {
    const byAll = observed
      .filter((own) => own.length > 0)
      .reduce<readonly Stretch[]>((common, own) => within(common, own), [[-Infinity, Infinity]]);
    const seen = within(taken, byAll);
    if (seen.length === 0)
      throw new FormatError(
        'No part of the time was observed of every neuron: the file says when each was. Choose neurons that were ' +
          'observed together (neurons where …), or another time.',
      );
    const lost = lasting(taken) - lasting(seen);
    if (lost > dust)
      notes.push(
        `${seconds(lost)} of ${seconds(lasting(taken))} are left out: the file says that not every neuron was ` +
          `observed then. What is left are ${seen.length === 1 ? 'one stretch' : `${seen.length} stretches`}, ` +
          'and nothing is measured across them.',
      );
    else if (!times && !epochs && seen.length === 1) return undefined;
    taken = seen;
  } else if (!times && !epochs) return undefined;
  return { stretches: taken, notes };
}
