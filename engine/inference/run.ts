/** An inference run to its end without holding up other work. */
import type { Expression } from './expression.ts';
import { type Inference, type InferenceOptions, inferring, type Progress } from './infer.ts';

export interface InferenceControl { readonly signal?: { readonly aborted: boolean }; readonly onProgress?: (progress: Progress) => void }

/** Lets other work through every 10 milliseconds. Undefined when it was aborted. @throws InferenceError as `inferring`. */
export const inferNetwork = (expression: Expression, options: InferenceOptions, control: InferenceControl = {}): Promise<Inference | undefined> => carriedOut(inferring(expression, options), control);

/** The same for an inference under way, which can go on after it was aborted. */
export async function carriedOut(steps: Generator<Progress, Inference>, { signal, onProgress }: InferenceControl): Promise<Inference | undefined> {
  let since = Date.now();
  for (;;) {
    if (signal?.aborted) return undefined;
    const step = steps.next();
    if (step.done) return step.value;
    if (Date.now() - since < 10) continue;
    onProgress?.(step.value);
    await new Promise<void>((resolve) => { setTimeout(resolve, 0); });
    since = Date.now();
  }
}
declare function setTimeout(callback: () => void, milliseconds: number): unknown;
