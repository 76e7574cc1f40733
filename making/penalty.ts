import { type Expression, freeNames } from '../engine/expressions/index.ts';
import { compilePenalty } from '../engine/penalties/index.ts';
import type { Penalty } from '../engine/training/index.ts';
import type { Wiring } from './circuits.ts';
import { Failure } from './failure.ts';
import type { Kernels } from './findings.ts';
import { pairTablesOf } from './pair-tables.ts';

/** What is added to the loss, over the weights that act and the distances of the neurons (m). */
export function penaltyOf(
  penalty: Expression | undefined,
  places: Wiring | undefined,
  neurons: number,
  kernels: Kernels,
): Penalty | undefined {
  if (penalty === undefined) return undefined;
  const tables = pairTablesOf(places, freeNames(penalty));
  try {
    return compilePenalty(penalty, tables, neurons, kernels.algebra);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Failure('run', `the penalty cannot be taken: ${error.message}.`, { cause: error });
  }
}
