// Starts a benchmark in a worker thread: sources are TypeScript, which a worker does not learn from its parent.
import { workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
await import(workerData);
