/** Images to learn from, recordings, and tables of cells. */
import type { ControlForm } from '../../catalogue/controls/index.ts';
import { imageSets } from '../../catalogue/image-sets.ts';
import {
  type Choice,
  choice,
  column,
  either,
  file,
  type NounEntry,
  quantity,
  type Type,
  unitOf,
} from '../../catalogue/entry.ts';
import { frequency, length, meaningOf, time, toSI } from '../../catalogue/units.ts';
import type { Setting } from '../../grammar/tree.ts';
import { quantityOf } from '../canonical/canonical-expression.ts';
import { controlFormOf } from '../canonical/control-form.ts';
import type { Description } from '../canonical/description.ts';
import { header, referenceOf } from '../canonical/header-phrases.ts';
import { filled, last, optional, type Read, settings, value, word } from '../canonical/read-settings.ts';
import { notYet, Refused } from '../canonical/scope.ts';
import type { Quantity } from '../varying.ts';
import { type ChosenRecording, choosingWords, chosenOf, recordingChoices } from './chosen-recording.ts';
import type { NounDefinition } from './noun-definition.ts';
import { positionsOf } from './positions-of.ts';
import type { TableSpec } from './table-spec.ts';
import { isPattern } from '../patterns.ts';
import { chosenRows } from '../vocabulary/free-types.ts';
import { isTable, tableOf, tableWords } from './table-words.ts';

/** Images to learn from, a recording, or a table of cells. */
export interface DataNoun {
  readonly noun: 'data';
  readonly name: string;
  readonly reference: string;
  readonly recording?: RecordingSpec;
  readonly table?: TableSpec;
  /** Its reference is a pattern, and each file that matches is of a subject. */
  readonly family?: FamilySpec;
}
/** How subjects are grouped: by the `folder` of their files, or by a column of a table beside that of their names. */
export interface FamilySpec {
  readonly by?: string;
  readonly table?: { readonly path: string; readonly by: string };
}
/** How a file of activity is read. What is absent, the file must say itself (HDF5, NWB, MATLAB). */
export interface RecordingSpec {
  /** What a row of the table is; a column is the other. */
  readonly rows?: 'neurons' | 'times';
  /** Samples per second. */
  readonly rate?: Quantity;
  /** `unit`: metres. */
  readonly positions?: { readonly path: string; readonly unit: number };
  /** Width of the bins in seconds: activity is averaged, spikes are counted. */
  readonly bin?: Quantity;
  /** Path of the data set within an HDF5 file. */
  readonly dataset?: string;
  /** The file holds times of spikes. `unit`: seconds; `neuron` and `time`: columns of a table. */
  readonly spikes?: { readonly unit: number; readonly neuron?: string; readonly time?: string };
  /** What becomes of values that are not there: `drop` leaves out the neurons that miss any. */
  readonly missing: 'error' | 'drop' | 'interpolate';
  readonly chosen?: ChosenRecording;
  /** Surrogates, drawn per seed, innermost first. */
  readonly controls: readonly ControlForm[];
}

export function dataOf(description: Description): DataNoun {
  const reads = settings(description);
  const from = header(description, 'from');
  const path = from && referenceOf(from.value);
  const reference = path ?? (from?.value.base.kind === 'name' ? from.value.base.text : undefined);
  if (!reference)
    throw new Refused(
      `\`data ${description.name}\` needs \`from\` and a data set.`,
      description.declaration.name.range,
    );
  const family = path !== undefined && isPattern(path) ? familyOf(reads, path) : undefined;
  const said = family ? reads.filter(({ match: { entry } }) => !['group', 'subjects'].includes(entry.word)) : reads;
  if (isTable(said.map(({ match: { entry, setting } }) => spoken(entry.word, setting)))) {
    if (!family) return tableNounOf(description, reads, path);
    throw new Refused('A table of cells is one file, and this is a pattern of several.', from!.value.range);
  }
  const stray = family ? undefined : last(reads, 'subjects');
  if (stray)
    throw new Refused('`subjects` are of data over files, `from "rats/*.npy"`.', stray.match.setting.word.range);
  const recording =
    path !== undefined &&
    isRecording(
      path,
      reads.map(({ match }) => match.entry.word),
    )
      ? recordingOf(reads, description)
      : undefined;
  const lost = recording ? undefined : reads.find(({ match }) => recordingWords.includes(match.entry.word));
  if (lost) throw new Refused(ofImages(reference, lost.match.entry.word), lost.match.setting.word.range);
  const [control] = description.controls;
  if (control && !recording) notYet(`\`${control.call.callee.text}\` of data that is no recording`, control.call.range);
  if (family && !recording)
    throw new Refused('Data over files are recordings: say what a row of each is, `rows neurons`.', from!.value.range);
  return {
    noun: 'data',
    name: description.name,
    reference,
    ...(recording && { recording }),
    ...(family && { family }),
  };
}

