/** Controls of a matrix: matrix → matrix, before `unit_rows` and `spectrum`. */
import {
  diagonalOf,
  lesioned,
  type Matrix,
  permuteNeurons,
  randomPlaces,
  rewired,
  connectsAlike,
  shareMoved,
  shuffleWeights,
  similar,
  type StrengthsKept,
  strengthsKept,
  symmetrised,
  transposed,
  withoutDiagonal,
} from '../../engine/connectivity/index.ts';
import { type Stream, stream } from '../../engine/random/index.ts';
import type { CallForm } from '../forms.ts';
import { type Arguments, called, decoded, defaulting, number, type Parameters, share, word } from '../parameters.ts';
import type { Control, ControlForm } from './control.ts';

/** What a control of a matrix can keep. */
export type KeptOfMatrix =
  | 'number of neurons'
  | 'number of edges'
  | 'set of weights'
  | 'in-degree of every neuron'
  | 'out-degree of every neuron'
  | 'which pairs are connected'
  | 'diagonal'
  | 'sign of every neuron'
  | 'outgoing weights of every neuron'
  | 'incoming weights of every neuron'
  | 'strengths of every neuron, nearly'
  | 'symmetry'
  | 'eigenvalues'
  | 'set of degrees';
export interface MatrixControl<Takes extends Parameters = Parameters> extends Control<Takes, KeptOfMatrix> {
  /** What stays besides, by what it takes. */
  alsoPreserves?(given: Arguments<Takes>): readonly KeptOfMatrix[];
  /** Of a network it is a control of the circuit that it begins with. */
  readonly alsoOfNetworks?: true;
  /** It gives a symmetric matrix, whatever it is made of. */
  readonly makesSymmetric?: true;
  /** It moves edges to pairs that have none: of a matrix without such pairs it cannot be made. */
  readonly needsFreePairs?: true;
  /** A place of the matrix is another neuron afterwards, so that its groups are no longer stretches of places. */
  readonly movesNeurons?: true;
  /** What it does to strengths is measured, and said. */
  keepsStrengths?(given: Arguments<Takes>): boolean;
  /** Every weight is a mixture of many: no share of the edges has moved. */
  readonly mixesWeights?: true;
  apply(matrix: Matrix, given: Arguments<Takes>, draws: Stream): Matrix;
}
const control = <const Takes extends Parameters>(record: MatrixControl<Takes>): MatrixControl => record;

