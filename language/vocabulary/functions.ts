/** Functions: mathematics, distributions, controls and interventions (the catalogue’s), optimisers. */
import { controlEntries } from '../../catalogue/controls/index.ts';
import { length } from '../../catalogue/units.ts';
import type { FunctionEntry, Slot, Type } from '../../catalogue/entry.ts';
import { named, over, quantity, real } from '../../catalogue/entry.ts';

const any = over('any', '0.5');
const parameter = (name: string, type: Type, documentation: string, extra: Partial<Slot> = {}): Slot => ({
  name,
  type,
  documentation,
  ...extra,
});
const x = parameter('x', any, 'A number.');

const mathematics: readonly FunctionEntry[] = [
  ...(
    [
      ['exp', 'e to the power x'],
      ['log', 'natural logarithm'],
      ['sqrt', 'square root'],
      ['abs', 'magnitude'],
      ['tanh', 'hyperbolic tangent'],
    ] as const
  ).map(
    ([name, documentation]): FunctionEntry => ({
      name,
      result: 'number',
      parameters: [x],
      documentation: `${documentation}.`,
      example: `${name}(0.5)`,
    }),
  ),
  {
    name: 'min',
    result: 'number',
    parameters: [x, parameter('others', any, 'More numbers.', { many: true })],
    documentation: 'The smallest.',
    example: 'min(1, distance / 1 mm)',
  },
  {
    name: 'max',
    result: 'number',
    parameters: [x, parameter('others', any, 'More numbers.', { many: true })],
    documentation: 'The largest.',
    example: 'max(0, similarity)',
  },
  {
    name: 'if',
    result: 'number',
    parameters: [
      parameter('condition', over('boolean', 'same_group'), 'A condition.'),
      parameter('then', any, 'If it holds.'),
      parameter('otherwise', any, 'If not.'),
    ],
    documentation: 'One of two values.',
    example: 'if(same_group, 0.5, 0.1)',
  },
  {
    name: 'sum',
    status: 'later',
    result: 'number',
    parameters: [x],
    documentation: 'Sum over all entries.',
    example: 'sum(abs(W))',
  },
  {
    name: 'mean',
    status: 'later',
    result: 'number',
    parameters: [x],
    documentation: 'Mean over all entries, or over a series.',
    example: 'mean(accuracy)',
  },
  {
    name: 'communicability',
    status: 'later',
    result: 'number',
    parameters: [x],
    documentation: 'Communicability of a matrix (Estrada & Hatano 2008).',
    example: 'communicability(W)',
  },
  {
    name: 'scaled',
    status: 'later',
    result: 'number',
    parameters: [x],
    documentation: 'A matrix scaled to 0 .. 1, absent connections left at 0.',
    example: 'scaled(correlation)',
  },
  {
    name: 'neighbours',
    result: 'number',
    parameters: [
      parameter('fate', named('fate', 'progenitor'), 'The fate that counts.'),
      parameter('within', quantity(length, { least: 0 }), 'The distance.'),
    ],
    documentation: 'Number of other cells of a fate within a distance; without the cell itself.',
    example: 'neighbours(progenitor, within: 60 um)',
  },
];
const distribution = (
  name: string,
  first: Slot,
  second: Slot,
  documentation: string,
  example: string,
): FunctionEntry => ({ name, result: 'distribution', parameters: [first, second], documentation, example });
const distributions: readonly FunctionEntry[] = [
  distribution(
    'uniform',
    parameter('low', any, 'Lower end.'),
    parameter('high', any, 'Upper end.'),
    'Uniform distribution.',
    'uniform(-1, 1)',
  ),
  distribution(
    'normal',
    parameter('mean', any, 'Mean.'),
    parameter('deviation', any, 'Standard deviation.'),
    'Normal distribution.',
    'normal(0, 1)',
  ),
  distribution(
    'lognormal',
    parameter('mu', any, 'Mean of the logarithm.'),
    parameter('sigma', any, 'Standard deviation of the logarithm.'),
    'Lognormal distribution.',
    'lognormal(-0.5, 0.5)',
  ),
  {
    name: 'exponential',
    result: 'distribution',
    parameters: [parameter('mean', any, 'Mean.')],
    documentation: 'Exponential distribution.',
    example: 'exponential(1)',
  },
  {
    name: 'binary',
    result: 'distribution',
    parameters: [],
    documentation: '−1 or 1, each with probability ½; `binary` without brackets is the same.',
    example: 'binary()',
  },
];

const rate = parameter('rate', real('1e-3', 0), 'The learning rate.');
const decay = parameter('decay', real('0', 0), 'Weight decay, added to the gradient.', {
  optional: true,
  default: { text: '0', source: 'torch.optim' },
});
const optimisers: readonly FunctionEntry[] = [
  {
    name: 'adam',
    result: 'optimiser',
    documentation: 'Adam.',
    example: 'adam(1e-3)',
    parameters: [
      { ...rate, optional: true, default: { text: '1e-3', source: 'Kingma & Ba (2015), section 6.1' } },
      parameter('beta1', real('0.9', 0, 1), 'Decay of the first moment.', {
        optional: true,
        default: { text: '0.9', source: 'Kingma & Ba (2015), algorithm 1' },
      }),
      parameter('beta2', real('0.999', 0, 1), 'Decay of the second moment.', {
        optional: true,
        default: { text: '0.999', source: 'Kingma & Ba (2015), algorithm 1' },
      }),
      parameter('epsilon', real('1e-8', 0), 'Added to the denominator.', {
        optional: true,
        default: { text: '1e-8', source: 'Kingma & Ba (2015), algorithm 1' },
      }),
      decay,
    ],
  },
  {
    name: 'sgd',
    result: 'optimiser',
    documentation: 'Stochastic gradient descent.',
    example: 'sgd(0.1, momentum: 0.9)',
    parameters: [
      rate,
      parameter('momentum', real('0.9', 0, 1), 'Momentum.', {
        optional: true,
        default: { text: '0', source: 'torch.optim.SGD' },
      }),
      decay,
    ],
  },
  {
    name: 'rmsprop',
    status: 'later',
    result: 'optimiser',
    documentation: 'RMSprop.',
    example: 'rmsprop(1e-3)',
    parameters: [rate],
  },
  {
    name: 'ridge',
    status: 'later',
    result: 'optimiser',
    documentation: 'A readout in closed form.',
    example: 'ridge(1e-6)',
    parameters: [parameter('penalty', real('1e-6', 0), 'The penalty.')],
  },
  {
    name: 'softplus',
    status: 'later',
    result: 'activation',
    documentation: 'log(1 + e^(βx)) / β.',
    example: 'softplus(beta: 0.5)',
    parameters: [parameter('beta', real('0.5', 0), 'The smoothness β.')],
  },
];

export const functions: readonly FunctionEntry[] = [...mathematics, ...distributions, ...controlEntries, ...optimisers];
