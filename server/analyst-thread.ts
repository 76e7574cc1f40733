/** A thread of the language server: answers one question after another. */
import { parentPort } from 'node:worker_threads';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { nodeReader } from '../runs/data/index.ts';
import { algebraHere } from '../runs/execute/algebra-here.ts';
import { Answerer } from './answerer.ts';
import type { Answered, Asked } from './threaded-analyst.ts';

let workspace: string | undefined;
const answerer = new Answerer({
  reader: (uri) => nodeReader(uri.startsWith('file:') ? fileURLToPath(uri) : undefined, { workspace }),
  uriOf: (location) => pathToFileURL(location).href,
  algebra: algebraHere,
});
const port = parentPort!;
port.on('message', (asked: Asked) => {
  workspace = asked.workspace;
  const signal = {
    get aborted() {
      return Atomics.load(asked.stop, 0) === 1;
    },
  };
  answerer.answer(asked.question, signal).then(
    (answer) => port.postMessage({ answer } satisfies Answered),
    (error: unknown) =>
      port.postMessage({ error: error instanceof Error ? error.message : String(error) } satisfies Answered),
  );
});
