import {
  type AnalysedAttractor,
  type Control,
  functionCount,
  type GeneNetwork,
  type Influence,
  type Intervention,
  memberCount,
  type NetworkAnalysis,
  type OpenRegulator,
  regulators,
  ruleFacts,
  ruleText,
  type Share,
  truthTableOf,
  type UpdateScheme,
} from '../engine/genes/index.ts';
import { isPlainName } from '../grammar/index.ts';

/** What is to be known of genes, as Markdown: for hover. */

/** Rules of more regulators are not shown as a table; of more attractors than this only the first are told. */
const mostRegulators = 4;
const mostTold = 8;

/** Who regulates a gene, whom it regulates, and its truth table where that is small. */
export function regulationText(network: GeneNetwork, name: string): string {
  const gene = network.genes.find((each) => each.name === name);
  const targets = network.genes.filter(({ rule }) => regulators(rule).includes(name));
  const held = name in network.fixed ? `Held at ${network.fixed[name]}.` : '';
  const influence = ([other, how]: readonly [string, Influence]): string => `${code(other)} ${said[how]}`;
  const inward = gene ? [...factsOf(gene.rule).influences] : [];
  const outward = targets.map((target) => [target.name, factsOf(target.rule).influences.get(name) ?? 'none'] as const);
  return paragraphs(
    held,
    gene && `Regulators: ${listed(inward.map(influence)) || 'none'}.`,
    `Targets: ${listed(outward.map(influence)) || 'none'}.`,
    gene && truthTable(network, name),
  );
}
const said: Readonly<Record<Influence, string>> = {
  '+': '(activates)',
  '-': '(inhibits)',
  both: '(both ways)',
  none: '(no effect)',
};

function truthTable(network: GeneNetwork, name: string): string {
  const { rule } = network.genes.find((each) => each.name === name)!;
  const names = regulators(rule);
  if (names.length === 0 || names.length > mostRegulators) return '';
  const values = truthTableOf(rule, names);
  // in the order of counting: the last regulator changes first
  const bits = (row: number): number[] => names.map((_, place) => (row >>> (names.length - 1 - place)) & 1);
  const entry = (row: number): number => bits(row).reduce((sum, on, place) => sum | (on << place), 0);
  return table(
    [...names.map(code), `**${code(name)}**`],
    Array.from(values, (_, row) => [...bits(row), values[entry(row)]].map(String)),
  );
}

/** Of a network with open rules, or of a gene of it: what it may be; where it ends is known of a member. */
export function openText(network: GeneNetwork, name?: string): string {
  const { open = [] } = network;
  const rule = open.find(({ gene }) => gene === name);
  const of = rule && ('tables' in rule ? rule.tables[0].regulators.map(code) : rule.regulators.map(signed));
  return paragraphs(
    of &&
      `Its rule is open: ${countText(String(functionCount(rule)))} functions, each as likely. ` +
        `Regulators: ${listed(of)}.`,
    name !== undefined && !rule && regulationText(network, name),
    `${sizeText(network)} The ${open.length === 1 ? 'rule' : 'rules'} of ` +
      `${listed(open.map(({ gene }) => code(gene)))} ${open.length === 1 ? 'is' : 'are'} open: ` +
      `${countText(String(memberCount(open)))} networks. Where they end is not known before a member is drawn.`,
  );
}
const signed = ({ name, sign, optional }: OpenRegulator): string =>
  `${code(name)} (${sign === 1 ? 'activates' : sign === -1 ? 'inhibits' : 'either way'}${optional ? ' or not' : ''})`;

