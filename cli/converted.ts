/**
 * What is written: files by their paths, what they hold in words and in numbers, and what the format has no place for.
 */
export interface Converted {
  readonly files: ReadonlyMap<string, string | Uint8Array>;
  readonly title: string;
  readonly holds: Readonly<Record<string, number>>;
  readonly leftOut: readonly string[];
  /** What was assumed of the file that was read. */
  readonly notes?: readonly string[];
}
