import { isNilpotentByStructure, rank } from '../engine/connectivity/index.ts';
import type { Backend, Trained } from '../engine/training/index.ts';
import type { ConnectNoun, Noun, TrainSpec } from '../language/specification.ts';
import { type Circuits, circuits, type Wiring } from './circuits.ts';
import { growthFiles } from './growth-files.ts';
import type { Job } from './jobs.ts';
import { measure, NotApplicable, type Subject } from './measures.ts';
import type { SharedImages, Task } from './messages.ts';
import type { Note } from './results.ts';
import type { Facts, Outcome, Point } from './store.ts';
import { chance, type Listener, type Pupil, pupilOf, rawInputPupil, type Teacher, teacher, weightFiles } from './training.ts';

export interface Workshop { readonly backend: Backend; readonly images: SharedImages; readonly read: (reference: string) => Uint8Array }
type Findings = Omit<Outcome, 'seconds'>;

/** Computes jobs one after the other, keeping what several of them need. The numbers depend on the job and the backend alone. */
export function evaluator({ backend, images, read }: Workshop): (task: Task, listen: Listener) => Outcome {
  const bench = { circuits: circuits(read), teacher: teacher(backend, images), images };
  return ({ job, keep }, listen) => {
    const started = performance.now();
    const findings = evaluate(job, keep, bench, listen);
    return { ...findings, seconds: (performance.now() - started) / 1000 };
  };
}

interface Bench { readonly circuits: Circuits; readonly teacher: Teacher; readonly images: SharedImages }

function evaluate(job: Job, keep: boolean, bench: Bench, listen: Listener): Findings {
  switch (job.kind) {
    case 'condition': return evaluateCondition(job, keep, bench, listen);
    case 'raw_input': return evaluateRawInput(job, bench, listen);
    case 'circuit': return { ...nothing, files: growthFiles(bench.circuits.grow(job.develop, job.seed, listen.onFraction), job.develop) };
  }
}
const nothing: Findings = { points: [], notes: [], facts: {}, files: {} };

function evaluateRawInput({ train, seed }: Job & { kind: 'raw_input' }, { teacher, images }: Bench, listen: Listener): Findings {
  const { test } = images[train.data.reference];
  const { final } = teacher.teach(rawInputPupil(test, train, seed), train, seed, listen);
  const points = [{ measure: 'accuracy', step: null, value: final.accuracy }, { measure: 'chance', step: null, value: chance(test) }];
  return { ...nothing, points };
}

function evaluateCondition({ noun, train, measures, seed }: Job & { kind: 'condition' }, keep: boolean, bench: Bench, listen: Listener): Findings {
  const growing = { ...listen, onFraction: (fraction: number) => listen.onFraction(growthShare * fraction) };
  const training = { ...listen, onFraction: (fraction: number) => listen.onFraction(growthShare + (1 - growthShare) * fraction) };
  const connect = connectOf(noun);
  const wiring = connect && bench.circuits.wire(connect, seed, growing.onFraction);
  const empty = wiring?.matrix.size === 0;
  const used = wiring && !empty && !(noun.noun === 'network' && noun.recurrent?.removed) ? wiring : undefined;
  const learned = noun.noun === 'network' && train && !empty ? learn(pupilOf(noun, wiring, train, seed), train, seed, bench.teacher, training) : undefined;
  const subject: Subject = {
    noun, scores: learned?.scores, matrix: used && (() => used.matrix),
    wire: (matrix) => bench.circuits.wire(matrix, seed).matrix, grow: (develop) => bench.circuits.grow(develop, seed),
  };
  const notes: Note[] = empty ? [{ code: 'D016', text: 'no cell of the circuit grew, so there is no network to measure.' }] : [];
  const points: Point[] = [...(learned?.curve ?? [])];
  for (const wanted of measures) {
    try {
      points.push({ measure: wanted.name, step: null, value: measure(wanted, subject) });
    } catch (error) {
      if (!(error instanceof NotApplicable)) throw error;
      if (!empty) notes.push({ code: 'S066', text: `${wanted.text} has no value here: ${error.message}.` });
    }
  }
  if (learned?.trained.diverged !== undefined) {
    notes.push({ code: 'N053', text: 'the loss became infinite or undefined while training; a lower learning rate, or a smaller spectral radius of the recurrent layer, would keep it finite.' });
  }
  return { points, notes, facts: used ? factsOf(used) : {}, files: keep && learned ? weightFiles(learned.pupil.shape, learned.trained.parameters) : {} };
}
/** How much of a job is counted for growing its circuit. */
const growthShare = 0.3;

interface Learned { readonly pupil: Pupil; readonly trained: Trained; readonly curve: readonly Point[]; readonly scores: NonNullable<Subject['scores']> }

function learn(pupil: Pupil, train: TrainSpec, seed: number, teacher: Teacher, listen: Listener): Learned {
  const trained = teacher.teach(pupil, train, seed, listen);
  const curve = trained.curve.map(({ measure, epoch, value }) => ({ measure, step: epoch, value }));
  return { pupil, trained, curve, scores: { test: trained.final, train: () => scoreOnTraining(pupil, trained, train, teacher) } };
}

function scoreOnTraining({ shape }: Pupil, { parameters }: Trained, train: TrainSpec, { backend, lesson }: Teacher) {
  const classifier = backend.classifier(shape, parameters);
  try { return classifier.evaluate(lesson(train).train); } finally { classifier.release(); }
}

function connectOf(noun: Noun): ConnectNoun | undefined {
  return noun.noun === 'connect' ? noun : noun.noun === 'network' ? noun.recurrent?.matrix : undefined;
}

/** What the notes say of a circuit; its rank only where it matters, for it takes n³ operations. */
function factsOf({ matrix, shareMoved, summed }: Wiring): Facts {
  const nilpotent = isNilpotentByStructure(matrix);
  return { size: matrix.size, nilpotent: nilpotent ? 1 : 0, ...(nilpotent && { rank: rank(matrix).rank }), ...(shareMoved !== undefined && { share_moved: shareMoved }), ...(summed !== undefined && { summed }) };
}
