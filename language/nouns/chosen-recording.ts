/** Which neurons of a recording, and which of its time: words, and what they say. */
import { column, file, quantity, type Type, unitOf, type Word } from '../../catalogue/entry.ts';
import { meaningOf, time, toSI } from '../../catalogue/units.ts';
import type { Expression } from '../../engine/expressions/index.ts';
import type { Expression as Written, RangeExpression, Value } from '../../grammar/tree.ts';
import { canonical, constantOf } from '../canonical/canonical-expression.ts';
import { last, optional, type Read, value, values, word } from '../canonical/read-settings.ts';
import { Refused } from '../canonical/scope.ts';
import { chosenRows } from '../vocabulary/free-types.ts';

/** What is taken of a recording; what is absent is all. */
export interface ChosenRecording {
  /** Neurons for which `where` holds of the columns of the file, or of a table with a row a neuron. */
  readonly neurons?: {
    readonly where?: Expression;
    /** `by`: the column that names the neurons; without it the rows follow the neurons of the recording. */
    readonly table?: { readonly path: string; readonly by?: string };
  };
  /** From .. to, seconds on the recording's own clock. */
  readonly times?: readonly (readonly [number, number])[];
  /** Epochs: rows of a file, or of a table that the recording's file holds by this name. `unit`: seconds. */
  readonly epochs?: {
    readonly source: { readonly path: string; readonly unit: number } | { readonly named: string };
    readonly start: string;
    readonly stop: string;
    readonly where?: Expression;
  };
}

/** The files that it reads. */
export const filesOfChoice = ({ neurons, epochs }: ChosenRecording): string[] => [
  ...(neurons?.table ? [neurons.table.path] : []),
  ...(epochs && 'path' in epochs.source ? [epochs.source.path] : []),
];

/** Whether it asks columns of the recording's own file. */
export const asksTheFile = ({ neurons, epochs }: ChosenRecording): boolean =>
  (neurons !== undefined && !neurons.table) || (epochs !== undefined && 'named' in epochs.source);

/** Words that say it. */
export const choosingWords: readonly string[] = ['neurons', 'time', 'epochs'];

const stretch: Type = { ...quantity(time), range: true, says: 'a stretch of time', example: '10 s .. 20 s' };
export const recordingChoices: readonly Word[] = [
  {
    word: 'neurons',
    documentation:
      'Of a recording: which neurons are taken, by a condition over what is known of each: columns of the units or ' +
      'electrodes of an NWB file, or of a table with a row a neuron (`from`), in the order of the recording or found ' +
      'by the column that names the neuron (`by`). An `.npy` table has `column1`, `column2`, …. Columns have no ' +
      'units: numbers are as they stand in the file, and a neuron that lacks one that is asked for is not taken.',
    example: 'neurons from "cluster_info.tsv" by cluster_id where group = "good"',
    labels: {
      from: [{ name: 'from', optional: true, documentation: 'A table with a row a neuron.', type: file }],
      by: [{ name: 'by', optional: true, documentation: 'Its column of the names of neurons.', type: column }],
      where: [{ name: 'where', optional: true, documentation: 'Which neurons.', type: chosenRows }],
    },
  },
  {
    word: 'time',
    documentation:
      'Of a recording: which stretches of its time are taken, by its own clock. Nothing is measured across two of ' +
      'them.',
    example: 'time 10 s .. 20 s, 40 s .. 60 s',
    items: [{ name: 'time', many: true, documentation: 'From .. to; the end does not belong to it.', type: stretch }],
  },
  {
    word: 'epochs',
    documentation:
      'Of a recording: only these epochs of its time, such as trials: a table in an NWB file by its name (`epochs ' +
      'trials`), or a file with a row an epoch. Each is a run of its own, and nothing is measured across two of ' +
      'them. Epochs that do not lie within the recording, or within `time`, are left out and counted.',
    example: 'epochs from "trials.csv" in s where choice = "left"',
    items: [
      { name: 'named', optional: true, documentation: 'A table of epochs in the file of the recording.', type: column },
    ],
    labels: {
      from: [{ name: 'from', optional: true, documentation: 'A file with a row an epoch.', type: file }],
      in: [{ name: 'unit', optional: true, documentation: 'The unit of its times.', type: unitOf(time, 's') }],
      where: [{ name: 'where', optional: true, documentation: 'Which epochs.', type: chosenRows }],
    },
    options: [
      {
        name: 'start',
        optional: true,
        documentation: 'The column of the time at which an epoch begins.',
        type: column,
        default: { text: 'start_time', source: 'as NWB names it' },
      },
      {
        name: 'stop',
        optional: true,
        documentation: 'The column of the time at which it ends.',
        type: column,
        default: { text: 'stop_time', source: 'as NWB names it' },
      },
    ],
  },
];

