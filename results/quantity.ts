import type { Expression } from '../engine/expressions/expression.ts';
import { geneMeasures, growthMeasures, measures } from '../engine/measures/index.ts';
import type { ExperimentSpec } from '../language/specification.ts';

/**
 * How a person reads a measure: its label, its unit, what a value is multiplied by to be in that unit, and the limits
 * no value can pass.
 */
export interface Quantity extends Unit {
  readonly label: string;
  readonly limits?: readonly [number, number];
}
export interface Unit {
  readonly unit: string;
  readonly factor: number;
}

const plain: Unit = { unit: '', factor: 1 };
const proportion = { unit: '%', factor: 100, limits: [0, 1] as const };

/**
 * Measures of learning, of spectra and of activity; those of structure, growth and genes say their unit in the engine's
 * catalogue.
 */
const learned: Readonly<Record<string, Omit<Quantity, 'label'>>> = {
  accuracy: proportion,
  loss: { unit: 'nats', factor: 1 },
  training_loss: { unit: 'nats', factor: 1 },
  timescales: { unit: 's', factor: 1 },
  real_fraction: proportion,
  delayed_choice: proportion,
  zero_shot_recall: proportion,
};

export function quantityOf(experiment: ExperimentSpec, measure: string): Quantity {
  const call = experiment.measures.find((each) => each.name === measure)?.call;
  const word = call ? calledWord(call) : measure;
  return { label: capitalised(measure), ...(learned[word] ?? structural(word)) };
}
function structural(word: string): Omit<Quantity, 'label'> {
  const entry = [...measures, ...growthMeasures, ...geneMeasures].find((each) => each.name === word);
  if (entry?.proportion) return proportion;
  return entry?.unit === 'm' ? { unit: 'µm', factor: 1e6 } : { ...plain, unit: entry?.unit ?? '' };
}
function calledWord(call: Expression): string {
  return typeof call === 'object' && call !== null && 'call' in call ? String(call.call) : '';
}
export function capitalised(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** An interval without what lies beyond the limits: no accuracy is above 100 %. */
export function withinLimits(
  interval: readonly [number, number] | null,
  { limits }: Pick<Quantity, 'limits'>,
): readonly [number, number] | null {
  return interval && limits ? [Math.max(interval[0], limits[0]), Math.min(interval[1], limits[1])] : interval;
}
