/** Jobs of networks that learn over trials. */
import type { Facts } from '../../catalogue/finding.ts';
import type { Expression } from '../../engine/expressions/index.ts';
import { partShapes, type RateParameters, rateParts, type RateShape } from '../../engine/recurrent/index.ts';
import { readNpy, tensorflowModel, writeNpy } from '../../formats/index.ts';
import type { Settled } from '../../language/canonical/instantiate.ts';
import { channelsOf, sizeOf } from '../../language/nouns/network-noun.ts';
import type { NetworkNoun } from '../../language/specification.ts';
import type { Circuits, Wiring } from '../../making/circuits.ts';
import type { Kernels } from '../../making/findings.ts';
import { learningFacts } from '../../making/learning-facts.ts';
import { learn, type Learnt, type Pupil, type StudentControl } from '../../making/learnt.ts';
import { wiringOfNetwork } from '../../making/network-wiring.ts';
import type { PracticeListener } from '../../making/practice.ts';
import type { Matrix } from '../../engine/connectivity/index.ts';
import type { Watch } from '../../engine/training/index.ts';
import { Failure } from '../../making/failure.ts';
import { type ChosenNeurons, settlesStably, shapeOf } from '../../making/rate-network.ts';
import type { Taught } from '../../making/begun-student.ts';
import { actingWeights } from '../../engine/recurrent/index.ts';
import { type ShownImages, taskOf } from '../../making/trial-lessons.ts';
import type { Note } from '../../results/contract.ts';
import type { Learning } from '../plan/jobs.ts';
import type { Outcome } from '../plan/outcome.ts';
import type { Task } from '../plan/tasks.ts';

export interface LearningContext {
  readonly circuits: Circuits;
  readonly kernels: Kernels;
  readonly read: (file: string) => Uint8Array;
  /** The files of what was taught before. */
  readonly taught?: Task['taught'];
  readonly images?: ShownImages;
}

/** What a network is wired by: a student's own circuit is drawn for it, not as its teacher's was. */
export function wiringOf(
  noun: Settled<NetworkNoun>,
  { trainings }: Learning,
  seed: number,
  { circuits, kernels }: LearningContext,
  taught: ReadonlyMap<string, Taught> = new Map(),
): Wiring | undefined {
  const { recurrent, stream, overTime } = noun;
  if (!recurrent) return undefined;
  const { matrix } = recurrent;
  const isOwn = trainings.some(({ follow }) => follow) && !overTime?.known.includes('recurrent');
  const isDrawn =
    matrix.source.kind === 'initial' || ('program' in matrix.source && matrix.source.program !== undefined);
  const meant = isOwn && isDrawn ? { ...matrix, stream: `${matrix.stream} of ${stream}` } : matrix;
  return wiringOfNetwork(noun, circuits, seed, (given) => circuits.wire(meant, seed, undefined, given), {
    trained: (name) => trainedMatrix(taught, name),
    // what a student knows is its teacher's: how its own draw would settle does not matter
    ...(startsSettled(noun) &&
      !overTime?.known.includes('recurrent') && {
        accept: {
          key: noun,
          holds: (drawn) =>
            settlesStably(
              noun,
              drawn,
              sizesOf(noun),
              { seed, stream, cells: circuits.cellsOf(noun, drawn.size, seed) },
              kernels.algebra,
            ),
        },
      }),
  });
}
/** Excitatory and inhibitory neurons are drawn until they rest where they settle, as published. */
const startsSettled = ({ recurrent }: Settled<NetworkNoun>): boolean =>
  recurrent?.matrix.source.kind === 'initial' && recurrent.matrix.source.initialisation.call === 'random_ei';
const sizesOf = ({ input, readout }: Settled<NetworkNoun>) => ({ inputs: sizeOf(input), outputs: sizeOf(readout) });
/** @throws Failure where nothing of that name was taught */
export function trainedMatrix(taught: ReadonlyMap<string, Taught>, name: string): Matrix {
  const network = taught.get(name);
  if (!network)
    throw new Failure(
      'run',
      `\`trained ${name}\`: the experiment does not teach ${name}, and this condition is no variant of it; write ` +
        `\`teach ${name} on …\`, or compare variants of it: \`${name} { … }\`.`,
    );
  const { shape, parameters } = network;
  return { size: shape.neurons, values: actingWeights(shape, parameters.recurrent) };
}

