/** Family U: tables of cells, their columns and units, and what neurons draw from them. */
import { knownTable } from '../../catalogue/known-tables.ts';
import { meaningOf, same } from '../../catalogue/units.ts';
import type { Declaration, Range, Setting } from '../../grammar/tree.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { ReadTable } from '../read-tables.ts';
import type { DataNoun } from '../specification.ts';
import { TableError, type TableRows } from '../table-rows.ts';
import { settingsNamed } from '../view.ts';
import { type Check, diagnostic, replaceBy } from './check.ts';

const table = (statements: string, from = '"types.csv"'): string => `language 1
data cells from ${from} {
  ${statements}
}
`;
const drawn = (settings: string, statements = 'column tau in ms'): string => `${table(statements)}connect net {
  neurons 20
  groups 2
  weights normal(0, 0.1)
}
dynamics rest of net {
  ${settings}
  run 1 s
}
`;

const U074: Check = {
  code: 'U074',
  severity: 'error',
  tier: 'science',
  find: 'reader',
  title: 'a table without the column',
  explanation:
    'The first line of the file names its columns, and none is called so. Capitals count. A column of a file that is ' +
    'put beside by `join` is called as it is there.',
  bad: table('column taus in ms'),
  good: table('column tau in ms'),
};
const U075: Check = {
  code: 'U075',
  severity: 'warning',
  tier: 'science',
  find: 'reader',
  title: 'another unit than the table’s makers document',
  explanation:
    'Files of cells do not say the units of their columns. Of the tables that are known (the Allen Cell Types ' +
    'Database, NeuroElectro) they are documented, and this column is documented in another one: its values would be ' +
    'read wrong by a factor.',
  bad: table('column tau in s', '"allen.csv"'),
  good: table('column tau in ms', '"allen.csv"'),
};
const U076: Check = {
  code: 'U076',
  severity: 'hint',
  tier: 'science',
  find: 'reader',
  title: 'cells without a value',
  explanation:
    'Some cells of the table have nothing in this column. They are left out of what is measured of it and of what is ' +
    'drawn from it, never filled in. Of several columns that one noun draws, a cell must have all.',
  bad: table('column ri in MOhm'),
  good: table('column tau in ms'),
};
const U077: Check = {
  code: 'U077',
  severity: 'error',
  tier: 'science',
  find: 'reader',
  title: 'types of neurons and classes of a table that do not meet',
  explanation:
    'With `by` each neuron draws among the cells of its own type. A type of neurons that no cell of the table has ' +
    'leaves them nothing to draw; a class or a type that is named and that nothing has was misspelt. `match` says ' +
    'which class of the table a type of neurons is.',
  bad: drawn('tau from cells.tau by type'),
  good: drawn('tau from cells.tau by type', 'column tau in ms;  match 1 to "spiny";  match 2 to "aspiny"'),
};
const U078: Check = {
  code: 'U078',
  severity: 'error',
  tier: 'science',
  find: 'reader',
  title: 'a table that cannot be read so',
  explanation:
    'The file is there, and what is asked of it cannot be done: a cell of a quantity that is no number, rows of ' +
    'different lengths, a file to put beside whose rows do not go with these, a condition that chooses no row.',
  bad: table('column tau in ms;  rows where tau > 1 s'),
  good: table('column tau in ms;  rows where tau > 8 ms'),
};
const U079: Check = {
  code: 'U079',
  severity: 'error',
  tier: 'science',
  find: 'reader',
  title: 'time constants not longer than a step',
  explanation:
    'A step of dt moves a state by the share dt/tau of the way. Of a cell whose time constant is no longer than dt ' +
    'that is all the way or more, and what runs is no longer the equation. A tenth of the shortest is a good step.',
  bad: drawn('tau from cells.tau;  dt 10 ms'),
  good: drawn('tau from cells.tau;  dt 1 ms'),
};
export const tableChecks = { U074, U075, U076, U077, U078, U079 };

