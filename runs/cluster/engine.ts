import type { Submitted } from './submission.ts';
import { localEngine } from './local-engine.ts';
import { slurmEngine } from './slurm-engine.ts';
import type { EngineName } from './submission.ts';
import type { Engine } from './engine-face.ts';

/** Elsewhere whoever submits says how each task is begun: nothing is known of it but its files. */
const other: Engine = {
  limits: async () => ({ arraySize: Number.POSITIVE_INFINITY }),
  submit: async (submitted) => submitted,
  poll: async () => ({ reached: true, tasks: new Map() }),
  cancel: async () => {},
};

export const engineNamed = (name: EngineName, through?: string): Engine =>
  ({ slurm: () => slurmEngine(through), local: () => localEngine, other: () => other })[name]();

export const engineOf = ({ submission }: Submitted): Engine => engineNamed(submission.engine, submission.through);
