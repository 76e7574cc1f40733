import { actingGains, type RateParameters, type RateShape } from '../recurrent/index.ts';
import { type RecordingChoice, recordingDraws, recordingOrderOf } from './linear-students.ts';
import { biasResponse } from './linearisation.ts';

/**
 * All neurons of a rate network, in the order in which they are recorded: those of a smaller number are among those of
 * a larger one. `best` and `worst` go by the linear theory at the fixed point, from the connectome and from one gain
 * and one bias for all neurons, their means: what each neuron's are is what a student is to find out.
 * @throws RangeError for `best` and `worst`, where the linearised network has no fixed point
 */
export function recordingOrder(
  parameters: RateParameters,
  shape: RateShape,
  choice: RecordingChoice,
  key: { readonly seed: number; readonly stream: string },
): Uint32Array {
  const draws = () => recordingDraws(key);
  if (choice === 'random') return Uint32Array.from(draws().permutation(shape.neurons));
  const alike = (values: Float64Array): Float64Array =>
    values.map(() => values.reduce((sum, value) => sum + value, 0) / values.length);
  const guess: RateParameters = {
    ...parameters,
    gain: alike(actingGains(shape, parameters.gain)),
    bias: alike(parameters.bias),
    firstState: new Float64Array(shape.neurons),
  };
  return recordingOrderOf(biasResponse(shape, guess), choice, draws);
}
