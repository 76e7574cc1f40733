/**
 * How the language sees files: injected, so that it runs in an editor, a browser or a test alike.
 * A reference is a path or built-in name as written in the file (`mnist`, `cells.bnet`).
 */
import type {
  ExpressionOptions,
  ExpressionTable,
  MatrixOfFile,
  RecordingOptions,
  StoredRecording,
} from '../formats/index.ts';

export type Located =
  | { readonly found: true; readonly location: string; readonly size: number }
  /** `tried`: the places looked at, in order; `remedy`: the command or step that gets it. */
  | { readonly found: false; readonly tried: readonly string[]; readonly remedy?: string };

/** How many bytes a text may have that a person writes: an `.anl` file, gene rules. */
export const largestText = 4 * 2 ** 20;
/** How many bytes a table may have that a program writes; a longer one would be no string. */
export const largestTable = 256 * 2 ** 20;

export interface Reader {
  locate(reference: string): Promise<Located>;
  /** Throws an Error with a readable message if the file cannot be read, or has more bytes than `most`. */
  bytes(location: string, most?: number): Promise<Uint8Array>;
  /** The names of the files in a folder. Without it, folders are not looked into. Throws as `bytes` does. */
  list?(location: string): Promise<readonly string[]>;
  /** The names of the folders in it. */
  folders?(location: string): Promise<readonly string[]>;
  /** The folders that hold what a person may name, in the order in which a path is looked up. */
  places?(): readonly string[];
  /**
   * Reads expression from HDF5 without being held up by a damaged file; `files` are bytes by path as written. Without
   * it, it is read in place. Throws as `readExpression` does.
   */
  expression?(
    path: string,
    files: ReadonlyMap<string, Uint8Array>,
    options: ExpressionOptions,
    signal?: { readonly aborted: boolean },
  ): Promise<ExpressionTable>;
  /** Reads a recording from HDF5 in the same way. Throws as `openRecording` does. */
  recording?(path: string, bytes: Uint8Array, options: RecordingOptions): Promise<StoredRecording>;
  /** Reads a matrix from HDF5 in the same way. Throws as `matrixInFile` does. */
  matrix?(path: string, bytes: Uint8Array, dataset: string | undefined): Promise<MatrixOfFile>;
}
