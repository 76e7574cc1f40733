/** What nouns draw from tables: whether its types are there, and its time constants longer than a step. */
import { type CallForm, type Form, isColumn, isDrawnForm } from '../../catalogue/forms.ts';
import { timesOf } from '../../catalogue/laws-of-motion.ts';
import { isOfTable } from '../../catalogue/measures/index.ts';
import type { Range } from '../../grammar/tree.ts';
import { measureOf } from '../experiments/experiment-spec.ts';
import { cellPools, cellsOfClass } from '../cell-pools.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { foreseenTypes } from '../neuron-types.ts';
import { isTableValues, tableValuesIn } from '../nouns/table-values.ts';
import { nounsIn } from '../nouns-within.ts';
import type { Tables } from '../read-tables.ts';
import type { ConnectNoun, DataNoun, MeasureSpec, Noun, TableValues } from '../specification.ts';
import { settingOf, type Studied, studied } from '../studied.ts';
import { TableError, type TableRows } from '../table-rows.ts';
import { allowed, declarations, nounOfDeclaration, scopeOf, type View } from '../view.ts';
import { distinct } from './check.ts';
import { time } from './spectrum-checks.ts';
import { settingWithin, thresholdsBelow } from './spiking-checks.ts';
import { idleMatches, notLongerThanStep, refusedTable, unlikeTypes } from './table-checks.ts';

/** One parameter that a noun draws. */
interface Use {
  readonly noun: Noun;
  readonly values: TableValues;
  /** All columns that it takes of the table. */
  readonly columns: readonly string[];
  readonly at: Range;
  /** Of a time constant: the step that must be shorter. */
  readonly dt?: number;
  /** Of the threshold of spiking neurons: the reset that must be below, in V. */
  readonly reset?: number;
}

export async function usesOfTables(view: View, tables: Tables): Promise<readonly Diagnostic[]> {
  const uses = [...studied(view, 'dynamics'), ...studied(view, 'network')].flatMap((found) => usesOf(found, view));
  const found: Diagnostic[] = [];
  for (const use of uses) {
    const rows = await tables(use.values.cells);
    // what is wrong with a table is said of its declaration
    if (rows !== undefined && !(rows instanceof TableError)) found.push(...problemsOf(use, rows));
  }
  for (const { call, nouns, at } of measuresOf(view)) {
    const column = Object.values(call.takes).find(isColumn),
      data = column && nouns[column.named];
    if (data?.noun !== 'data') continue;
    const rows = await tables(data);
    if (rows !== undefined && !(rows instanceof TableError)) found.push(...measuredOf(rows, data, call, at));
  }
  return distinct([...found, ...matchesOfNone(view, uses)]);
}

/** Measures of the experiments that are taken of a table, each with its place. */
const measuresOf = (view: View): readonly (MeasureSpec & { readonly at: Range })[] =>
  declarations(view, 'experiment').flatMap((experiment) =>
    (experiment.block?.statements ?? []).flatMap((statement) => {
      if (statement.kind !== 'definition' || statement.word.text !== 'measure') return [];
      if (view.errors.some(({ start }) => start >= statement.range.start && start < statement.range.end)) return [];
      const spec = allowed(() => measureOf(statement, view.source, scopeOf(view, experiment)));
      return spec && isOfTable(spec.call) ? [{ ...spec, at: statement.value.range }] : [];
    }),
  );
function measuredOf(rows: TableRows, data: DataNoun, { takes }: CallForm, at: Range): readonly Diagnostic[] {
  const column = Object.values(takes).find(isColumn),
    text = (form: Form | undefined): string | undefined => (form === undefined ? undefined : String(form));
  if (!column) return [];
  try {
    cellsOfClass(rows, data, column.column, text(takes.of), text(takes.by));
    return [];
  } catch (error) {
    if (error instanceof TableError) return error.asked.word === 'column' ? [] : [refusedTable(error, at)];
    throw error;
  }
}