function familyOf(reads: readonly Read[], path: string): FamilySpec {
  const group = last(reads, 'group'),
    subjects = last(reads, 'subjects');
  const by = group && word(value(group, 'by'));
  if (subjects && by === undefined)
    throw new Refused(
      'Say by which column of it the subjects are grouped: `group by genotype`.',
      subjects.match.setting.range,
    );
  if (by !== undefined && !subjects && by !== 'folder')
    throw new Refused(
      `Where does \`${by}\` of the files of \`${path}\` stand? Write \`subjects from "animals.csv" by name\` beside ` +
        'it, or `group by folder`.',
      group!.match.setting.range,
    );
  return {
    ...(by !== undefined && { by }),
    ...(subjects && { table: { path: word(value(subjects, 'from')), by: word(value(subjects, 'by')) } }),
  };
}

function tableNounOf(description: Description, reads: readonly Read[], path: string | undefined): DataNoun {
  const { name, declaration, controls } = description;
  if (path === undefined)
    throw new Refused(
      `\`data ${name}\` is a table, which is a file: write its path in double quotes behind \`from\`.`,
      declaration.name.range,
    );
  const other = reads.find(({ match: { entry, setting } }) => isOfRecording(spoken(entry.word, setting)));
  if (other)
    throw new Refused(
      `\`${other.match.entry.word}\` says how a recording is read, and \`${name}\` is a table of cells. Remove it.`,
      other.match.setting.word.range,
    );
  const [control] = controls;
  if (control) notYet(`\`${control.call.callee.text}\` of a table`, control.call.range);
  return { noun: 'data', name, reference: path, table: tableOf(reads) };
}
/** A statement by its word and its labels, which say what the data are. */
export const spoken = (
  word: string,
  { phrases, items }: Pick<Setting, 'phrases' | 'items'>,
): { readonly word: string; readonly labels: readonly string[]; readonly items: number } => ({
  word,
  labels: phrases.map(({ label }) => label.text),
  items: items.length,
});
const isOfRecording = ({ word, items }: ReturnType<typeof spoken>): boolean =>
  recordingWords.includes(word) && !(word === 'rows' && items === 0);

/** Whether a file holds activity: its name says so, or what is said of it. */
export const isRecording = (path: string, words: readonly string[]): boolean =>
  /\.(npy|[ct]sv|txt|h5|hdf5|nwb|mat)(\.gz)?$/i.test(path) || words.some((given) => recordingWords.includes(given));
/** A file that may say itself where its neurons are. */
export const mayHoldPlaces = (path: string): boolean => /\.(h5|hdf5|nwb|mat)$/i.test(path);
export const ofImages = (reference: string, said: string): string =>
  `\`${reference}\` is a set of images: \`${said}\` says how a recording is read. Remove it.`;
export const recordingWords: readonly string[] = [
  'rows',
  'sampled',
  'positions',
  'bin',
  'dataset',
  'spikes',
  'missing',
  ...choosingWords,
];

function recordingOf(reads: readonly Read[], description: Description): RecordingSpec {
  const given = (name: string, slot: string) => {
    const found = last(reads, name),
      written = optional(found, slot);
    return found && written && { written, variables: found.scope.variables };
  };
  const number = (name: string, slot: string) => {
    const found = given(name, slot);
    return found && quantityOf(found.written, found.variables);
  };
  const rows = given('rows', 'rows'),
    rate = number('sampled', 'rate'),
    bin = number('bin', 'bin'),
    dataset = given('dataset', 'path'),
    missing = given('missing', 'missing');
  const positions = last(reads, 'positions'),
    spikes = last(reads, 'spikes'),
    chosen = chosenOf(reads);
  return {
    ...(rows && { rows: word(rows.written) as NonNullable<RecordingSpec['rows']> }),
    ...(rate !== undefined && { rate }),
    ...(positions && { positions: positionsOf(positions) }),
    ...(bin !== undefined && { bin }),
    ...(dataset && { dataset: word(dataset.written) }),
    ...(spikes && { spikes: spikesOf(spikes) }),
    missing: missing ? (word(missing.written) as RecordingSpec['missing']) : 'error',
    ...(Object.keys(chosen).length > 0 && { chosen }),
    controls: description.controls.map(controlFormOf),
  };
}
function spikesOf(found: Read): NonNullable<RecordingSpec['spikes']> {
  const columns = ['neuron', 'time'].flatMap((name) => {
    const given = filled(found, name)?.value;
    return given ? [[name, word(given)]] : [];
  });
  return { unit: toSI(1, meaningOf(word(value(found, 'unit')))), ...Object.fromEntries(columns) };
}

const choices: readonly Choice[] = Object.entries(imageSets).map(([word, { documentation, status }]) => ({
  word,
  documentation,
  ...(status && { status }),
}));

const recorded: Type = {
  ...file,
  path: { endings: ['.csv', '.tsv', '.txt', '.npy', '.nwb', '.h5', '.hdf5', '.mat'], patterns: true },
};