/** In which attractors a gene is on. */
export function onText(analysis: NetworkAnalysis, name: string): string {
  const at = [...analysis.genes, ...analysis.inputs].indexOf(name);
  if (at < 0 || analysis.attractors.length === 0) return '';
  const shares = analysis.attractors.map(({ states, fate, kind, size }) => ({
    share: shareOn(states, at),
    fate,
    kind,
    size,
  }));
  const found = shares.filter(({ share }) => share !== 0);
  const of =
    analysis.complete && Number(analysis.count) === shares.length ? `${shares.length}` : `${shares.length} known`;
  if (found.length === 0)
    return `Under ${analysis.update} update off in all of the ${of} ${noun(analysis, shares.length)}.`;
  const each = found
    .slice(0, mostTold)
    .map(({ share, fate, kind, size }) =>
      kind === 'steady' ? named(fate) : `${named(fate)} (${kindText(kind, size)}${onIn(share)})`,
    );
  return (
    `Under ${analysis.update} update on in ${found.length} of ${of} ${noun(analysis, shares.length)}: ` +
    `${each.join(', ')}${found.length > mostTold ? ', …' : ''}.`
  );
}
function onIn(share: number | undefined): string {
  if (share === undefined) return ': may be on';
  return share < 1 ? `: on in ${percent(share)} of its states` : '';
}
/** The share of states in which it is on; undefined where a trap space leaves it open. */
function shareOn(states: readonly string[], at: number): number | undefined {
  if (states.some((state) => state[at] === '*')) return undefined;
  return states.reduce((sum, state) => sum + Number(state[at] === '1'), 0) / states.length;
}

/** Where no share is known. */
const reached = (isReachable: boolean | null): string =>
  isReachable === null ? 'not known' : isReachable ? 'some' : 'none';

/** A whole network: how large it is, where it ends, by fate with the share of starts that end there. */
export function networkText(network: GeneNetwork, analysis: NetworkAnalysis | undefined): string {
  const size = sizeText(network);
  if (!analysis) return paragraphs(size, computing);
  const fates = Object.entries(analysis.fates).map(([fate, { reachable, basin }]) => [
    code(fate),
    String(analysis.attractors.filter(({ kept }) => kept.includes(fate)).length),
    basin ? shareText(basin) : reached(reachable),
  ]);
  const rest = (
    [
      ['mixed', analysis.mixed],
      ['undecided', analysis.undecided],
    ] as const
  ).flatMap(([fate, share]) => {
    const count = analysis.attractors.filter((attractor) => attractor.fate === fate).length;
    return count > 0 ? [[fate, String(count), share ? shareText(share) : 'some']] : [];
  });
  return paragraphs(
    size,
    `${endingsText(analysis)}${unfinished(analysis)}`,
    fates.length > 0 ? table(['fate', noun(analysis, 2), 'basin'], [...fates, ...rest]) : '',
    analysis.inputs.length > 0 && network.inputs.length > 0 ? 'Inputs are held constant, at both values.' : '',
  );
}
/**
 * In one line, without marks: `6 genes, 1 input, asynchronous update. 4 attractors: neuron 2, stem_cell 1, mixed 1.`
 */
export function networkSentence(network: GeneNetwork, analysis: NetworkAnalysis): string {
  return `${sizeText(network)} ${endingsHint(analysis)}.${unfinished(analysis)}`;
}
const sizeText = ({ genes, inputs, update }: GeneNetwork): string =>
  `${counted(genes.length, 'gene')}${inputs.length > 0 ? `, ${counted(inputs.length, 'input')}` : ''}, ` +
  `${update} update.`;
export const computing = '_Its attractors are being computed …_';

