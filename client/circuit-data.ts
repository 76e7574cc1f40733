import type { DevelopNoun, ExperimentSpec } from '../language/specification.ts';
import type { Results } from '../results/contract.ts';
import type { CircuitData } from '../views/view-messages.ts';

/** A grown circuit as the view wants it: flat arrays, and the size of the space it grew in. */
export const circuitData =
  (experiment: ExperimentSpec) =>
  ({ condition, seed, growth }: Results['circuits'][number]): CircuitData => ({
    condition,
    seed,
    fates: growth.fates,
    step: growth.step,
    space: developmentOf(experiment.conditions.find((each) => each.name === condition)?.noun)?.space ?? [],
    dimensions: growth.cells.dimensions,
    frames: growth.frames.map((frame) => ({
      step: frame.step,
      count: frame.count,
      position: bytes(frame.position),
      fate: bytes(frame.fate),
    })),
    pre: bytes(growth.synapses.pre),
    post: bytes(growth.synapses.post),
    birth: bytes(growth.synapses.birth),
    weight: bytes(growth.synapses.weight),
  });

const bytes = (array: Float32Array | Float64Array | Int8Array | Int32Array): ArrayBuffer =>
  array.buffer.slice(array.byteOffset, array.byteOffset + array.byteLength) as ArrayBuffer;

function developmentOf(noun: ExperimentSpec['conditions'][number]['noun'] | undefined): DevelopNoun | undefined {
  if (noun?.noun === 'develop') return noun;
  if (noun?.noun === 'network') return developmentOf(noun.recurrent?.matrix);
  if (noun?.noun === 'connect') return noun.source.kind === 'develop' ? noun.source.develop : undefined;
  return undefined;
}
