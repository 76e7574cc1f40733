import type { TableBlock } from './report-blocks.ts';

/** One way of writing headings, tables and lists; texts come as they stand. */
export interface Dialect {
  readonly before: string;
  readonly after: string;
  heading(text: string, level: 1 | 2): string;
  paragraph(text: string): string;
  items(texts: readonly string[]): string;
  table(table: TableBlock): string;
}
