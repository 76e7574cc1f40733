import type { ExperimentSpec } from '../../language/specification.ts';
import type { Results } from '../../results/contract.ts';
import type { HeatmapPanel } from '../figure.ts';
import { quantityOf } from '../number-text.ts';
import { columnOf, largest, type Measure, unitOf, written } from './screen-cells.ts';
import { pointText, type SweepPoint } from '../../results/sweep.ts';

/** More genes than this are read better in rows. */
const mostGenes = 25;

/** Conditions that hold two genes each, by their genes. */
export interface Pairs {
  readonly genes: readonly string[];
  conditionOf(first: string, second: string): number | undefined;
  has(condition: number): boolean;
}

/** Of a screen of pairs of few genes; undefined where there is none. A gene by itself is a pair with itself. */
export function pairsOf(conditions: ExperimentSpec['conditions']): Pairs | undefined {
  const places = new Map<string, number>();
  const genes: string[] = [];
  let pairs = 0;
  const paired = conditions.find(({ screened }) => screened?.genes.length === 2 && !screened.values)?.screened
    ?.intervention;
  for (const [index, { screened }] of conditions.entries()) {
    if (!screened || screened.intervention !== paired || screened.genes.length > 2) continue;
    const [first, second = first] = screened.genes;
    for (const gene of [first, second]) if (!genes.includes(gene)) genes.push(gene);
    for (const key of [`${first} ${second}`, `${second} ${first}`]) places.set(key, index);
    pairs += Number(first !== second);
  }
  if (pairs < 3 || genes.length > mostGenes) return undefined;
  const held = new Set(places.values());
  return {
    genes,
    conditionOf: (first, second) => places.get(`${first} ${second}`),
    has: (condition) => held.has(condition),
  };
}

/** Gene × gene, a panel per measure: the difference from the reference. */
export function pairPanels(
  results: Results,
  measures: readonly Measure[],
  { genes, conditionOf }: Pairs,
  at: SweepPoint,
): HeatmapPanel[] {
  const [reference] = results.experiment.conditions;
  return measures.map((measure): HeatmapPanel => {
    const column = columnOf(results, measure, at);
    const cells = written(column, quantityOf(results.experiment, measure.name), true);
    const { unit, factor } = unitOf(results, measure.name);
    const most = largest(column.flatMap((each, index) => (each && index > 0 ? [each.value] : [])));
    return {
      kind: 'heatmap',
      title: pointText(results.experiment, at),
      at,
      groups: [
        {
          shows: 'difference',
          title: `${measure.name} of pairs, difference from ${reference.name}${unit ? ` (${unit})` : ''}`,
          columns: genes.map((name) => ({ name, unit: '', factor, most })),
        },
      ],
      rows: genes.map((row) => ({
        name: row,
        isReference: false,
        cells: genes.map((gene) => {
          const place = conditionOf(row, gene);
          return place === undefined ? null : cells[place];
        }),
      })),
    };
  });
}