function usesOf(found: Studied<Extract<Noun, { noun: 'dynamics' | 'network' }>>, view: View): readonly Use[] {
  const { noun, range } = found,
    all = tableValuesIn(noun);
  return drawnBy(noun).map(({ word, values, dt, reset }) => ({
    noun,
    values,
    columns: [...new Set(all.flatMap(({ cells, column }) => (cells.name === values.cells.name ? [column] : [])))],
    at: (settingOf(found, word, view) ?? settingWithin(found, word, view))?.range ?? range,
    ...(dt !== undefined && { dt }),
    ...(reset !== undefined && { reset }),
  }));
}
/** By the word of its statement. */
function drawnBy(
  noun: Extract<Noun, { noun: 'dynamics' | 'network' }>,
): readonly Pick<Use & { readonly word: string }, 'word' | 'values' | 'dt' | 'reset'>[] {
  if (noun.noun === 'dynamics')
    return Object.entries(noun.takes).flatMap(([word, form]) =>
      isDrawnForm(form) && isTableValues(form.drawn)
        ? [
            {
              word,
              values: form.drawn,
              ...(word === 'tau' && { dt: timesOf(noun).dt }),
              ...(word === 'threshold' && typeof noun.takes.reset === 'number' && { reset: noun.takes.reset }),
            },
          ]
        : [],
    );
  const { gain, bias, time: clock } = noun.overTime ?? {};
  const given = { gain, bias, tau: clock?.tau };
  return Object.entries(given).flatMap(([word, values]) =>
    isTableValues(values)
      ? [{ word, values, ...(word === 'tau' && typeof clock?.dt === 'number' && { dt: clock.dt }) }]
      : [],
  );
}
const circuitOf = (noun: Noun): ConnectNoun | undefined =>
  nounsIn(noun).find((within): within is ConnectNoun => within.noun === 'connect');

function problemsOf({ noun, values, columns, at, dt, reset }: Use, rows: TableRows): readonly Diagnostic[] {
  const { cells, column, by } = values,
    circuit = circuitOf(noun);
  if (by && !circuit)
    return [
      unlikeTypes(
        `\`${noun.name}\` has no circuit, so that nothing tells the type of its neurons: leave \`by\` out.`,
        at,
      ),
    ];
  const foreseen = by && circuit ? foreseenTypes(circuit, by.neuron, by.column) : undefined;
  if (foreseen && 'wrong' in foreseen) return [unlikeTypes(foreseen.wrong, at)];
  try {
    const types = foreseen?.types ?? [];
    if (by) rows.words(by.column);
    const { pools } = cellPools(rows, by && !foreseen ? { cells } : values, columns, types, false);
    const all = rows.quantity(column),
      drawn = pools.flatMap(({ rows: among }) => Array.from(among, (row) => all[row]));
    if (reset !== undefined) {
      const low = drawn.filter((each) => !(each > reset));
      return low.length > 0 ? [thresholdsBelow(low, drawn.length, reset, at)] : [];
    }
    return dt === undefined ? [] : tooShort(drawn, dt, values, at);
  } catch (error) {
    if (error instanceof TableError) return [refusedTable(error, at)];
    throw error;
  }
}
function tooShort(
  drawn: readonly number[],
  dt: number,
  { cells, column }: TableValues,
  at: Range,
): readonly Diagnostic[] {
  const short = drawn.filter((value) => value <= dt);
  if (short.length === 0) return [];
  const least = short.reduce((a, b) => Math.min(a, b)),
    [some, all] = [short, drawn].map(({ length }) => length.toLocaleString('en'));
  const found = `${some} of ${all} cells of \`${cells.reference}\` have a \`${column}\` of ${time(dt)} (dt) or less`;
  const without =
    short.length < drawn.length
      ? `leave them out, \`rows where ${column} > ${time(dt)}\` in \`data ${cells.name}\``
      : `take a smaller step`;
  return [
    notLongerThanStep(
      least > 0
        ? `${found}, the shortest ${time(least)}. Take a tenth of it, \`dt ${time(least / 10)}\`, or ${without}.`
        : `${found}, and one of ${time(least)}, which is no time constant: ${without}.`,
      at,
    ),
  ];
}

/** Types of `match` that no neuron has, where the text tells all of them. */
function matchesOfNone(view: View, uses: readonly Use[]): readonly Diagnostic[] {
  return declarations(view, 'data').flatMap((declaration) => {
    const noun = nounOfDeclaration(view, declaration);
    if (noun?.noun !== 'data' || !noun.table || noun.table.matches.length === 0) return [];
    const types = uses
      .filter(({ values: { cells, by } }) => by && cells.name === noun.name)
      .map((use) => {
        const circuit = circuitOf(use.noun),
          { by } = use.values;
        const foreseen = circuit && by && foreseenTypes(circuit, by.neuron, by.column);
        return foreseen && 'types' in foreseen ? foreseen.types : undefined;
      });
    return types.length > 0 && types.every((known) => known !== undefined)
      ? idleMatches(declaration, noun, new Set(types.flatMap((known) => known ?? [])))
      : [];
  });
}
