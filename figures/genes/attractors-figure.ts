import type { NetworkAnalysis } from '../../engine/genes/index.ts';
import type { Figure, GridBlock, GridPanel, GridValue } from '../figure.ts';
import {
  type AreaMeaning,
  byFate,
  chosen,
  detailOf,
  isOverlapping,
  overlapSentence,
  landscape,
  type Numbered,
  tintOfAttractor,
} from './landscape-figure.ts';
import { counted, heldSentence, type NamedNetwork, percent, titled } from './named-network.ts';

const mostAttractors = 24;
const mostGenes = 60;
const mostSteps = 16;
const mostColumns = 72;

/** Where a network ends: its attractors with their basins as areas, and each attractor as a table of genes × step. */
export function attractorsFigure(network: NamedNetwork, analysis: NetworkAnalysis): Figure {
  const named = {
    name: 'attractors',
    title: titled('Attractors', network),
    summary: attractorsSummary(network, analysis),
  };
  if (analysis.attractors.length === 0) return { ...named, caption: [foundSentence(analysis)], panels: [] };
  const shown = chosen(analysis, mostAttractors);
  const { panel, meaning } = landscape(network, analysis, shown);
  const isTold = meaning !== 'equal' || network.fates.length > 0;
  const blocks = blocksOf(network, analysis, shown, mostColumns);
  const names = [...analysis.genes, ...analysis.inputs];
  const grid = gridOf(blocks, names, analysis.genes.length);
  return {
    ...named,
    panels: [...(isTold ? [panel] : []), grid],
    caption: [
      isTold ? areaSentence(analysis, meaning, shown) : undefined,
      ...tableSentences(blocks),
      ...cutSentences(analysis, shown, blocks),
      rowsSentence(names.length - grid.rows.length),
      foundSentence(analysis),
      heldSentence(network),
    ].filter((each) => each !== undefined),
  };
}

/** The columns of a table: as many attractors as `most` columns hold. */
export function blocksOf(
  network: NamedNetwork,
  analysis: NetworkAnalysis,
  shown: readonly Numbered[],
  most: number,
  section?: string,
): GridBlock[] {
  const length = analysis.genes.length + analysis.inputs.length;
  const blocks: GridBlock[] = [];
  let columns = 0;
  for (const { fate, members } of byFate(network, shown))
    for (const { number, attractor } of members) {
      if (columns >= most) break;
      const label = (step: number) => (attractor.kind === 'cycle' ? String(step + 1) : '');
      const states =
        attractor.kind === 'complex'
          ? [shares(attractor.states, length)]
          : attractor.states.slice(0, Math.min(mostSteps, most - columns)).map(values);
      columns += states.length;
      blocks.push({
        ...(section === undefined ? {} : { section }),
        number,
        name: network.fates.length === 0 ? '' : fate,
        detail: detailOf(attractor),
        tint: tintOfAttractor(network, analysis, { number, attractor }),
        columns: states.map((each, step) => ({ label: label(step), values: each })),
      });
    }
  return blocks;
}
/** A row for each of `names` where they fit; otherwise for those first that are not the same in every column. */
export function gridOf(blocks: readonly GridBlock[], names: readonly string[], genes: number): GridPanel {
  const all = names.map((_, row) => row);
  const differs = (row: number) =>
    new Set(blocks.flatMap((block) => block.columns.map((column) => column.values[row]))).size > 1;
  const kept =
    all.length <= mostGenes
      ? all
      : [...all.filter(differs), ...all.filter((row) => !differs(row))].slice(0, mostGenes).sort((a, b) => a - b);
  return {
    kind: 'grid',
    rows: kept.map((row) => ({ name: names[row], isInput: row >= genes })),
    blocks: blocks.map((block) => ({
      ...block,
      columns: block.columns.map((column) => ({ ...column, values: kept.map((row) => column.values[row]) })),
    })),
  };
}
function values(state: string): GridValue[] {
  return Array.from(state, (character) => (character === '*' ? '*' : Number(character)));
}
function shares(states: readonly string[], length: number): number[] {
  return Array.from({ length }, (_, row) => states.filter((state) => state[row] === '1').length / states.length);
}

