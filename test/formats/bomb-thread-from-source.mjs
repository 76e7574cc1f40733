// The thread that reads the bombs, where it runs from its TypeScript source.
import { parentPort } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
const { answerOf } = await import('./bombs.ts');
parentPort.on('message', async (name) => parentPort.postMessage(await answerOf(name)));
parentPort.postMessage('ready');
