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

interface ReportWriter {
  readonly extension: RegExp;
  readonly write: (runs: readonly Reported[]) => Promise<WrittenReport>;
}
const resultsOf = (runs: readonly Reported[]) => runs.map(({ results }) => results);