/** Where a network ends under both schemes, and where they differ. */
export function schemesText(
  name: string,
  declared: UpdateScheme,
  synchronous: NetworkAnalysis | undefined,
  asynchronous: NetworkAnalysis | undefined,
): string {
  if (!synchronous || !asynchronous) return paragraphs(`**${name}** under both schemes:`, computing);
  const analyses = [synchronous, asynchronous];
  if (analyses.some(({ method }) => method === 'symbolic'))
    return paragraphs(
      `**${name}** under both schemes:`,
      ...analyses.map((analysis) => `${analysis.update}: ${endingsText(analysis)}${unfinished(analysis)}`),
    );
  const row = (what: string, of: (analysis: NetworkAnalysis) => string): string[] => [what, ...analyses.map(of)];
  const kinds =
    (kind: AnalysedAttractor['kind']) =>
    (analysis: NetworkAnalysis): string =>
      String(analysis.attractors.filter((each) => each.kind === kind).length);
  const settle = ({ attractors, update, free }: NetworkAnalysis): string => {
    const restless = attractors.filter(({ kind }) => kind !== 'steady');
    if (attractors.some(({ basin }) => basin === null) && restless.length > 0) return '–';
    if (update === 'synchronous') {
      const states = restless.reduce((sum, { basin }) => sum + (basin ?? 0), 0);
      return `${states.toLocaleString('en')} of ${(2 ** free).toLocaleString('en')}`;
    }
    return restless.length === 0 ? '0' : '–';
  };
  const text = table(
    ['', ...analyses.map(({ update }) => (update === declared ? `**${update}**` : update))],
    [
      row('attractors', ({ count }) => count),
      row('steady states', kinds('steady')),
      row('cycles', kinds('cycle')),
      row('complex', kinds('complex')),
      row('states that never settle', settle),
      ...Object.keys(synchronous.fates).map((fate) =>
        row(`basin of ${code(fate)}`, ({ fates }) => (fates[fate].basin ? shareText(fates[fate].basin) : '–')),
      ),
    ],
  );
  return paragraphs(`**${name}** under both schemes:`, text, ...differences(synchronous, asynchronous));
}
function differences(a: NetworkAnalysis, b: NetworkAnalysis): string[] {
  const key = ({ states }: AnalysedAttractor): string => [...states].sort().join();
  const only = (one: NetworkAnalysis, other: NetworkAnalysis): AnalysedAttractor[] => {
    const others = new Set(other.attractors.map(key));
    return one.attractors.filter((attractor) => !others.has(key(attractor)));
  };
  const told = (one: NetworkAnalysis, other: NetworkAnalysis): string[] => {
    const found = only(one, other);
    return found.length === 0
      ? []
      : [
          `Only under ${one.update} update: ${found
            .slice(0, mostTold)
            .map(({ kind, size, fate }) => `${kindText(kind, size)} (${fate})`)
            .join(', ')}${found.length > mostTold ? ', …' : ''}.`,
        ];
  };
  const found = [...told(a, b), ...told(b, a)];
  return found.length > 0 ? found : ['Both schemes have the same attractors.'];
}

/** In which attractors a fate lies, and the share of starts that end there. */
export function fateText(analysis: NetworkAnalysis, fate: string): string {
  const known = analysis.fates[fate];
  if (!known) return '';
  const kept = analysis.attractors.filter((attractor) => attractor.kept.includes(fate)),
    touched = analysis.attractors.filter(
      (attractor) => attractor.touched.includes(fate) && !attractor.kept.includes(fate),
    );
  if (kept.length + touched.length === 0)
    return (
      `Under ${analysis.update} update ` +
      `${known.reachable === false ? 'no attractor has it: cells only pass through it' : 'no known attractor has it'}.`
    );
  const kinds = [...kept, ...touched].slice(0, mostTold).map(({ kind, size }) => kindText(kind, size));
  const partly = touched.length > 0 ? `, and in some states of ${touched.length} more` : '';
  const more = kept.length + touched.length > mostTold ? ', …' : '';
  const basin = known.basin ? `; basin ${shareText(known.basin)}` : '';
  return (
    `Under ${analysis.update} update in ${counted(kept.length, noun(analysis, 1), noun(analysis, 2))}${partly} ` +
    `(${kinds.join(', ')}${more})${basin}.`
  );
}

/**
 * The smallest changes that force a fate; those that are not the fate itself, where there are such. A search that did
 * not end leaves it open.
 */
export function controlText({ sets, indirect, complete }: Control): string {
  const change = (set: Intervention): string =>
    Object.entries(set)
      .map(([gene, value]) => `${value ? 'over-express' : 'knock out'} ${code(gene)}`)
      .join(' and ');
  const found = indirect.length > 0 ? indirect : sets;
  const doubt = complete ? '' : ' Whether there are smaller or other ones is not known: the search did not end.';
  if (found.length === 0)
    return complete
      ? `No change of up to ${mostChanged} genes forces it from every start.`
      : 'Which changes force it is not known: the search did not end.';
  if (Object.keys(found[0]).length === 0) return 'Every start ends in it.';
  const more = found.length > mostTold ? `, … (${found.length} in all)` : '';
  const told = found.slice(0, mostTold).map(change).join('; or ');
  return `From every start, forced by the smallest change: ${told}${more}.${doubt}`;
}
/** The most genes of a change that is looked for while typing. */
export const mostChanged = 2;
export const searching = '_What forces it is being searched …_';

