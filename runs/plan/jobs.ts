import { engineVersion } from '../../engine/version.ts';
import { instantiate, type Settled } from '../../language/canonical/instantiate.ts';
import type {
  ConnectNoun,
  DataNoun,
  DevelopNoun,
  ExperimentSpec,
  GenesNoun,
  MeasureSpec,
  NetworkNoun,
  Noun,
  Teaching,
  TrainSpec,
  TrialTraining,
} from '../../language/specification.ts';
import { canonical } from '../../making/canonical-json.ts';
import { curvesPlotted } from '../../results/curves.ts';
import { experimentAt, pointCount, type SweepPoint, sweepPoint } from '../../results/sweep.ts';
import { watchedMeasures } from '../../results/watched.ts';
import { keptCircuit } from './kept-circuit.ts';
import { sha256 } from '../data/sha256.ts';
import { isOfGenes, measureNamed } from '../../catalogue/measures/index.ts';
import type { StudentControl } from '../../making/learnt.ts';
import { genesMeant, isDrawn, keptNetworks, withoutName } from '../../making/gene-networks.ts';
import { sizeOf } from '../../language/nouns/network-noun.ts';
import { filesOfChoice } from '../../language/nouns/chosen-recording.ts';
import { nounsIn } from '../../language/nouns-within.ts';
import { isOneObject } from '../../language/one-object.ts';
import { ofSubject, subjectsOf } from '../../language/of-subject.ts';

/**
 * What one worker computes at a time. `condition`: a condition of the experiment for one seed at one point of the
 * sweep;
 * `curve`: what a plot draws of it that no measure finds;
 * `course`: what is measured of its weights as it trains, epoch by epoch;
 * `genes`: its measures of gene networks, the same for every seed unless the network is drawn; `analysis`: where a gene
 * network ends;
 * `raw_input`: the baseline, a linear softmax on the input, trained alike; `circuit`: a growth kept for replay;
 * `teach`: a network that is taught before the comparison uses it; `control_student`: the reference student without
 * what it is to be held against.
 */
export type Job = {
  readonly key: string;
  readonly seed: number;
  readonly at: SweepPoint;
  readonly condition: string;
  /** Of data over files: whose it is. */
  readonly subject?: string;
  /** Of what it trains over trials: jobs that train alike share it, whatever they measure. */
  readonly training?: string;
} & Work;
export type Work =
  | {
      readonly kind: 'condition';
      readonly noun: Settled<Noun>;
      readonly train?: Settled<TrainSpec>;
      readonly learning?: Learning;
      readonly measures: readonly MeasureSpec[];
    }
  | {
      readonly kind: 'course';
      readonly noun: Settled<NetworkNoun>;
      readonly learning: Learning;
      readonly measures: readonly MeasureSpec[];
    }
  | { readonly kind: 'teach'; readonly teaching: Settled<Teaching> }
  | {
      readonly kind: 'control_student';
      readonly control: StudentControl;
      readonly noun: Settled<NetworkNoun>;
      readonly learning: Learning;
      readonly measures: readonly MeasureSpec[];
    }
  | { readonly kind: 'genes'; readonly measures: readonly MeasureOfGenes[] }
  | { readonly kind: 'curve'; readonly noun: Settled<Noun>; readonly plot: string }
  | { readonly kind: 'analysis'; readonly genes: GenesNoun }
  | { readonly kind: 'raw_input'; readonly train: Settled<TrainSpec> }
  | { readonly kind: 'circuit'; readonly develop: DevelopNoun };
/** What is taught before, and then learned over trials. */
export interface Learning {
  readonly teach: readonly Settled<Teaching>[];
  readonly trainings: readonly Settled<TrialTraining>[];
}
/** A measure with the network it is taken of; none where the condition has no genes. */
export interface MeasureOfGenes {
  readonly measure: MeasureSpec;
  readonly genes?: GenesNoun;
}

/** What numbers depend on besides the specification: contents of files by reference, and the backend with its level. */
export interface Surroundings {
  readonly files: Readonly<Record<string, string>>;
  readonly backend: string;
  /** What does the linear algebra, where it is not the backend itself. */
  readonly algebra?: string;
}

