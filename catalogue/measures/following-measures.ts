/** How well a student has found its teacher: of activity that it has heard or not, and of what makes it. */
import type { ActivityErrors, RatePart } from '../../engine/recurrent/index.ts';
import type { ErrorsBeside } from '../study.ts';
import { word } from '../parameters.ts';
import type { Facts } from '../finding.ts';
import { type Measure, measure } from './measure-record.ts';

const neurons = word(
  { unrecorded: 'Neurons that training did not hear.', recorded: 'Neurons that training heard.' },
  'Which neurons.',
);
const takes = { neurons };

/** Beside a number of activity the same of the untrained student, and the others of the trained one. */
function factsBeside(errors: ErrorsBeside, of: keyof ActivityErrors): Facts {
  const { untrained, unmatched, pooled, median, meanSquare, dissimilarity, shareOfShuffled, silent } = errors;
  return {
    untrained: untrained[of],
    ...(unmatched && { unmatched: unmatched[of] }),
    error: pooled,
    median,
    mse: meanSquare,
    dissimilarity,
    share_of_shuffled: shareOfShuffled,
    silent,
    // what the teacher's own activity would give with its neurons shuffled, in the unit of the measure
    ...((of === 'pooled' || of === 'meanSquare') && { shuffled: errors[of] / shareOfShuffled }),
  };
}
const ofActivity = (
  name: string,
  of: Exclude<keyof ActivityErrors, 'silent'>,
  documentation: string,
  limits?: readonly [number, number],
): Measure =>
  measure({
    name,
    documentation,
    example: `${name}(unrecorded)`,
    takes,
    needs: ['teacher'],
    gives: { unit: 'amount', ...(limits && { limits }) },
    sources: ['Beiran & Litwin-Kumar 2025'],
    compute({ neurons: set }, study) {
      const errors = study.errors(set);
      return { value: errors[of], facts: factsBeside(errors, of) };
    },
  });

const ofPart = (name: string, part: RatePart, documentation: string): Measure =>
  measure({
    name,
    documentation: `${documentation} Beside it that of the teacher's own values, shuffled.`,
    example: `${name}()`,
    takes: {},
    needs: ['teacher'],
    ofPart: part,
    gives: { unit: 'amount' },
    sources: ['Beiran & Litwin-Kumar 2025'],
    compute(_, study) {
      const { value, shuffled } = study.parameterError(part);
      return { value, facts: { shuffled } };
    },
  });

export const followingMeasures: readonly Measure[] = [
  ofActivity(
    'error',
    'pooled',
    'Share of the variance of the teacher’s activity that the student misses on test trials: Σ mean((r_S − r_T)²) / ' +
      'Σ var(r_T) over the neurons; 1 is what each neuron’s mean would give. A student that learns the wiring is ' +
      'matched to its teacher first, neuron by neuron.',
  ),
  ofActivity('mse', 'meanSquare', 'Mean squared error on test trials, in units of activity squared.'),
  ofActivity(
    'median_error',
    'median',
    'Median over neurons of each neuron’s squared error as a share of its own variance; a silent neuron counts as ' +
      'the largest.',
  ),
  ofActivity(
    'dissimilarity',
    'dissimilarity',
    'Mean over neurons of 1 − |ρ|, ρ being the correlation of the student’s activity with the teacher’s.',
    [0, 1],
  ),
  ofActivity(
    'share_of_shuffled',
    'shareOfShuffled',
    'Mean squared error as a share of what the teacher’s activity itself gives with its neurons shuffled.',
  ),
  ofPart('gain_error', 'gain', 'Root mean square difference of the gains that act from the teacher’s.'),
  ofPart('bias_error', 'bias', 'Root mean square difference of the biases from the teacher’s.'),
  ofPart('weight_error', 'recurrent', 'Root mean square difference of the recurrent weights from the teacher’s.'),
];