/** `4 attractors: neuron 2, stem_cell 1, mixed 1`; beyond exhaustion what is known, and that it is not all. */
export function endingsHint(analysis: NetworkAnalysis): string {
  const order = [...Object.keys(analysis.fates), ...noFates];
  const counts = order.flatMap((fate) => {
    const count = analysis.attractors.filter((attractor) => attractor.fate === fate).length;
    return count > 0 ? [`${fate} ${count}`] : [];
  });
  const isAll = Number(analysis.count) === analysis.attractors.length;
  const fates = Object.keys(analysis.fates).length > 0 && isAll ? `: ${counts.join(', ')}` : '';
  return (
    `${analysis.complete ? '' : '≥ '}${countText(analysis.count)} ` +
    `${noun(analysis, Number(analysis.count))}${fates}${analysis.complete ? '' : ' (not finished)'}`
  );
}

function endingsText(analysis: NetworkAnalysis): string {
  const kinds = new Map<string, number>();
  for (const { kind, size } of analysis.attractors)
    kinds.set(kindText(kind, size), (kinds.get(kindText(kind, size)) ?? 0) + 1);
  const told =
    [...kinds]
      .slice(0, mostTold)
      .map(([kind, count]) => (count === 1 ? kind : `${count} × ${kind}`))
      .join(', ') + (kinds.size > mostTold ? ', …' : '');
  return (
    `${analysis.complete ? '' : 'At least '}${countText(analysis.count)} ` +
    `${noun(analysis, Number(analysis.count))}${told ? `: ${told}` : ''}.`
  );
}
const unfinished = ({ complete, unfinished: why }: NetworkAnalysis): string =>
  complete ? '' : ` Not finished: ${why}.`;
function kindText(kind: AnalysedAttractor['kind'], size: number): string {
  switch (kind) {
    case 'steady':
      return 'steady state';
    case 'cycle':
      return `cycle of ${size}`;
    case 'complex':
      return `oscillation among ${size.toLocaleString('en')} states`;
    case 'trap':
      return `trap space of 2^${Math.round(Math.log2(size))} states`;
  }
}
function noun({ complete }: NetworkAnalysis, count: number): string {
  if (complete) return count === 1 ? 'attractor' : 'attractors';
  return count === 1 ? 'steady state or minimal trap space' : 'steady states and minimal trap spaces';
}
/** Groups of three digits; what is beyond 15 digits as a power of ten. */
const countText = (digits: string): string =>
  digits.length > 15
    ? `${digits[0]}.${digits.slice(1, 3)} × 10^${digits.length - 1}`
    : Number(digits).toLocaleString('en');
const named = (fate: string): string => (noFates.includes(fate) ? fate : code(fate));
const noFates = ['mixed', 'undecided', 'not known'];
const shareText = ({ value, ci }: Share): string =>
  `${value === null ? 'not known' : percent(value)}${ci ? ` (${percent(ci[0])} to ${percent(ci[1])}, sampled)` : ''}`;
const percent = (share: number): string =>
  `${share > 0 && share < 0.0005 ? '< 0.1' : Number((100 * share).toFixed(1))} %`;
const counted = (count: number, one: string, several = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : several}`;
const listed = (words: readonly string[], most = 12): string =>
  words.slice(0, most).join(', ') + (words.length > most ? `, … (${words.length} in all)` : '');
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
export const ruleLine = (network: GeneNetwork, name: string): string => {
  const gene = network.genes.find((each) => each.name === name);
  return gene ? `${written(name)}, ${ruleText(gene.rule, written)}` : '';
};
const written = (name: string): string => (isPlainName(name) ? name : `"${name}"`);
const code = (name: string): string => `\`${name}\``;
export const paragraphs = (...parts: readonly (string | undefined | false)[]): string =>
  parts.filter(Boolean).join('\n\n');

/** What a rule is as a function, found once. */
const facts = new WeakMap<object, ReturnType<typeof ruleFacts>>();
function factsOf(rule: Parameters<typeof ruleFacts>[0]): ReturnType<typeof ruleFacts> {
  const known = facts.get(rule) ?? ruleFacts(rule);
  facts.set(rule, known);
  return known;
}
