import fs from 'node:fs';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { stream } from '../../engine/random/index.ts';
import type { ConnectNoun, DataNoun, DynamicsNoun, ExperimentSpec, MeasureSpec } from '../../language/specification.ts';
import { type RunEvent, runExperiment, type RunOutcome, type RunRequest } from '../../runs/index.ts';
import { allFinite } from '../numbers.ts';
import { specificationOf, temporaryFolder } from './stripes-study.ts';

const drawn = (
  name: string,
  changes: Partial<Extract<ConnectNoun['source'], { kind: 'drawn' }>['program']> = {},
  rest: Partial<ConnectNoun> = {},
): ConnectNoun => ({
  noun: 'connect',
  name,
  stream: name,
  controls: [],
  unitRows: false,
  spectrum: { kind: 'max', value: 0.99 },
  ...rest,
  source: {
    kind: 'drawn',
    program: {
      neurons: 60,
      weights: { distribution: 'normal', takes: { mean: 0, deviation: 1 } },
      symmetric: true,
      centred: false,
      positive: false,
      autapses: false,
      ...changes,
    },
  },
});
export const wild = drawn('wild');
export const free = drawn('free', { symmetric: false });
/** No connection at all: nothing to scale. */
export const unconnected = drawn('unconnected', { wire: 0 });
export const twin: ConnectNoun = {
  ...wild,
  controls: [{ call: 'similar', takes: { gain: 0.3 }, stream: 'similar(wild)' }],
};
export const rest: DynamicsNoun = {
  noun: 'dynamics',
  name: 'rest',
  stream: 'rest',
  matrix: wild,
  motion: 'leaky',
  takes: { activation: 'identity', tau: 0.02, dt: 0.002, noise: 1, noiseScale: 'diffusion' },
  run: { duration: 20, discard: 2, starts: 2 },
  bin: 0.046,
};
export const tectum: DataNoun = {
  noun: 'data',
  name: 'tectum',
  reference: 'activity.csv',
  recording: { rows: 'neurons', rate: 10, missing: 'error', controls: [] },
};
export const shifted: DataNoun = {
  ...tectum,
  recording: { ...tectum.recording!, controls: [{ call: 'shifted', takes: {}, stream: 'shifted(tectum)' }] },
};

const dmd = { call: 'dmd', takes: { lag: { counted: 'bins', value: 1 }, ranks: 20, ridge: 0.01 } };
const measure = (name: string, text: string, call: MeasureSpec['call']): MeasureSpec => ({
  name,
  text,
  call,
  nouns: {},
});
export const alpha = measure('alpha', 'exponent(covariance, ranks: 2 .. 30)', {
  call: 'exponent',
  takes: { of: 'covariance', ranks: { from: 2, to: 30 } },
});
export const shared = measure('shared', 'participation_ratio(shared_variance)', {
  call: 'participation_ratio',
  takes: { of: 'shared_variance' },
});
export const henrici = measure('henrici', 'henrici()', { call: 'henrici', takes: {} });
export const rotation = measure('rotation', 'rotations(dmd(lag: 1 bins, ranks: 20, ridge: 0.01))', {
  call: 'rotations',
  takes: { modes: dmd },
});
export const timescale = measure('timescale', 'timescales(pcs: 1 .. 5)', {
  call: 'timescales',
  takes: { pcs: { from: 1, to: 5 } },
});

export const experimentOf = (
  changes: Partial<ExperimentSpec> & Pick<ExperimentSpec, 'conditions' | 'measures'>,
): ExperimentSpec => ({ name: 'spectra', seeds: [1, 2], vary: [], expectations: [], plots: [], ...changes });

/** Twelve neurons that share one slow signal, and noise of their own. */
export function writeActivity(folder: string): void {
  const draws = stream(3, 'activity', 'test'),
    frames = 400,
    signal = new Float64Array(frames);
  for (let t = 1; t < frames; t++) signal[t] = 0.9 * signal[t - 1] + draws.normal();
  const rows = Array.from({ length: 12 }, () =>
    Array.from(signal, (value) => (value + 0.5 * draws.normal()).toFixed(6)).join(','),
  );
  fs.writeFileSync(path.join(folder, 'activity.csv'), `${rows.join('\n')}\n`);
}

/** Runs experiments in a folder of their own, with `activity.csv` in it. */
export function laboratory(
  t: TestContext,
): (
  experiment: ExperimentSpec,
  options?: Partial<RunRequest>,
) => Promise<RunOutcome & { events: RunEvent[]; computed: number }> {
  const folder = temporaryFolder(t);
  writeActivity(folder);
  return async (experiment, options = {}) => {
    const events: RunEvent[] = [];
    const outcome = await runExperiment({
      specification: specificationOf(experiment),
      experiment: experiment.name,
      source: JSON.stringify(experiment),
      file: path.join(folder, 'study.anl'),
      backend: 'wasm',
      jobs: 2,
      ...options,
      onEvent: (event) => {
        events.push(event);
        options.onEvent?.(event);
      },
    });
    allFinite(outcome.summary, 'summary');
    allFinite(outcome.results.rows, 'rows');
    const progress = events.filter((event) => event.kind === 'progress');
    return {
      ...outcome,
      events,
      computed: progress.length === 0 ? 0 : progress[progress.length - 1].done - progress[0].done,
    };
  };
}