function areaSentence(analysis: NetworkAnalysis, meaning: AreaMeaning, shown: readonly Numbered[]): string {
  const { update, free } = analysis;
  const states = free <= 53 ? counted(2 ** free, 'state') : `2^${free} states`;
  if (meaning === 'basins')
    return (
      `Areas: the share of all ${states} that lead to each attractor under ${update} ` +
      `update.${smallSentence(shown, free)}`
    );
  if (meaning === 'equal')
    return 'Boxes of equal size, one for each attractor of the table: their basins were not computed.';
  const isSampled = Object.values(analysis.fates).some(({ basin }) => basin?.ci);
  const how =
    update === 'synchronous'
      ? `the share of all ${states} that lead to attractors of each fate`
      : `the probability of ending in each fate from a uniformly random one of ${states} when genes are ` +
        `updated one at a time in random order (${isSampled ? 'sampled, with 95 % interval' : 'exact'})`;
  return (
    `Widths: ${how}; attractors of one fate share its width evenly.` +
    (isOverlapping(analysis) ? ` ${overlapSentence}` : '')
  );
}
/** Areas that have no room for their number. */
function smallSentence(shown: readonly Numbered[], free: number): string {
  const small = shown
    .map(({ number, attractor }) => ({ number, share: attractor.basin! / 2 ** free }))
    .filter(({ share }) => share < 0.01);
  if (small.length === 0) return '';
  const told = small.slice(0, 5).map(({ number, share }) => `${number} has ${percent(share)}`);
  return ` Too small to see: ${told.join(', ')}${small.length > 5 ? ` and ${small.length - 5} more` : ''}.`;
}
/** How the table is to be read. */
export function tableSentences(blocks: readonly GridBlock[]): string[] {
  const all = blocks.flatMap((block) => block.columns.flatMap((column) => column.values));
  const hasSteps = blocks.some(({ columns }) => columns.some(({ label }) => label !== ''));
  return [
    `Table: a column per state, filled where the gene is on` +
      `${hasSteps ? '; the columns of a cycle are its steps in their order' : ''}.`,
    ...(all.some((value) => typeof value === 'number' && value > 0 && value < 1)
      ? [
          'An attractor of several states in no fixed order is one column: the darker, the larger the share ' +
            'of its states in which the gene is on.',
        ]
      : []),
    ...(all.includes('*') ? ['In a trap space, * is free.'] : []),
  ];
}
function cutSentences(analysis: NetworkAnalysis, shown: readonly Numbered[], blocks: readonly GridBlock[]): string[] {
  const stepsOf = new Map(blocks.map((block) => [block.number, block.columns.length]));
  const cut = shown.filter(
    ({ number, attractor }) => attractor.kind === 'cycle' && attractor.size > (stepsOf.get(number) ?? Infinity),
  );
  const partial = shown.filter(
    ({ attractor }) => attractor.kind === 'complex' && attractor.size > attractor.states.length,
  );
  const missing = Number(analysis.count) - blocks.length;
  return [
    ...(cut.length > 0
      ? [
          `Longer cycles are cut: ${cut
            .map(({ number, attractor }) => `${number} has ${attractor.size.toLocaleString('en')} steps`)
            .slice(0, 5)
            .join(', ')}${cut.length > 5 ? ' …' : ''}.`,
        ]
      : []),
    ...(partial.length > 0
      ? [
          `Shares of attractor ${partial.map(({ number }) => number).join(', ')} are over the first 1,000 ` +
            `of its states.`,
        ]
      : []),
    ...(missing > 0
      ? [`${missing > 2 ** 53 ? 'Many more' : counted(missing, 'more attractor')} not in the table.`]
      : []),
  ];
}
export function rowsSentence(left: number): string | undefined {
  return left > 0
    ? `${counted(left, 'gene or input', 'genes and inputs')} not in the table, those first that are the same ` +
        `in every column.`
    : undefined;
}
export function foundSentence(analysis: NetworkAnalysis): string {
  const { method, complete, unfinished, count, free, visited, attractors } = analysis;
  const end = complete ? '' : ` Not finished: ${unfinished ?? 'the budget ended before the search did'}.`;
  if (attractors.length === 0) return `No attractor was found.${end}`;
  if (method === 'exhaustive') {
    const states = free <= 53 ? counted(2 ** free, 'state') : `2^${free} states`;
    const decisive = visited === undefined ? '' : `the ${visited.toLocaleString('en')} that decide among `;
    return `${allAttractors(count)}, found by visiting every one of ${decisive}${states}.${end}`;
  }
  if (complete) return `${allAttractors(count)}, found symbolically among 2^${free} states.`;
  return (
    `${counted(count, 'steady state or minimal trap space', 'steady states and minimal trap spaces')} so far, ` +
    `found symbolically among 2^${free} states; each trap space holds at least one attractor.${end}`
  );
}
const reachedText = (reachable: boolean | null): string =>
  reachable === null ? 'not known' : reachable ? 'reached' : 'not reached';
function allAttractors(count: string): string {
  if (count === '1') return 'The only attractor';
  return count === '2' ? 'Both attractors' : `All ${counted(count, 'attractor')}`;
}
export function attractorsSummary(network: NamedNetwork, analysis: NetworkAnalysis): string {
  const count = (kind: string) => analysis.attractors.filter((each) => each.kind === kind).length;
  const kinds = [
    [count('steady'), 'steady state'],
    [count('cycle'), 'cycle'],
    [count('complex'), 'attractor of several states', 'attractors of several states'],
    [count('trap'), 'trap space'],
  ] as const;
  const said = kinds.flatMap(([n, one, several]) => (n > 0 ? [counted(n, one, several)] : []));
  const basins = Object.entries(analysis.fates).map(
    ([name, { reachable, basin }]) =>
      `${name} ${basin && basin.value !== null ? percent(basin.value) : reachedText(reachable)}`,
  );
  return (
    `${titled('Attractors', network)} under ${analysis.update} update: ` +
    `${said.join(', ') || 'nothing found'}${basins.length > 0 ? `; ${basins.join(', ')}` : ''}.`
  );
}
