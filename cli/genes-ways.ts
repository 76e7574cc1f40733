import { type FateFractions, fateFractions, minimalStart, type Path, pathTo } from '../engine/genes/index.ts';
import type { GenesNoun } from '../language/index.ts';
import { Failure } from '../making/failure.ts';
import { columns, paint, wrapped } from './terminal.ts';
import type { TableStyle } from './result-table.ts';

/** Where one start ends, and a shortest way to each fate. */
export interface Ways {
  readonly start: string;
  readonly fractions: FateFractions;
  readonly paths: readonly { readonly fate: string; readonly path: Path }[];
}

/**
 * `from`: a fate (its smallest state), a state as text, or the names of what is on. @throws Failure where it is none of
 * these
 */
export function waysFrom(network: GenesNoun, from: string): Ways {
  const start = startOf(network, from);
  return {
    start,
    fractions: fateFractions(network, start),
    paths: network.fates.map(({ name }) => ({ fate: name, path: pathTo(network, start, name) })),
  };
}

function startOf(network: GenesNoun, from: string): string {
  const names = shown(network);
  if (network.fates.some(({ name }) => name === from)) {
    const found = minimalStart(network, from);
    if (!found) throw new Failure('usage', `--from ${from}: no state of ${network.name} has this fate.`);
    return found.text;
  }
  if (/^[01]+$/.test(from) && !names.includes(from)) {
    if (from.length !== names.length)
      throw new Failure(
        'usage',
        `--from ${from} has ${from.length} values; ${network.name} has ${names.length} genes and free ` +
          `inputs: ${names.join(' ')}.`,
      );
    return from;
  }
  const on = from
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  const unknown = on.find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new Failure(
      'usage',
      `--from takes a fate, a state such as ${'0'.repeat(Math.min(names.length, 12))}, or what is on: A,B. ` +
        `${network.name} has no fate, gene or free input "${unknown}".`,
    );
  return names.map((name) => (on.includes(name) ? '1' : '0')).join('');
}
/** What a state's text stands for: genes, then inputs that are not held. */
const shown = ({ genes, inputs, fixed }: GenesNoun): string[] => [
  ...genes.map(({ name }) => name),
  ...inputs.filter((input) => !(input in fixed)),
];

export function waysJson({ start, fractions, paths }: Ways) {
  const { method, states, walks, unfinished, fates, mixed, undecided } = fractions;
  return {
    state: start,
    method,
    ...(states !== undefined && { states }),
    ...(method === 'sampled' && { walks, unfinished }),
    mixed: mixed.value,
    undecided: undecided.value,
    fates: Object.fromEntries(
      paths.map(({ fate, path }) => [
        fate,
        {
          probability: fates[fate].value,
          ci: fates[fate].ci,
          reachable: path.found,
          finished: path.finished,
          path: path.states,
          turns: path.turns,
        },
      ]),
    ),
  };
}

export function waysTable(
  network: GenesNoun,
  { start, fractions, paths }: Ways,
  { colour, width }: TableStyle,
): string {
  const style = paint(colour);
  const names = shown(network);
  const on = names.filter((_, i) => start[i] === '1').join(' ') || 'nothing';
  const percent = (value: number | null): string => (value === null ? 'not known' : `${(100 * value).toFixed(2)} %`);
  const rows = [
    ...paths.map(({ fate }) => [fate, fractions.fates[fate]] as const),
    ['mixed', fractions.mixed] as const,
    ['undecided', fractions.undecided] as const,
  ].map(([fate, { value, ci }]) => [fate, percent(value), ci ? `[${percent(ci[0])}, ${percent(ci[1])}]` : '']);
  const how =
    fractions.method === 'exact'
      ? 'exact'
      : `from ${fractions.walks.toLocaleString('en')} ` +
        `walks${
          fractions.unfinished > 0 ? `, ${fractions.unfinished} of which did not end and may count for any` : ''
        }`;
  const ways = paths.map(({ fate, path }) => wrapped(`${fate}: ${wayText(network, path)}`, width));
  return [
    `${style.bold('from')} ${wrapped(on, width)}`,
    style.quiet(`ends, ${how}`),
    columns(rows, new Set([1])),
    ...(ways.length > 0 ? [style.quiet('the shortest way, + on, − off'), ...ways] : []),
  ].join('\n');
}

function wayText(network: GenesNoun, { found, finished, visited, states, turns }: Path): string {
  if (!found)
    return finished ? 'out of reach' : `not finished: not among the nearest ${visited.toLocaleString('en')} states`;
  if (turns.length === 0) return 'there already';
  const names = shown(network);
  return turns
    .map((genes, step) =>
      genes.map((gene) => `${states[step + 1][names.indexOf(gene)] === '1' ? '+' : '−'}${gene}`).join(' '),
    )
    .join(', ');
}
