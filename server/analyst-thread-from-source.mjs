// A thread of the language server, where it runs from its TypeScript source (tests, development);
// dist/server-thread.mjs is the bundled one.
import { register } from 'tsx/esm/api';

register();
await import('./analyst-thread.ts');
