import type { Range } from '../grammar/tree.ts';

/** Text that does nothing is shown faded, text that is not to be used struck through. */
export type DiagnosticTag = 'unnecessary' | 'deprecated';
export type Severity = 'error' | 'warning' | 'hint';
export interface Fix {
  readonly title: string;
  readonly edits: readonly { readonly range: Range; readonly text: string }[];
}
/** `message` says what is wrong and what to do, in one or two sentences. */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly range: Range;
  readonly fixes?: readonly Fix[];
  readonly tag?: DiagnosticTag;
  /** Places in another file that this is about. */
  readonly related?: readonly Related[];
}
/** `path` as the text writes it; line and column from 1. */
export interface Related {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly length: number;
  readonly message: string;
}
