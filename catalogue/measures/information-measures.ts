/** Measures of information that activity stores and sends, each less what surrogates turned round in time have. */
import {
  activeInformation,
  drawnPairs,
  type Information,
  type InformationEstimator,
  transferEntropy,
} from '../../engine/criticality/index.ts';
import { type Recorded, sourceOf } from '../../engine/activity/index.ts';
import { counted, defaulting, lag, optional, word } from '../parameters.ts';
import type { Study } from '../study.ts';
import { type Gives, measure, type Measure } from './measure-record.ts';
import { none } from './no-number.ts';

const ours = 'choice of this language';
/** Less the mean of surrogates it can lie below 0. */
const givesBits: Gives = { unit: 'bits', limits: [-Infinity, Infinity] };

const estimator = defaulting(
  word(
    {
      fitting: '`binary` of counts, `gaussian` of other activity.',
      binary:
        'A neuron is active in a bin where it lies above its median (of sparse counts: at any event); frequencies ' +
        'plugged in.',
      gaussian: 'Linear regression: exact of Gaussian activity, and what is linear of any other.',
    },
    'How it is estimated.',
  ),
  'fitting',
  'Barnett et al. 2009',
);
const surrogates = defaulting(
  counted(
    'surrogates',
    'Turned round in time by three autocorrelation times or more, each run by itself; their mean is taken away.',
    '19',
    1,
  ),
  19,
  ours,
);
type Named = 'fitting' | InformationEstimator;
function chosen(estimator: Named, recorded: Recorded): InformationEstimator {
  if (estimator !== 'fitting') return estimator;
  const source = sourceOf(recorded),
    first = source.read(0, Math.min(source.frames, 4096));
  return first.every((value) => value >= 0 && Number.isInteger(value)) ? 'binary' : 'gaussian';
}
const findingOf = ({ value, plain, chance, p, of, still, turned }: Information, bin: number) => ({
  value,
  facts: { information: plain, chance, p, of, still, turned: turned * bin },
});

export const informationMeasures: readonly Measure[] = [
  measure({
    name: 'active_information',
    quantity: 'active information storage',
    documentation:
      'What the past of a neuron says of its next bin, the mean over neurons, in bits a bin, less what ' +
      'surrogates have ' +
      'that are turned round in time. It grows as bins become shorter than what the neuron remembers.',
    example: 'active_information(history: 5 bins)',
    takes: {
      history: defaulting(lag('How far back the past goes.'), { counted: 'bins', value: 5 }, ours, '5 bins'),
      estimator,
      surrogates,
    },
    needs: ['activity'],
    gives: givesBits,
    reads: 'own past',
    sources: ['Lizier et al. 2012', 'Barnett et al. 2009'],
    compute({ history, estimator: named, surrogates }, study) {
      const recorded = study.activity();
      return findingOf(
        activeInformation(recorded, { history, surrogates, estimator: chosen(named, recorded) }, study.key),
        recorded.bin,
      );
    },
  }),
  measure({
    name: 'transfer_entropy',
    quantity: 'transfer entropy',
    documentation:
      'What the past of a neuron says of the next bin of another beyond its own past, the mean over pairs, in bits a ' +
      'bin, less what surrogates have whose source is turned round in time (never permuted: of slow activity that ' +
      'would call 15 % of independent pairs connected).',
    example: 'transfer_entropy(history: 1 bins, pairs: 100)',
    takes: {
      history: defaulting(lag('How far back the past of both goes.'), { counted: 'bins', value: 1 }, ours, '1 bins'),
      from: optional(counted('neurons', 'Number of the neuron that sends; left out, all.', '3', 1)),
      to: optional(counted('neurons', 'Number of the neuron that receives; left out, all.', '7', 1)),
      pairs: defaulting(counted('pairs', 'Ordered pairs of neurons, drawn where there are more.', '100', 1), 100, ours),
      estimator,
      surrogates,
    },
    needs: ['activity'],
    contradiction: ({ from, to }) =>
      from !== undefined && from === to
        ? `neuron ${from} sends to itself: \`active_information\` is what it stores`
        : undefined,
    gives: givesBits,
    reads: 'past of others',
    sources: ['Schreiber 2000', 'Barnett et al. 2009'],
    compute({ history, from, to, pairs, estimator: named, surrogates }, study) {
      const recorded = study.activity();
      return findingOf(
        transferEntropy(
          recorded,
          pairsOf(recorded.neurons, from, to, pairs, study),
          { history, surrogates, estimator: chosen(named, recorded) },
          study.key,
        ),
        recorded.bin,
      );
    },
  }),
];

function pairsOf(neurons: number, from: number | undefined, to: number | undefined, most: number, study: Study) {
  for (const neuron of [from, to])
    if (neuron !== undefined && neuron > neurons) none(`there is no neuron ${neuron}: it has ${neurons}`);
  if (neurons < 2) none('it has one neuron, and none to hear from');
  if (from === undefined && to === undefined) return drawnPairs(neurons, most, study.key);
  const all = (named: number | undefined) =>
    named === undefined ? Array.from({ length: neurons }, (_, neuron) => neuron) : [named - 1];
  return all(from)
    .flatMap((source) => all(to).map((target) => [source, target] as const))
    .filter(([source, target]) => source !== target)
    .slice(0, most);
}
