import type { Settled } from '../../language/canonical/instantiate.ts';
import type { MeasureSpec, NetworkNoun } from '../../language/specification.ts';
import { NothingGrows, type Wiring } from '../../making/circuits.ts';
import { curveTable, findingFiles } from '../keep/finding-files.ts';
import { findingsOf } from '../../making/findings.ts';
import { measureCalled, runsItself } from '../../catalogue/measures/index.ts';
import { curvePlotNamed } from '../../catalogue/plots/index.ts';
import { curveFile } from '../../results/curves.ts';
import type { Job } from '../plan/jobs.ts';
import { type Condition, measured, plotted } from '../../making/measured.ts';
import { populationFile } from '../keep/populations.ts';
import { Diverged, NotApplicable } from '../../catalogue/not-applicable.ts';
import type { Note } from '../../results/contract.ts';
import type { Facts } from '../../catalogue/finding.ts';
import { type Listener, untrainedNetwork, weightFiles } from '../../making/trainer.ts';
import type { Learnt } from '../../making/learnt.ts';
import { type TrainedNetwork, trainNetwork } from '../../making/trained-network.ts';
import { noValue } from '../say/no-value.ts';
import { attempt } from './attempt.ts';
import { findingFacts, wiringFacts } from './condition-facts.ts';
import type { Matrix } from '../../engine/connectivity/index.ts';
import type { Taught } from '../../making/begun-student.ts';
import { actingWeights } from '../../engine/recurrent/index.ts';
import {
  divergenceNotes,
  factsOf,
  learnt,
  networkBytes,
  networkFiles,
  plateauNotes,
  taughtOf,
  trainedMatrix,
  wiringOf,
} from './evaluate-learning.ts';
import type { PracticeListener } from '../../making/practice.ts';
import { watchOf } from '../../making/watched-weights.ts';
import type { Watch } from '../../engine/training/index.ts';
import { activityOf, circuitOf } from './condition-circuit.ts';
import { activityNotes } from './activity-notes.ts';
import type { JobContext } from './job-context.ts';

import { type Keeping, nothing, type UntimedOutcome } from './job-context.ts';

export function evaluateCondition(
  { noun, train, learning, measures, seed }: Job & { kind: 'condition' },
  { keep, room, watched }: Keeping,
  context: JobContext,
  listen: PracticeListener,
): UntimedOutcome {
  const growing = { ...listen, onFraction: (fraction: number) => listen.onFraction(growthShare * fraction) };
  const training = {
    ...listen,
    onFraction: (fraction: number) => listen.onFraction(growthShare + (1 - growthShare) * fraction),
  };
  const taught = learning ? taughtOf(learning, seed, context) : new Map<string, Taught>();
  const made = circuitOf(noun, seed, context, growing, taught);
  if (made instanceof NothingGrows) return nothingGrew(made);
  const { growth, ensemble, wiring, used, empty } = made;
  const { trainer, data } = context;
  const trained =
    noun.noun === 'network' && train && data && !empty
      ? trainNetwork(
          untrainedNetwork(noun, wiring, train, seed),
          trainer.load(train, data),
          train,
          seed,
          trainer,
          training,
        )
      : undefined;
  const overTrials =
    noun.noun === 'network' && learning && learning.trainings.length > 0
      ? learnt(noun, learning, seed, context, training, { watch: weightsWatched(noun, watched, wiring, seed, context) })
      : undefined;
  const atRest = measures.length === 0 || !measures.every(({ call }) => runsItself(measureCalled(call)));
  const from =
    trained || overTrials ? 1 : noun.noun === 'data' ? 0 : noun.noun === 'dynamics' && atRest ? halfway : growthShare;
  const moving = {
    ...listen,
    onFraction: (fraction: number) => listen.onFraction(growthShare + (from - growthShare) * fraction),
  };
  let measuring = 0;
  const findings = findingsOf({
    noun,
    seed,
    wiring: used,
    ...(used && { learned: learnedMatrix(overTrials, trained) }),
    ensemble,
    ...(atRest && activityOf(noun, used ?? made.synapses, seed, context, moving)),
    kernels: context.kernels,
    expected: context.expected,
    ...(used && { cells: context.circuits.cellsOf(noun, used.matrix.size, seed) }),
    onFraction: (fraction) => listen.onFraction(from + ((1 - from) * (measuring + fraction)) / measures.length),
  });
  const condition: Condition = {
    findings,
    scores: overTrials
      ? overTrials.diverged
        ? 'diverged'
        : overTrials.scores
      : trained && (trained.scores ?? 'diverged'),
    ...(overTrials && { learnt: overTrials }),
    curve: trained?.curve ?? overTrials?.curve,
    damaged: trained?.damaged ?? overTrials?.damaged,
    ...nounsMade(context, seed, (name) =>
      overTrials?.name === name ? actingMatrix(overTrials) : trainedMatrix(taught, name),
    ),
  };
  const attempts = measures.map((spec, place) => {
    measuring = place;
    return attempt(spec, () => measured(spec, condition));
  });
  findings.release();
  const facts: Facts = Object.assign(
    {},
    used && wiringFacts(used, context.kernels.algebra),
    overTrials && factsOf(overTrials, context.kernels),
    findingFacts(findings),
    ...attempts.map((one) => one.facts),
  );
  return {
    points: [...(trained?.curve ?? overTrials?.curve ?? []), ...attempts.flatMap(({ points }) => points)],
    notes: [
      ...(empty ? [noCell] : attempts.flatMap(({ notes }) => notes)),
      ...activityNotes(noun, findings.studied),
      ...(used ? drawnNotes(context.circuits.drawnCells(noun, used.matrix.size, seed)) : []),
      ...trainingNotes(trained),
      ...(overTrials ? [...divergenceNotes(overTrials), ...plateauNotes(overTrials)] : []),
    ],
    facts,
    files: {
      ...(keep && trained ? weightFiles(trained.shape, trained.parameters) : {}),
      ...(overTrials && (keep || networkBytes(overTrials.shape) <= room) ? networkFiles(overTrials, 'f4') : {}),
      ...(growth ? populationFile(growth) : {}),
      ...findingFiles(
        findings,
        facts,
        Object.assign({}, ...attempts.map((one) => one.tables)),
        keep,
        overTrials && matrixBefore(overTrials),
      ),
    },
  };
}
/** The recurrent weights after a training; undefined where none has changed them. */
function learnedMatrix(
  overTrials: Learnt | undefined,
  trained: TrainedNetwork | undefined,
): Matrix | 'diverged' | undefined {
  if (overTrials) return overTrials.diverged ? 'diverged' : actingMatrix(overTrials);
  if (!trained?.shape.recurrent?.trained) return undefined;
  const { shape, parameters, scores } = trained;
  return scores && parameters.W ? { size: shape.hidden, values: Float64Array.from(parameters.W) } : 'diverged';
}
const actingMatrix = ({ shape, after }: Learnt): Matrix => ({
  size: shape.neurons,
  values: actingWeights(shape, after.recurrent),
});
const matrixBefore = ({ shape, before }: Learnt): Matrix => ({
  size: shape.neurons,
  values: actingWeights(shape, before.recurrent),
});
export const nounsMade = (
  { circuits }: JobContext,
  seed: number,
  trained?: (name: string) => Matrix,
): Pick<Condition, 'wire' | 'grow' | 'table'> => ({
  wire: (connect) => circuits.wire(connect, seed, undefined, { trained }),
  grow: (develop) => circuits.grow(develop, seed),
  table: circuits.table,
});

