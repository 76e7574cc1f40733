import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { UpdateScheme } from '../engine/genes/index.ts';

/** Processor time in seconds: of the search alone, and with reading the file before it. */
export interface BoolNetAnswer {
  readonly alone: number;
  readonly fromFile: number;
  readonly sizes: readonly number[];
}

/** BoolNet (Debian: r-cran-boolnet) in a process of its own; undefined where it is not installed. */
export function startBoolNet(): BoolNet | undefined {
  if (spawnSync('Rscript', ['-e', 'library(BoolNet)']).status !== 0) return undefined;
  return new BoolNet(
    spawn('Rscript', [fileURLToPath(new URL('boolnet.R', import.meta.url))], {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, OMP_NUM_THREADS: '1' },
    }),
  );
}

export class BoolNet {
  private readonly child: ChildProcess;
  private readonly lines: AsyncIterator<string>;
  constructor(child: ChildProcess) {
    this.child = child;
    this.lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  }
  /** Undefined once it has ended: it cannot do what it was asked. */
  async attractors(file: string, update: UpdateScheme): Promise<BoolNetAnswer | undefined> {
    this.child.stdin!.write(`${file}\t${update}\n`);
    const { value, done } = await this.lines.next();
    if (done) return undefined;
    const [alone, fromFile, sizes] = (value as string).split('\t');
    return { alone: Number(alone), fromFile: Number(fromFile), sizes: sizes.split(',').map(Number) };
  }
  close(): void {
    this.child.stdin!.end();
  }
}
