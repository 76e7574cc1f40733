/** What a reader should know of a training besides what was asked: the controls that a confound would show in. */
import type { Facts } from '../catalogue/finding.ts';
import { spectralRadius } from '../engine/connectivity/index.ts';
import type { LinearAlgebra } from '../engine/kernels/index.ts';
import {
  actingGains,
  actingWeights,
  type LearnedParts,
  type RateParameters,
  type RateShape,
  rateParts,
} from '../engine/recurrent/index.ts';
import type { Learnt } from './learnt.ts';

/** Of larger networks no eigenvalues are found unasked. */
const mostNeuronsForSpectra = 1000;

export function learningFacts(learnt: Learnt, algebra: LinearAlgebra): Facts {
  const { shape, before, after, learned, practised, scores, diverged, task } = learnt;
  const [first] = practised;
  const last = practised[practised.length - 1].training;
  const train = diverged ? undefined : scores.train();
  return {
    learned_numbers: countLearned(learned, shape),
    updates: practised.reduce((sum, { training }) => sum + training.updates, 0),
    skipped_updates: practised.reduce((sum, { training }) => sum + training.skipped, 0),
    loss_at_start: first.training.atStart.loss,
    ...(first.training.atStart.penalty !== undefined && { penalty_at_start: first.training.atStart.penalty }),
    ...(last.stoppedAt !== undefined && { stopped_at: last.stoppedAt }),
    ...(train && { training_loss: train.loss }),
    ...(train?.accuracy !== undefined && { training_accuracy: train.accuracy }),
    ...(!diverged && { test_loss: scores.test.loss }),
    ...(scores.test.accuracy !== undefined && { test_accuracy: scores.test.accuracy }),
    ...(task.chance !== undefined && { chance: task.chance }),
    ...(task.ceiling !== undefined && { ceiling: task.ceiling.value }),
    ...(!diverged && deadUnits(learnt)),
    ...matrixFacts(shape, before, after, algebra),
    ...cutFacts(shape, before, algebra),
    ...divergenceFacts(learnt),
  };
}

/** Numbers that move by themselves; those of a group are one. */
export function countLearned(learned: LearnedParts, shape: RateShape): number {
  const { neurons, inputs, outputs, mask } = shape;
  const connections = mask ? mask.reduce((sum, there) => sum + Math.min(there, 1), 0) : neurons * neurons;
  return rateParts.reduce((sum, part) => {
    const how = learned[part];
    if (!how) return sum;
    if (how.groups) return sum + new Set(how.groups).size;
    if (how.fixed) return sum + how.fixed.reduce((free, fixed) => free + 1 - fixed, 0);
    switch (part) {
      case 'recurrent':
        return sum + connections;
      case 'input':
        return sum + neurons * inputs;
      case 'readout':
        return sum + outputs * neurons;
      case 'readoutBias':
        return sum + outputs;
      default:
        return sum + neurons;
    }
  }, 0);
}

/** Neurons that never speak in any test trial. */
function deadUnits(learnt: Learnt): Facts {
  const { values, steps, neurons, trials } = learnt.rates();
  const isAlive = new Uint8Array(neurons);
  for (let t = 0; t < steps; t++)
    for (let i = 0; i < neurons; i++)
      for (let b = 0, at = (t * neurons + i) * trials; isAlive[i] === 0 && b < trials; b++, at++)
        if (values[at] !== 0) isAlive[i] = 1;
  return { neurons, dead_units: isAlive.reduce((sum, alive) => sum + 1 - alive, 0) };
}

function matrixFacts(shape: RateShape, before: RateParameters, after: RateParameters, algebra: LinearAlgebra): Facts {
  const { neurons } = shape;
  const [first, last] = [before, after].map(({ recurrent }) => actingWeights(shape, recurrent));
  if (!last.every(Number.isFinite) || last.every((weight) => weight === 0)) return {};
  const facts = { diagonal_at_start: diagonalShare(first, neurons), diagonal_at_end: diagonalShare(last, neurons) };
  if (neurons > mostNeuronsForSpectra) return facts;
  const radius = (weights: Float64Array, parameters: RateParameters): number => {
    const gain = actingGains(shape, parameters.gain);
    return spectralRadius({ size: neurons, values: weights.map((weight, at) => weight * gain[at % neurons]) }, algebra);
  };
  return {
    ...facts,
    radius_at_start: radius(first, before),
    radius_at_end: radius(last, after),
    effective_rank: effectiveRank(algebra.singularValues(last, neurons, neurons)),
  };
}
/** Where only positive weights are kept, and the first ones have both signs: the first update cuts half of them off. */
function cutFacts(shape: RateShape, { recurrent }: RateParameters, algebra: LinearAlgebra): Facts {
  const { neurons } = shape;
  const first = actingWeights(shape, recurrent);
  if (!shape.positive || neurons > mostNeuronsForSpectra || first.every((weight) => weight >= 0)) return {};
  const radius = (values: Float64Array): number => spectralRadius({ size: neurons, values }, algebra);
  return {
    radius_uncut: radius(first),
    radius_cut: radius(first.map((weight) => Math.max(weight, 0))),
  };
}
const diagonalShare = (weights: Float64Array, neurons: number): number => {
  let [diagonal, all] = [0, 0];
  weights.forEach((weight, at) => {
    all += Math.abs(weight);
    if (at % (neurons + 1) === 0) diagonal += Math.abs(weight);
  });
  return all > 0 ? diagonal / all : 0;
};
/** Participation ratio of the squared singular values, (Σ s²)² / Σ s⁴: n for n alike, 1 for one alone. */
export function effectiveRank(singular: Float64Array): number {
  let [squares, fourths] = [0, 0];
  for (const value of singular) {
    squares += value ** 2;
    fourths += value ** 4;
  }
  return fourths > 0 ? squares ** 2 / fourths : 0;
}

function divergenceFacts({ practised }: Learnt): Facts {
  const found = practised.map(({ training }) => training.diverged).find((one) => one !== undefined);
  if (!found) return {};
  return {
    diverged_update: found.update,
    ...(found.at && { diverged_step: found.at.step, diverged_neuron: found.at.neuron + 1 }),
  };
}
