import { stream } from '../../engine/random/index.ts';
import { compare, summarise } from '../../engine/statistics/index.ts';
import type { Growth } from '../../engine/development/growth-program.ts';
import type { ExperimentSpec, Noun, PlotSpec } from '../../language/specification.ts';
import { valuesOf } from '../../results/seed-values.ts';
import { effectsOn } from '../../runs/say/effects.ts';
import { contractVersion, type Results, type Row } from '../../results/contract.ts';
import { sweepPoints } from '../../results/sweep.ts';

const noun: Noun = {
  noun: 'network',
  name: 'reader',
  stream: 'reader',
  input: { size: 784, activation: 'relu', biased: true },
  readout: { size: 10, biased: true },
};

export interface Sample {
  readonly conditions: Readonly<Record<string, number>>;
  readonly seeds?: number;
  readonly sd?: number;
  readonly vary?: ExperimentSpec['vary'];
  /** What the variables do to the mean. */
  readonly effect?: (at: Readonly<Record<string, number>>, condition: number) => number;
  readonly plots?: readonly string[];
  readonly expectations?: ExperimentSpec['expectations'];
  /** Factors, whose levels are joined by a dot in the names of the conditions. */
  readonly factors?: ExperimentSpec['factors'];
  /** Values per learning curve. */
  readonly steps?: number;
  readonly epochs?: number;
  readonly circuit?: Growth;
  readonly baselines?: boolean;
}

/** Conditions of two or three factors, of which the first two interact. */
export function factorialSample(more: Partial<Sample> = {}, third: readonly string[] = ['none', 'direct']): Sample {
  const factors = [
    { name: 'weights', levels: ['functional', 'permuted', 'orthogonal'] },
    { name: 'distance', levels: ['tissue', 'grid'] },
    ...(third.length > 0 ? [{ name: 'communication', levels: third }] : []),
  ];
  const cells = factors.reduce<string[][]>(
    (before, { levels }) => before.flatMap((cell) => levels.map((level) => [...cell, level])),
    [[]],
  );
  const meanOf = (cell: readonly string[]): number =>
    0.9 - (cell[0] === 'orthogonal' ? 0.1 : 0) - (cell[0] === 'orthogonal' && cell[1] === 'grid' ? 0.05 : 0);
  return { conditions: Object.fromEntries(cells.map((cell) => [cell.join('.'), meanOf(cell)])), factors, ...more };
}

/**
 * Results of an invented experiment, as a run would report them: values around the given means, curves that approach
 * them.
 */
