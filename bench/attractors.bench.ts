// Attractors of gene networks: against BoolNet on published networks, 2^20 states, and the symbolic search on networks
// of any size. Processor time throughout, one thread each, so that other work on the machine counts less. Goals: ten
// times as fast as BoolNet; 2^20 states in 2 s.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  analyseNetwork,
  findAttractors,
  type GeneNetwork,
  tooLarge,
  type UpdateScheme,
} from '../engine/genes/index.ts';
import { stream } from '../engine/random/index.ts';
import { readRules, writeRules } from '../formats/index.ts';
import { startBoolNet } from './boolnet.ts';

const data =
  process.env.ANLAGE_DATA ?? path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..', 'shared', 'data');
const published = ['boolnet', 'boolode', 'pyboolnet', 'bbm_all_bnet'].flatMap((folder) =>
  networksIn(path.join(data, 'boolean', folder)),
);
if (published.length === 0)
  console.log('The published networks are not there (set ANLAGE_DATA): only made ones are measured.');
if (process.env.OLD) {
  await againstOld(process.env.OLD);
  process.exit();
}
await againstBoolNet();
twentyGenes();
beyondExhaustion();

/** Least time of each network, both versions in turn: processor time is counted too coarsely for these. */
async function againstOld(checkout: string): Promise<void> {
  const old = (await import(path.join(checkout, 'engine', 'genes', 'index.ts'))) as {
    readonly findAttractors: typeof findAttractors;
  };
  const small = published.filter(({ network: { genes, inputs } }) => genes.length + inputs.length <= 19);
  for (const [update, calls] of [
    ['synchronous', 150],
    ['asynchronous', 25],
  ] as const) {
    const sums = [0, 0];
    for (const { network } of small) {
      const least = [Infinity, Infinity];
      for (let call = 0; call < calls; call++)
        for (const [at, find] of [old.findAttractors, findAttractors].entries()) {
          const began = performance.now();
          find(network, update);
          least[at] = Math.min(least[at], performance.now() - began);
        }
      for (const at of [0, 1]) sums[at] += least[at];
    }
    console.log(
      `${update}, ${small.length} networks, least of ${calls} calls each: ${sums[0].toFixed(1)} ms before, ` +
        `${sums[1].toFixed(1)} ms now (${(sums[0] / sums[1]).toFixed(2)} times as fast)`,
    );
  }
}

async function againstBoolNet(): Promise<void> {
  const boolNet = startBoolNet();
  if (!boolNet) return console.log('BoolNet is not installed (Debian: r-cran-boolnet): nothing to compare with.');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'anlage-bench-'));
  console.log(
    '\nAttractors by visiting every state, processor time in ms, BoolNet / Anlage and how many times as ' +
      'fast; from file: reading the rules included.\n| network | genes + inputs | synchronous | | from file | | ' +
      'asynchronous | | from file | |\n|---|---|---|---|---|---|---|---|---|---|',
  );
  const ratios: { readonly alone: number; readonly fromFile: number }[] = [];
  for (const { name, network } of published.filter(
    ({ network: { genes, inputs } }) => genes.length + inputs.length <= 18,
  )) {
    const file = path.join(folder, 'network.bnet');
    fs.writeFileSync(file, writeRules(network, 'bnet'));
    const cells: string[] = [];
    for (const update of ['synchronous', 'asynchronous'] as const) {
      if (update === 'asynchronous' && network.genes.length + network.inputs.length > 16) {
        cells.push('not tried: BoolNet takes minutes | | |');
        continue;
      }
      const theirs = await boolNet.attractors(file, update);
      if (!theirs) throw new Error(`BoolNet ended on ${name}`);
      const sizes = findAttractors(network, update).attractors.map(({ size }) => size);
      // Asynchronous, BoolNet follows random walks: it may miss attractors, and says nothing of it.
      const same = sizes.join() === theirs.sizes.join();
      if (!same && update === 'synchronous')
        throw new Error(`${name}: attractors of ${sizes.join()} states, BoolNet ${theirs.sizes.join()}`);
      const alone = processorTime(() => findAttractors(network, update));
      const fromFile = processorTime(() => findAttractors(networkOf(fs.readFileSync(file), file), update));
      ratios.push({ alone: theirs.alone / alone, fromFile: theirs.fromFile / fromFile });
      cells.push(
        `${milliseconds(theirs.alone)} / ${milliseconds(alone)} | ${(theirs.alone / alone).toFixed(1)} | ` +
          `${milliseconds(theirs.fromFile)} / ${milliseconds(fromFile)} | ` +
          `${(theirs.fromFile / fromFile).toFixed(1)}${
            same ? '' : ` (BoolNet finds ${theirs.sizes.length} of ${sizes.length})`
          }`,
      );
    }
    console.log(`| ${name} | ${network.genes.length + network.inputs.length} | ${cells.join(' | ')} |`);
  }
  boolNet.close();
  fs.rmSync(folder, { recursive: true });
  const least = (of: 'alone' | 'fromFile') => Math.min(...ratios.map((ratio) => ratio[of])).toFixed(1);
  console.log(
    `Least of ${ratios.length} comparisons: ${least('alone')} times as fast, from file ${least('fromFile')} (goal 10).`,
  );
}

