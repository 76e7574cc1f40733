/** What every kind of document says of a run, in its order; how it looks is up to the document. */
import { citations } from '../catalogue/citations.ts';
import type { Results, Verdict } from '../results/contract.ts';
import { changesText, versionText } from '../results/run-facts.ts';
import { claimAtPoint, shownVerdict, tablesJudged } from '../results/shown-verdict.ts';
import { defaultsIn, limitsOf, methodsOf } from '../runs/index.ts';
import { baselineTables, effectsAsTables, measureTables } from './measure-tables.ts';
import { studyLine } from './study-facts.ts';
import { screenTables } from './screen-tables.ts';

export type Block =
  | { readonly kind: 'heading'; readonly text: string; readonly level: 1 | 2 }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'items'; readonly texts: readonly string[] }
  | TableBlock
  /** Here the figures stand, where a document has some. */
  | { readonly kind: 'figures' };
export interface TableBlock {
  readonly kind: 'table';
  readonly title: string;
  /** The first column names the rows. */
  readonly header: readonly string[];
  readonly rows: readonly Row[];
  /** The cells are sentences, not numbers. */
  readonly isText?: true;
  /** To be looked up, not to be read: a page may close it. */
  readonly isLong?: true;
}
interface Row {
  readonly cells: readonly string[];
  readonly isReference?: boolean;
  readonly verdict?: Verdict;
  /** Of the text that was run, where the row is said there. */
  readonly line?: number;
}

export function blocksOf(results: Results): Block[] {
  const { experiment, summary, run } = results;
  const methods = methodsOf(results);
  const about = studyLine(results);
  const defaults = defaultsIn(experiment);
  const notes = [...run.warnings, ...summary.notes.map(({ code, text }) => `${text} (${code})`)];
  const tables = [...measureTables(results), ...effectsAsTables(results), ...screenTables(results)];
  return [
    { kind: 'heading', text: experiment.name, level: 1 },
    ...(about ? [{ kind: 'paragraph' as const, text: about }] : []),
    { kind: 'paragraph', text: factsOf(results) },
    ...claims(results),
    ...tables.map(
      ({ title, rowsAre = 'condition', header, rows }): Block => ({
        kind: 'table',
        title,
        header: [rowsAre, ...header],
        rows: rows.map(({ condition, isReference, cells }) => ({ cells: [condition, ...cells], isReference })),
      }),
    ),
    ...baselineTables(results)
      .filter(({ rows }) => rows.length > 0)
      .map(
        ({ measure, rows }): Block => ({
          kind: 'table',
          title: `Baselines of ${measure}`,
          header: ['baseline', 'value'],
          rows: rows.map((cells) => ({ cells })),
        }),
      ),
    ...items(notes),
    { kind: 'figures' },
    { kind: 'heading', text: 'What this does not show', level: 2 },
    ...items(limitsOf(results)),
    { kind: 'heading', text: 'Methods', level: 2 },
    { kind: 'paragraph', text: methods.paragraph },
    {
      kind: 'table',
      title: 'Every setting, defaults too; in SI units where no unit stands',
      header: ['setting', 'value'],
      rows: methods.settings.map((cells) => ({ cells })),
      isText: true,
      isLong: true,
    },
    ...(defaults.length > 0
      ? [
          {
            kind: 'table',
            title: 'Where defaults come from',
            header: ['setting', 'default', 'from'],
            rows: defaults.map(({ setting, value, source }) => ({ cells: [setting, value, source] })),
            isText: true,
          } as const,
        ]
      : []),
    ...(methods.sources.length > 0
      ? [
          { kind: 'heading', text: 'References', level: 2 } as const,
          ...items(methods.sources.map((key) => citations[key])),
        ]
      : []),
  ];
}
const items = (texts: readonly string[]): Block[] => (texts.length > 0 ? [{ kind: 'items', texts }] : []);

/** Conditions, seeds and what computed them, in one line; first what the reader must know. */
export function factsOf({ experiment, run }: Results): string {
  const { seeds, conditions } = experiment;
  const written = conditions.filter(({ screened }) => !screened).map(({ name }) => name);
  return [
    ...(run.status === 'done' || run.status === 'cached' ? [] : [`${run.status}: these are the results so far`]),
    written.join(', '),
    seeds.length === 1 ? `seed ${seeds[0]}` : `${seeds.length} seeds`,
    versionText(run),
    run.backend,
    run.started.slice(0, 10),
    `key ${run.key.slice(0, 12)}`,
    ...(run.changes?.length ? [changesText(run)] : []),
  ].join('; ');
}

function claims({ summary }: Results): Block[] {
  if (summary.expectations.length === 0) return [];
  const tables = tablesJudged(summary.expectations);
  return [
    {
      kind: 'table',
      title: 'Claims',
      header: ['claim', 'verdict', 'observed'],
      rows: summary.expectations.map((claim) => ({
        cells: [claimAtPoint(claim), `${shownVerdict(claim).mark} ${shownVerdict(claim).word}`, claim.observed],
        verdict: claim.verdict,
        line: claim.line,
      })),
      isText: true,
    },
    ...(tables.length > 0 ? [{ kind: 'items' as const, texts: tables }] : []),
  ];
}