export function sampleResults(sample: Sample): Results {
  const {
    conditions,
    seeds = 10,
    sd = 0.002,
    vary = [],
    effect = () => 0,
    plots = ['plot accuracy by condition', 'plot learning'],
    steps = 20,
    epochs = 1,
  } = sample;
  const names = Object.keys(conditions);
  const points = sweepPoints({ vary }) as Readonly<Record<string, number>>[];
  const rows: Row[] = [];
  for (const [index, condition] of names.entries())
    for (const at of points) {
      for (let seed = 1; seed <= seeds; seed++) {
        const draws = stream(seed, `${condition} ${JSON.stringify(at)}`, 'sample');
        const value = conditions[condition] + effect(at, index) + sd * draws.normal();
        rows.push(
          { condition, seed, at, step: null, measure: 'accuracy', value },
          { condition, seed, at, step: null, measure: 'neurons', value: condition === 'no_circuit' ? 0 : 85 },
        );
        for (const step of [0, 0.1, 0.25, 0.5, 1]) {
          rows.push({
            condition,
            seed,
            at,
            step,
            measure: 'loss',
            value: 2.3 * Math.exp(-(4 + index / 2) * step) + 0.15 + 0.01 * Math.abs(draws.normal()),
          });
        }
        for (let k = 0; k <= steps; k++) {
          const step = (k / steps) * epochs;
          rows.push({
            condition,
            seed,
            at,
            step,
            measure: 'accuracy',
            value: 0.1 + (value - 0.1) * (1 - Math.exp(-(8 + index) * step)) + 0.006 * draws.normal() * (1 - k / steps),
          });
          rows.push({
            condition,
            seed,
            at,
            step,
            measure: 'training_loss',
            value: 2.3 * Math.exp(-(3 + index / 2) * step) + 0.18 + 0.03 * Math.abs(draws.normal()),
          });
        }
      }
    }
  const finals = (condition: string, at: Record<string, number>) =>
    rows
      .filter((row) => row.measure === 'accuracy' && row.step === null && row.condition === condition && row.at === at)
      .map((row) => row.value);
  const experiment = experimentOf(names, seeds, vary, plots, sample);
  return {
    experiment,
    rows,
    summary: {
      ...(sample.factors && { effects: effectsOn(experiment, valuesOf(rows, experiment)) }),
      measures: names.flatMap((condition) =>
        points.map((at) => ({
          measure: 'accuracy',
          condition,
          at,
          ...summarise(finals(condition, at)),
          interval: 'seeds' as const,
        })),
      ),
      comparisons: names.slice(1).flatMap((b) =>
        points.map((at) => {
          const found = compare(finals(names[0], at), finals(b, at), `${names[0]} ${b}`);
          return {
            measure: 'accuracy',
            a: names[0],
            b,
            at,
            n: seeds,
            difference: found.difference,
            ci: found.ci,
            d_z: found.d_z,
            p: found.p,
            p_corrected: found.p,
          };
        }),
      ),
      expectations: (sample.expectations ?? []).map((each) => ({
        text: each.text,
        line: each.line,
        at: {},
        verdict: 'holds' as const,
        observed: '94.0 %',
      })),
      baselines:
        sample.baselines === false
          ? {}
          : {
              accuracy: {
                chance: 0.1,
                raw_input: 0.918,
                untrained: Object.fromEntries(names.map((name, index) => [name, 0.09 + 0.01 * index])),
              },
            },
      notes: [{ code: 'S064', text: 'The control without the circuit does at least as well.' }],
    },
    circuits: sample.circuit ? [{ condition: names[0], seed: 1, growth: sample.circuit }] : [],
    run: {
      contract: contractVersion,
      key: '0123456789ab',
      status: 'done',
      experiment: 'rapid_learning',
      started: '2026-01-05T10:00:00Z',
      finished: '2026-01-05T10:01:00Z',
      seconds: 60,
      engine: '0.1.0',
      backend: 'wasm',
      machine: '2 cores',
      warnings: [],
      files: [],
    },
  };
}
function experimentOf(
  names: readonly string[],
  seeds: number,
  vary: ExperimentSpec['vary'],
  plots: readonly string[],
  { expectations = [], factors }: Sample,
): ExperimentSpec {
  return {
    name: 'rapid_learning',
    seeds: Array.from({ length: seeds }, (_, index) => index + 1),
    conditions: names.map((name) => ({ name, noun, ...(factors && { levels: name.split('.') }) })),
    vary,
    ...(factors && { factors }),
    measures: [
      {
        name: 'accuracy',
        call: { call: 'accuracy', takes: { set: 'test' } },
        text: 'accuracy(test)',
        nouns: {},
      },
      {
        name: 'neurons',
        call: {
          call: 'count',
          takes: { what: { call: 'cells', takes: { develop: { named: 'cortex' } } }, fate: 'neuron' },
        },
        text: 'count(cells(cortex), fate: neuron)',
        nouns: {},
      },
    ],
    expectations,
    plots: plots.map(plotOf),
  };
}
function plotOf(text: string): PlotSpec {
  const [, what, by] = /^plot (\S+)(?: by (\S+))?$/.exec(text)!;
  return by === undefined ? { what, text } : { what, by, text };
}

/**
 * A ball of cells that spreads from the middle of 1 mm: the first are progenitors, later ones neurons; synapses between
 * near neurons.
 */
export function sampleGrowth(cells: number, dimensions: 2 | 3 = 2, steps = 20): Growth {
  const draws = stream(1, 'growth', 'sample');
  const position = new Float64Array(cells * dimensions);
  const fate = new Int32Array(cells);
  const birth = new Int32Array(cells);
  for (let cell = 0; cell < cells; cell++) {
    birth[cell] = Math.min(steps, Math.floor((Math.log2(cell + 1) / Math.log2(cells + 1)) * steps));
    fate[cell] = draws.uniform() < 0.015 ? -1 : draws.uniform() < 0.06 ? 1 : 0;
    for (let axis = 0; axis < dimensions; axis++)
      position[cell * dimensions + axis] = Math.min(1e-3, Math.max(0, 5e-4 + 1.3e-4 * draws.normal()));
  }
  const neurons = Array.from(fate.keys()).filter((cell) => fate[cell] === 1);
  const pairs = neurons.flatMap((pre) =>
    neurons.filter((post) => post !== pre && draws.uniform() < 0.05).map((post) => [pre, post] as const),
  );
  return {
    fates: ['progenitor', 'neuron'],
    genes: ['Sox2'],
    steps,
    step: 21600,
    cells: {
      count: cells,
      dimensions,
      parent: Int32Array.from({ length: cells }, (_, cell) => (cell === 0 ? -1 : cell >> 1)),
      birth,
      position,
      state: new Uint32Array(cells),
      fate,
    },
    synapses: {
      count: pairs.length,
      pre: Int32Array.from(pairs, ([pre]) => pre),
      post: Int32Array.from(pairs, ([, post]) => post),
      weight: Float64Array.from(pairs, () => draws.normal()),
      birth: Int32Array.from(pairs, () => steps),
    },
    frames: Array.from({ length: steps + 1 }, (_, step) => {
      const count = birth.filter((each) => each <= step).length;
      return {
        step,
        count,
        position: Float32Array.from(
          position.subarray(0, count * dimensions),
          (value) => 5e-4 + (value - 5e-4) * (0.4 + (0.6 * step) / steps),
        ),
        fate: Int8Array.from(fate.subarray(0, count)),
      };
    }),
  };
}
