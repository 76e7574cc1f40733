/** Matrices that are drawn, as far as the machine can hold them. */
import type { CallForm } from '../catalogue/forms.ts';
import { initialisationOf } from '../catalogue/initialisations.ts';
import {
  type Drawn,
  drawMatrix,
  drawOutgoing,
  type InitialMatrix,
  initialMatrix,
  isSparse,
  type Matrix,
  type MatrixChoice,
  type MatrixProgram,
  mostSynapses,
  mostWhole,
  ScalingError,
  sparseMatrix,
} from '../engine/connectivity/index.ts';
import type { LinearAlgebra } from '../engine/kernels/index.ts';
import { Failure } from './failure.ts';

/** A matrix with the places (m) and groups that its neurons were given. */
export interface DrawnMatrix {
  readonly matrix: Matrix;
  readonly positions?: Float64Array;
  readonly lengths?: readonly number[];
  readonly groups?: Int32Array;
}
type Key = { readonly seed: number; readonly stream: string };
/** @throws Failure where the machine has not the memory for it, or it cannot be drawn */
export function drawn(
  program: MatrixProgram,
  key: { readonly seed: number; readonly stream: string },
  name: string,
  machineBytes: number,
): DrawnMatrix {
  const demandRoom = (): void => needMemory(program.neurons, name, machineBytes);
  try {
    const { matrix, positions, groups } = drawnSparse(program, key, demandRoom) ?? drawnWhole(program, key, demandRoom);
    return { matrix, ...(positions && { positions, lengths: program.place?.lengths }), ...(groups && { groups }) };
  } catch (error) {
    throw error instanceof RangeError
      ? new Failure('run', `${name} cannot be drawn: ${error.message}`, { cause: error })
      : error;
  }
}

function drawnWhole(program: MatrixProgram, key: Key, demandRoom: () => void): Drawn {
  demandRoom();
  return drawMatrix(program, key);
}

/** Held as its synapses, where it is large and they are few. */
function drawnSparse(program: MatrixProgram, key: Key, demandRoom: () => void): Drawn | undefined {
  const { neurons, wire } = program;
  if (
    !(neurons > mostWhole && isSparse(program)) ||
    (typeof wire === 'number' && wire * neurons ** 2 > 1.1 * mostSynapses(neurons))
  )
    return undefined;
  const found = drawOutgoing(program, key, mostSynapses(neurons));
  if (!found) return undefined;
  const { outgoing, ...surroundings } = found;
  return { matrix: sparseMatrix(outgoing, demandRoom), ...surroundings };
}

interface InitialSource {
  readonly initialisation: CallForm;
  readonly neurons: number;
}
/**
 * What a network's recurrent weights begin as, with signs and mask where its initialisation has them. `accept`: drawn
 * again until it holds.
 * @throws Failure where none can be drawn
 */
export function initialised(
  { initialisation, neurons }: InitialSource,
  key: { readonly seed: number; readonly stream: string },
  name: string,
  algebra: LinearAlgebra,
  machineBytes: number,
  accept?: MatrixChoice['accept'],
): InitialMatrix {
  needMemory(neurons, name, machineBytes);
  try {
    return initialMatrix(initialisationOf(initialisation), neurons, key, algebra, { accept });
  } catch (error) {
    throw error instanceof RangeError || error instanceof ScalingError
      ? new Failure('run', `The first weights of ${name} cannot be drawn: ${error.message}`, { cause: error })
      : error;
  }
}

/**
 * A matrix (f64) is held twice while its eigenvalues are found. @throws Failure where the machine has not the memory
 * for that
 */
export function needMemory(neurons: number, name: string, there: number): void {
  const needed = 2 * 8 * neurons ** 2;
  if (needed <= there) return;
  const [neededGB, thereGB] = [needed, there].map((bytes) => (bytes / 1e9).toFixed(0)),
    most = Math.floor(Math.sqrt(there / 16) / 1000) * 1000;
  throw new Failure(
    'run',
    `${name} has ${neurons.toLocaleString('en')} neurons: its matrix and its eigenvalues need ${neededGB} ` +
      `GB of memory, and this machine has ${thereGB} GB. Take at most ${most.toLocaleString('en')} neurons.`,
  );
}
