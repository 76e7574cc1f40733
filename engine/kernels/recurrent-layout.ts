import { stepConstants } from '../learning/index.ts';
import { rateParts } from '../recurrent/index.ts';

/**
 * The structures of source/recurrent-plan.h that JavaScript writes: their fields in order, one word each. Places are
 * counted in floats from the beginning of the structure.
 */

/** `struct Part`. */
export const partFields = [
  'count',
  'learned',
  'value',
  'gradient',
  'indirect',
  'slotOf',
  'logarithmic',
  'learnedValue',
  'learnedGradient',
  'first',
  'second',
] as const;
/** `struct Recurrent`, before its parts. */
export const recurrentFields = [
  'neurons',
  'inputs',
  'outputs',
  'activation',
  'continuous',
  'sparse',
  'anySign',
  'window',
  'segment',
  'trials',
  'indices',
  'noiseOn',
  'key0',
  'key1',
  'optimiser',
  ...stepConstants,
  'divergedStep',
  'divergedNeuron',
  'right',
  'asking',
  'dt',
  'deviation',
  'factor',
  'signs',
  'open',
  'rowStart',
  'columns',
  'backStart',
  'backRows',
  'backFrom',
  'forward',
  'backward',
  'readout',
  'alpha',
  'gain',
  'inverse',
  'gainSum',
  'biasSum',
  'smoothnessSum',
  'tauSum',
  'outputSum',
  'state',
  'errors',
  'nextErrors',
  'asked',
  'scores',
  'weights',
  'errorBlock',
  'errorStep',
  'rateBlock',
  'blockDepth',
  'product',
  'productStep',
  'barrier',
] as const;
/** The parts of `struct Recurrent`, after its other fields: in the order of the parts of a network. */
export const partOrder = rateParts;
/** `struct Lesson`. */
export const lessonFields = [
  'trials',
  'steps',
  'kind',
  'recorded',
  'weights',
  'starts',
  'importance',
  'neurons',
  'answers',
] as const;
/** The operations of source/recurrent.h by their numbers. */
export const operations = ['prepare', 'differentiate', 'norm', 'update', 'evaluate', 'run'] as const;
/** What is wanted of a lesson, as the source numbers it. */
export const wantedKinds = ['values', 'classes', 'activity'] as const;

export type RecurrentField = (typeof recurrentFields)[number];
export type PartPlaces = Readonly<Record<(typeof partFields)[number], number>>;
export type Operation = (typeof operations)[number];

export const recurrentWord = (field: RecurrentField): number => recurrentFields.indexOf(field);
export const recurrentHeaderWords = recurrentFields.length + partOrder.length * partFields.length;
