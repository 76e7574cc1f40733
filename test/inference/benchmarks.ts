/** Published expression with a reference network, for the tests and the benchmark alike. */
import fs from 'node:fs';
import {
  finished,
  type Inference,
  inferenceDefaults,
  type InferenceOptions,
  underway,
} from '../../engine/inference/index.ts';
import { stream } from '../../engine/random/index.ts';
import { type ExpressionOptions, type ExpressionTable, readCsv, readExpression } from '../../formats/index.ts';
import { sharedData } from '../data.ts';
import { earlyPrecision, type EarlyPrecision, rankedEdges } from './early-precision.ts';

export interface Benchmark {
  readonly name: string;
  readonly columns: readonly string[];
  readonly reference: readonly { readonly source: string; readonly target: string }[];
  table(): Promise<ExpressionTable>;
}
const file = (...parts: string[]): string | undefined => sharedData('scrna', ...parts);
const bytesOf = (path: string): Uint8Array => new Uint8Array(fs.readFileSync(path));
const reading = (path: string, options: ExpressionOptions) => () =>
  readExpression(path, async (name) => bytesOf(name), options);

/** Those that are there. */
export const benchmarks: readonly Benchmark[] = [...gonads(), ...neurons()];

/**
 * Simulated: gonadal sex determination, 19 genes, 2,000 cells on two trajectories (Pratapa et al. 2020, BEELINE; model
 * of Ríos et al. 2015).
 */
function gonads(): readonly Benchmark[] {
  const [expression, times, network] = ['ExpressionData.csv', 'PseudoTime.csv', 'GroundTruthNetwork.csv'].map((name) =>
    file('beeline_GSD', name),
  );
  if (!expression || !times || !network) return [];
  return [
    {
      name: 'BEELINE GSD',
      columns: ['PseudoTime1', 'PseudoTime2'],
      reference: readCsv(bytesOf(network)).rows.map(([source, target]) => ({ source, target })),
      table: reading(expression, { cellColumns: times }),
    },
  ];
}
/**
 * Mouse fibroblasts turned into neurons, 373 cells (Treutlein et al. 2016), with the pseudotime and the reference from
 * DNase footprints of SCODE (Matsumoto et al. 2017).
 */
function neurons(): readonly Benchmark[] {
  const [expression, names, times, network] = ['data.txt', 'tf.txt', 'time.txt', 'reference_TFTF_network.txt'].map(
    (name) => file('scode_data2_mef_to_neuron', name),
  );
  if (!expression || !names || !times || !network) return [];
  const genes = fs.readFileSync(names, 'utf8').trim().split(/\s+/);
  const edges = readCsv(bytesOf(network), { header: false }).rows.map(([, , source, target]) => ({
    source: genes[Number(source)],
    target: genes[Number(target)],
  }));
  return [
    {
      name: 'fibroblast to neuron',
      columns: ['2'],
      reference: edges,
      table: reading(expression, { names, cellColumns: times }),
    },
  ];
}

/** The share of random rankings of the same edges that are at least as precise; (1 + as good)/(1 + 999). */
export function randomAsGood(inference: Inference, { reference }: Benchmark, precision: number): number {
  const edges = rankedEdges(inference).map(({ source, target }) => ({ source, target })),
    draws = stream(1, 'benchmark', 'rankings');
  let asGood = 0;
  for (let round = 0; round < 999; round++) {
    draws.shuffle(edges);
    if (
      earlyPrecision(
        edges.map((edge, index) => ({ ...edge, weight: -index })),
        reference,
      ).precision >=
      precision - 1e-12
    )
      asGood++;
  }
  return (1 + asGood) / 1000;
}

export async function evaluated(
  benchmark: Benchmark,
  options: Partial<InferenceOptions>,
): Promise<{ readonly inference: Inference; readonly precision: EarlyPrecision }> {
  const asked = { ...inferenceDefaults, order: { by: 'columns', columns: benchmark.columns }, ...options } as const;
  const inference = (await finished(underway(await benchmark.table(), asked))) as Inference;
  return { inference, precision: earlyPrecision(rankedEdges(inference), benchmark.reference) };
}
