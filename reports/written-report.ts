/** A run's verdicts, tables and notes as text that goes into a repository or a paper: Markdown, and tables in LaTeX. */
import { bibtex, entry, inBibtex } from '../catalogue/bibliography.ts';
import { methodsOf, type Results } from '../runs/index.ts';
import { type Block, blocksOf } from './report-blocks.ts';
import { studyFacts } from './study-facts.ts';
import type { Dialect } from './dialect.ts';
import { latex } from './in-latex.ts';

export const markdownReport = (runs: readonly Results[]): string => written(runs, markdown);
/** Stands by itself, and each table can be copied out of it. */
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
  return [studyEntry(runs), anlage, bibtex(sources)].filter(Boolean).join('\n');
}

/** The study itself, where it says what it is called. */
function studyEntry(runs: readonly Results[]): string {
  const [first] = runs;
  const { title, authors, doi } = studyFacts(first);
  return title === undefined
    ? ''
    : entry('misc', 'study', {
        ...(authors.length > 0 && { author: authors.map(({ name }) => inBibtex(name)).join(' and ') }),
        title: `{${inBibtex(title)}}`,
        year: (first.run.finished ?? first.run.started).slice(0, 4),
        ...(doi !== undefined && { doi }),
      });
}

const written = (runs: readonly Results[], dialect: Dialect): string =>
  [dialect.before, ...runs.flatMap(blocksOf).map((block) => blockIn(dialect, block)), dialect.after]
    .filter(Boolean)
    .join('\n\n') + '\n';

function blockIn({ heading, paragraph, items, table }: Dialect, block: Block): string {
  switch (block.kind) {
    case 'heading':
      return heading(block.text, block.level);
    case 'paragraph':
      return paragraph(block.text);
    case 'items':
      return items(block.texts);
    case 'table':
      return table(block);
    case 'figures':
      return '';
  }
}

/** As GitHub reads it. */
const markdown: Dialect = {
  before: '',
  after: '',
  heading: (text, level = 1) => `${'#'.repeat(level)} ${inMarkdown(text)}`,
  paragraph: inMarkdown,
  items: (texts) => texts.map((text) => `- ${inMarkdown(text)}`).join('\n'),
  table: ({ title, header, rows, isText }) =>
    [
      `**${inMarkdown(title)}**`,
      '',
      rowInMarkdown(header.map(inMarkdown)),
      rowInMarkdown(header.map((_, column) => (column === 0 || isText ? ':--' : '--:'))),
      ...rows.map(({ cells }) => rowInMarkdown(cells.map(inMarkdown))),
    ].join('\n'),
};
const rowInMarkdown = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
function inMarkdown(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>|#~$]/g, '\\$&');
}
