import { Worker, type WorkerOptions } from 'node:worker_threads';
import { unsetV8 } from './v8-settings.ts';

/**
 * A thread, where V8 is as it is by itself until Node's own modules are there: else they take longer than a short job.
 * What is run there (runs/execute/start-part.ts) makes the settings again for the process.
 */
export function startThread(script: URL, options?: WorkerOptions): Worker {
  unsetV8();
  return new Worker(script, options);
}