export function learnt(
  noun: Settled<NetworkNoun>,
  learning: Learning,
  seed: number,
  context: LearningContext,
  listen: PracticeListener,
  { control, watch }: { readonly control?: StudentControl; readonly watch?: Watch } = {},
): Learnt {
  const taught = taughtOf(learning, seed, context);
  const wiring = wiringOf(noun, learning, seed, context, taught);
  const chosen = chosenOf(noun, seed, context);
  const field = noun.neuronsFrom && context.circuits.wire(noun.neuronsFrom, seed);
  if (field && wiring && field.matrix.size !== wiring.matrix.size)
    throw new Failure(
      'usage',
      `${noun.name} has ${field.matrix.size} neurons from ${noun.neuronsFrom?.name}, and its circuit ` +
        `${noun.recurrent?.matrix.name} has ${wiring.matrix.size}: both must be the same neurons (N050). Take two of ` +
        'one size, or leave `neurons` out.',
    );
  const pupil: Pupil = {
    noun: { ...noun, neurons: noun.neurons ?? field?.matrix.size },
    wiring,
    // what the network itself says of its places comes first
    places: field?.positions || !wiring ? field : wiring,
    chosen,
    cells: context.circuits.cellsOf(noun, wiring?.matrix.size ?? noun.neurons ?? field?.matrix.size ?? 0, seed),
    seed,
    images: context.images,
    recordable: ({ network, among }) => neuronsOf(network, seed, context)(among),
    kernels: context.kernels,
    taught,
    watch,
  };
  return learn(pupil, learning.trainings, listen, control);
}

function chosenOf(noun: Settled<NetworkNoun>, seed: number, context: LearningContext): ChosenNeurons {
  const { input, readout } = noun;
  const of = neuronsOf(noun, seed, context);
  return {
    hear: channelsOf(input).map(({ to }) => of(to)),
    areRead: channelsOf(readout).map(({ from }) => of(from)),
  };
}

/** The neurons of a network for which a condition holds. @throws Failure where it holds for none */
const neuronsOf =
  ({ name, recurrent, neuronsFrom }: Settled<NetworkNoun>, seed: number, { circuits }: LearningContext) =>
  (condition: Expression | undefined): Uint8Array | undefined => {
    const matrix = recurrent?.matrix ?? neuronsFrom;
    if (condition === undefined || !matrix) return undefined;
    const chosen = circuits.neuronsWhere(matrix, seed, condition);
    if (chosen.includes(1)) return chosen;
    throw new Failure(
      'run',
      `${name}: a condition that chooses neurons holds for none of the ${chosen.length} of ${matrix.name}. Correct it.`,
    );
  };

/** A network that is taught: what follows it begins from its parameters, so they are kept. */
export function teach(
  { network, training }: Learning['teach'][number],
  seed: number,
  context: LearningContext,
  listen: PracticeListener,
): Omit<Outcome, 'seconds'> {
  const taught = learnt(network, { teach: [], trainings: [training] }, seed, context, listen);
  return {
    points: taught.curve,
    notes: divergenceNotes(taught),
    facts: factsOf(taught, context.kernels),
    files: networkFiles(taught, 'f8'),
  };
}
export function factsOf(taught: Learnt, { algebra }: Kernels): Facts {
  const explained = taught.diverged ? undefined : taught.explained();
  return { ...learningFacts(taught, algebra), ...(explained !== undefined && { explained }) };
}

/** A trained network: its parts, and the whole as TensorFlow.js has it, unless its training diverged. */
export const networkFiles = ({ shape, after, diverged }: Learnt, type: 'f4' | 'f8'): Record<string, Uint8Array> => ({
  ...parameterFiles(shape, after, type),
  ...(!diverged && tensorflowModel(shape, after)),
});
/** How many bytes its files in single precision take, nearly: each number three times. */
export const networkBytes = ({ neurons, inputs, outputs }: RateShape): number =>
  12 * neurons * (neurons + inputs + outputs + 5);