/** The jobs of an experiment, seed by seed, so that what a seed draws is used while it is at hand. */
export function jobsOf(experiment: ExperimentSpec, surroundings: Surroundings): Job[] {
  const { apart, cells } = jobsByCell(experiment, surroundings);
  return [...apart, ...cells.flat()];
}
export function jobsByCell(
  experiment: ExperimentSpec,
  surroundings: Surroundings,
): { readonly apart: readonly Job[]; readonly cells: readonly (readonly Job[])[] } {
  const { apart, cells, jobsIn } = jobGrid(experiment, surroundings);
  return { apart: apart(), cells: Array.from({ length: cells }, (_, cell) => jobsIn(cell)) };
}
/** The jobs cell by cell: a cell is a seed at a point of the sweep. What a job needs of others stands in its cell. */
export interface JobGrid {
  readonly cells: number;
  jobsIn(cell: number): Job[];
  /** Those that belong to the experiment as a whole; they come before the cells. */
  apart(): Job[];
}
export function jobGrid(experiment: ExperimentSpec, surroundings: Surroundings): JobGrid {
  const { seeds } = experiment;
  const points = pointCount(experiment);
  const curves = curvesPlotted(experiment);
  const watched = watchedMeasures(experiment);
  return {
    cells: seeds.length * points,
    jobsIn: (cell) =>
      jobsAt(
        experiment,
        { seed: seeds[Math.floor(cell / points)], at: sweepPoint(experiment, cell % points) },
        { curves, watched },
        surroundings,
      ),
    apart: () => jobsApart(experiment, surroundings),
  };
}
function jobsApart(experiment: ExperimentSpec, surroundings: Surroundings): Job[] {
  const kept = keptCircuit(experiment);
  const first = sweepPoint(experiment, 0);
  return [
    ...(kept
      ? [job({ kind: 'circuit', develop: kept.develop }, kept.condition, kept.seed, kept.at, surroundings)]
      : []),
    ...keptNetworks(experiment).map(({ condition, genes }) =>
      job({ kind: 'analysis', genes }, condition, experiment.seeds[0], first, surroundings),
    ),
  ];
}
function jobsAt(
  varied: ExperimentSpec,
  { seed, at }: { readonly seed: number; readonly at: SweepPoint },
  { curves, watched }: { readonly curves: readonly string[]; readonly watched: readonly MeasureSpec[] },
  surroundings: Surroundings,
): Job[] {
  const jobs: Job[] = [];
  const experiment = experimentAt(varied, at);
  const train = experiment.train && instantiate(experiment.train, at);
  const measures = instantiate(experiment.measures, at);
  const learning = learningAt(experiment, at);
  for (const teaching of learning?.teach ?? [])
    jobs.push(job({ kind: 'teach', teaching }, teaching.network.name, seed, at, surroundings));
  for (const condition of experiment.conditions) {
    const whole = instantiate(condition.noun, at);
    for (const subject of subjectsOf(experiment, whole, at) ?? [undefined]) {
      const noun = subject ? ofSubject(whole, subject) : whole,
        own = subject ? ofSubject(measures, subject) : measures;
      for (const work of [
        ...worksOf(noun, own, train, learning),
        ...courseWorks(noun, instantiate(watched, at), learning),
        ...curves.map((plot) => curveWork(noun, plot)),
      ])
        jobs.push({
          ...job(work, condition.name, seed, at, surroundings),
          ...(subject && { subject: subject.name }),
        });
    }
  }
  for (const work of controlStudents(experiment, at, measures, learning))
    jobs.push(job(work, work.control, seed, at, surroundings));
  if (train) jobs.push(job({ kind: 'raw_input', train }, 'raw_input', seed, at, surroundings));
  return jobs;
}

const curveWork = (noun: Settled<Noun>, plot: string): Work => ({ kind: 'curve', noun, plot });
function courseWorks(
  noun: Settled<Noun>,
  measures: readonly MeasureSpec[],
  learning: Learning | undefined,
): (Work & { readonly kind: 'course' })[] {
  if (measures.length === 0 || noun.noun !== 'network' || !learning || learning.trainings.length === 0) return [];
  return [{ kind: 'course', noun, learning, measures }];
}
/** What is to be found out about a condition. Genes by themselves have nothing that a seed draws. */
function worksOf(
  noun: Settled<Noun>,
  measures: readonly MeasureSpec[],
  train: Settled<TrainSpec> | undefined,
  learning: Learning | undefined,
): Work[] {
  const ofGenes = measures
    .filter(({ call }) => isOfGenes(call))
    .map((measure) => ({ measure, genes: genesMeant(measure, noun) }));
  const others = measures.filter(({ call }) => !isOfGenes(call));
  return [
    ...(ofGenes.length > 0 ? [{ kind: 'genes' as const, measures: ofGenes }] : []),
    ...(noun.noun !== 'genes' || others.length > 0
      ? [
          {
            kind: 'condition' as const,
            noun,
            train,
            ...(learning && usesLearning(noun, others) && { learning }),
            measures: others,
          },
        ]
      : []),
  ];
}

