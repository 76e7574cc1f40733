import { analyseNetwork, type NetworkAnalysis } from '../engine/genes/index.ts';
import type { GenesNoun } from '../language/specification.ts';
import { Failure } from '../making/failure.ts';
import { networkOf } from '../making/gene-networks.ts';
import type { Job } from './plan/jobs.ts';
import type { Executor, ExecutorEvents } from './execute/executor.ts';
import { threadPool } from './execute/thread-pool.ts';

/** Up to this many genes and inputs that are not fixed, the answer is there sooner than a thread. */
const atOnce = 10;

/**
 * Where a network ends, found on a thread of its own, so that whoever asks can stop it; undefined where it was stopped.
 * @throws Failure where it cannot be found
 */
export async function analyseGenes(
  genes: GenesNoun,
  signal?: AbortSignal,
  executor: Executor = threadPool(1),
): Promise<NetworkAnalysis | undefined> {
  if (genes.genes.length + genes.inputs.length - Object.keys(genes.fixed).length <= atOnce)
    return analyseNetwork(networkOf(genes, 0));
  const job: Job = { kind: 'analysis', key: '', condition: genes.name, seed: 0, at: {}, genes };
  let analysis: NetworkAnalysis | undefined;
  let failure: string | undefined;
  const events: ExecutorEvents = {
    progress: () => {},
    done: (_, { files }) => {
      analysis = JSON.parse(new TextDecoder().decode(files['analysis.json'])) as NetworkAnalysis;
    },
    failed: (_, message) => {
      failure = message;
    },
  };
  const setting = { backend: 'wasm', locations: {} };
  await executor.run({ tasks: [{ job, keep: false }], setting }, events, signal);
  if (failure !== undefined) throw new Failure('run', `where ${genes.name} ends could not be found: ${failure}`);
  return analysis;
}
