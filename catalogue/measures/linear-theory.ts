/** What the linear theory foretells of students that know a matrix and learn biases from some recorded neurons. */
import {
  linearResponse,
  type RecordingChoice,
  recordingDraws,
  recordingOrderOf,
  type StudentErrors,
  studentErrors,
} from '../../engine/theory/index.ts';
import { type Arguments, counted, defaulting, word } from '../parameters.ts';
import type { Study } from '../study.ts';
import { givesAmount, givesShare, measure, type Measure } from './measure-record.ts';

const takes = {
  recorded: counted('neurons', 'How many neurons are recorded.', '20 neurons'),
  order: defaulting(
    word<RecordingChoice>(
      {
        random: 'Drawn for each seed; the fewer are among the more.',
        best: 'Each next neuron is the one that takes the most of the error.',
        worst: 'Each next neuron is the one that takes the least of it.',
      },
      'In which order.',
    ),
    'random',
    'Beiran & Litwin-Kumar (2025)',
  ),
};
/** Of one matrix every number of recorded neurons at once, for each order. */
const found = new WeakMap<Float64Array, Map<string, StudentErrors>>();
function errorsOf({ recorded, order }: Arguments<typeof takes>, { matrix, key }: Study): StudentErrors {
  const { size, values } = matrix();
  if (recorded > size) throw new RangeError(`it has ${size} neurons, and ${recorded} cannot be recorded`);
  const ofMatrix = found.get(values) ?? new Map<string, StudentErrors>(),
    name = `${order} ${key.seed} ${key.stream}`,
    known = ofMatrix.get(name);
  if (known) return known;
  const response = linearResponse({ size, values });
  const errors = studentErrors(
    response,
    recordingOrderOf(response, order, () => recordingDraws(key)),
  );
  found.set(values, ofMatrix.set(name, errors));
  return errors;
}
const theory =
  'of the network x′ = −x + J (x + b), which a student of the same J that learns b from the recorded neurons has ' +
  'when it has converged, as a share of that before learning: expected over first errors of the biases that are ' +
  'independent and alike';

export const linearTheoryMeasures: readonly Measure[] = [
  measure({
    name: 'linear_error',
    documentation: `Squared error of the activity of an unrecorded neuron ${theory}.`,
    example: 'linear_error(recorded: 20 neurons, order: best)',
    takes,
    needs: ['matrix'],
    gives: givesAmount,
    sources: ['Beiran & Litwin-Kumar 2025'],
    compute(given, study) {
      const { activity } = errorsOf(given, study);
      const value = activity[given.recorded];
      if (Number.isNaN(value)) throw new RangeError('every neuron is recorded, so that none is unrecorded');
      return { value };
    },
  }),
  measure({
    name: 'linear_bias_error',
    documentation: `Squared error of the biases ${theory}.`,
    example: 'linear_bias_error(recorded: 20 neurons)',
    takes,
    needs: ['matrix'],
    gives: givesShare,
    sources: ['Beiran & Litwin-Kumar 2025'],
    compute: (given, study) => ({ value: errorsOf(given, study).bias[given.recorded] }),
  }),
];
