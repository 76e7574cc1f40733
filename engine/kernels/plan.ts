import { type Activation, type ClassifierShape, type Parameters, updateRules } from '../learning/index.ts';
import type { Kernels } from './kernels.ts';
import { eachColumnInPanels, padded } from './panels.ts';
import { headerOf, headerWords, type MatrixName, type WeightsPlan } from './plan-layout.ts';

/** Where everything of a classifier lies in the memory of the kernels. */
export interface Plan {
  readonly shape: ClassifierShape;
  /** Rows that fit in one evaluation. */
  readonly rows: number;
  readonly words: number;
  readonly indices: number;
  readonly header: readonly number[];
  readonly weights: Readonly<Partial<Record<MatrixName, WeightsPlan>>> & { readonly readout: WeightsPlan };
}

/** As source/classifier.h numbers them. */
export const activationCodes: Readonly<Record<Activation, number>> = {
  identity: 0,
  relu: 1,
  tanh: 2,
  softplus: 3,
  sigmoid: 4,
};
const evaluationRows = 64;
/** Of a tile in source/lit.h. */
const fewestRows = 3;

/** Decides once where everything lies; `forGradients` adds room to keep gradients in. */
export function planMemory(
  shape: ClassifierShape,
  layout: Pick<Kernels, 'lanes' | 'panel'>,
  forGradients: boolean,
): Plan {
  let words = headerWords;
  const take = (count: number) => {
    const place = Math.ceil(words / 16) * 16;
    words = place + count;
    return place;
  };
  const { code, moments } = updateRules[shape.optimiser.name];
  const steps = shape.recurrent?.steps ?? 0,
    rows = Math.max(shape.batch, evaluationRows);

  const planWeights = (from: number, to: number, biased: boolean, trained: boolean, backward: boolean): WeightsPlan => {
    const total = from + Number(biased),
      learned = trained ? 0 : from,
      wide = padded(to, layout);
    const learning = (total - learned) * wide,
      moment = forGradients ? 0 : learning;
    return {
      rows: from,
      biased: Number(biased),
      columns: to,
      padded: wide,
      learned,
      value: take(total * wide),
      first: take(moment),
      second: take(moments === 2 ? moment : 0),
      gradient: take(forGradients ? learning : 0),
      back: take(backward ? to * padded(from, layout) : 0),
      backPadded: padded(from, layout),
    };
  };
  const { hidden, inputs, outputs } = shape;
  const imageStep = distance(inputs + 1),
    activityStep = distance(hidden + 1),
    scoreStep = padded(outputs, layout);
  const indices = take(rows),
    images = take(rows * imageStep);
  const activity = take(hidden ? (steps + 1) * rows * activityStep : 0),
    error = take(hidden ? (steps + 1) * shape.batch * activityStep : 0),
    scores = take(rows * scoreStep);
  const pixelsLit = take(Math.ceil(rows / fewestRows) * (imageStep + 1)),
    imagesLit = take(Math.ceil(inputs / fewestRows) * (shape.batch + 1));
  const input = hidden ? planWeights(inputs, hidden, shape.input!.biased, true, false) : undefined;
  const recurrent =
    shape.recurrent && planWeights(hidden, hidden, shape.recurrent.biased, shape.recurrent.trained, true);
  const readout = planWeights(hidden || inputs, outputs, shape.readout.biased, true, hidden > 0);
  const weights = { input, recurrent, readout };
  const header = headerOf(
    {
      inputs,
      hidden,
      outputs,
      steps,
      inputActivation: activationCodes[shape.input?.activation ?? 'identity'],
      recurrentActivation: activationCodes[shape.recurrent?.activation ?? 'identity'],
      trained: Number(shape.recurrent?.trained ?? false),
      optimiser: code,
      rows,
      indices,
      images,
      imageStep,
      activity,
      error,
      activityStep,
      scores,
      scoreStep,
      pixelsLit,
      imagesLit,
    },
    weights,
  );
  return { shape, rows, words: Math.ceil(words / 16) * 16, indices, header, weights };
}

/** Writes parameters where the kernels look for them. Padding must be zero. */
export function writeParameters(
  plan: Plan,
  layout: Pick<Kernels, 'lanes' | 'panel'>,
  to: Float32Array,
  parameters: Parameters,
): void {
  for (const [weights, matrix, bias] of named(plan, parameters)) {
    const { rows, biased, columns, value, back } = weights;
    eachColumnInPanels(rows + biased, columns, layout, (column, place, step) => {
      for (let row = 0; row < rows; row++) to[value + place + row * step] = matrix[column * rows + row];
      if (biased) to[value + place + rows * step] = bias![column];
    });
    if (weights === plan.weights.recurrent)
      eachColumnInPanels(columns, rows, layout, (column, place, step) => {
        for (let row = 0; row < columns; row++) to[back + place + row * step] = matrix[row * rows + column];
      });
  }
}

export function readParameters(plan: Plan, layout: Pick<Kernels, 'lanes' | 'panel'>, from: Float32Array): Parameters {
  const parameters = emptyParameters(plan.shape);
  for (const [weights, matrix, bias] of named(plan, parameters)) {
    const { rows, biased, columns, value } = weights;
    eachColumnInPanels(rows + biased, columns, layout, (column, place, step) => {
      for (let row = 0; row < rows; row++) matrix[column * rows + row] = from[value + place + row * step];
      if (biased) bias![column] = from[value + place + rows * step];
    });
  }
  return parameters;
}

/** Gradients of what learns; zero for a fixed matrix. */
export function readGradients(plan: Plan, layout: Pick<Kernels, 'lanes' | 'panel'>, from: Float32Array): Parameters {
  const gradients = emptyParameters(plan.shape);
  for (const [weights, matrix, bias] of named(plan, gradients)) {
    const { rows, biased, columns, gradient, learned } = weights;
    eachColumnInPanels(rows + biased - learned, columns, layout, (column, place, step) => {
      for (let row = 0; row < rows - learned; row++) matrix[column * rows + row] = from[gradient + place + row * step];
      if (biased) bias![column] = from[gradient + place + (rows - learned) * step];
    });
  }
  return gradients;
}

function emptyParameters(shape: ClassifierShape): Parameters {
  const { inputs, hidden, outputs } = shape;
  const bias = (biased: boolean | undefined, count: number) => (biased ? new Float32Array(count) : undefined);
  return {
    A: hidden ? new Float32Array(hidden * inputs) : undefined,
    a: hidden ? bias(shape.input?.biased, hidden) : undefined,
    W: shape.recurrent ? new Float32Array(hidden * hidden) : undefined,
    b: bias(shape.recurrent?.biased, hidden),
    R: new Float32Array(outputs * (hidden || inputs)),
    r: bias(shape.readout.biased, outputs),
  };
}

function* named(
  { weights }: Plan,
  { A, a, W, b, R, r }: Parameters,
): Generator<[WeightsPlan, Float32Array, Float32Array | undefined]> {
  if (weights.input) yield [weights.input, A!, a];
  if (weights.recurrent) yield [weights.recurrent, W!, b];
  yield [weights.readout, R, r];
}

/**
 * Floats between rows: an odd number of cache lines, so that a column of rows does not fall into the same few sets of
 * the cache.
 */
const distance = (floats: number) => (Math.ceil(floats / 16) | 1) * 16;
