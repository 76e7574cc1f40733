import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { projectFile } from '../data.ts';
import { growingCortex } from '../growing-cortex.ts';
import { writeStripes } from '../runs/stripes-study.ts';

export interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}
export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  out(): string;
  err(): string;
}

/** Starts the bundled command, building it first where the sources are newer. */
export function start(
  folder: string,
  given: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  output: 'pipe' | number = 'pipe',
): Running {
  build();
  const child = spawn(process.execPath, [projectFile('dist', 'anlage.mjs'), ...given], {
    cwd: folder,
    stdio: ['pipe', output, 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '', ANLAGE_DATA: '', ...environment },
  });
  const said = { out: '', err: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    said.out += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said.err += text;
  });
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (status) => resolve({ status, ...said }));
  });
  return { child, ended, out: () => said.out, err: () => said.err };
}
export const anlage = (folder: string, ...given: string[]): Promise<Ended> => start(folder, given).ended;

/** What the command and its workers are run from. */
export const commandBundles = [
  'anlage.mjs',
  'anlage.cjs',
  'worker.mjs',
  'reading-thread.mjs',
  'hdf5.mjs',
  'hdf5.wasm.br',
] as const;

let built = false;
/** Makes dist/ where the sources are newer. */
export function build(): void {
  if (built) return;
  built = true;
  const bundles = [...commandBundles, 'pdf.mjs', 'views/report.js'].map((name) => projectFile('dist', name));
  const oldest = Math.min(...bundles.map((file) => fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0));
  const sources = [
    'cli',
    'server',
    'client',
    'figures',
    'reports',
    'views',
    'runs',
    'results',
    'making',
    'language',
    'catalogue',
    'grammar',
    'formats',
    'engine',
  ].flatMap((folder) =>
    fs
      .readdirSync(projectFile(folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => path.join(entry.parentPath, entry.name)),
  );
  if (sources.some((file) => fs.statSync(file).mtimeMs > oldest))
    execFileSync(process.execPath, [projectFile('scripts', 'build.mjs'), 'anlage', 'hdf5', 'pdf', 'report']);
}

/** `study.anl` and its images: a circuit grown in a moment and trained on stripes. */
export function writeStudy(
  folder: string,
  { seeds = '1 .. 2', epochs = 2, claim = 'accuracy of grown > 20 %', more = '' } = {},
): string {
  writeStripes(folder);
  fs.writeFileSync(
    path.join(folder, 'study.anl'),
    `language 1
data lines from "stripes"
${growingCortex({ progenitor: 'Sox2 & !Tbr1' })}connect grown from cortex { cells neuron;  unit_rows }
network reader { input 36, relu;  recurrent grown, fixed, steps 1;  readout 3 }
experiment stripes {
  seeds ${seeds}
  compare {
    grown = reader
    random = reader { recurrent random(grown), fixed, steps 1 }
    no_circuit = reader without recurrent
  }
  train on lines { optimiser adam(1e-2);  batch 16;  epochs ${epochs} }
  measure accuracy = accuracy(test)
  measure neurons = count(cells(cortex), fate: neuron)
  expect ${claim}
  plot accuracy by condition
  ${more}
}
`,
  );
  return path.join(folder, 'study.anl');
}