export const matrixControls: readonly MatrixControl[] = [
  control({
    name: 'random',
    documentation: 'The same weights at uniformly random ordered pairs of different neurons.',
    example: 'random(grown)',
    takes: {},
    preserves: [
      'number of neurons',
      'number of edges',
      'set of weights',
      'diagonal',
      'sign of every neuron',
      'symmetry',
    ],
    changes: ['which pairs are connected', 'degrees'],
    draws: true,
    needsFreePairs: true,
    apply: (matrix, _, draws) => randomPlaces(matrix, draws),
  }),
  control({
    name: 'rewired',
    documentation:
      'Edges swapped two by two, 10 swaps per edge, so that every neuron keeps its number of inputs and ' +
      'outputs; `keep: out` or `keep: in` draws one end anew instead and keeps only that number. `keep: strength` ' +
      'keeps both, of positive and negative weights each, and deals the weights out anew so that each neuron’s add ' +
      'up to nearly what they did; a run says how nearly. Of a dense matrix that moves the weights alone.',
    example: 'rewired(grown)',
    sources: ['Maslov & Sneppen 2002', 'Milisav 2025', 'Rubinov & Sporns 2011'],
    takes: {
      keep: defaulting(
        word(
          {
            both: 'In- and out-degree.',
            out: 'Out-degree only.',
            in: 'In-degree only.',
            strength: 'Both, and nearly what weights add up to.',
          },
          'What stays of every neuron.',
        ),
        'both',
        'Maslov & Sneppen 2002',
      ),
    },
    preserves: [
      'number of neurons',
      'number of edges',
      'set of weights',
      'diagonal',
      'sign of every neuron',
      'symmetry',
    ],
    alsoPreserves({ keep }) {
      switch (keep) {
        case 'both':
          return ['in-degree of every neuron', 'out-degree of every neuron', 'outgoing weights of every neuron'];
        case 'out':
          return ['out-degree of every neuron', 'outgoing weights of every neuron'];
        case 'in':
          return ['in-degree of every neuron', 'incoming weights of every neuron'];
        case 'strength':
          return ['in-degree of every neuron', 'out-degree of every neuron', 'strengths of every neuron, nearly'];
      }
    },
    changes: ['which pairs are connected'],
    draws: true,
    needsFreePairs: true,
    keepsStrengths: ({ keep }) => keep === 'strength',
    apply: (matrix, { keep }, draws) => rewired(matrix, keep, draws),
  }),
  control({
    name: 'shuffled',
    documentation:
      'Weights permuted over the existing connections: each neuron deals its outgoing weights out anew; in a ' +
      'symmetric matrix, over all pairs. `keep: strength`: over all connections of a sign, so that each neuron’s add ' +
      'up to nearly what they did; a run says how nearly.',
    example: 'shuffled(grown)',
    sources: ['Milisav 2025', 'Rubinov & Sporns 2011'],
    takes: {
      keep: defaulting(
        word(
          { out: 'Its outgoing weights.', strength: 'Nearly what its weights add up to.' },
          'What stays of every neuron.',
        ),
        'out',
        'choice of this language',
      ),
    },
    preserves: [
      'number of neurons',
      'number of edges',
      'set of weights',
      'which pairs are connected',
      'in-degree of every neuron',
      'out-degree of every neuron',
      'diagonal',
      'sign of every neuron',
      'symmetry',
    ],
    alsoPreserves: ({ keep }) => [
      keep === 'out' ? 'outgoing weights of every neuron' : 'strengths of every neuron, nearly',
    ],
    changes: ['which connection has which weight'],
    draws: true,
    keepsStrengths: ({ keep }) => keep === 'strength',
    apply: (matrix, { keep }, draws) => shuffleWeights(matrix, draws, keep),
  }),
  control({
    name: 'permuted',
    documentation: 'The neurons renamed: one random permutation of rows and columns together.',
    example: 'permuted(grown)',
    takes: {},
    preserves: ['number of neurons', 'number of edges', 'set of weights', 'set of degrees', 'eigenvalues', 'symmetry'],
    changes: ['which neuron has which place'],
    draws: true,
    movesNeurons: true,
    apply: (matrix, _, draws) => permuteNeurons(matrix, draws),
  }),
  control({
    name: 'similar',
    documentation:
      'T·W·T⁻¹, T positive definite and not orthogonal: the eigenvalues of W, and of a symmetric W a matrix ' +
      'that is not symmetric. The counter-example to reading symmetry from real eigenvalues.',
    example: 'similar(wild, gain: 0.3)',
    takes: {
      gain: defaulting(
        number('Standard deviation of the logarithm of the eigenvalues of T: 0 leaves W as it is.', '0.3', 0),
        0.3,
        'the objection to the critical-initialisation study (A = T S T⁻¹)',
      ),
    },
    preserves: ['number of neurons', 'eigenvalues'],
    changes: ['symmetry', 'sparsity', 'weights'],
    draws: true,
    mixesWeights: true,
    apply: (matrix, { gain }, draws) => similar(matrix, gain, draws),
  }),
  control({
    name: 'transposed',
    documentation: 'Every connection turned round.',
    example: 'transposed(grown)',
    takes: {},
    preserves: ['number of neurons', 'number of edges', 'set of weights', 'diagonal', 'eigenvalues', 'symmetry'],
    changes: ['the direction of every connection'],
    draws: false,
    apply: transposed,
  }),
  control({
    name: 'diagonal',
    documentation: 'Only the weights of neurons onto themselves.',
    example: 'diagonal(grown)',
    takes: {},
    preserves: ['number of neurons', 'diagonal', 'symmetry'],
    changes: ['everything off the diagonal'],
    draws: false,
    makesSymmetric: true,
    apply: diagonalOf,
  }),
  control({
    name: 'off_diagonal',
    documentation: 'Without the weights of neurons onto themselves.',
    example: 'off_diagonal(grown)',
    takes: {},
    preserves: [
      'number of neurons',
      'number of edges',
      'which pairs are connected',
      'in-degree of every neuron',
      'out-degree of every neuron',
      'symmetry',
    ],
    changes: ['the diagonal'],
    draws: false,
    apply: withoutDiagonal,
  }),
  control({
    name: 'lesion',
    documentation:
      'A share of the neurons, drawn at random, loses all its connections; a larger share takes those of a smaller ' +
      'one too. Of a network: its circuit begins without them, and they do not grow back.',
    example: 'lesion(grown, 10 %)',
    takes: { share: defaulting(share('Share of the neurons.'), 0.1, 'choice of this language') },
    preserves: ['number of neurons', 'sign of every neuron', 'symmetry'],
    changes: ['the connections of the neurons that are lost'],
    draws: true,
    alsoOfNetworks: true,
    apply: (matrix, { share: lost }, draws) => lesioned(matrix, lost, draws),
  }),
  control({
    name: 'symmetrised',
    documentation: 'The mean of the matrix and its transpose, (W + Wᵀ)/2.',
    example: 'symmetrised(grown)',
    takes: {},
    preserves: ['number of neurons', 'diagonal', 'symmetry'],
    changes: ['the asymmetric part'],
    draws: false,
    makesSymmetric: true,
    apply: symmetrised,
  }),
];

