/** Entropies of weights and of eigenvalues. */
import { densityEntropy, histogramEntropy, spectralEntropy, withoutOutermost } from '../../engine/graph/index.ts';
import type { Facts } from '../finding.ts';
import { counted, defaulting, word } from '../parameters.ts';
import { type Gives, measure, type Measure } from './measure-record.ts';
import { finite, none } from './no-number.ts';
import { matrix } from './subjects.ts';

const inBits = { unit: 'bits' } as const satisfies Gives;
const ours = 'choice of this language';

/** How much of the range the outermost weights hold, and what the entropy is without them: few decide it. */
function besideOutermost(weights: Float64Array, entropyOf: (weights: Float64Array) => number): Facts {
  const { inner, share } = withoutOutermost(weights);
  return { outer_share: share, ...(share < 1 && { inner: entropyOf(inner) }) };
}

export const entropyMeasures: readonly Measure[] = [
  measure({
    name: 'entropy',
    documentation:
      'Shannon entropy of the weights as they stand, absent ones and those of a neuron onto itself included, between ' +
      'the least and the largest: low where few weights reach far beyond the others, whatever these are. Of a ' +
      'density at most log2 100 = 6.64 bits, of a histogram log2 of its bins.',
    example: 'entropy(recurrent)',
    takes: {
      matrix,
      by: defaulting(
        word(
          {
            density: 'A Gaussian kernel density with Scott’s bandwidth at 100 points, as published.',
            histogram: 'Shares of weights in bins of equal width; its bias for so many weights stands beside it.',
          },
          'What shares are taken of.',
        ),
        'density',
        'the cortical-RNN study',
      ),
      bins: defaulting(counted('bins', 'Bins of the histogram.', '100 bins', 2), 100, ours),
    },
    needs: ['matrix'],
    gives: inBits,
    sources: ['Scott 1992', 'Miller 1955'],
    compute({ matrix: { values }, by, bins }) {
      if (by === 'density') return { value: densityEntropy(values), facts: besideOutermost(values, densityEntropy) };
      const { value, bias, occupied } = histogramEntropy(values, bins);
      return {
        value,
        facts: { ...besideOutermost(values, (inner) => histogramEntropy(inner, bins).value), bias, occupied },
      };
    },
  }),
  measure({
    name: 'spectral_entropy',
    documentation:
      'Shannon entropy of the moduli of the eigenvalues, as shares of their sum: log2 of the number of neurons where ' +
      'all are alike, 0 where one holds all.',
    example: 'spectral_entropy(recurrent)',
    takes: { matrix },
    needs: ['matrix'],
    gives: inBits,
    sources: ['Sheeran et al. 2024'],
    compute({ matrix: { values, size } }, { kernels }) {
      if (size === 0) none('it has no neurons');
      return {
        value: finite(
          spectralEntropy(kernels.algebra.eigenvalues(values, size)),
          'all its eigenvalues are 0: it has no cycles',
        ),
      };
    },
  }),
];
