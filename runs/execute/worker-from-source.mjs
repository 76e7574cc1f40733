// The worker, where it runs from its TypeScript source (tests, development); dist/worker.mjs is the bundled one.
import { register } from 'tsx/esm/api';

register();
await import('./worker.ts');
