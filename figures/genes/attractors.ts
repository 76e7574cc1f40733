import type { NetworkAnalysis } from '../../engine/genes/index.ts';
import type { AreasPanel, Figure, GridBlock, GridPanel, GridValue } from '../figure.ts';
import { type AreaMeaning, byFate, chosen, detailOf, landscape, type Numbered, tintOfAttractor } from './landscape.ts';
import { counted, heldSentence, type NamedNetwork, percent, titled } from './subject.ts';

const mostAttractors = 24;
const mostGenes = 60;
const mostSteps = 16;
const mostColumns = 72;

/** Where a network ends: its attractors with their basins as areas, and each attractor as a table of genes × step. */
export function attractorsFigure(network: NamedNetwork, analysis: NetworkAnalysis): Figure {
  const { areas, grid, sentences, summary } = attractorPanels(network, analysis);
  return {
    name: 'attractors', title: titled('Attractors', network), summary, caption: sentences,
    panels: [...(areas ? [areas] : []), ...(grid ? [grid] : [])],
  };
}

export interface AttractorPanels { readonly areas?: AreasPanel; readonly grid?: GridPanel; readonly sentences: readonly string[]; readonly summary: string }
export function attractorPanels(network: NamedNetwork, analysis: NetworkAnalysis): AttractorPanels {
  const summary = summaryOf(network, analysis);
  if (analysis.attractors.length === 0) return { sentences: [foundSentence(analysis)], summary };
  const shown = chosen(analysis, mostAttractors);
  const { panel, meaning } = landscape(network, analysis, shown);
  const isTold = meaning !== 'equal' || network.fates.length > 0;
  const table = gridOf(network, analysis, shown);
  return {
    ...(isTold ? { areas: panel } : {}), grid: table.panel, summary,
    sentences: [isTold ? areaSentence(analysis, meaning) : undefined, ...table.sentences, foundSentence(analysis), heldSentence(network)].filter((each) => each !== undefined),
  };
}

function gridOf(network: NamedNetwork, analysis: NetworkAnalysis, shown: readonly Numbered[]): { panel: GridPanel; sentences: string[] } {
  const names = [...analysis.genes, ...analysis.inputs];
  const isPlain = network.fates.length === 0;
  const whole: GridBlock[] = [];
  let columns = 0;
  for (const { fate, members } of byFate(network, shown)) for (const { number, attractor } of members) {
    if (columns >= mostColumns) break;
    const detail = detailOf(attractor);
    const label = (step: number) => (attractor.kind === 'cycle' ? String(step + 1) : '');
    const states = attractor.kind === 'complex' ? [shares(attractor.states, names.length)] : attractor.states.slice(0, Math.min(mostSteps, mostColumns - columns)).map(values);
    columns += states.length;
    whole.push({ number, name: isPlain ? '' : fate, detail, tint: tintOfAttractor(network, analysis, { number, attractor }), columns: states.map((each, step) => ({ label: label(step), values: each })) });
  }
  const kept = keptRows(whole, names);
  const panel: GridPanel = {
    kind: 'grid',
    rows: kept.map((row) => ({ name: names[row], isInput: row >= analysis.genes.length })),
    blocks: whole.map((block) => ({ ...block, columns: block.columns.map((column) => ({ ...column, values: kept.map((row) => column.values[row]) })) })),
  };
  return { panel, sentences: gridSentences(analysis, shown, whole, names.length - kept.length) };
}
/** All rows where they fit; otherwise those first that are not the same everywhere. */
function keptRows(blocks: readonly GridBlock[], names: readonly string[]): number[] {
  const rows = names.map((_, row) => row);
  if (rows.length <= mostGenes) return rows;
  const differs = (row: number) => new Set(blocks.flatMap((block) => block.columns.map((column) => column.values[row]))).size > 1;
  return [...rows.filter(differs), ...rows.filter((row) => !differs(row))].slice(0, mostGenes).sort((a, b) => a - b);
}
function values(state: string): GridValue[] {
  return Array.from(state, (character) => (character === '*' ? '*' : Number(character)));
}
function shares(states: readonly string[], length: number): number[] {
  return Array.from({ length }, (_, row) => states.filter((state) => state[row] === '1').length / states.length);
}

