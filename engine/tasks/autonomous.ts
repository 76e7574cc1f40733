import type { Trial, TrialTask } from './drawn-trials.ts';

/**
 * Nothing is given and nothing wanted: the network runs by itself from a first state of each trial's own, N(0, starts²)
 * for every neuron. What a student follows is its activity.
 */
export function autonomous(task: {
  readonly trials: number;
  readonly length: number;
  readonly starts: number;
}): TrialTask {
  const { trials, length, starts } = task;
  if (length < 1) throw new RangeError('a trial of 0 steps shows nothing');
  return {
    inputs: [],
    outputs: [],
    wanted: 'values',
    steps: length,
    trials,
    starts,
    draw: (): Trial => ({
      kind: 'by itself',
      steps: length,
      epochs: [{ name: 'by itself', from: 0, to: length }],
      inputs: new Float32Array(0),
      wanted: { kind: 'values', values: new Float32Array(0) },
      weights: new Float32Array(length).fill(1),
    }),
  };
}
