/** What is left of a trained network after damage. */
import type { ClassifierShape, Parameters } from '../engine/learning/index.ts';
import type { RateParameters, RateShape } from '../engine/recurrent/index.ts';
import { type Damage, lesioned, noisy } from '../engine/reservoir/index.ts';

interface Key {
  readonly seed: number;
  readonly stream: string;
}
const noFlips = 'the units of a trained network are not turned: take `lesion` or `weight_noise`';

/**
 * The weights of an image classifier after damage: lesioned neurons give nothing on; noise is in its recurrent weights.
 * @throws RangeError where there is nothing to damage
 */
export function damagedClassifier(
  { hidden, outputs }: ClassifierShape,
  parameters: Parameters,
  { kind, size }: Damage,
  key: Key,
): Parameters {
  if (hidden === 0) throw new RangeError('it has no neurons between its input and its read-out');
  switch (kind) {
    case 'flips':
      throw new RangeError(noFlips);
    case 'weight_noise': {
      const { W } = parameters;
      if (!W) throw new RangeError('it has no recurrent weights');
      return { ...parameters, W: Float32Array.from(noisy(Float64Array.from(W), size, key)) };
    }
    case 'lesion': {
      const taken = lesioned(hidden, size, key);
      return {
        ...parameters,
        R: withoutColumns(parameters.R, outputs, hidden, taken),
        ...(parameters.W && { W: withoutColumns(parameters.W, hidden, hidden, taken) }),
      };
    }
  }
}

/** The same of a network over trials. @throws RangeError */
export function damagedRates(
  { neurons, outputs }: RateShape,
  parameters: RateParameters,
  { kind, size }: Damage,
  key: Key,
): RateParameters {
  switch (kind) {
    case 'flips':
      throw new RangeError(noFlips);
    case 'weight_noise':
      return { ...parameters, recurrent: noisy(parameters.recurrent, size, key) };
    case 'lesion': {
      const taken = lesioned(neurons, size, key);
      return {
        ...parameters,
        recurrent: withoutColumns(parameters.recurrent, neurons, neurons, taken),
        readout: withoutColumns(parameters.readout, outputs, neurons, taken),
      };
    }
  }
}

function withoutColumns<Values extends Float32Array | Float64Array>(
  values: Values,
  rows: number,
  columns: number,
  taken: Int32Array,
): Values {
  const left = values.slice() as Values;
  for (let row = 0; row < rows; row++) for (const column of taken) left[row * columns + column] = 0;
  return left;
}