export const matrixControlOf = ({ call }: CallForm): MatrixControl => called(matrixControls, call);
export const keepsSymmetry = ({ preserves }: MatrixControl): boolean => preserves.includes('symmetry');
/** The eigenvalues stay, and say nothing any more of whether the matrix is symmetric. */
export const hidesAsymmetry = (record: MatrixControl): boolean =>
  record.preserves.includes('eigenvalues') && !keepsSymmetry(record);
/** An undirected edge has one weight at both of its ends: moving edges or weights moves it at the other end too. */
const keptOfDirectedOnly: ReadonlySet<KeptOfMatrix> = new Set<KeptOfMatrix>([
  'outgoing weights of every neuron',
  'incoming weights of every neuron',
]);
/** What a control keeps of a matrix that is `symmetric` or not; of any kind, with what it is kept of, for help. */
export const keptOfMatrix = (
  record: MatrixControl,
  takes: CallForm['takes'],
  matrix: { readonly isSymmetric: boolean },
): readonly KeptOfMatrix[] =>
  allKept(record, takes).filter((kept) => !(matrix.isSymmetric && record.draws && keptOfDirectedOnly.has(kept)));
export const keptOfAnyMatrix = (record: MatrixControl): readonly string[] =>
  allKept(record).map((kept) =>
    record.draws && keptOfDirectedOnly.has(kept) ? `${kept} where the matrix is not symmetric` : kept,
  );
const allKept = (record: MatrixControl, takes: CallForm['takes'] = {}): readonly KeptOfMatrix[] => [
  ...record.preserves,
  ...(record.alsoPreserves?.(decoded(record.takes, takes, undefined)) ?? []),
];

/**
 * What a control made; `moved`: the share (0 .. 1) of the edges that it moved, undefined where it moves none;
 * `strengths`: how nearly it kept them, where that is what it is for.
 */
export interface Controlled {
  readonly matrix: Matrix;
  readonly moved?: number;
  /** Whether it moved connections, and not weights between them alone. */
  readonly isRewired?: boolean;
  readonly strengths?: StrengthsKept;
}
/**
 * Applies a control; its draws are keyed by the seed, its own stream and its name. @throws ControlError where it cannot
 * be made.
 */
export function controlled(matrix: Matrix, form: ControlForm, seed: number): Controlled {
  const record = matrixControlOf(form),
    given = decoded(record.takes, form.takes, undefined);
  const made = record.apply(matrix, given, stream(seed, form.stream, record.name));
  return {
    matrix: made,
    ...(!record.mixesWeights && { moved: shareMoved(matrix, made), isRewired: !connectsAlike(matrix, made) }),
    ...(record.keepsStrengths?.(given) && { strengths: strengthsKept(matrix, made) }),
  };
}