function learningAt({ teach = [], trainings = [] }: ExperimentSpec, at: SweepPoint): Learning | undefined {
  return teach.length + trainings.length > 0 ? instantiate({ teach, trainings }, at) : undefined;
}
/** What learns, and what is about something that has learned. */
const usesLearning = (noun: Settled<Noun>, measures: readonly MeasureSpec[]): boolean =>
  noun.noun === 'network' || [noun, ...measures].some((held) => connectsIn(held).some(isTrained));
const connectsIn = (held: unknown) => nounsIn(held).flatMap((noun) => (noun.noun === 'connect' ? [noun] : []));
const isTrained = ({ source }: ConnectNoun): boolean => source.kind === 'trained';

/**
 * What an error of a student is held against, unasked: the first student that knows a connectome, with a wrong one,
 * with none (where no condition is without), and hearing its teacher's read-out alone.
 */
function controlStudents(
  { conditions }: ExperimentSpec,
  at: SweepPoint,
  measures: readonly MeasureSpec[],
  learning: Learning | undefined,
): (Work & { readonly kind: 'control_student' })[] {
  const asked = measures.filter(({ call }) => measureNamed(call.call)?.needs.includes('teacher'));
  if (!learning || asked.length === 0 || !learning.trainings.some(({ follow }) => follow)) return [];
  const students = conditions.flatMap(({ noun }) => (noun.noun === 'network' ? [instantiate(noun, at)] : []));
  const student = students.find(({ overTime }) => overTime?.known.includes('recurrent'));
  if (!student) return [];
  const isWithout = students.some(({ overTime }) => overTime?.learn?.some(({ part }) => part === 'recurrent'));
  const controls: readonly StudentControl[] = [
    'wrong_connectome',
    ...(isWithout ? [] : (['no_connectome'] as const)),
    // without a read-out there is nothing to hear
    ...(sizeOf(student.readout) > 0 ? (['readout_only'] as const) : []),
  ];
  return controls.flatMap((control) => {
    const held = control === 'no_connectome' ? asked.filter(isOfWhatItLearns) : asked;
    const noun = control === 'no_connectome' ? withoutConnectome(student) : student;
    return held.length > 0 ? [{ kind: 'control_student', control, noun, learning, measures: held }] : [];
  });
}
/** Who learns the wiring is told the gains and biases. */
const isOfWhatItLearns = ({ call }: MeasureSpec): boolean =>
  (measureNamed(call.call)?.ofPart ?? 'recurrent') === 'recurrent';
/** It learns the wiring, and is told the rest. */
const withoutConnectome = (student: Settled<NetworkNoun>): Settled<NetworkNoun> => ({
  ...student,
  ...(student.overTime && {
    overTime: {
      ...student.overTime,
      known: [...student.overTime.known.filter((part) => part !== 'recurrent'), 'gain', 'bias'],
      learn: [{ part: 'recurrent', shared: 'neuron', log: false }],
      start: {},
    },
  }),
});
function job(work: Work, condition: string, seed: number, at: SweepPoint, surroundings: Surroundings): Job {
  const training = trainingKey(work, seed, surroundings);
  return { key: keyOf(work, seed, surroundings), condition, seed, at, ...(training && { training }), ...work };
}
function trainingKey(work: Work, seed: number, surroundings: Surroundings): string | undefined {
  if (work.kind !== 'condition' && work.kind !== 'course' && work.kind !== 'control_student') return undefined;
  const { noun, learning } = work,
    control = work.kind === 'control_student' ? work.control : undefined;
  if (noun.noun !== 'network' || !learning) return undefined;
  return sha256(
    canonical({
      engine: engineVersion,
      kind: 'training',
      backend: surroundings.algebra ?? surroundings.backend,
      seed,
      files: checksumsOf(work, surroundings),
      noun,
      learning: control === 'readout_only' ? hearingOutputs(learning) : learning,
      ...(control && { control }),
    }),
  );
}
/** Who hears the teacher's read-out alone learns the same, whichever neurons are recorded. */
const hearingOutputs = ({ teach, trainings }: Learning): Learning => ({
  teach,
  trainings: trainings.map(({ follow, ...training }) => ({
    ...training,
    ...(follow && { follow: { ...follow, record: undefined, choice: 'random', loss: 'squared' } }),
  })),
});