function twentyGenes(): void {
  const ring = (sign: string) => made((i) => `g${(i + 19) % 20}`.replace(/^/, i === 0 ? sign : ''));
  const networks: Readonly<Record<string, GeneNetwork>> = {
    'a ring of 20 genes': ring(''),
    'a ring with one inhibition': ring('!'),
    'ten toggle switches': made((i) => `!g${i ^ 1}`),
    'every gene holds itself': made((i) => `g${i}`),
    'every gene turns itself': made((i) => `!g${i}`),
    ...Object.fromEntries(
      [2, 3, 5].map((regulators) => [`random rules of ${regulators} regulators`, randomNetwork(regulators)]),
    ),
  };
  console.log(
    '\n2^20 states, processor time (goal 2 s):\n| network | synchronous, s | attractors | asynchronous, s | ' +
      'attractors |\n|---|---|---|---|---|',
  );
  for (const [name, network] of Object.entries(networks)) {
    const cells = (['synchronous', 'asynchronous'] as const).map((update: UpdateScheme) => {
      const start = process.cpuUsage();
      const count = findAttractors(network, update).attractors.length;
      return `${since(start).toFixed(2)} | ${count}`;
    });
    console.log(`| ${name} | ${cells.join(' | ')} |`);
  }
}
function made(rule: (i: number) => string): GeneNetwork {
  return networkOf(
    new TextEncoder().encode(
      `targets, factors\n${Array.from({ length: 20 }, (_, i) => `g${i}, ${rule(i)}\n`).join('')}`,
    ),
    'made.bnet',
  );
}
function randomNetwork(regulators: number): GeneNetwork {
  const draws = stream(1, 'bench', `${regulators} regulators`);
  return made(() => {
    const named = Array.from({ length: regulators }, () => `g${draws.below(20)}`);
    return Array.from({ length: 3 }, () => named.map((gene) => (draws.below(2) ? gene : `!${gene}`)).join(' & ')).join(
      ' | ',
    );
  });
}

function beyondExhaustion(): void {
  console.log(
    '\nSteady states and minimal trap spaces of networks beyond 20 genes and inputs:\n| network | genes | ' +
      'inputs | steady | minimal trap spaces | s | not finished |\n|---|---|---|---|---|---|---|',
  );
  for (const { name, network } of published.filter((one) => tooLarge(one.network))) {
    const start = process.cpuUsage();
    const { attractors, count, complete, unfinished } = analyseNetwork(network);
    const seconds = since(start).toFixed(2);
    const steady = attractors.filter(({ kind }) => kind === 'steady').length;
    console.log(
      `| ${name} | ${network.genes.length} | ${network.inputs.length} | ` +
        `${steady === 1000 ? '1,000 or more' : steady} | ${complete ? '' : 'at least '}${count} | ${seconds} | ` +
        `${unfinished ?? ''} |`,
    );
  }
}

/** Seconds of one call: the least of five blocks of calls. */
function processorTime(call: () => void): number {
  let least = Infinity;
  for (let block = 0, calls = 1; block < 5; block++) {
    for (;;) {
      const start = process.cpuUsage();
      for (let i = 0; i < calls; i++) call();
      const spent = since(start);
      if (spent >= 0.03) {
        least = Math.min(least, spent / calls);
        break;
      }
      calls *= 2;
    }
  }
  return least;
}
function since(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}
function milliseconds(seconds: number): string {
  return (1000 * seconds).toPrecision(3);
}

function networksIn(folder: string): { readonly name: string; readonly network: GeneNetwork }[] {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder)
    .filter((file) => /\.(bnet|txt)$/.test(file) && !/_(ics|strengths)/.test(file))
    .sort()
    .map((file) => ({
      name: file.replace(/\.\w+$/, ''),
      network: networkOf(fs.readFileSync(path.join(folder, file)), file),
    }));
}
function networkOf(bytes: Uint8Array, file: string): GeneNetwork {
  const { genes, inputs, problems } = readRules(bytes, file);
  if (problems.length > 0) throw new Error(`${file}: ${problems[0].message}`);
  return { genes, inputs, fates: [], signs: [], update: 'synchronous', fixed: {} };
}
