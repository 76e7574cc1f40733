import { isListOf, isNumber, isShaped, isText, orAbsent } from '../../results/guards.ts';
import { readPlainFile } from '../data/plain-file.ts';
import { checked, contentIfWhole } from './checked-file.ts';
import { changed } from './checksum-list.ts';
import { whyUnreadable } from './checksums.ts';
import { bytesOfRow } from './record-table.ts';
import { writeAtomically } from './written-files.ts';

/** How far a segment has been read: `end` lies behind its last whole line. */
export interface KnownSegment {
  readonly name: string;
  readonly size: number;
  readonly modified: number;
  readonly end: number;
  readonly lines: number;
}
/** Segments only grow: what is told of one that has not. */
export const lostEnd = ({ end }: KnownSegment, size: number): string =>
  `it has lost its end: ${size} bytes of ${end} are left`;
/** A line that is not what was written, and the job that it held, where that can still be read. */
export interface DamagedLine {
  readonly segment: string;
  /** From 1; 0 where the segment is empty. */
  readonly line: number;
  readonly at: number;
  /** Of the line as it is. */
  readonly sha256: string;
  readonly key?: string;
}
/** Two records of one job that differ. */
export interface Disagreement {
  readonly key: string;
  /** What they do not agree in: numbers, facts, or a file. */
  readonly about: string;
  /** The one that is used comes last. */
  readonly copies: readonly [Copy, Copy];
}
export interface Copy {
  readonly segment: string;
  readonly host: string;
  readonly level: string;
  readonly time: string;
}
/** What an index holds, apart from its rows. */
export interface IndexHead {
  readonly segments: readonly KnownSegment[];
  readonly damaged: readonly DamagedLine[];
  /** Damaged lines that a run has spoken of: they are not spoken of again. */
  readonly setAside: readonly string[];
  readonly disagreements: readonly Disagreement[];
}

/** An index as a file: its own SHA-256, a line of JSON, and the rows. */
type WrittenIndex = IndexHead & { readonly rows: Uint8Array };

export function writeIndex(file: string, { rows, ...head }: WrittenIndex): void {
  const line = Buffer.from(`${JSON.stringify({ format, ...head } satisfies IndexHead & { format: number })}\n`);
  writeAtomically(file, checked(Buffer.concat([line, rows])));
}

/** What it holds; why it is not what was written; undefined where there is none, or it is of another version. */
export function readIndex(file: string): WrittenIndex | { readonly problem: string } | undefined {
  let bytes: Buffer;
  try {
    bytes = readPlainFile(file);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? undefined : { problem: whyUnreadable(error) };
  }
  const content = contentIfWhole(bytes);
  if (!content) return { problem: changed };
  const ends = content.indexOf(10);
  const head: unknown = JSON.parse(content.toString('utf8', 0, ends));
  const rows = content.subarray(ends + 1);
  return isHead(head) && head.format === format && rows.length % bytesOfRow === 0 ? { ...head, rows } : undefined;
}
const format = 1;

const isHead = isShaped<IndexHead & { readonly format: number }>({
  format: isNumber,
  segments: isListOf(
    isShaped<KnownSegment>({ name: isText, size: isNumber, modified: isNumber, end: isNumber, lines: isNumber }),
  ),
  damaged: isListOf(
    isShaped<DamagedLine>({ segment: isText, line: isNumber, at: isNumber, sha256: isText, key: orAbsent(isText) }),
  ),
  setAside: isListOf(isText),
  disagreements: isListOf(
    isShaped<Disagreement>({
      key: isText,
      about: isText,
      copies: (value): value is Disagreement['copies'] =>
        isListOf(isShaped<Copy>({ segment: isText, host: isText, level: isText, time: isText }))(value) &&
        value.length === 2,
    }),
  ),
});
