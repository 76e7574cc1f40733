import { runScript } from './kept-code.ts';

// dist/worker.mjs, which starts runs/execute/worker.ts: between two of its first jobs the code is kept.
runScript(new URL('./worker.cjs', import.meta.url), 'worker', (keep) => setTimeout(keep, 2000).unref());
