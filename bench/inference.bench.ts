// Boolean rules from published expression: how long it takes, and the edges found against the reference network,
// against chance, and beside the null. Early precision as in BEELINE (Pratapa et al. 2020): of the first k edges, k the
// edges of the reference without self-loops, the share that is right.
import { type InferenceOptions, isChance } from '../engine/inference/index.ts';
import { benchmarks, evaluated, randomAsGood } from '../test/inference/benchmarks.ts';

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
for (const benchmark of benchmarks) {
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