/**
 * Over all that the numbers depend on, and nothing else: not names of conditions, plots, expectations, texts or other
 * seeds.
 */
function keyOf(work: Work, seed: number, surroundings: Surroundings): string {
  const { backend, algebra = backend } = surroundings,
    files = checksumsOf(work, surroundings);
  switch (work.kind) {
    case 'genes':
      return sha256(
        canonical({
          engine: engineVersion,
          ...(isDrawnIn(work) && { seed }),
          kind: work.kind,
          measures: work.measures.map(({ measure: { name, call }, genes }) => ({
            name,
            call,
            genes: genes && withoutName(genes),
          })),
        }),
      );
    case 'analysis':
      return sha256(canonical({ engine: engineVersion, kind: work.kind, genes: withoutName(work.genes) }));
    case 'condition':
      return sha256(
        canonical({
          engine: engineVersion,
          backend: work.train ? backend : algebra,
          ...(work.train && algebra !== backend && { algebra }),
          ...(!isOneObject(work.noun) && { seed }),
          files,
          ...work,
          measures: work.measures.map(({ name, call, nouns }) => ({ name, call, nouns })),
        }),
      );
    case 'course':
      return sha256(
        canonical({
          engine: engineVersion,
          backend: algebra,
          seed,
          files,
          ...work,
          measures: work.measures.map(({ name, call }) => ({ name, call })),
        }),
      );
    case 'teach':
    case 'control_student':
      return sha256(canonical({ engine: engineVersion, backend: algebra, seed, files, ...work }));
    case 'curve':
      return sha256(
        canonical({
          engine: engineVersion,
          backend: algebra,
          ...(!isOneObject(work.noun) && { seed }),
          files,
          ...work,
        }),
      );
    case 'raw_input':
    case 'circuit':
      return sha256(canonical({ engine: engineVersion, backend, seed, files, ...work }));
  }
}
const checksumsOf = (work: Work, { files: checksums }: Surroundings) =>
  Object.fromEntries(
    references(work).map((reference) => {
      if (!(reference in checksums)) throw new Error(`no checksum of ${reference}`);
      return [reference, checksums[reference]];
    }),
  );
const isDrawnIn = ({ measures }: Work & { readonly kind: 'genes' }): boolean =>
  measures.some(({ genes }) => genes !== undefined && isDrawn(genes));

/** The files that a part of a specification reads, as written, in order of first appearance. */
function references(value: unknown): string[] {
  const found = nounsIn(value).flatMap((noun) =>
    noun.noun === 'data'
      ? filesOfData(noun)
      : noun.noun === 'connect' && 'path' in noun.source
        ? [noun.source.path, ...placesOf(noun.source)]
        : noun.noun === 'network' && noun.begun
          ? [noun.begun.path]
          : [],
  );
  return [...new Set(found)];
}

/** The files of data: beside the first, those of positions, neurons and epochs, and those that a table joins. */
export const filesOfData = ({ reference, recording, table }: DataNoun): string[] => [
  reference,
  ...placesOf(recording),
  ...filesOfChoice(recording?.chosen ?? {}),
  ...(table?.joins ?? []).map(({ path }) => path),
];

/** The file of positions beside one of activity or of a matrix, and the table of its neurons. */
export const placesOf = (held: object | undefined): string[] => {
  const { positions, nodes } = (held ?? {}) as Readonly<
    Partial<Record<'positions' | 'nodes', { readonly path: string }>>
  >;
  return [positions, nodes].flatMap((beside) => beside?.path ?? []);
};

/** The key of a run: its jobs, and how they are shown. Where a line stands in the file does not enter. */
export function runKey(experiment: ExperimentSpec, jobs: readonly Job[]): string {
  const expectations = experiment.expectations.map(({ left, test, every, at }) => ({ left, test, every, at }));
  const plots = experiment.plots.map(({ what, by }) => ({ what, by }));
  const derived = (experiment.derived ?? []).map(({ name, value }) => ({ name, value }));
  const conditions = experiment.conditions.map(({ name }) => name);
  const levels = experiment.factors && experiment.conditions.map((condition) => condition.levels ?? null);
  const { name, seeds, factors, subjects } = experiment;
  const vary = experiment.vary.map((variable) => ({ name: variable.name, values: variable.values }));
  return sha256(
    canonical({
      name,
      conditions,
      ...(factors && { factors, levels }),
      ...(subjects && { subjects }),
      vary,
      seeds,
      ...(derived.length > 0 && { derived }),
      expectations,
      plots,
      jobs: jobs.map(({ key }) => key),
    }),
  );
}