/** By the names of the parts; row = post-synaptic. */
const parameterFiles = (
  shape: RateShape,
  parameters: RateParameters,
  type: 'f4' | 'f8',
): Record<string, Uint8Array> => {
  const shapes = partShapes(shape);
  return Object.fromEntries(
    rateParts.map((part) => {
      const values = type === 'f8' ? parameters[part] : Float32Array.from(parameters[part]);
      return [`${part}.npy`, writeNpy({ type, shape: shapes[part], values })];
    }),
  );
};

export function taughtOf(
  { teach: teachings }: Learning,
  seed: number,
  context: LearningContext,
): ReadonlyMap<string, Taught> {
  return new Map(
    teachings.map(({ network, training }) => {
      const { name } = network;
      const files = context.taught?.[name] ?? {};
      const parameters = Object.fromEntries(
        rateParts.map((part) => {
          const file = files[`${part}.npy`];
          if (file === undefined) throw new Error(`${name} was not taught: its training failed or was stopped`);
          const { values } = readNpy(context.read(file));
          if (!(values instanceof Float64Array)) throw new Error(`${file} holds no numbers in double precision`);
          return [part, values];
        }),
      ) as Record<(typeof rateParts)[number], Float64Array>;
      const wiring = wiringOf(network, { teach: [], trainings: [training] }, seed, context);
      const { inputs, outputs } = taskOf(training.task, network);
      const shape = shapeOf(network, wiring, { inputs: inputs.length, outputs: outputs.length });
      return [name, { name, shape, parameters }];
    }),
  );
}

/** An accuracy at which networks are known to stop, and whose it is. */
export function plateauNotes({ task, scores, diverged }: Learnt): readonly Note[] {
  const { accuracy } = scores.test;
  if (diverged || accuracy === undefined) return [];
  const isAt = ({ value }: { readonly value: number }): boolean => Math.abs(accuracy - value) < plateauWidth;
  const plateau = task.plateaus?.find(isAt);
  if (plateau)
    return [
      { code: 'N085', text: `its accuracy is near ${plateau.value}, that of ${plateau.of}: a part of the task.` },
    ];
  return task.ceiling && task.ceiling.value < 1 && isAt(task.ceiling)
    ? [
        {
          code: 'N085',
          text: `its accuracy is near ${task.ceiling.value}, that of ${task.ceiling.of}: the best there can be.`,
        },
      ]
    : [];
}
const plateauWidth = 0.015;

/** Where training left the range of numbers, and what most likely made it. */
export function divergenceNotes(taught: Learnt): readonly Note[] {
  const found = taught.practised.map(({ training }) => training.diverged).find((one) => one !== undefined);
  if (!found || !taught.diverged) return [];
  const where = found.at ? `, at step ${found.at.step} in neuron ${found.at.neuron + 1}` : '';
  return [
    {
      code: 'N053',
      text:
        `${taught.name} left the range of numbers ` +
        `${found.update === 0 ? 'before its first update' : `at update ${found.update}`}` +
        `${where}, so nothing is known of it after its training; ` +
        `${found.byPenalty ? notFinite : likelyCause(taught, found.update)}.`,
    },
  ];
}
const notFinite = 'its penalty, or the gradient of it, is not a finite number there';
function likelyCause({ practised, shape }: Learnt, update: number): string {
  const [{ training, before }] = practised;
  if (shape.positive && before.recurrent.some((weight) => weight < 0))
    return (
      '`positive` has cut off the negative half of its first weights, and what is left makes activity grow from step ' +
      'to step: begin with positive weights and a spectral radius below 1'
    );
  if (update <= 1)
    return shape.activation === 'tanh' || shape.activation === 'sigmoid'
      ? 'its first weights are too large'
      : `with ${shape.activation} its activity grows from step to step: begin with a smaller spectral radius`;
  const norms = training.curve.filter(({ measure }) => measure === 'gradient_norm').map(({ value }) => value);
  const grew = norms.length > 1 && norms[norms.length - 1] > 10 * norms[0];
  return grew
    ? 'its gradients had grown tenfold before: `clip 1`, or a lower learning rate, would hold them'
    : 'a lower learning rate, `clip 1`, or a smaller spectral radius would keep it finite';
}
