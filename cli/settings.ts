import type { ExperimentSpec } from '../language/specification.ts';
import { Failure } from '../runs/index.ts';

/** `1..3`, `4`, or `1,4,7..9`. @throws Failure */
export function parseSeeds(text: string): number[] {
  const seeds = text.split(',').flatMap((part) => {
    const [, from, to] = /^\s*(\d+)\s*(?:\.\.\s*(\d+)\s*)?$/.exec(part) ?? [];
    if (from === undefined || Number(to ?? from) < Number(from)) throw new Failure('usage', `--seeds takes numbers and ranges, as in 1..3 or 1,4,7; "${part}" is neither.`);
    return Array.from({ length: Number(to ?? from) - Number(from) + 1 }, (_, i) => Number(from) + i);
  });
  return [...new Set(seeds)];
}

/** A number of at least one. @throws Failure */
export function parseJobs(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new Failure('usage', `--jobs takes a whole number from 1; "${text}" is none.`);
}

/**
 * Fixes a `vary` variable, or replaces a number by its path in the canonical form, in SI units: `size=32`, `train.batch=32`,
 * `train.optimiser.rate=0.01`, `reader.recurrent.steps=2`. @throws Failure
 */
export function withSetting(experiment: ExperimentSpec, text: string): ExperimentSpec {
  const [, path, value] = /^([\w.]+)=(.+)$/.exec(text) ?? [];
  const number = Number(value);
  if (path === undefined || Number.isNaN(number)) throw new Failure('usage', `--set takes NAME=NUMBER, as in size=32 or train.batch=32; "${text}" is not that.`);
  if (experiment.vary.some(({ name }) => name === path)) {
    return { ...experiment, vary: experiment.vary.map((one) => (one.name === path ? { name: path, values: [number] } : one)) };
  }
  if (path === 'train.samples' && experiment.train) return { ...experiment, train: { ...experiment.train, samples: number } }; // the one that may be left out
  const [name, ...names] = path.split('.');
  let found = false;
  const set = <Held extends object>(held: Held): Held => { found = true; return replaced(held, names, number, () => unknown(experiment, path)); };
  const inNouns = <Held>(held: Held): Held => {
    if (typeof held !== 'object' || held === null) return held;
    if (Array.isArray(held)) return held.map(inNouns) as Held;
    const inner = Object.fromEntries(Object.entries(held).map(([key, one]) => [key, inNouns(one)])) as Held & object;
    return 'noun' in inner && 'name' in inner && inner.name === name ? set(inner) : inner;
  };
  const changed = name === 'train' && experiment.train ? { ...experiment, train: set(experiment.train) } : { ...experiment, conditions: inNouns(experiment.conditions), measures: inNouns(experiment.measures) };
  if (!found) throw unknown(experiment, path);
  return changed;
}

function replaced<Held extends object>(held: Held, [name, ...rest]: readonly string[], value: number, refuse: () => Failure): Held {
  const current: unknown = name === undefined ? undefined : (held as Record<string, unknown>)[name];
  if (rest.length > 0 && typeof current === 'object' && current !== null) return { ...held, [name]: replaced(current, rest, value, refuse) };
  if (rest.length > 0 || !isQuantity(current)) throw refuse();
  return { ...held, [name]: value };
}
const isQuantity = (held: unknown): boolean => typeof held === 'number' || (typeof held === 'object' && held !== null && 'variable' in held);

function unknown(experiment: ExperimentSpec, path: string): Failure {
  const known = [
    ...experiment.vary.map(({ name }) => name),
    ...(experiment.train ? quantitiesIn({ ...experiment.train, samples: 0 }, 'train') : []),
    ...experiment.conditions.slice(0, 1).flatMap(({ noun }) => quantitiesIn(noun, noun.name)),
  ];
  return new Failure('usage', `--set: the experiment ${experiment.name} has no number named ${path}${known.length > 0 ? `; there is ${known.join(', ')}` : ''}.`);
}
/** Paths of the numbers of a noun or of the training, without those of the nouns inside. */
function quantitiesIn(held: object, path: string): string[] {
  return Object.entries(held).flatMap(([name, inner]) => {
    if (isQuantity(inner)) return [`${path}.${name}`];
    return typeof inner === 'object' && inner !== null && !Array.isArray(inner) && !('noun' in inner) ? quantitiesIn(inner, `${path}.${name}`) : [];
  });
}
