/** Matrices of neurons that were recorded: a folder of a reconstructed field, or a recording of one's own. */
import type { Description } from '../canonical/description.ts';
import { quantityOf } from '../canonical/canonical-expression.ts';
import { last, optional, type Read, value, values, word } from '../canonical/read-settings.ts';
import { Refused } from '../canonical/scope.ts';
import type { Quantity, Varying } from '../varying.ts';
import { type DataNoun, dataOf, mayHoldPlaces } from './data-noun.ts';
import { pairProgramOf } from './drawn-program.ts';
import type { PairProgram } from './over-pairs.ts';

/** What is known of the pairs of a field, by the name that expressions have for it. */
export const fieldTables = ['synapses', 'correlation', 'sttc', 'precision'] as const;
export type FieldTableName = (typeof fieldTables)[number];
/** The same of a recording. */
export const recordedTables = ['correlation', 'sttc'] as const satisfies readonly FieldTableName[];

/** Edge lengths of a grid in metres, or how a study takes the places of the somata. */
export type SomaPlaces = 'measured' | 'published' | 'corrected' | { readonly grid: readonly Quantity[] };

export interface FieldSource {
  readonly kind: 'field';
  /** A folder. */
  readonly path: string;
  readonly rows: 'source' | 'target';
  /** How the two triangles of the tiling coefficients become one: the lower copied, or the mean of both. */
  readonly sttc: 'lower' | 'mean';
  readonly place: SomaPlaces;
  /** Without it the weights are the numbers of synapses. */
  readonly program?: Varying<PairProgram>;
}
export interface RecordingSource {
  readonly kind: 'recording';
  readonly data: DataNoun;
  /** Of the tiling coefficient, in seconds: spikes this far apart are together. */
  readonly within: Quantity;
  readonly program: Varying<PairProgram>;
}
/** Cutts & Eglen (2014) show it for retinal waves, over 1 ms to 10 s; 100 ms is what they tell their results by. */
export const usuallyWithin = 0.1;

export function fieldOf(path: string, description: Description, reads: readonly Read[]): FieldSource {
  const orientation = optional(last(reads, 'rows'), 'rows'),
    sttc = last(reads, 'sttc'),
    within = optional(sttc, 'within'),
    wire = last(reads, 'wire');
  if (within)
    throw new Refused(
      'The tiling coefficients of a field are in its file: `sttc within` is of a recording.',
      within.range,
    );
  if (wire && !last(reads, 'weights'))
    throw new Refused(
      '`wire` needs `weights`: without them the matrix is the numbers of synapses as they are.',
      wire.match.setting.range,
    );
  const triangle = optional(sttc, 'triangle');
  return {
    kind: 'field',
    path: path.replace(/(?<=[^/])\/+$/, ''),
    rows: orientation && word(orientation) === 'source' ? 'source' : 'target',
    sttc: triangle && word(triangle) === 'mean' ? 'mean' : 'lower',
    place: placesOf(last(reads, 'place')),
    ...(last(reads, 'weights') && {
      program: pairProgramOf(description, reads, ['distance', ...fieldTables], true),
    }),
  };
}
function placesOf(found: Read | undefined): SomaPlaces {
  if (!found) return 'measured';
  const how = word(value(found, 'place')),
    lengths = values(found, 'lengths');
  const { range } = found.match.setting;
  if (how === 'uniform')
    throw new Refused(
      'The neurons of a field stand where they were found: `place measured`, `published`, `corrected`, or ' +
        '`place grid in 12 mm, 13 mm, 2 mm`.',
      range,
    );
  if (found.match.filled.some(({ slot }) => slot.name === 'torus'))
    throw new Refused('The neurons of a field stand in plain space: leave `torus` out.', range);
  if (how === 'grid') {
    if (lengths.length === 0 || lengths.length > 3)
      throw new Refused('A grid has one to three lengths: `place grid in 12 mm, 13 mm, 2 mm`.', range);
    return { grid: lengths.map((given) => quantityOf(given, found.scope.variables)) };
  }
  if (lengths.length > 0) throw new Refused(`\`place ${how}\` has no lengths: leave \`in\` out.`, lengths[0].range);
  return how === 'published' || how === 'corrected' ? how : 'measured';
}

export function recordingOf(described: Description, connect: Description, reads: readonly Read[]): RecordingSource {
  const data = dataOf(described),
    sttc = last(reads, 'sttc'),
    triangle = optional(sttc, 'triangle'),
    within = optional(sttc, 'within');
  if (!data.recording)
    throw new Refused(
      `\`${data.name}\` is no recording: a matrix is made of the activity of neurons.`,
      connect.declaration.name.range,
    );
  if (triangle)
    throw new Refused(
      'The tiling coefficients of a recording are computed, and symmetric: write `sttc within 100 ms`.',
      triangle.range,
    );
  if (!last(reads, 'weights'))
    throw new Refused(
      `\`connect ${connect.name}\`, a matrix made of a recording, needs \`weights\`: for example ` +
        '`weights correlation`.',
      connect.declaration.name.range,
      { declaration: connect.declaration, statement: 'weights correlation' },
    );
  const placed = data.recording.positions !== undefined || mayHoldPlaces(data.reference);
  return {
    kind: 'recording',
    data,
    within: sttc && within ? quantityOf(within, sttc.scope.variables) : usuallyWithin,
    program: pairProgramOf(connect, reads, [...(placed ? ['distance'] : []), ...recordedTables], true),
  };
}
