import type { AnalysedAttractor, NetworkAnalysis, Share } from '../engine/genes/index.ts';
import { formatNumber } from '../figures/index.ts';
import type { GenesNoun } from '../language/index.ts';
import type { TableStyle } from './result-table.ts';
import { columns, paint, wrapped } from './terminal.ts';

/** How many attractors, and how many states of one, are shown before the rest is only counted. */
const mostAttractors = 40;
const mostStates = 8;

/**
 * Where a network ends, as a person likes to read it: its attractors by the genes that are on, then how likely each
 * fate is.
 */
export function genesTable(network: GenesNoun, analysis: NetworkAnalysis, { colour, width }: TableStyle): string {
  const style = paint(colour);
  const held = Object.entries(network.fixed).map(([name, value]) => `${name} held at ${value}`);
  const inputs = analysis.inputs.length > 0 ? `, ${counted(analysis.inputs.length, 'free input')}` : '';
  const title =
    `${style.bold(network.name)}  ` +
    `${style.quiet(
      [`${counted(analysis.genes.length, 'gene')}${inputs}, ${analysis.update}`, ...held, methodText(analysis)].join(
        '; ',
      ),
    )}`;
  const unfinished =
    analysis.unfinished === undefined ? '' : style.doubtful(wrapped(`Not finished: ${analysis.unfinished}.`, width));
  return [title, unfinished, attractors(analysis, { colour, width }), fates(analysis, { colour, width })]
    .filter((block) => block !== '')
    .join('\n\n');
}

function methodText({ method, free, visited }: NetworkAnalysis): string {
  if (method === 'symbolic') return `2^${free} states: steady states and minimal trap spaces, found symbolically`;
  return visited === undefined
    ? `all 2^${free} states visited`
    : `2^${free} states, decided by ${visited.toLocaleString('en')} that were all visited`;
}

function attractors(analysis: NetworkAnalysis, { colour, width }: TableStyle): string {
  const style = paint(colour);
  const shown = analysis.attractors.slice(0, mostAttractors);
  const hasBasins = shown.some(({ basin }) => basin !== null);
  const hasFates = Object.keys(analysis.fates).length > 0;
  const header = ['', 'kind', 'states', ...(hasBasins ? ['basin'] : []), ...(hasFates ? ['fate'] : [])];
  const rows = shown.map((attractor, i) => [
    String(i + 1),
    attractor.kind,
    sizeText(attractor),
    ...(hasBasins ? [percent((attractor.basin ?? 0) / 2 ** analysis.free)] : []),
    ...(hasFates ? [attractor.fate] : []),
  ]);
  const [head, ...lines] = columns(
    [[...header, '.'], ...rows.map((row) => [...row, '.'])],
    new Set([0, 2, ...(hasBasins ? [3] : [])]),
  )
    .split('\n')
    .map((line) => line.slice(0, -1));
  const indent = ' '.repeat(head.length);
  const states = shown.map((attractor) =>
    statesText(attractor, analysis).flatMap((text) => wrapped(text, Math.max(30, width - indent.length)).split('\n')),
  );
  const rest = BigInt(analysis.count) - BigInt(shown.length);
  return [
    `${analysis.count === '0' ? 'no attractor was found' : nounOf(analysis)}`,
    style.quiet(`${head}on`),
    ...lines.flatMap((line, i) => states[i].map((text, s) => `${s === 0 ? line : indent}${text}`)),
    ...(rest > 0n
      ? [
          style.quiet(
            `and ${rest.toLocaleString('en')} ` +
              `more${analysis.attractors.length > shown.length ? '; --json lists up to 1,000' : ''}`,
          ),
        ]
      : []),
  ].join('\n');
}

function nounOf({ count, complete }: NetworkAnalysis): string {
  const [one, several] = complete
    ? ['attractor', 'attractors']
    : ['steady state or minimal trap space', 'steady states and minimal trap spaces'];
  return `${complete ? '' : 'at least '}${BigInt(count).toLocaleString('en')} ${count === '1' ? one : several}`;
}
const sizeText = ({ kind, size }: AnalysedAttractor): string =>
  kind === 'trap' && size >= 1e6 ? `2^${Math.round(Math.log2(size))}` : size.toLocaleString('en');

/**
 * A line for a steady state or a trap space; one for each step of a short cycle; of anything longer, what is always on
 * and what changes.
 */
function statesText({ kind, size, states }: AnalysedAttractor, { genes, inputs }: NetworkAnalysis): string[] {
  const names = [...genes, ...inputs];
  const having = (state: string, value: string) => names.filter((_, i) => state[i] === value).join(' ');
  if (kind === 'cycle' && size <= mostStates)
    return states.map((state, step) => `${step + 1}: ${having(state, '1') || 'none'}`);
  if (size === 1 || kind === 'trap') {
    const free = having(states[0], '*');
    return [`${having(states[0], '1') || 'none'}${free && `; free: ${free}`}`];
  }
  const always = names.filter((_, i) => states.every((state) => state[i] === '1')).join(' ');
  const changing = names.filter((_, i) => states.some((state) => state[i] !== states[0][i])).join(' ');
  return [`${always || 'none'}; changing: ${changing}`];
}

/** The probability of ending in each fate from a uniform start, where it is known; else whether it is one at all. */
function fates({ fates: found, mixed, undecided }: NetworkAnalysis, { colour }: TableStyle): string {
  const entries = Object.entries(found);
  if (entries.length === 0) return '';
  const known = entries.some(([, { basin }]) => basin !== null);
  const others: [string, Share | null][] = [
    ['mixed', mixed],
    ['undecided', undecided],
  ];
  const rows = [
    ...entries.map(([name, { reachable, basin }]) => [
      name,
      basin ? shareText(basin) : '',
      reachable === null ? 'not known whether an attractor has it' : reachable ? '' : 'no attractor has it',
    ]),
    ...others.flatMap(([name, share]) => (share && share.value !== 0 ? [[name, shareText(share), '']] : [])),
  ];
  return `${paint(colour).quiet(known ? 'from a random state it ends in' : 'fates')}\n${columns(
    rows.map((row) => ['', ...row]),
    known ? new Set([2]) : new Set(),
  )}`;
}

const shareText = ({ value, ci }: Share): string =>
  `${value === null ? 'not known' : percent(value)}${ci ? ` [${ci.map(percent).join(', ')}]` : ''}`;
const percent = (share: number): string =>
  share > 0 && share < 0.0005 ? '< 0.1 %' : `${formatNumber(100 * share, 1)} %`;
const counted = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`;
