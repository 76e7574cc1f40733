/** The network of a `dynamics` as a measure runs it. */
import { NotApplicable } from '../catalogue/not-applicable.ts';
import type { MovingNetwork } from '../catalogue/study.ts';
import { matrixOf, type Studied } from './findings.ts';
import { moved } from './moving.ts';

/** @throws NotApplicable of what is no `dynamics`, or has no matrix */
export function movingNetwork(studied: Studied): MovingNetwork {
  const { noun, seed, kernels, cells } = studied,
    matrix = matrixOf(studied);
  if (noun.noun !== 'dynamics') throw new NotApplicable('it does not run: a `dynamics` of the matrix would');
  return { ...moved(noun, matrix, seed, cells), kernels };
}
