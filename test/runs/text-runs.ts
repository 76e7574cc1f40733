import assert from 'node:assert/strict';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { analyseText, specify } from '../../language/index.ts';
import { nodeReader } from '../../runs/data/node-reader.ts';
import { type RunEvent, runExperiment, type RunOutcome, type RunRequest } from '../../runs/index.ts';
import { temporaryFolder } from './stripes-study.ts';

/** Runs the first experiment of a text without errors, in a folder of its own. */
export async function runText(
  t: TestContext,
  text: string,
  options: Partial<RunRequest> = {},
): Promise<RunOutcome & { readonly events: readonly RunEvent[]; readonly runs: string }> {
  const runs = options.out ?? temporaryFolder(t);
  const file = path.join(runs, 'study.anl');
  const { specification, diagnostics } = await specify(analyseText(text), nodeReader(file));
  assert.deepEqual(
    diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message),
    [],
  );
  assert.ok(specification);
  const events: RunEvent[] = [];
  const outcome = await runExperiment({
    specification,
    experiment: specification.experiments[0].name,
    source: text,
    file,
    backend: 'wasm',
    jobs: 2,
    out: runs,
    ...options,
    onEvent: (event) => {
      events.push(event);
      options.onEvent?.(event);
    },
  });
  return { ...outcome, events, runs };
}
