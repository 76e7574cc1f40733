/** An inference run to its end without holding up other work. */
import type { Expression } from './expression-values.ts';
import { inferring, type Progress } from './infer-rules.ts';
import type { InferenceOptions } from './inference-options.ts';
import type { Inference } from './inferred-rule.ts';

export interface InferenceControl {
  readonly signal?: { readonly aborted: boolean };
  readonly onProgress?: (progress: Progress) => void;
}
/**
 * An inference that goes on where it was left. A step is a few milliseconds of work; the last gives the result, and so
 * does every one after it.
 */
export interface Underway {
  step(): Progress | { readonly result: Inference };
}

/** `step` throws InferenceError as `inferring` does. */
export function underway(expression: Expression, options: InferenceOptions): Underway {
  const steps = inferring(expression, options);
  let result: Inference | undefined, failure: unknown;
  return {
    step: () => {
      if (failure) throw failure;
      if (result) return { result };
      try {
        const { value, done } = steps.next();
        if (!done) return value;
        result = value;
        return { result };
      } catch (error) {
        failure = error;
        throw error;
      }
    },
  };
}

/** Goes on to the end, letting other work through every 10 milliseconds. Undefined when it was aborted. */
export async function finished(
  inference: Underway,
  { signal, onProgress }: InferenceControl = {},
): Promise<Inference | undefined> {
  let since = Date.now();
  for (;;) {
    if (signal?.aborted) return undefined;
    const step = inference.step();
    if ('result' in step) return step.result;
    if (Date.now() - since < 10) continue;
    onProgress?.(step);
    await new Promise<void>((resolve) => {
      setTimeout(resolve, 0);
    });
    since = Date.now();
  }
}
declare function setTimeout(callback: () => void, milliseconds: number): unknown;
