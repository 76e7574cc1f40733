// The thread that reads one file, where it runs from its TypeScript source (tests, development);
// dist/reading-thread.mjs is the bundled one.
import { register } from 'tsx/esm/api';

register();
await import('./reading-thread.ts');
