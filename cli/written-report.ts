/** A run's verdicts, tables and notes as text that goes into a repository or a paper: Markdown, and tables in LaTeX. */
import { bibtex, entry } from '../catalogue/bibliography.ts';
import { citations } from '../catalogue/citations.ts';
import { claimAtPoint, shownVerdict } from '../results/shown-verdict.ts';
import { methodsOf, type Results } from '../runs/index.ts';
import { changesText, versionText } from '../results/run-facts.ts';
import { baselineTables, effectsAsTables, type MeasureTable, measureTables } from './measure-tables.ts';
import { screenTables } from './screen-tables.ts';

/** One way of writing headings, tables and lists; texts come as they stand. */
interface Dialect {
  readonly before: string;
  readonly after: string;
  heading(text: string, level?: 1 | 2): string;
  paragraph(text: string): string;
  items(texts: readonly string[]): string;
  /** The first row holds the names of the columns, the first column those of the rows. */
  table(title: string, rows: readonly (readonly string[])[]): string;
}

export const markdownReport = (runs: readonly Results[]): string => written(runs, markdown);
/** Stands by itself, and each table can be copied out of it: it needs the package booktabs alone. */
export const latexReport = (runs: readonly Results[]): string => written(runs, latex);

/** Anlage, and what the definitions of the runs come from. */
export function bibtexOf(runs: readonly Results[]): string {
  const [{ run }] = runs;
  const sources = [...new Set(runs.flatMap((results) => methodsOf(results).sources))].sort();
  const anlage = entry('software', 'anlage', {
    author: '{The Anlage developers}',
    title: '{Anlage}',
    ...(run.version && { version: run.version }),
    year: run.started.slice(0, 4),
    note: `engine ${run.engine}`,
  });
  return [anlage, bibtex(sources)].filter(Boolean).join('\n');
}

const written = (runs: readonly Results[], dialect: Dialect): string =>
  [dialect.before, ...runs.flatMap((run) => blocksOf(run, dialect)), dialect.after].filter(Boolean).join('\n\n') + '\n';

function blocksOf(results: Results, { heading, paragraph, items, table }: Dialect): string[] {
  const { experiment, summary, run } = results;
  const claims = summary.expectations.map((claim) => [
    claimAtPoint(claim),
    `${shownVerdict(claim).mark} ${shownVerdict(claim).word}`,
    claim.observed,
  ]);
  const tables: readonly Pick<MeasureTable, 'title' | 'header' | 'rows' | 'rowsAre'>[] = [
    ...measureTables(results),
    ...effectsAsTables(results),
    ...screenTables(results),
  ];
  const notes = [...run.warnings, ...summary.notes.map(({ code, text }) => `${text} (${code})`)];
  const seeds = experiment.seeds.length === 1 ? `seed ${experiment.seeds[0]}` : `${experiment.seeds.length} seeds`;
  const methods = methodsOf(results);
  return [
    heading(experiment.name),
    paragraph(
      `${run.status === 'done' || run.status === 'cached' ? '' : `${run.status}, these are the results so far; `}` +
        `${seeds}; ${versionText(run)}; ${run.backend}; ${run.started.slice(0, 10)}; key ${run.key.slice(0, 12)}` +
        `${run.changes?.length ? `; ${changesText(run)}` : ''}.`,
    ),
    ...(claims.length > 0 ? [table('Claims', [['claim', 'verdict', 'observed'], ...claims])] : []),
    ...tables.map(({ title, rowsAre = 'condition', header, rows }) =>
      table(title, [[rowsAre, ...header], ...rows.map(({ condition, cells }) => [condition, ...cells])]),
    ),
    ...baselineTables(results)
      .filter(({ rows }) => rows.length > 0)
      .map(({ measure, rows }) => table(`Baselines of ${measure}`, [['baseline', 'value'], ...rows])),
    ...(notes.length > 0 ? [items(notes)] : []),
    heading('Methods', 2),
    paragraph(methods.paragraph),
    items(methods.settings.map(([where, value]) => `${where}: ${value}`)),
    ...(methods.sources.length > 0
      ? [heading('References', 2), items(methods.sources.map((key) => citations[key]))]
      : []),
  ];
}

/** As GitHub reads it. */
const markdown: Dialect = {
  before: '',
  after: '',
  heading: (text, level = 1) => `${'#'.repeat(level)} ${inMarkdown(text)}`,
  paragraph: inMarkdown,
  items: (texts) => texts.map((text) => `- ${inMarkdown(text)}`).join('\n'),
  table: (title, [header, ...rows]) =>
    [
      `**${inMarkdown(title)}**`,
      '',
      rowInMarkdown(header),
      rowInMarkdown(header.map((_, column) => (column === 0 ? ':--' : '--:'))),
      ...rows.map((row) => rowInMarkdown(row.map(inMarkdown))),
    ].join('\n'),
};
const rowInMarkdown = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
function inMarkdown(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>|#~$]/g, '\\$&');
}

const latex: Dialect = {
  before: [
    '\\documentclass{article}',
    '\\usepackage[T1]{fontenc}',
    '\\usepackage[utf8]{inputenc}',
    '\\usepackage{booktabs,graphicx}',
    '\\begin{document}',
  ].join('\n'),
  after: '\\end{document}',
  heading: (text, level = 1) => `\\${level === 1 ? '' : 'sub'}section*{${inLatex(text)}}`,
  paragraph: inLatex,
  items: (texts) =>
    ['\\begin{itemize}', ...texts.map((text) => `\\item ${inLatex(text)}`), '\\end{itemize}'].join('\n'),
  table: (title, [header, ...rows]) =>
    [
      '\\begin{table}[htbp]',
      '\\centering',
      `\\caption{${inLatex(title)}}`,
      // as wide as it is, or as the text where that is less
      '\\resizebox{\\ifdim\\width>\\linewidth\\linewidth\\else\\width\\fi}{!}{%',
      `\\begin{tabular}{l${'r'.repeat(header.length - 1)}}`,
      '\\toprule',
      rowInLatex(header),
      '\\midrule',
      ...rows.map(rowInLatex),
      '\\bottomrule',
      '\\end{tabular}}',
      '\\end{table}',
    ].join('\n'),
};
const rowInLatex = (cells: readonly string[]): string => `${cells.map(inLatex).join(' & ')} \\\\`;
function inLatex(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\{}[\]$&#_%~^<>|"−–—≥≤≈±×µ·²³✓✗…→°αβγλρστ]/g, (character) => inTex[character]);
}
const inTex: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  '[': '{[}',
  ']': '{]}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  _: '\\_',
  '%': '\\%',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '<': '$<$',
  '>': '$>$',
  '|': '$|$',
  '"': "''",
  '−': '$-$',
  '–': '--',
  '—': '---',
  '≥': '$\\geq$',
  '≤': '$\\leq$',
  '≈': '$\\approx$',
  '±': '$\\pm$',
  '×': '$\\times$',
  µ: '$\\mu$',
  '·': '$\\cdot$',
  '²': '$^2$',
  '³': '$^3$',
  '✓': '$\\surd$',
  '✗': '$\\times$',
  '…': '\\ldots{}',
  '→': '$\\to$',
  '°': '$^\\circ$',
  α: '$\\alpha$',
  β: '$\\beta$',
  γ: '$\\gamma$',
  λ: '$\\lambda$',
  ρ: '$\\rho$',
  σ: '$\\sigma$',
  τ: '$\\tau$',
};
