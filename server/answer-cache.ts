import { Abandoned } from './analyst.ts';

/** How long an answer to a person may wait for what is being computed, in milliseconds. */
export const patience = 1000;
const mostKept = 200;

/**
 * Answers that take a while, each found once and kept by its key; what is being found is waited for, not asked again.
 */
export class AnswerCache<T extends object> {
  readonly #kept = new Map<string, T | Promise<T>>();

  /** The answer, if it is there. */
  known(key: string): T | undefined {
    const found = this.#kept.get(key);
    return found instanceof Promise ? undefined : found;
  }

  /** The answer, asked for if need be. */
  async find(key: string, ask: (signal?: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const found = this.#kept.get(key);
    if (found instanceof Promise)
      return found.catch((error: unknown) => {
        if (error instanceof Abandoned && !signal?.aborted) return this.find(key, ask, signal);
        throw error;
      }); // another had asked, and lost interest
    if (found) return found;
    const asked = ask(signal);
    this.#keep(key, asked);
    try {
      const answer = await asked;
      this.#keep(key, answer);
      return answer;
    } catch (error) {
      if (this.#kept.get(key) === asked) this.#kept.delete(key);
      throw error;
    }
  }

  /** The same, if it is there within about a second; it is found all the same, and there when asked again. */
  async soon(key: string, ask: () => Promise<T>): Promise<T | undefined> {
    return this.known(key) ?? within(patience, this.find(key, ask));
  }

  #keep(key: string, value: T | Promise<T>): void {
    this.#kept.delete(key);
    this.#kept.set(key, value);
    const [[oldest]] = this.#kept;
    if (this.#kept.size > mostKept) this.#kept.delete(oldest);
  }
}

export async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    return await Promise.race([
      promise,
      new Promise<undefined>((resolve) => {
        timer = setTimeout(resolve, milliseconds, undefined);
      }),
    ]);
  } catch (error) {
    if (error instanceof Abandoned) return undefined;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
