/** Functions: mathematics, distributions, controls and interventions (noun → noun), optimisers, what measures are taken of. */
import { length } from '../units.ts';
import type { FunctionEntry, NounKind, Slot, Status, Type } from './entry.ts';
import { choice, named, noun, over, quantity, real, share } from './entry.ts';

const any = over('any', '0.5');
const parameter = (name: string, type: Type, documentation: string, extra: Partial<Slot> = {}): Slot => ({ name, type, documentation, ...extra });
const x = parameter('x', any, 'A number.');

const mathematics: readonly FunctionEntry[] = [
  ...([['exp', 'e to the power x'], ['log', 'natural logarithm'], ['sqrt', 'square root'], ['abs', 'magnitude'], ['tanh', 'hyperbolic tangent']] as const)
    .map(([name, documentation]): FunctionEntry => ({ name, result: 'number', parameters: [x], documentation: `${documentation}.`, example: `${name}(0.5)` })),
  { name: 'min', result: 'number', parameters: [x, parameter('others', any, 'More numbers.', { many: true })], documentation: 'The smallest.', example: 'min(1, distance / 1 mm)' },
  { name: 'max', result: 'number', parameters: [x, parameter('others', any, 'More numbers.', { many: true })], documentation: 'The largest.', example: 'max(0, similarity)' },
  { name: 'if', result: 'number', parameters: [parameter('condition', over('boolean', 'same_group'), 'A condition.'), parameter('then', any, 'If it holds.'), parameter('otherwise', any, 'If not.')], documentation: 'One of two values.', example: 'if(same_group, 0.5, 0.1)' },
  { name: 'sum', status: 'later', result: 'number', parameters: [x], documentation: 'Sum over all entries.', example: 'sum(abs(W))' },
  { name: 'mean', status: 'later', result: 'number', parameters: [x], documentation: 'Mean over all entries, or over a series.', example: 'mean(accuracy)' },
  { name: 'communicability', status: 'later', result: 'number', parameters: [x], documentation: 'Communicability of a matrix (Estrada & Hatano 2008).', example: 'communicability(W)' },
  { name: 'scaled', status: 'later', result: 'number', parameters: [x], documentation: 'A matrix scaled to 0 .. 1, absent connections left at 0.', example: 'scaled(correlation)' },
  { name: 'neighbours', result: 'number', parameters: [parameter('fate', named('fate', 'progenitor'), 'The fate that counts.'), parameter('within', quantity(length, { least: 0 }), 'The distance.')], documentation: 'Number of other cells of a fate within a distance; without the cell itself.', example: 'neighbours(progenitor, within: 60 um)' },
];
const distribution = (name: string, first: Slot, second: Slot, documentation: string, example: string): FunctionEntry => ({ name, status: 'later', result: 'distribution', parameters: [first, second], documentation, example });
const distributions: readonly FunctionEntry[] = [
  distribution('uniform', parameter('low', any, 'Lower end.'), parameter('high', any, 'Upper end.'), 'Uniform distribution.', 'uniform(-1, 1)'),
  distribution('normal', parameter('mean', any, 'Mean.'), parameter('deviation', any, 'Standard deviation.'), 'Normal distribution.', 'normal(0, 1)'),
  distribution('lognormal', parameter('mu', any, 'Mean of the logarithm.'), parameter('sigma', any, 'Standard deviation of the logarithm.'), 'Lognormal distribution.', 'lognormal(-0.5, 0.5)'),
  { name: 'exponential', status: 'later', result: 'distribution', parameters: [parameter('mean', any, 'Mean.')], documentation: 'Exponential distribution.', example: 'exponential(1)' },
  { name: 'binary', status: 'later', result: 'distribution', parameters: [], documentation: '−1 or 1.', example: 'binary()' },
];

const control = (name: string, of: NounKind, documentation: string, preserves: string, changes: string, example: string, extra: readonly Slot[] = [], status?: Status): FunctionEntry =>
  ({ name, result: of, parameters: [parameter(of === 'connect' ? 'matrix' : of, noun(of), `The ${of} noun.`), ...extra], documentation, preserves, changes, example, ...(status && { status }) });
