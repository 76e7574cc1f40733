import {
  type ExpressionOptions,
  type ExpressionTable,
  FormatError,
  type FilePlace,
  type MatrixOfFile,
  type RecordingOptions,
  type StoredRecording,
  UnknownGene,
} from '../../formats/index.ts';
import { startThread } from '../threads/start-thread.ts';
import { sha256 } from './sha256.ts';

/** What can be read on a thread of its own: the name of each reading, what it is asked, and what it gives. */
export interface Readings {
  readonly expression: {
    readonly asked: {
      readonly path: string;
      readonly files: ReadonlyMap<string, Uint8Array>;
      readonly options: ExpressionOptions;
    };
    readonly read: ExpressionTable;
  };
  /** Of one file. */
  readonly recording: {
    readonly asked: {
      readonly path: string;
      readonly files: ReadonlyMap<string, Uint8Array>;
      readonly options: RecordingOptions;
    };
    readonly read: StoredRecording;
  };
  /** Of one file. */
  readonly matrix: {
    readonly asked: {
      readonly path: string;
      readonly files: ReadonlyMap<string, Uint8Array>;
      readonly options: { readonly dataset: string | undefined };
    };
    readonly read: MatrixOfFile;
  };
}
export type Asked = { readonly [K in keyof Readings]: { readonly kind: K } & Readings[K]['asked'] }[keyof Readings];
export type Answered =
  | { readonly read: Readings[keyof Readings]['read'] }
  | {
      readonly refused: {
        readonly message: string;
        readonly place: FilePlace;
        readonly unknown?: { readonly gene: string; readonly known: readonly string[] };
      };
    }
  | { readonly error: string };

export interface Patience {
  readonly signal?: { readonly aborted: boolean };
  /** Without it 20 s, and 1 s for each megabyte: many times what a sound file takes. */
  readonly seconds?: number;
}

/**
 * Reads on a thread of its own, which is ended when its time is over: on some damaged HDF5 files the library that reads
 * them never comes back.
 * @throws what the reading throws; FormatError when the time is over; Error when aborted or when the thread dies
 */
export async function readApart<K extends keyof Readings>(
  kind: K,
  asked: Readings[K]['asked'],
  { signal, seconds = 20 + sizeOf(asked) / 1e6 }: Patience = {},
): Promise<Readings[K]['read']> {
  if (overtime.size > 0 && overtime.has(nameOf(kind, asked))) throw damaged(seconds);
  const source = import.meta.url.endsWith('.ts');
  const worker = startThread(
    new URL(source ? './reading-thread-from-source.mjs' : './reading-thread.mjs', import.meta.url),
    { workerData: { kind, ...asked } },
  );
  let watch: NodeJS.Timeout | undefined;
  try {
    const answer = await new Promise<Answered>((resolve, reject) => {
      const end = Date.now() + 1000 * seconds;
      watch = setInterval(() => {
        if (signal?.aborted) reject(new Error('reading was cancelled'));
        else if (Date.now() >= end) {
          overtime.add(nameOf(kind, asked));
          reject(damaged(seconds));
        }
      }, 50);
      worker
        .once('message', resolve)
        .once('error', reject)
        .once('exit', () => reject(new Error('the thread that read the file ended early')));
    });
    if ('read' in answer) return answer.read as Readings[K]['read'];
    if ('error' in answer) throw new Error(answer.error);
    const { message, place, unknown } = answer.refused;
    throw unknown ? new UnknownGene(unknown.gene, unknown.known) : new FormatError(message, place);
  } finally {
    clearInterval(watch);
    void worker.terminate();
  }
}
const sizeOf = ({ files }: Readings[keyof Readings]['asked']): number =>
  [...files.values()].reduce((sum, { length }) => sum + length, 0);

/** Readings that took too long are not tried again, unless their files have changed. */
const overtime = new Set<string>();
const nameOf = (kind: keyof Readings, { path, files, options }: Readings[keyof Readings]['asked']): string =>
  JSON.stringify([kind, path, options, ...[...files].map(([name, bytes]) => [name, sha256(bytes)])]);
const damaged = (seconds: number): FormatError =>
  new FormatError(
    `The file seems damaged: after ${Math.round(seconds)} s nothing could be read from it. Fetch it again, ` +
      `or save it again from the program that wrote it.`,
  );
