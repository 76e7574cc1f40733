/** Matrices that `spectrum` cannot scale, as far as their settings tell: what it would divide by is 0. */
import type { MatrixProgram } from '../engine/connectivity/index.ts';
import { fixedWeight, meanWeight, programOf } from './spectral-edge.ts';
import type { ConnectNoun } from './specification.ts';

/** `why`: a clause. `all`: every eigenvalue is 0; otherwise only no real part is positive. */
export interface NothingToScale {
  readonly why: string;
  readonly all: boolean;
}

export function nothingToScale(connect: ConnectNoun): NothingToScale | undefined {
  const program = programOf(connect);
  if (!program || !connect.spectrum) return undefined;
  const found = withoutConnections(program) ?? antisymmetric(program) ?? ofColumns(program);
  return found && (found.all || connect.spectrum.kind === 'max') ? found : undefined;
}

const wiresEvery = ({ wire = 1 }: MatrixProgram): boolean => typeof wire === 'number' && wire >= 1;

function withoutConnections(program: MatrixProgram): NothingToScale | undefined {
  const { neurons, wire, autapses, centred } = program;
  if (neurons === 1 && !autapses) return { why: 'one neuron without an autapse has no connection', all: true };
  if (typeof wire === 'number' && wire <= 0) return { why: 'no pair is connected', all: true };
  const weight = fixedWeight(program);
  if (weight === 0) return { why: 'every weight is 0', all: true };
  if (weight === undefined || !wiresEvery(program)) return undefined;
  if (centred) return { why: 'every weight is its own expectation, so `centred` leaves 0 of it', all: true };
  return isAntisymmetric(program) && !autapses
    ? { why: 'the two weights of a pair are the same, and `elliptic -1` leaves half their difference', all: true }
    : undefined;
}

/** Eigenvalues of an antisymmetric matrix are imaginary; of one whose rows are divided by numbers, too. */
function antisymmetric(program: MatrixProgram): NothingToScale | undefined {
  return isAntisymmetric(program) && !program.autapses && (program.centred || meanWeight(program) === 0)
    ? { why: 'w(i, j) = −w(j, i) (`elliptic -1` about a mean of 0), so every eigenvalue is imaginary', all: false }
    : undefined;
}
const isAntisymmetric = ({ asymmetric }: MatrixProgram): boolean =>
  asymmetric?.construction === 'elliptic' && asymmetric.correlation === -1;

/** Weights that differ between columns only have one eigenvalue besides 0: the sum of a row. */
function ofColumns(program: MatrixProgram): NothingToScale | undefined {
  const { neurons: n, autapses, asymmetric, excitatory, signs } = program,
    weight = fixedWeight(program);
  if (weight === undefined || !autapses || asymmetric || signs || !wiresEvery(program)) return undefined;
  const sum = excitatory === undefined ? Math.sign(weight) * n : 2 * Math.round(excitatory * n) - n;
  if (sum > 0) return undefined;
  return sum === 0
    ? { why: 'every row is the same and adds up to 0, so that the matrix times itself is 0', all: true }
    : { why: 'every row is the same and adds up to less than 0, which is the one eigenvalue besides 0', all: false };
}
