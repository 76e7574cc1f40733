/**
 * Functions: mathematics, distributions, controls and interventions (noun → noun), optimisers, what measures are taken
 * of.
 */
import { type MatrixControlName, matrixControls } from '../../engine/connectivity/index.ts';
import { type GrowthControl, growthControls } from '../../engine/development/index.ts';
import { geneControls, type GeneVariant, geneVariants } from '../../engine/variants/index.ts';
import { activationEntries } from '../../catalogue/activations.ts';
import { distributionEntries } from '../../catalogue/distributions.ts';
import { optimiserEntries } from '../../catalogue/optimisers.ts';
import { penaltyEntries } from '../../catalogue/penalties.ts';
import { length, time } from '../../catalogue/units.ts';
import type { FunctionEntry, NounKind, Slot, Status, Type } from '../../catalogue/entry.ts';
import { choice, named, noun, over, quantity, real, share } from '../../catalogue/entry.ts';

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
    name: 'mean',
    status: 'later',
    result: 'number',
    parameters: [x],
    documentation: 'Mean over all entries, or over a series.',
    example: 'mean(accuracy)',
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
const control = (
  name: string,
  of: NounKind,
  { doc, preserves, changes }: Declared,
  example: string,
  extra: readonly Slot[] = [],
  status?: Status,
): FunctionEntry => ({
  name,
  result: of,
  parameters: [parameter(of === 'connect' ? 'matrix' : of, noun(of), `The ${of} noun.`), ...extra],
  documentation: doc,
  preserves: preserves.join(', '),
  changes: changes.join(', '),
  example,
  ...(status && { status }),
});
/** What a control declares of itself; those that run declare it in the engine, where the tests hold them to it. */
interface Declared {
  readonly doc: string;
  readonly preserves: readonly string[];
  readonly changes: readonly string[];
}
const ofMatrix = (name: MatrixControlName, extra?: readonly Slot[]): FunctionEntry =>
  control(
    name,
    'connect',
    { ...matrixControls[name], preserves: matrixControls[name].preserves('both') },
    `${name}(grown)`,
    extra,
  );
const ofGrowth = (name: GrowthControl): FunctionEntry =>
  control(name, 'develop', growthControls[name], `${name}(cortex)`);
const ofGenes = (name: GeneVariant): FunctionEntry =>
  control(name, 'genes', geneVariants[name], `${name}(mouse, Pax6)`, [
    parameter('gene', named('gene', 'Pax6'), 'A gene.'),
  ]);
const keep = parameter(
  'keep',
  choice(['both', 'In- and out-degree.'], ['out', 'Out-degree only.'], ['in', 'In-degree only.']),
  'Which degrees stay.',
  { optional: true, default: { text: 'both', source: 'Maslov & Sneppen 2002' } },
);
/** Controls and interventions: noun → noun, each saying what it preserves. */
const controls: readonly FunctionEntry[] = [
  ofMatrix('random'),
  ofMatrix('rewired', [keep]),
  ofMatrix('shuffled'),
  ofMatrix('permuted'),
  control(
    'similar',
    'connect',
    {
      doc:
        'T·W·T⁻¹, T positive definite and not orthogonal: the eigenvalues of W, and of a symmetric W a matrix ' +
        'that is not symmetric. The counter-example to reading symmetry from real eigenvalues.',
      preserves: ['number of neurons', 'eigenvalues'],
      changes: ['symmetry', 'sparsity', 'weights'],
    },
    'similar(wild, gain: 0.3)',
    [
      parameter(
        'gain',
        real('0.3', 0),
        'Standard deviation of the logarithm of the eigenvalues of T: 0 leaves W as it is.',
        {
          optional: true,
          default: { text: '0.3', source: 'the objection to the critical-initialisation study (A = T S T⁻¹)' },
        },
      ),
    ],
  ),
  ofMatrix('transposed'),
  ofMatrix('diagonal'),
  ofMatrix('off_diagonal'),
  ofMatrix('symmetrised'),
  ofGrowth('identity_shuffled'),
  ofGrowth('distance_only'),
  ofGenes('knock_out'),
  ofGenes('over_express'),
  control('rewired_rules', 'genes', geneControls.rewired_rules, 'rewired_rules(mouse)'),
  control(
    'shifted',
    'data',
    {
      doc: 'Every neuron of a recording shifted round in time by its own random offset; each seed draws others.',
      preserves: ['each neuron’s own activity and autocorrelation'],
      changes: ['correlations between neurons'],
    },
    'shifted(tectum, at_least: 10 s)',
    [
      parameter('at_least', quantity(time, { positive: true }), 'The least offset, either way.', {
        optional: true,
        default: { text: 'one bin', source: 'choice of this language' },
      }),
    ],
  ),
  control(
    'phase_randomised',
    'data',
    {
      doc:
        'Every neuron of a recording with the phases of its Fourier components drawn anew (Theiler et al. ' +
        '1992); each seed draws others.',
      preserves: ['each neuron’s mean, variance and power spectrum'],
      changes: ['correlations between neurons', 'the distribution of values'],
    },
    'phase_randomised(tectum)',
  ),
  control(
    'lesion',
    'network',
    { doc: 'Removes a share of the neurons.', preserves: ['the other weights'], changes: ['the neurons removed'] },
    'lesion(reader, 10 %)',
    [parameter('share', share, 'The share.')],
    'later',
  ),
  {
    name: 'random_ei',
    status: 'later',
    result: 'connect',
    documentation: 'A random matrix of excitatory and inhibitory neurons.',
    example: 'random_ei(density: 0.5, scale: 2.4, excitatory: 70 %)',
    parameters: [
      parameter('density', share, 'Share of pairs connected.'),
      parameter('scale', real('2.4'), 'Spectral scale.'),
      parameter('excitatory', share, 'Share of excitatory neurons.'),
    ],
  },
];

export const functions: readonly FunctionEntry[] = [
  ...mathematics,
  ...penaltyEntries,
  ...distributionEntries,
  ...controls,
  ...optimiserEntries,
  ...activationEntries,
];
