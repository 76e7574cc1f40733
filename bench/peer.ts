import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** PyTorch in a process of its own, waiting for requests; undefined where it is not installed. */
export const startPyTorch = (): Peer | undefined => start('import torch', 'pytorch.py');
/** PyTorch with rate networks over time, likewise. */
export const startRecurrentPyTorch = (): Peer | undefined => start('import torch', 'pytorch_recurrent.py');
/** PyTorch's matrix exponential, likewise. */
export const startExponential = (): Peer | undefined => start('import torch', 'pytorch_exponential.py');
/** NumPy and SciPy, likewise. */
export const startNumPy = (): Peer | undefined => start('import numpy, scipy.linalg', 'numpy_peer.py');
/** NumPy running networks, likewise. */
export const startReservoirNumPy = (): Peer | undefined => start('import numpy', 'reservoir_peer.py');
/** networkx, likewise. */
export const startNetworkX = (): Peer | undefined => start('import numpy, networkx', 'networkx_peer.py');
/** Brian2, which compiles each network, likewise. */
export const startBrian = (): Peer | undefined => start('import brian2', 'brian_peer.py');

function start(needs: string, script: string): Peer | undefined {
  if (spawnSync('/usr/bin/python3', ['-c', needs]).status !== 0) return undefined;
  // A core type that is not the machine's own would flatter us.
  const { OPENBLAS_CORETYPE: _, ...environment } = process.env;
  const child = spawn('/usr/bin/python3', [fileURLToPath(new URL(script, import.meta.url))], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...environment, OPENBLAS_NUM_THREADS: '1', OMP_NUM_THREADS: '1' },
  });
  return new Peer(child);
}

class Peer {
  private readonly child: ChildProcess;
  private readonly lines: AsyncIterator<string>;
  constructor(child: ChildProcess) {
    this.child = child;
    this.lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  }
  async ask<Answer>(request: object): Promise<Answer> {
    this.child.stdin!.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await this.lines.next();
    if (done) throw new Error('the peer ended before it answered');
    return JSON.parse(value) as Answer;
  }
  close(): void {
    this.child.stdin!.end();
  }
}
