import fs from 'node:fs';
import path from 'node:path';
import { baselineTables, effectsAsTables, type MeasureTable, measureTables } from '../../reports/measure-tables.ts';
import { screenTables } from '../../reports/screen-tables.ts';
import { changesText } from '../../results/run-facts.ts';
import { claimAtPoint, passes, shownVerdict } from '../../results/shown-verdict.ts';
import type { FoundState, Results } from '../../runs/index.ts';
import { failuresTogether } from '../failures.ts';
import { bounded } from './tool.ts';
import type { WorkingFolder } from './working-folder.ts';

/** A run that was found, or has just ended. */
export interface FoundRun {
  readonly folder: string;
  readonly results: Results;
  readonly state: FoundState;
}
const mostConditions = 100;
const mostClaims = 60;
const mostTables = 30;
const mostRows = 40;
const mostNotes = 30;

/** A run as an assistant reads it: numbers are text, rounded and in their units, as people see them. */
export function resultAnswer({ results, state, folder }: FoundRun, { shown }: WorkingFolder): object {
  const { experiment, run, summary } = results;
  const tables = [...measureTables(results), ...effectsAsTables(results), ...screenTables(results)];
  const changes = changesText(run);
  const failures = failuresTogether(run.warnings);
  return {
    experiment: run.experiment,
    state,
    folder: shown(folder),
    seconds: Math.round(10 * run.seconds) / 10,
    ...bounded('conditions', experiment.conditions, mostConditions, ({ name }) => name),
    seeds: experiment.seeds.length,
    ...(changes && { changes }),
    ...bounded('claims', summary.expectations, mostClaims, (each) => ({
      line: each.line,
      claim: claimAtPoint(each),
      verdict: shownVerdict(each).word,
      meaning: shownVerdict(each).meaning,
      passes: passes(each),
      observed: each.observed,
    })),
    ...bounded('tables', tables, mostTables, tableOf),
    ...bounded('baselines', baselineTables(results), mostTables, ({ measure, rows }) => ({ measure, rows })),
    ...bounded('notes', summary.notes, mostNotes, (each) => each),
    ...(failures.length > 0 && bounded('failures', failures, mostNotes, (each) => each)),
    ...bounded('figures', figuresIn(folder), mostTables, (name) => shown(path.join(folder, 'figures', name))),
  };
}

const tableOf = ({ title, header, rows }: Pick<MeasureTable, 'title' | 'header' | 'rows'>): object => ({
  title,
  header,
  ...bounded('rows', rows, mostRows, ({ condition, cells }) => [condition, ...cells]),
});

/** What it drew. */
function figuresIn(folder: string): readonly string[] {
  const figures = path.join(folder, 'figures');
  return fs.existsSync(figures) ? fs.readdirSync(figures).filter((name) => name.endsWith('.svg')) : [];
}
