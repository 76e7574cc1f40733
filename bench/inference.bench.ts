// Boolean rules from published expression: how long it takes, and the edges found against the reference network,
// against chance, and beside the null. Early precision as in BEELINE (Pratapa et al. 2020): of the first k edges, k the
// edges of the reference without self-loops, the share that is right. The same of cells that published rules make
// (KNOWN=1 those alone, DATA=fibroblast published expression of that name alone), and of what stands beside each rule:
// |r| and mutual information in the same cells.
import fs from 'node:fs';
import { regulators } from '../engine/genes/index.ts';
import {
  finished,
  type Inference,
  inferenceDefaults,
  type InferenceOptions,
  isChance,
  underway,
} from '../engine/inference/index.ts';
import { readRules } from '../formats/index.ts';
import { sharedData } from '../test/data.ts';
import { benchmarks, evaluated, randomAsGood } from '../test/inference/benchmarks.ts';
import { associatedEdges, earlyPrecision, rankedEdges } from '../test/inference/early-precision.ts';
import { hillCells } from '../test/inference/hill-cells.ts';

const settings: readonly Partial<InferenceOptions>[] = [
  { regulators: 2 },
  { regulators: 2, self: false },
  { regulators: 2, lag: 10 },
  { regulators: 2, lag: 50 },
  { regulators: 2, null: 'permutations' },
  { regulators: 3 },
];
const wanted = process.env.SETTINGS ? settings.slice(0, Number(process.env.SETTINGS)) : settings;
if (benchmarks.length === 0) console.log('inference: needs the shared test data (set ANLAGE_DATA)');
const { KNOWN, DATA } = process.env;
if (!DATA) await knownNetworks();
if (!KNOWN)
  for (const benchmark of benchmarks.filter(({ name }) => name.includes(DATA ?? ''))) {
    const table: Record<string, Record<string, string | number>> = {};
    for (const options of wanted) {
      const start = performance.now();
      const { inference, precision } = await evaluated(benchmark, options);
      const seconds = (performance.now() - start) / 1000;
      const { rules } = inference;
      const mean = (of: (rule: (typeof rules)[number]) => number): string =>
        (rules.reduce((sum, rule) => sum + of(rule), 0) / rules.length).toFixed(3);
      const { regulators, lag, self } = inference.options;
      table[`K ${regulators}, lag ${lag}${self ? '' : ', no self'}, ${inference.options.null}`] = {
        'early precision': precision.precision.toFixed(3),
        chance: precision.chance.toFixed(3),
        ratio: precision.ratio.toFixed(2),
        '|r|': earlyPrecision(associatedEdges(inference, 'correlation'), benchmark.reference).precision.toFixed(3),
        information: earlyPrecision(associatedEdges(inference, 'information'), benchmark.reference).precision.toFixed(
          3,
        ),
        'random as good': randomAsGood(inference, benchmark, precision.precision).toFixed(3),
        score: mean(({ score }) => score),
        'held out': mean(({ crossValidated }) => crossValidated),
        constant: mean(({ constant }) => constant),
        null: mean(({ chance, score }) => chance?.mean ?? score),
        'no better than chance': `${rules.filter(isChance).length} of ${rules.length}`,
        seconds: seconds.toFixed(1),
      };
    }
    console.log(
      `${benchmark.name}: ${benchmark.reference.length} edges of the reference; scores are means over genes, ` +
        `99 draws from the null`,
    );
    console.table(table);
  }

/** 500 cells of each published network, two seeds: early precision by rules, and by the plainest lists. */
async function knownNetworks(): Promise<void> {
  const table: Record<string, Record<string, string>> = {},
    sums: Record<string, number> = {};
  let count = 0;
  for (const name of ['dyn-linear', 'dyn-cycle', 'dyn-bifurcating', 'HSC', 'mCAD']) {
    const file = sharedData('boolean', 'boolode', `${name}.txt`);
    if (!file) continue;
    const { genes } = readRules(new Uint8Array(fs.readFileSync(file)), file);
    const reference = genes.flatMap(({ name: target, rule }) => regulators(rule).map((source) => ({ source, target })));
    for (const seed of [1, 2]) {
      const cells = hillCells(genes, { cells: 500, seed }),
        found: Record<string, number> = {};
      for (const [how, lag] of [
        ['rules, lag 1', 1],
        ['rules, lag 20', 20],
      ] as const) {
        const asked = {
            ...inferenceDefaults,
            order: { by: 'columns', columns: ['time'] },
            regulators: 2,
            lag,
          } as const,
          inference = (await finished(underway(cells, asked))) as Inference,
          { chance, precision } = earlyPrecision(rankedEdges(inference), reference);
        Object.assign(found, { chance, [how]: precision });
        if (lag === 1)
          for (const [plain, by] of [
            ['|r|', 'correlation'],
            ['mutual information', 'information'],
          ] as const)
            found[plain] = earlyPrecision(associatedEdges(inference, by), reference).precision;
      }
      for (const [how, value] of Object.entries(found)) sums[how] = (sums[how] ?? 0) + value;
      count++;
      table[`${name}, seed ${seed} (${genes.length} genes, ${reference.length} edges)`] = shown(found, 1);
    }
  }
  if (count === 0) return;
  console.log('Early precision of 500 cells that published rules make, each seen at one time of its own');
  console.table({ ...table, mean: shown(sums, count) });
}
function shown(of: Readonly<Record<string, number>>, count: number): Record<string, string> {
  return Object.fromEntries(Object.entries(of).map(([how, value]) => [how, (value / count).toFixed(2)]));
}
