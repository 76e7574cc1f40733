/** Files: whether they are there, hold what is asked of them, and what their matrices can do (C024, D014). */
import { degrees, isNilpotentByStructure, rank } from '../../engine/connectivity/index.ts';
import type { Circuit } from '../../engine/connectivity/index.ts';
import type { Range } from '../../grammar/tree.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { type Check, diagnostic, listed } from './check.ts';

const measured = (from: string): string =>
  `language 1
connect grown from ${from}
experiment ranks {
  seeds 6
  compare { grown = grown;  random = random(grown) }
  measure rank = rank(grown)
}
`;

const D001: Check = {
  code: 'D001',
  severity: 'error',
  tier: 'science',
  find: 'reader',
  title: 'file or data set not found',
  explanation:
    'A path is looked for relative to the file, in `$ANLAGE_DATA`, in `data/` of the workspace, in an ' +
    'installed data package, and in the per-user cache that `anlage data get` fills. The message lists the ' +
    'places and the step that gets it.',
  bad: measured('"nowhere.json"'),
  good: measured('"ring.json"'),
};
export const notFound = (
  reference: string,
  range: Range,
  { tried, remedy }: { readonly tried: readonly string[]; readonly remedy?: string },
): Diagnostic =>
  diagnostic(
    D001,
    range,
    `\`${reference}\` was not found. Looked in ${tried.join(', ') || 'no place'}. To get it: ` +
      `${remedy ?? 'check the name, or put the file in one of these places'}.`,
  );

const D002: Check = {
  code: 'D002',
  severity: 'error',
  tier: 'science',
  find: 'reader',
  title: 'file of another kind, or damaged',
  explanation:
    'The file is there and does not hold what is asked of it: another format, a truncated or corrupted ' +
    'file, no line that can be read.',
  bad: measured('"rules.bnet"'),
  good: measured('"ring.json"'),
};
export const unreadable = (reference: string, range: Range, wanted: string, reason: string): Diagnostic =>
  diagnostic(D002, range, `\`${reference}\` cannot be read as ${wanted}: ${reason}`);

const D014: Check = {
  code: 'D014',
  severity: 'warning',
  tier: 'science',
  find: 'reader',
  title: 'more synapses than ordered pairs',
  explanation:
    'A file gives more connections than there are ordered pairs of the neurons chosen: they are counts of ' +
    'contacts, not connections. Edges on one pair are summed.',
  bad: measured('"contacts.json"'),
  good: measured('"ring.json"'),
};
export function moreThanPairs({ cells, edges, summed }: Circuit, range: Range): readonly Diagnostic[] {
  const pairs = cells.length * (cells.length - 1);
  return edges > pairs && summed > 0
    ? [
        diagnostic(
          D014,
          range,
          `${edges.toLocaleString('en')} synapses on ${pairs.toLocaleString('en')} ordered pairs: these are ` +
            `counts of contacts. Those on one pair are summed.`,
        ),
      ]
    : [];
}

const C024: Check = {
  code: 'C024',
  severity: 'warning',
  tier: 'science',
  find: 'reader',
  title: 'nilpotent or rank-deficient recurrent matrix',
  explanation:
    'A matrix without cycles is nilpotent: activity leaves it after a few steps and nothing recurs. A ' +
    'matrix whose rank is far below its size passes on few of the directions that enter it. Computed for ' +
    'matrices that come from a file.',
  bad: measured('"chain.json"'),
  good: measured('"ring.json"'),
};
export function cannotRecur({ matrix }: Circuit, range: Range): readonly Diagnostic[] {
  const { size } = matrix;
  if (size === 0) return [];
  const nilpotent = isNilpotentByStructure(matrix);
  const found = size <= largestForRank ? rank(matrix).rank : size;
  const deficient = found < size / 2;
  if (!nilpotent && !deficient) return [];
  const { rows, columns, isolated } = degrees(matrix);
  const what = [
    ...(nilpotent ? ['has no cycle (it is nilpotent): activity cannot recur in it'] : []),
    ...(found < size ? [`has rank ${found} of ${size}`] : []),
  ].join(', and ');
  return [
    diagnostic(
      C024,
      range,
      `This matrix ${what}. ${rows} of ${size} neurons have input, ${columns} have output, ${isolated} ` +
        `neither. Say so beside any result, or choose other cells.`,
    ),
  ];
}
/** Rank costs about n³ operations: a second or so at this size. */
const largestForRank = 1000;
const recorded = (file: string): string =>
  `language 1\ndata d from ${file} { rows neurons;  sampled at 10 Hz }\nexperiment e { seeds 1;  compare { r = d };  ` +
  'measure m = participation_ratio(direct) }\n';
const D020: Check = {
  code: 'D020',
  severity: 'hint',
  tier: 'science',
  find: 'reader',
  title: 'what was assumed of a file, or left out',
  explanation:
    'A file does not always say what its first line or its first column is, which of its parts is meant, or what ' +
    'was not observed. What its reader took for what, filled in or left out is said here, in the notes of a run and ' +
    'in its report. Where it is not what the file means, say so in the declaration (`rows`, `dataset`, `missing`), ' +
    'or put a line of names into the file.',
  bad: recorded('"numbered.csv"'),
  good: recorded('"plain.csv"'),
};
/** What the reader of a file says of it. */
export const assumed = (range: Range, reference: string, notes: readonly string[]): readonly Diagnostic[] =>
  notes.map((note) => diagnostic(D020, range, `\`${reference}\`: ${note}`));

const joined = (table: string): string => `language 1\nconnect ring from "ring.json" { nodes from ${table} by name }\n`;
const D028: Check = {
  code: 'D028',
  severity: 'warning',
  tier: 'science',
  find: 'reader',
  title: 'neurons without a row in the table of nodes',
  explanation:
    '`nodes from "neurons.csv" by name` puts beside each neuron of a network what its row of the table says. One ' +
    'without a row has none of these fields: no condition over them holds of it, and it is of no class. Add its row, ' +
    'correct the name, or say which field of the network the names are of, `by name = label`.',
  bad: joined('"few-nodes.csv"'),
  good: joined('"nodes.csv"'),
};
/** `of`: how many neurons the network has. */
export function withoutRows(
  { path, nodes }: { readonly path: string; readonly nodes?: { readonly path: string; readonly by: string } },
  names: readonly string[],
  of: number,
  range: Range,
): readonly Diagnostic[] {
  if (!nodes || names.length === 0) return [];
  const have = names.length === 1 ? 'has' : 'have';
  return [
    diagnostic(
      D028,
      range,
      `${names.length} of the ${of} neurons of \`${path}\` ${have} no row in \`${nodes.path}\`, by its column ` +
        `\`${nodes.by}\`: ${listed(names)}. Nothing that the table says holds of ` +
        `${names.length === 1 ? 'it' : 'them'}.`,
    ),
  ];
}

export const dataChecks = { D001, D002, D014, D020, D028, C024 };
