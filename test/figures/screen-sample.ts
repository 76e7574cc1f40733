import { analyseNetwork } from '../../engine/genes/index.ts';
import { stream } from '../../engine/random/index.ts';
import { benjaminiHochberg, compare, summarise } from '../../engine/statistics/index.ts';
import type { ExperimentSpec, GenesNoun } from '../../language/specification.ts';
import { contractVersion, type PopulationResult, type Results, type Row } from '../../results/contract.ts';
import { corticalAreas } from './drawn-networks.ts';

const seeds = [1, 2, 3, 4, 5, 6, 7, 8];
const genes = corticalAreas().genes.map(({ name }) => name);
const noun = (...held: string[]): GenesNoun => ({
  noun: 'genes',
  name: 'area',
  stream: 'area',
  ...corticalAreas('synchronous', Object.fromEntries(held.map((gene) => [gene, 0]))),
});

/**
 * A screen of the cortical area network: basins as they are, a density that Fgf8 lowers, and invented counts of cells
 * over time.
 */
export function screenResults(
  plots: readonly string[] = ['plot screen', 'plot attractors', 'plot transitions', 'plot wiring', 'plot fates'],
  { pairs = false } = {},
): Results {
  const held = [
    ...genes.map((gene) => [gene]),
    ...(pairs ? genes.flatMap((first, index) => genes.slice(index + 1).map((second) => [first, second])) : []),
  ];
  const conditions: ExperimentSpec['conditions'] = [
    { name: 'wild', noun: noun() },
    ...held.map((each) => ({
      name: `knock_out_${each.join('_')}`,
      noun: noun(...each),
      screened: { intervention: 'knock_out' as const, genes: each },
    })),
  ];
  const analyses = conditions.map(({ name, noun }) => ({
    condition: name,
    network: noun as GenesNoun,
    analysis: analyseNetwork(noun as GenesNoun),
  }));
  const basin = (fate: string) => ({
    name: `${fate}_basin`,
    call: { call: 'basin', takes: { fate } },
    text: `basin(${fate})`,
    nouns: {},
  });
  const measures: ExperimentSpec['measures'] = [
    {
      name: 'attractors',
      call: { call: 'count', takes: { what: 'attractors' } },
      text: 'count(attractors)',
      nouns: {},
    },
    {
      name: 'wired',
      call: { call: 'density', takes: { matrix: 'recurrent' } },
      text: 'density(recurrent)',
      nouns: {},
    },
    basin('anterior'),
    basin('posterior'),
  ];
  const values = (measure: string, index: number): number[] => {
    const { analysis } = analyses[index];
    if (measure === 'attractors') return seeds.map(() => Number(analysis.count));
    if (measure === 'wired')
      return seeds.map(
        (seed) =>
          (index === 1 ? 0.08 : 0.1) +
          0.002 * stream(seed, 'wired', 'sample').normal() +
          ((seed + index) % 2 ? 5e-4 : -5e-4),
      );
    return seeds.map(() => analysis.fates[measure.split('_')[0]].basin!.value!);
  };
  const rows = measures.flatMap(({ name: measure }) =>
    conditions.flatMap(({ name: condition }, index) =>
      values(measure, index).map(
        (value, at): Row => ({ condition, seed: seeds[at], at: {}, step: null, measure, value }),
      ),
    ),
  );
  const comparisons = measures.flatMap(({ name: measure }) => {
    const found = conditions.slice(1).map(({ name }, index) => ({
      name,
      ...compare(values(measure, index + 1), values(measure, 0), `${measure} ${name}`),
    }));
    const corrected = benjaminiHochberg(found.map(({ p }) => p));
    return found.map(({ name, ...comparison }, index) => ({
      measure,
      a: name,
      b: 'wild',
      at: {},
      ...comparison,
      p_corrected: corrected[index],
      exploratory: true as const,
    }));
  });
  return {
    experiment: {
      name: 'areas',
      seeds,
      conditions,
      vary: [],
      measures,
      expectations: [],
      plots: plots.map((text) => ({ what: text.replace('plot ', ''), text })),
    },
    rows,
    summary: {
      measures: measures.flatMap(({ name: measure }) =>
        conditions.map(({ name: condition }, index) => ({
          measure,
          condition,
          at: {},
          ...summarise(values(measure, index)),
        })),
      ),
      comparisons,
      expectations: [],
      baselines: {},
      notes: [],
    },
    circuits: [],
    genes: analyses,
    populations: [populations('wild', 1), populations('wild', 2), populations('slow', 1)],
    run: {
      contract: contractVersion,
      key: '0123456789ab',
      status: 'done',
      experiment: 'areas',
      started: '2026-01-05T10:00:00Z',
      finished: '2026-01-05T10:01:00Z',
      seconds: 60,
      engine: '0.1.0',
      backend: 'wasm',
      machine: '2 cores',
      warnings: [],
      files: [],
    },
  };
}
function populations(condition: string, seed: number): PopulationResult {
  const steps = Array.from({ length: 25 }, (_, index) => index);
  const rate = condition === 'slow' ? 16 : 8;
  return {
    condition,
    seed,
    at: {},
    step: 4 * 3600,
    fates: ['anterior', 'posterior', ''],
    steps,
    counts: [
      steps.map((step) => Math.floor(seed * 2 ** (step / rate))),
      steps.map((step) => Math.max(0, step - 6) * seed),
      steps.map((step) => (step < 3 ? 1 : 0)),
    ],
  };
}