const keep = parameter('keep', choice(['both', 'In- and out-degree.'], ['out', 'Out-degree only.'], ['in', 'In-degree only.']), 'Which degrees stay.', { optional: true, default: { text: 'both', source: 'semantics.md, Matrices' } });
const gene = parameter('gene', named('gene', 'Pax6'), 'A gene.');
/** Controls and interventions: noun → noun, each saying what it preserves. */
const controls: readonly FunctionEntry[] = [
  control('random', 'connect', 'Edges between uniformly drawn ordered pairs.', 'number of edges, weights', 'degrees, which pairs are connected', 'random(grown)'),
  control('rewired', 'connect', 'Swaps of edges that keep degrees, 10 per edge; an error on a dense matrix.', 'in- and out-degree of every neuron, weights by pre-synaptic column', 'which pairs are connected', 'rewired(grown)', [keep]),
  control('shuffled', 'connect', 'Weights permuted over the connections.', 'which pairs are connected, the set of weights', 'which connection has which weight', 'shuffled(grown)'),
  control('permuted', 'connect', 'One permutation of rows and columns.', 'the graph up to names, spectrum', 'which neuron has which place', 'permuted(grown)'),
  control('similar', 'connect', 'T·W·T⁻¹.', 'eigenvalues', 'symmetry, sparsity', 'similar(wild)', [], 'later'),
  control('transposed', 'connect', 'Rows and columns exchanged.', 'eigenvalues, rank', 'direction of every connection', 'transposed(grown)'),
  control('diagonal', 'connect', 'Only the diagonal.', 'weights of the diagonal', 'everything off it', 'diagonal(functional)'),
  control('off_diagonal', 'connect', 'All but the diagonal.', 'weights off the diagonal', 'the diagonal', 'off_diagonal(functional)'),
  control('symmetrised', 'connect', '(W + Wᵀ) / 2.', 'the symmetric part', 'the asymmetric part', 'symmetrised(grown)'),
  control('identity_shuffled', 'develop', 'Gene states permuted over the cells before synapses form.', 'positions, numbers of each gene state', 'which cell has which state', 'identity_shuffled(cortex)'),
  control('distance_only', 'develop', 'Geometry without genes: similarity is its mean over all pairs.', 'positions', 'the part of genes in wiring', 'distance_only(cortex)'),
  control('knock_out', 'genes', 'Fixes a gene to 0.', 'the other rules, the clock', 'the gene', 'knock_out(mouse, Pax6)', [gene]),
  control('over_express', 'genes', 'Fixes a gene to 1.', 'the other rules, the clock', 'the gene', 'over_express(mouse, Pax6)', [gene]),
  control('shifted', 'data', 'Every neuron shifted in time by its own random offset.', 'each neuron’s own activity', 'correlations between neurons', 'shifted(tectum)', [], 'later'),
  control('lesion', 'network', 'Removes a share of the neurons.', 'the other weights', 'the neurons removed', 'lesion(reader, 10 %)', [parameter('share', share, 'The share.')], 'later'),
  { name: 'random_ei', status: 'later', result: 'connect', documentation: 'A random matrix of excitatory and inhibitory neurons.', example: 'random_ei(density: 0.5, scale: 2.4, excitatory: 70 %)',
    parameters: [parameter('density', share, 'Share of pairs connected.'), parameter('scale', real('2.4'), 'Spectral scale.'), parameter('excitatory', share, 'Share of excitatory neurons.')] },
];

const rate = parameter('rate', real('1e-3', 0), 'The learning rate.');
const decay = parameter('decay', real('0', 0), 'Weight decay, added to the gradient.', { optional: true, default: { text: '0', source: 'torch.optim' } });
const optimisers: readonly FunctionEntry[] = [
  { name: 'adam', result: 'optimiser', documentation: 'Adam.', example: 'adam(1e-3)', parameters: [
    { ...rate, optional: true, default: { text: '1e-3', source: 'Kingma & Ba (2015), section 6.1' } },
    parameter('beta1', real('0.9', 0, 1), 'Decay of the first moment.', { optional: true, default: { text: '0.9', source: 'Kingma & Ba (2015), algorithm 1' } }),
    parameter('beta2', real('0.999', 0, 1), 'Decay of the second moment.', { optional: true, default: { text: '0.999', source: 'Kingma & Ba (2015), algorithm 1' } }),
    parameter('epsilon', real('1e-8', 0), 'Added to the denominator.', { optional: true, default: { text: '1e-8', source: 'Kingma & Ba (2015), algorithm 1' } }), decay] },
  { name: 'sgd', result: 'optimiser', documentation: 'Stochastic gradient descent.', example: 'sgd(0.1, momentum: 0.9)', parameters: [
    rate, parameter('momentum', real('0.9', 0, 1), 'Momentum.', { optional: true, default: { text: '0', source: 'torch.optim.SGD' } }), decay] },
  { name: 'rmsprop', status: 'later', result: 'optimiser', documentation: 'RMSprop.', example: 'rmsprop(1e-3)', parameters: [rate] },
  { name: 'ridge', status: 'later', result: 'optimiser', documentation: 'A readout in closed form.', example: 'ridge(1e-6)', parameters: [parameter('penalty', real('1e-6', 0), 'The penalty.')] },
  { name: 'softplus', status: 'later', result: 'activation', documentation: 'log(1 + e^(βx)) / β.', example: 'softplus(beta: 0.5)', parameters: [parameter('beta', real('0.5', 0), 'The smoothness β.')] },
];

export const functions: readonly FunctionEntry[] = [...mathematics, ...distributions, ...controls, ...optimisers];
