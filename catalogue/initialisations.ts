/**
 * What a network's recurrent weights can begin as, besides a matrix of the file and a distribution that every weight is
 * drawn from: by the names of engine/connectivity/initial-matrix.ts.
 */
import type { DrawnWeights, Initialisation } from '../engine/connectivity/index.ts';
import { bareDistributions, weightsForm } from './distributions.ts';
import { type Choice, distribution, type FunctionEntry } from './entry.ts';
import { type CallForm, type Form, isCallForm } from './forms.ts';
import {
  decoded,
  defaulting,
  type Described,
  entryOf,
  number,
  type Parameter,
  parameter,
  share,
} from './parameters.ts';

type Named = Exclude<Initialisation['name'], 'drawn'>;
type Takes<Name extends Named> = {
  readonly [Argument in Exclude<keyof (Initialisation & { name: Name }), 'name'>]: Parameter<
    (Initialisation & { name: Name })[Argument]
  >;
};
interface InitialisationRecord<Name extends Named> extends Omit<Described, 'name' | 'status'> {
  readonly takes: Takes<Name>;
}

const program = 'the program of Beiran & Litwin-Kumar (2025)';
const ofADistribution: Parameter<DrawnWeights> = parameter(
  { ...distribution('normal(0, 1)'), words: bareDistributions },
  'What they are drawn from.',
  weightsOf,
);

export const initialisationRecords: { readonly [Name in Named]: InitialisationRecord<Name> } = {
  orthogonal: {
    takes: { scale: defaulting(number('Every singular value.', '1', 0), 1, 'Saxe et al. (2014)') },
    documentation: 'A random orthogonal matrix, each as likely as any other (Haar measure).',
    example: 'orthogonal(scale: 0.9)',
    sources: ['Saxe et al. 2014', 'Mezzadri 2007'],
  },
  identity: {
    takes: { scale: defaulting(number('The weight of a neuron onto itself.', '1'), 1, 'Le et al. (2015)') },
    documentation: 'Each neuron onto itself, with one weight.',
    example: 'identity(0.5)',
    sources: ['Le et al. 2015'],
  },
  self_weights: {
    takes: { weights: ofADistribution },
    documentation: 'Each neuron onto itself alone, with a weight of its own.',
    example: 'self_weights(uniform(0, 1))',
  },
  random_ei: {
    takes: {
      density: defaulting(share('Share of the pairs that can be connected.'), 0.5, program),
      scale: defaulting(number('Deviation of a weight times √N.', '2.4', 0), 2.4, program),
      excitatory: defaulting(share('Share of the neurons, the first ones, that are excitatory.'), 0.7, program),
    },
    documentation:
      'Excitatory and inhibitory neurons: weights of N(1/N, scale²/N) where a random mask has a connection; of an ' +
      'excitatory neuron those below 0 become 0, of an inhibitory one those above 0, and the others are four times ' +
      'as strong. Signs and mask hold while it learns.',
    example: 'random_ei(density: 0.5, scale: 2.4, excitatory: 70 %)',
    sources: ['Beiran & Litwin-Kumar 2025'],
  },
  critical: {
    takes: { radius: defaulting(number('The spectral radius.', '1', 0), 1, 'Sompolinsky et al. (1988)') },
    documentation:
      'Normal weights of variance 1/N, scaled so that the largest modulus of an eigenvalue is the spectral radius: ' +
      'at 1 a network of tanh goes from silence to chaos. A symmetric one is a `connect` with `weights normal(0, 1), ' +
      'symmetric` and `spectrum max 1`.',
    example: 'critical(radius: 0.95)',
    sources: ['Sompolinsky et al. 1988', 'Girko 1984'],
  },
  chaotic: {
    takes: { scale: defaulting(number('Deviation of a weight times √N.', '1.7', 0), 1.7, program) },
    documentation:
      'Normal weights of variance scale²/N, of which none is scaled afterwards: above 1 a large network of tanh is ' +
      'chaotic.',
    example: 'chaotic(scale: 1.7)',
    sources: ['Sompolinsky et al. 1988', 'Beiran & Litwin-Kumar 2025'],
  },
  rank_two: {
    takes: {
      overlap: defaulting(number('Covariance of the loadings of one component.', '1.5'), 1.5, program),
      rotation: defaulting(
        number('Covariance of the loadings of one component with those of the other; the paper’s text has 1.5.', '3'),
        3,
        program,
      ),
    },
    documentation:
      'Two components of normal loadings, (m₁ n₁ᵀ + m₂ n₂ᵀ)/N, with m of variance 1. The two eigenvalues are about ' +
      'overlap ± i · rotation, so that a network of tanh runs in a limit cycle where the overlap is above 1. The ' +
      'variance of n is the least power of 1.1 at which there are such loadings, times 1.1.',
    example: 'rank_two(overlap: 1.5, rotation: 3)',
    sources: ['Beiran & Litwin-Kumar 2025'],
  },
};

const names = Object.keys(initialisationRecords) as readonly Named[];
const entryBy = (name: Named): FunctionEntry =>
  entryOf({ ...initialisationRecords[name], name }, 'initialisation', initialisationRecords[name].takes);
export const initialisationEntries: readonly FunctionEntry[] = names.map(entryBy);
/** Those that need no argument, written without brackets. */
export const initialisations: readonly Choice[] = initialisationEntries
  .filter(({ parameters }) => parameters.every(({ optional }) => optional))
  .map(({ name, documentation }) => ({ word: name, documentation }));

const isNamed = (name: string): name is Named => Object.hasOwn(initialisationRecords, name);

/**
 * A canonical call, its variables put in, as the engine takes it: one of these, or a distribution.
 * @throws Error for a call of something else, and for other arguments than it takes
 */
export const initialisationOf = (form: CallForm): Initialisation =>
  isNamed(form.call) ? byName(form.call, form.takes) : { name: 'drawn', weights: weightsOf(form) };
const byName = (name: Named, forms: CallForm['takes']): Initialisation =>
  ({ name, ...decoded(initialisationRecords[name].takes, forms, undefined) }) as Initialisation;

function weightsOf(form: Form | undefined): DrawnWeights {
  if (typeof form === 'string') return weightsForm({ call: form, takes: {} }) as DrawnWeights;
  if (isCallForm(form)) return weightsForm(form) as DrawnWeights;
  throw new Error(`${JSON.stringify(form)} stands where a distribution is taken`);
}