/** What is measured as a network trains: the training that its condition has, or has had, is gone on with. */
export function evaluateCourse(
  { noun, learning, measures, seed }: Job & { kind: 'course' },
  context: JobContext,
  listen: PracticeListener,
): UntimedOutcome {
  const wiring = wiringOf(noun, learning, seed, context, taughtOf(learning, seed, context));
  const { watched } = learnt(
    noun,
    learning,
    seed,
    context,
    { ...listen, onPoint: () => {} },
    { watch: weightsWatched(noun, measures, wiring, seed, context) },
  );
  return { ...nothing, points: watched };
}
const weightsWatched = (
  noun: Settled<NetworkNoun>,
  measures: readonly MeasureSpec[],
  wiring: Wiring | undefined,
  seed: number,
  context: JobContext,
): Watch | undefined =>
  measures.length === 0
    ? undefined
    : watchOf(measures, (matrix) => ({
        findings: findingsOf({
          noun,
          seed,
          wiring: wiring ?? { matrix },
          learned: matrix,
          kernels: context.kernels,
          expected: context.expected,
        }),
        ...nounsMade(context, seed),
      }));

/** A curve of a condition that nothing trains. */
export function evaluateCurve(
  { noun, plot, seed }: Job & { kind: 'curve' },
  context: JobContext,
  listen: Listener,
): UntimedOutcome {
  const record = curvePlotNamed(plot);
  if (!record) throw new Error(`plot ${plot} is not known to this version`);
  const made = circuitOf(noun, seed, context, listen);
  if (made instanceof NothingGrows) return nothingGrew(made);
  const { ensemble, used } = made;
  const findings = findingsOf({
    noun,
    seed,
    wiring: used,
    ensemble,
    ...(record.needs.includes('activity') && activityOf(noun, used ?? made.synapses, seed, context, listen)),
    kernels: context.kernels,
    expected: context.expected,
    ...(used && { cells: context.circuits.cellsOf(noun, used.matrix.size, seed) }),
    onFraction: listen.onFraction,
  });
  try {
    const curve = plotted(record, { findings, ...nounsMade(context, seed) });
    findings.release();
    return { ...nothing, files: { [curveFile(plot)]: curveTable(curve) } };
  } catch (error) {
    // why a network has no activity is said of its measures
    if (error instanceof Diverged) return nothing;
    if (error instanceof NotApplicable) return { ...nothing, notes: [noValue(`plot ${plot}`, error)] };
    throw error;
  }
}

const drawnNotes = (texts: readonly string[]): readonly Note[] => texts.map((text) => ({ code: 'N095', text }));
const nothingGrew = ({ message }: NothingGrows): UntimedOutcome => ({
  ...nothing,
  notes: [{ code: 'D016', text: `nothing grows: ${message}.` }],
});

/** How much of a job is counted for growing its circuit, and until it has moved where measures follow. */
const growthShare = 0.3,
  halfway = 0.65;

const noCell: Note = { code: 'D016', text: 'no cell of the circuit grew, so there is no network to measure.' };
const diverged: Note = {
  code: 'N053',
  text:
    'the loss became infinite or undefined while training, so nothing is known of the trained network; a lower ' +
    'learning rate, or a smaller spectral radius of the recurrent layer, would keep it finite.',
};
const trainingNotes = (trained: TrainedNetwork | undefined): readonly Note[] =>
  trained && !trained.scores ? [diverged] : [];