/** @throws Refused for what has no meaning */
export function chosenOf(reads: readonly Read[]): ChosenRecording {
  const neurons = last(reads, 'neurons'),
    times = last(reads, 'time'),
    epochs = last(reads, 'epochs');
  return {
    ...(neurons && { neurons: neuronsOf(neurons) }),
    ...(times && { times: stretchesOf(times) }),
    ...(epochs && { epochs: epochsOf(epochs) }),
  };
}
function neuronsOf(found: Read): NonNullable<ChosenRecording['neurons']> {
  const where = optional(found, 'where'),
    from = optional(found, 'from'),
    by = optional(found, 'by');
  if (by && !from) throw new Refused('`by` names a column of a table: write `from` and the file before it.', by.range);
  if (!where && !by)
    throw new Refused(
      'Which neurons? Write a condition, `neurons where quality = "good"`.',
      found.match.setting.word.range,
    );
  return {
    ...(where && { where: conditionOf(where) }),
    ...(from && { table: { path: word(from), ...(by && { by: word(by) }) } }),
  };
}
function epochsOf(found: Read): NonNullable<ChosenRecording['epochs']> {
  const named = optional(found, 'named'),
    from = optional(found, 'from'),
    unit = optional(found, 'unit'),
    where = optional(found, 'where'),
    [start, stop] = (['start', 'stop'] as const).map((name) => optional(found, name));
  const { range } = found.match.setting.word;
  if ((named === undefined) === (from === undefined))
    throw new Refused(
      'Which epochs? Either a table in the file of the recording by its name, `epochs trials`, or a file, ' +
        '`epochs from "trials.csv" in s`.',
      range,
    );
  if (from && !unit)
    throw new Refused('No file of epochs says in which unit its times are: write it, `in s`.', from.range);
  if (named && unit)
    throw new Refused('The times of a table in an NWB file are in seconds: leave `in` out.', unit.range);
  return {
    source: from ? { path: word(from), unit: toSI(1, meaningOf(word(value(found, 'unit')))) } : { named: word(named!) },
    start: start ? word(start) : 'start_time',
    stop: stop ? word(stop) : 'stop_time',
    ...(where && { where: conditionOf(where) }),
  };
}
function stretchesOf(found: Read): readonly (readonly [number, number])[] {
  const given = values(found, 'time'),
    stretches = given.map(stretchOf);
  stretches.forEach(([from, to], at) => {
    if (stretches.slice(0, at).some(([start, end]) => from < end && start < to))
      throw new Refused(
        'This stretch overlaps one before it, and the same activity would count twice: make one of them, or part them.',
        given[at].range,
      );
  });
  return stretches;
}
function stretchOf(given: Value): readonly [number, number] {
  const { base, range } = given;
  if (base.kind !== 'range' || base.by)
    throw new Refused('A stretch of time has a beginning and an end: `time 10 s .. 20 s`.', range);
  const named = [base.from, base.to].find(({ kind }) => kind === 'name');
  if (named)
    throw new Refused(
      'The ends of a stretch are times, and do not vary: write one condition for each stretch, ' +
        '`early = NAME { time 0 s .. 10 s }`.',
      named.range,
    );
  const [from, to] = [constantOf(base.from), constantOf(base.to)];
  if (from === to) throw new Refused('This stretch ends where it begins, and holds nothing; write a later end.', range);
  if (!(from < to)) throw new Refused('This stretch ends before it begins; write the earlier time first.', range);
  return [from, to];
}
/** @throws Refused at a unit: columns of files have none */
function conditionOf({ base }: Value): Expression {
  const united = withUnit(base);
  if (united)
    throw new Refused(
      'The columns of this table have no units: write the number alone, as it stands in the file.',
      united.range,
    );
  return canonical(base, new Set());
}
function withUnit(written: Written | RangeExpression): Written | undefined {
  switch (written.kind) {
    case 'number':
      return written.unit ? written : undefined;
    case 'binary':
      return withUnit(written.left) ?? withUnit(written.right);
    case 'unary':
      return withUnit(written.operand);
    case 'group':
      return withUnit(written.expression);
    case 'call':
      return written.arguments.map(({ value: given }) => withUnit(given)).find((found) => found !== undefined);
    default:
      return undefined;
  }
}
