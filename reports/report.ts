import { Failure } from '../making/failure.ts';
import type { Reported } from './reported.ts';

export interface WrittenReport {
  readonly content: string | Uint8Array;
  /** Signs that stand as □, for the document has no font for them. */
  readonly unknownSigns?: readonly string[];
}

/** What a run can be written as, by the name of the option; `extension`: of files that it may be written over. */
export const reportKinds = {
  html: {
    extension: /\.html?$/i,
    write: async (runs) => ({ content: await (await import('./html-report.ts')).htmlReport(runs) }),
  },
  pdf: {
    extension: /\.pdf$/i,
    write: async (runs) => (await import('./pdf/pdf-report.ts')).pdfReport(runs),
  },
  markdown: {
    extension: /\.(md|markdown)$/i,
    write: async (runs) => ({ content: (await import('./written-report.ts')).markdownReport(resultsOf(runs)) }),
  },
  latex: {
    extension: /\.tex$/i,
    write: async (runs) => ({ content: (await import('./written-report.ts')).latexReport(resultsOf(runs)) }),
  },
  bibtex: {
    extension: /\.bib$/i,
    write: async (runs) => ({ content: (await import('./written-report.ts')).bibtexOf(resultsOf(runs)) }),
  },
} satisfies Readonly<Record<string, ReportWriter>>;
export type ReportKind = keyof typeof reportKinds;

/** What a file is to be by its name. @throws Failure where it says nothing */
export function kindOfFile(name: string): ReportWriter {
  const writer = Object.values<ReportWriter>(reportKinds).find(({ extension }) => extension.test(name));
  if (!writer) throw new Failure('usage', `${name} says no kind of report: end it in .html, .pdf, .md, .tex or .bib.`);
  return writer;
}

interface ReportWriter {
  readonly extension: RegExp;
  readonly write: (runs: readonly Reported[]) => Promise<WrittenReport>;
}
const resultsOf = (runs: readonly Reported[]) => runs.map(({ results }) => results);
