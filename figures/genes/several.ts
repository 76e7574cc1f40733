import type { GenesResult } from '../../results/contract.ts';
import type { Figure, GridBlock, SharesPanel } from '../figure.ts';
import {
  attractorsSummary,
  blocksOf,
  foundSentence,
  gridOf,
  rowsSentence,
  tableSentences,
} from './attractors-figure.ts';
import { chosen, isOverlapping, landscape, overlapSentence } from './landscape-figure.ts';
import { counted, type NamedNetwork, tintOf } from './named-network.ts';

const mostAttractors = 12;
const mostColumns = 60;

/** Where several networks end: a bar of fates for each, and the attractors of the first of them side by side. */
export function attractorsTogether(genes: readonly GenesResult[]): Figure {
  const shares = sharesOf(genes);
  const [first] = genes;
  const isAlike = ({ analysis }: GenesResult) =>
    analysis.genes.join('\n') === first.analysis.genes.join('\n') &&
    analysis.inputs.join('\n') === first.analysis.inputs.join('\n');
  const names = [...first.analysis.genes, ...first.analysis.inputs];
  const blocks: GridBlock[] = [];
  const told = new Set<string>();
  for (const result of genes.filter(isAlike)) {
    const own = blocksOf(
      result.network,
      result.analysis,
      chosen(result.analysis, mostAttractors),
      Infinity,
      result.condition,
    );
    const columns = [...blocks, ...own].reduce((sum, block) => sum + block.columns.length, 0);
    if (blocks.length > 0 && columns > mostColumns) break;
    blocks.push(...own);
    told.add(result.condition);
  }
  const grid = gridOf(blocks, names, first.analysis.genes.length);
  const cut = genes.some(({ condition, analysis }) => told.has(condition) && Number(analysis.count) > mostAttractors);
  return {
    name: 'attractors',
    title: 'Attractors',
    summary: `Attractors of ${genes.length} networks. ${genes
      .slice(0, 3)
      .map(
        ({ condition, network, analysis }) =>
          `${condition}: ${attractorsSummary({ ...network, name: undefined } as NamedNetwork, analysis)}`,
      )
      .join(' ')}`,
    panels: [...(shares ? [shares.panel] : []), ...(blocks.length > 0 ? [grid] : [])],
    caption: [
      ...(shares ? [shares.sentence] : []),
      ...(blocks.length > 0 ? tableSentences(blocks) : []),
      cut ? `Of a network with more, ${mostAttractors} attractors are in the table.` : undefined,
      told.size < genes.length ? `${counted(genes.length - told.size, 'network')} not in the table.` : undefined,
      rowsSentence(names.length - grid.rows.length),
      ...foundSentences(genes),
      heldTogether(genes),
    ].filter((each) => each !== undefined),
  };
}

/** Undefined where basins of no network are known, or the networks have no fates to compare. */
function sharesOf(genes: readonly GenesResult[]): { panel: SharesPanel; sentence: string } | undefined {
  const known = genes.flatMap(({ condition, network, analysis }) => {
    if (network.fates.length === 0 || analysis.attractors.length === 0) return [];
    const { panel, meaning } = landscape(network, analysis, []);
    return meaning === 'equal' ? [] : [{ condition, network, panel, meaning }];
  });
  if (known.length === 0) return undefined;
  const left = genes.length - known.length;
  const isRandom = genes.some(({ analysis }) => analysis.update === 'asynchronous');
  return {
    panel: {
      kind: 'shares',
      rows: known.map(({ condition, network, panel }) => ({
        name: condition,
        parts: panel.groups.map((group) => ({
          name: group.name,
          tint: tintOf(network, group.name),
          share: group.areas.reduce((sum, { share }) => sum + share, 0),
          note: group.note,
          detail: '',
        })),
      })),
    },
    sentence: [
      isRandom
        ? 'Bars: the probability of ending in each fate from a uniformly random state, genes updated one at a time ' +
          'in random order.'
        : 'Bars: the share of all states that lead to attractors of each fate.',
      ...(genes.some(({ analysis }) => isOverlapping(analysis)) ? [overlapSentence] : []),
      ...(left > 0 ? [`Not known, or without fates: ${counted(left, 'network')}.`] : []),
    ].join(' '),
  };
}
/** How they were found, said once where it is the same for all. */
function foundSentences(genes: readonly GenesResult[]): string[] {
  if (genes.every(({ analysis }) => analysis.method === 'exhaustive' && analysis.complete))
    return ['All attractors, found by visiting every state.'];
  return genes.slice(0, 6).map(({ condition, analysis }) => `${condition}: ${foundSentence(analysis)}`);
}
function heldTogether(genes: readonly GenesResult[]): string | undefined {
  const held = genes.flatMap(({ condition, network }) => {
    const all = Object.entries(network.fixed).map(([name, value]) => `${name} = ${value}`);
    return all.length > 0 && all.length <= 3 ? [`${all.join(', ')} in ${condition}`] : [];
  });
  if (held.length === 0) return undefined;
  return `Held: ${held.slice(0, 8).join('; ')}${held.length > 8 ? ` and ${held.length - 8} more` : ''}.`;
}