const dataEntry: NounEntry<'data'> = {
  noun: 'data',
  documentation:
    'Images, recordings or tables. A path is looked up relative to the file, then in the data folders. A ' +
    'recording is a table (`.csv`, `.tsv`, `.txt`, `.npy`) whose rows and rate must be said, or a file that ' +
    'says them itself (HDF5, NWB, MATLAB 7.3).',
  example: 'data v1 from "spikes.npy" { rows neurons;  sampled at 22 Hz;  positions from "xy.npy" in um }',
  labels: {
    from: [
      {
        name: 'from',
        type: either(
          {
            says: `a known data set (${choices.map(({ word }) => word).join(', ')})`,
            example: 'mnist',
            words: choices,
          },
          recorded,
        ),
        documentation:
          'A known data set, or a file or folder in double quotes. A pattern, `"rats/*.npy"`, is of every file ' +
          'that matches: each is of a subject, which bears its name. Conditions are paired by subject, and what is ' +
          'said of them (means, intervals, tests) is over subjects; values of several seeds of one subject are ' +
          'one, their mean.',
      },
    ],
  },
  requires: ['from'],
  words: [
    {
      word: 'rows',
      documentation:
        'Of a recording: what a row of the table is; a column is the other. Of a table of cells: which rows are ' +
        'taken, `rows where species = "Mus musculus"`, a condition over its columns; a row that lacks a number which ' +
        'it asks for is not.',
      example: 'rows neurons',
      items: [
        {
          name: 'rows',
          optional: true,
          documentation: 'The meaning of a row.',
          type: choice(
            ['neurons', 'A row is a neuron, a column a time.'],
            ['times', 'A row is a time, a column a neuron.'],
            ['cells', 'A row is a cell.', 'later'],
          ),
        },
      ],
      labels: {
        where: [{ name: 'where', optional: true, documentation: 'Of a table: which rows.', type: chosenRows }],
      },
    },
    {
      word: 'sampled',
      documentation: 'Samples per second of the recording.',
      example: 'sampled at 22 Hz',
      labels: { at: [{ name: 'rate', documentation: 'A rate.', type: quantity(frequency, { positive: true }) }] },
    },
    {
      word: 'positions',
      documentation: 'Positions of the neurons: a table or an `.npy` file with a row per neuron, and its unit.',
      example: 'positions from "xy.npy" in um',
      labels: {
        from: [{ name: 'positions', documentation: 'A file.', type: file }],
        in: [{ name: 'unit', documentation: 'Its unit.', type: unitOf(length, 'um') }],
      },
    },
    {
      word: 'bin',
      documentation:
        'Width of the bins: activity is averaged in them, spikes are counted. Without it, samples stay as they are.',
      example: 'bin 50 ms',
      items: [{ name: 'bin', documentation: 'A time.', type: quantity(time, { positive: true }) }],
    },
    {
      word: 'dataset',
      documentation:
        'Where in an HDF5, NWB or MATLAB file the activity stands; needed where a file holds more than one recording.',
      example: 'dataset "/processing/ophys/dff"',
      items: [
        {
          name: 'path',
          documentation: 'The path within the file.',
          type: { says: 'a path in double quotes', example: '"/spikes"', file: true },
        },
      ],
    },
    {
      word: 'spikes',
      documentation:
        'The file holds times of spikes, in this unit. A table has a row per spike, and columns for its ' +
        'neuron and its time. Spikes need `bin`.',
      example: 'spikes in s, neuron unit, time t',
      labels: { in: [{ name: 'unit', documentation: 'The unit of the times.', type: unitOf(time, 's') }] },
      options: [
        {
          name: 'neuron',
          optional: true,
          documentation: 'The column of a table that says whose spike it is.',
          type: column,
          default: { text: 'neuron', source: 'choice of this language' },
        },
        {
          name: 'time',
          optional: true,
          documentation: 'The column of a table that says when.',
          type: column,
          default: { text: 'time', source: 'choice of this language' },
        },
      ],
    },
    {
      word: 'missing',
      documentation: 'What becomes of values that are not there (empty, NaN).',
      example: 'missing drop',
      items: [
        {
          name: 'missing',
          documentation: 'What is done.',
          type: choice(
            ['error', 'Nothing is read, and the message says how many are missing.'],
            ['drop', 'Neurons that miss any value are left out.'],
            ['interpolate', 'Each gap is bridged in a straight line; at the ends the nearest value stands.'],
          ),
        },
      ],
      default: { text: 'error', source: 'choice of this language: a gap is not filled unasked' },
    },
    ...recordingChoices,
    {
      word: 'subjects',
      documentation:
        'Of data over files: a table with a row per subject, and its column of their names, which are those of their ' +
        'files without folder and ending. `group by` names the column that groups them.',
      example: 'subjects from "animals.csv" by name',
      labels: {
        from: [{ name: 'from', documentation: 'The table.', type: file }],
        by: [{ name: 'by', documentation: 'The column of names.', type: column }],
      },
    },
    ...tableWords,
  ],
};

export const data: NounDefinition<'data', DataNoun> = { entry: dataEntry, formOf: dataOf };