/** What a table’s own statements say that its files do not bear out. `place`: where each of them stands. */
export function tableProblems(declaration: Declaration, noun: DataNoun, read: ReadTable): readonly Diagnostic[] {
  if (!noun.table || read === undefined) return [];
  if (read instanceof TableError) return [tableProblem(read, declaration)];
  const { columns, group } = noun.table;
  const found = columns.flatMap((column) => columnProblems(declaration, noun, column, read));
  return group === undefined ? found : [...found, ...refusedBy(declaration, () => read.words(group, 'group'))];
}
function columnProblems(
  declaration: Declaration,
  { reference }: DataNoun,
  { name, unit }: NonNullable<DataNoun['table']>['columns'][number],
  rows: TableRows,
): readonly Diagnostic[] {
  const refused = refusedBy(declaration, () => rows.quantity(name));
  if (refused.length > 0) return refused;
  const at = statementOf(declaration, 'column', name),
    known = knownTable(rows.names),
    documented = known && Object.hasOwn(known.units, name) ? known.units[name] : undefined;
  const problems: Diagnostic[] = [];
  if (known && documented !== undefined && !isSameUnit(documented, unit)) {
    const written = at?.phrases[0]?.items[0]?.value.range;
    problems.push(
      diagnostic(
        U075,
        written ?? declaration.name.range,
        `\`${reference}\` is ${known.name}, whose \`${name}\` is in ${documented} (${known.source}), not in ${unit}. ` +
          `Write \`in ${documented}\`.`,
        written ? [replaceBy(written, documented)] : [],
      ),
    );
  }
  const missing = rows.quantity(name).filter(Number.isNaN).length;
  if (missing > 0)
    problems.push(
      diagnostic(
        U076,
        at?.range ?? declaration.name.range,
        missing === rows.count
          ? `None of the ${counted(missing)} cells has a value of \`${name}\`: nothing can be drawn from it.`
          : `${counted(missing)} of ${counted(rows.count)} cells have no \`${name}\`: they are left out of what is ` +
              'measured of it and drawn from it.',
      ),
    );
  return problems;
}
const counted = (many: number): string => many.toLocaleString('en');
function isSameUnit(one: string, other: string): boolean {
  const [a, b] = [meaningOf(one), meaningOf(other)];
  return (
    a !== undefined &&
    b !== undefined &&
    same(a.dimension, b.dimension) &&
    Math.abs((a.numerator * b.denominator) / (a.denominator * b.numerator) - 1) < 1e-12
  );
}
function refusedBy(declaration: Declaration, read: () => unknown): readonly Diagnostic[] {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof TableError) return [tableProblem(error, declaration)];
    throw error;
  }
}
/** At the statement that asks for it. */
function tableProblem({ message, asked }: TableError, declaration: Declaration): Diagnostic {
  const file = declaration.phrases.find(({ label }) => label.text === 'from')?.range;
  const range = statementOf(declaration, asked.word, asked.of)?.range ?? file ?? declaration.name.range;
  return diagnostic(checkOf[asked.kind], range, message);
}
function statementOf(declaration: Declaration, word: string, of: string | undefined): Setting | undefined {
  const all = settingsNamed(declaration, word);
  return (
    all.find(({ items }) => {
      const base = items[0]?.value.base;
      return base?.kind === 'name'
        ? base.text === of
        : (base?.kind === 'string' || base?.kind === 'number') && String(base.value) === of;
    }) ?? (all.length === 1 || word === 'rows' ? all[0] : undefined)
  );
}

/** A class that no cell has, or a type that no neuron has. */
export const unlikeTypes = (message: string, at: Range): Diagnostic => diagnostic(U077, at, message);
/** Time constants that a step of dt does not resolve. */
export const notLongerThanStep = (message: string, at: Range): Diagnostic => diagnostic(U079, at, message);
/** What is asked of a table elsewhere than in its own statements. */
export const refusedTable = ({ message, asked }: TableError, at: Range): Diagnostic =>
  diagnostic(checkOf[asked.kind], at, message);
const checkOf: Readonly<Record<TableError['asked']['kind'], Check>> = { column: U074, types: U077, unlike: U078 };
/** Types that `match` names, and none of the neurons that draw from the table has. */
export function idleMatches(
  declaration: Declaration,
  { table }: DataNoun,
  types: ReadonlySet<string>,
): readonly Diagnostic[] {
  return (table?.matches ?? []).flatMap(({ type }) =>
    types.has(type)
      ? []
      : [
          diagnostic(
            U077,
            statementOf(declaration, 'match', type)?.range ?? declaration.name.range,
            `No neuron that draws from this table is of type \`${type}\`: they are ` +
              `${[...types].map((one) => `\`${one}\``).join(', ')}. Correct the type, or remove the line.`,
            [],
            'warning',
          ),
        ],
  );
}
