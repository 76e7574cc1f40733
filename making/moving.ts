/** What moves the matrix of a `dynamics`, as the engine takes it. */
import { driveOf, motionOf } from '../catalogue/laws-of-motion.ts';
import { isCountedName } from '../catalogue/spiking-model.ts';
import { NotApplicable } from '../catalogue/not-applicable.ts';
import type { MovingNetwork } from '../catalogue/study.ts';
import { inputWeights, undriven } from '../engine/dynamics/index.ts';
import type { Matrix } from '../engine/connectivity/index.ts';
import type { DynamicsNoun, TableValues } from '../language/specification.ts';
import type { CellValues } from './cell-values.ts';

/** What moves a matrix, for a seed: what each neuron draws is drawn here. @throws RangeError for what cannot be */
export function moved(noun: DynamicsNoun, matrix: Matrix, seed: number, cells?: CellValues) {
  const { motion, takes } = noun;
  if (isCountedName(motion)) throw new NotApplicable(`\`model ${motion}\` has no state that moves by a law of rates`);
  const key = { seed, stream: noun.stream },
    drive = noun.drive ? driveOf(noun.drive) : undriven;
  return {
    matrix,
    motion: motionOf(
      { motion, takes },
      {
        neurons: matrix.size,
        key,
        ...(cells && { cells: (drawn) => cells(drawn as TableValues) }),
      },
    ),
    drive,
    inputWeights: drive.kind === 'shared' ? inputWeights(matrix.size, key) : undefined,
    key,
    run: noun.run as MovingNetwork['run'],
  };
}
