import type { Arguments, Given } from './tool-arguments.ts';
import type { WorkingFolder } from './working-folder.ts';

/** Around one call of a tool. */
export interface Call {
  readonly folder: WorkingFolder;
  /** Stops what is computed. */
  readonly signal: AbortSignal;
  /** `done` of `total`; heard only where the assistant asks for it. */
  progress(done: number, total: number, message: string): void;
}
/** Plain JSON, bounded in size; `isError`: of no use but to be mended. */
export interface Answer {
  readonly value: object;
  readonly isError?: boolean;
}
/** What an assistant may do. */
export interface Tool {
  readonly name: string;
  readonly title: string;
  /** For the assistant: when to use it, and what comes back. */
  readonly description: string;
  readonly takes: Arguments;
  readonly effect: 'reads' | 'writes anew' | 'writes over';
  /** @throws Failure for what whoever asks can mend */
  call(given: Given<Arguments>, at: Call): Promise<Answer>;
}

/** A tool whose arguments have the types that it takes. */
export const tool = <A extends Arguments>(
  one: Omit<Tool, 'takes' | 'call'> & {
    readonly takes: A;
    call(given: Given<A>, at: Call): Promise<Answer>;
  },
): Tool => one as unknown as Tool;

/** The first of a list under its name and, where there are more, how many are left out. */
export const bounded = <T>(
  name: string,
  all: readonly T[],
  most: number,
  shown: (each: T) => unknown,
): Readonly<Record<string, unknown>> => ({
  [name]: all.slice(0, most).map(shown),
  ...(all.length > most && { [`${name}_left_out`]: all.length - most }),
});
