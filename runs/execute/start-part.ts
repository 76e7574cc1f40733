import { setV8 } from '../threads/v8-settings.ts';
import { runPart } from './kept-code.ts';

/** scripts/build.mjs says which: dist/worker.mjs and its like are made of this file. */
declare const startedPart: string;

setV8();
// between two of its first jobs or answers the code is kept
runPart(new URL('./anlage.cjs', import.meta.url), { part: startedPart }, (keep) => setTimeout(keep, 2000).unref());
