import { numberColumn, readCsv, textColumn, writeCsv } from '../formats/index.ts';
import type { ExperimentSpec } from '../language/specification.ts';
import { measureNames } from './measures-shown.ts';
import { sweepPoints } from './sweep.ts';
import type { Row } from './contract.ts';

/** By condition and measure as declared, sweep point, seed; the final value first, then the series. */
export function sortRows(rows: readonly Row[], experiment: ExperimentSpec): Row[] {
  const conditions = ranks(experiment.conditions.map(({ name }) => name));
  const measures = ranks(measureNames(experiment));
  const points = ranks(sweepPoints(experiment).map((at) => pointName(experiment, at)));
  const last = Number.MAX_SAFE_INTEGER;
  const ranked = rows.map((row) => ({
    row,
    condition: conditions.get(row.condition) ?? last,
    point: points.get(pointName(experiment, row.at)) ?? last,
    measure: measures.get(row.measure) ?? last,
  }));
  ranked.sort(
    (a, b) =>
      a.condition - b.condition ||
      a.point - b.point ||
      alphabetical(a.row.subject ?? '', b.row.subject ?? '') ||
      a.row.seed - b.row.seed ||
      a.measure - b.measure ||
      alphabetical(a.row.measure, b.row.measure) ||
      (a.row.step ?? -1) - (b.row.step ?? -1),
  );
  return ranked.map(({ row }) => row);
}

/** `measures.csv`: `condition,seed,<vary…>,step,measure,value`; with subjects, `condition,subject,seed,…`. */
export function rowsToCsv(rows: readonly Row[], experiment: ExperimentSpec): string {
  const variables = experiment.vary.map(({ name }) => name);
  return writeCsv(
    ['condition', ...(experiment.subjects ? ['subject'] : []), 'seed', ...variables, 'step', 'measure', 'value'],
    rows.map((row) => [
      row.condition,
      ...(experiment.subjects ? [row.subject ?? ''] : []),
      row.seed,
      ...variables.map((name) => row.at[name]),
      row.step,
      row.measure,
      row.value,
    ]),
  );
}

export function rowsFromCsv(text: string, experiment: ExperimentSpec): Row[] {
  const table = readCsv(text);
  const variables = experiment.vary.map(({ name, values }) => ({
    name,
    values: typeof values[0] === 'string' ? textColumn(table, name) : numberColumn(table, name),
  }));
  const [condition, measure] = [textColumn(table, 'condition'), textColumn(table, 'measure')];
  const subject = experiment.subjects ? textColumn(table, 'subject') : [];
  const [seed, step, value] = [numberColumn(table, 'seed'), numberColumn(table, 'step'), numberColumn(table, 'value')];
  return table.rows.map((_, r) => ({
    condition: condition[r],
    seed: seed[r],
    at: Object.fromEntries(variables.map(({ name, values }) => [name, values[r]])),
    step: Number.isNaN(step[r]) ? null : step[r],
    measure: measure[r],
    value: value[r],
    ...(subject[r] && { subject: subject[r] }),
  }));
}

/** `size=16-gain=0.9`, as in names of files; empty without a sweep. */
export const pointName = (experiment: ExperimentSpec, at: Row['at']): string =>
  experiment.vary.map(({ name }) => `${name}=${at[name]}`).join('-');

const ranks = (names: readonly string[]): Map<string, number> => new Map(names.map((name, rank) => [name, rank]));
const alphabetical = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