function areaSentence({ update, free, fates }: NetworkAnalysis, meaning: AreaMeaning): string {
  const states = free <= 53 ? counted(2 ** free, 'state') : `2^${free} states`;
  if (meaning === 'basins') return `Areas: the share of all ${states} that lead to each attractor under ${update} update.`;
  if (meaning === 'equal') return 'Boxes of equal size, one for each attractor of the table: their basins were not computed.';
  const sampled = Object.values(fates).some(({ basin }) => basin?.ci);
  return `Widths: the probability of ending in each fate from a uniformly random one of ${states} when genes are updated one at a time in random order (${sampled ? 'sampled' : 'exact'}); attractors of one fate share its width evenly.`;
}
function gridSentences(analysis: NetworkAnalysis, shown: readonly Numbered[], blocks: readonly GridBlock[], rowsLeft: number): string[] {
  const kinds = new Set(shown.map(({ attractor }) => attractor.kind));
  const cut = shown.filter(({ attractor }) => attractor.kind === 'cycle' && attractor.size > (blocks.find((block) => block.number === String(analysis.attractors.indexOf(attractor) + 1))?.columns.length ?? Infinity));
  const partial = shown.filter(({ attractor }) => attractor.kind === 'complex' && attractor.size > attractor.states.length);
  const missing = Number(analysis.count) - blocks.length;
  return [
    'Table: a column per state, filled where the gene is on.',
    ...(kinds.has('cycle') ? ['Columns of a cycle are its steps in their order.'] : []),
    ...(kinds.has('complex') ? ['An attractor of several states in no fixed order is one column: darker, the larger the share of its states in which the gene is on.'] : []),
    ...(kinds.has('trap') ? ['In a trap space, * is free.'] : []),
    ...(cut.length > 0 ? [`Longer cycles are cut: ${cut.map(({ number, attractor }) => `${number} has ${attractor.size.toLocaleString('en')} steps`).slice(0, 5).join(', ')}${cut.length > 5 ? ' …' : ''}.`] : []),
    ...(partial.length > 0 ? [`Shares of attractor ${partial.map(({ number }) => number).join(', ')} are over the first 1,000 of its states.`] : []),
    ...(missing > 0 ? [`${missing > 2 ** 53 ? 'Many more' : counted(missing, 'more attractor')} not in the table.`] : []),
    ...(rowsLeft > 0 ? [`${counted(rowsLeft, 'gene or input', 'genes and inputs')} not in the table, those first that are the same in every column.`] : []),
  ];
}
function foundSentence({ method, complete, unfinished, count, free, attractors }: NetworkAnalysis): string {
  const end = complete ? '' : ` Not finished: ${unfinished ?? 'the budget ended before the search did'}.`;
  if (attractors.length === 0) return `No attractor was found.${end}`;
  if (method === 'exhaustive') return `${count === '1' ? 'The only attractor' : count === '2' ? 'Both attractors' : `All ${counted(count, 'attractor')}`}, found by visiting every one of ${free <= 53 ? counted(2 ** free, 'state') : `2^${free} states`}.${end}`;
  return `${counted(count, 'steady state or minimal trap space', 'steady states and minimal trap spaces')}${complete ? ', all there are' : ' so far'}, found symbolically among 2^${free} states; each trap space holds at least one attractor.${end}`;
}
function summaryOf(network: NamedNetwork, analysis: NetworkAnalysis): string {
  const count = (kind: string) => analysis.attractors.filter((each) => each.kind === kind).length;
  const kinds = [[count('steady'), 'steady state'], [count('cycle'), 'cycle'], [count('complex'), 'attractor of several states', 'attractors of several states'], [count('trap'), 'trap space']] as const;
  const said = kinds.flatMap(([n, one, several]) => (n > 0 ? [counted(n, one, several)] : []));
  const basins = Object.entries(analysis.fates).map(([name, { reachable, basin }]) => `${name} ${basin ? percent(basin.value) : reachable ? 'reached' : 'not reached'}`);
  return `${titled('Attractors', network)} under ${analysis.update} update: ${said.join(', ') || 'nothing found'}${basins.length > 0 ? `; ${basins.join(', ')}` : ''}.`;
}
