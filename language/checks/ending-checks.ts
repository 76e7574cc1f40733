/**
 * Family G: where gene rules end. Where at most 20 genes and inputs decide, every state is visited, and all is said
 * exactly. Beyond, attractors are searched within a budget: what is said is certain, but not all may be seen.
 */
import {
  analyseNetwork,
  attractorsOnlyIn,
  type Attractors,
  findAttractors,
  type GeneNetwork,
  type NetworkAnalysis,
  type Overlap,
  overlappingFates,
  reachability,
  synchronousOnly,
  tooLarge,
  undefinedNames,
} from '../../engine/genes/index.ts';
import type { Range } from '../../grammar/tree.ts';
import type { Diagnostic, Fix } from '../diagnostic.ts';
import type { Edit } from '../edits.ts';
import { type Check, diagnostic, listed } from './check.ts';

/** Where a network is written, and what can be changed there. */
export interface Written {
  readonly at: Range;
  readonly scheme: Range;
  readonly fate: (name: string) => Range;
  /** Puts it under asynchronous update; absent where it cannot be changed. */
  readonly asynchronous?: Edit;
}
/** Search steps beyond exhaustion: about a quarter of a second; the same is found on every machine. */
const lintSteps = 1_000_000;

/**
 * All of these for one network; `founders`: the states from which developments start (none: no development grows from
 * it).
 */
export function studyEndings(
  name: string,
  network: GeneNetwork,
  written: Written,
  founders: readonly number[] | undefined,
): readonly Diagnostic[] {
  if (undefinedNames(network).length > 0) return [];
  if (!tooLarge(network)) {
    const attractors = findAttractors(network);
    const whole: Whole = { update: network.update, attractors: attractors.attractors };
    const meet = ({ fates: [first, second] }: Overlap): boolean =>
      whole.attractors.some(({ kept }) => kept.includes(first) && kept.includes(second)) ||
      reached(network, founders ?? [], first, second);
    return [
      ...oscillations(name, network, whole, written.at),
      ...overlaps(network, meet, written.fate),
      ...schemesDiffer(network, attractors, written),
      ...(founders ? [] : endless(network, whole, written.fate)),
    ];
  }
  const both = overlappingFates(network).map(({ fates }) => ({
    name: together(fates),
    rule: { and: network.fates.filter((fate) => fates.includes(fate.name)).map(({ rule }) => rule) },
  }));
  const analysis = analyseNetwork(
    { ...network, fates: [...network.fates, ...both] },
    { basins: false, budget: { trapSpaces: lintSteps } },
  );
  return [
    ...oscillations(name, network, analysis, written.at),
    ...overlaps(network, ({ fates }) => analysis.fates[together(fates)].reachable === true, written.fate),
    ...synchronousCycles(network, written),
    ...(founders || !analysis.complete ? [] : endless(network, analysis, written.fate)),
    ...unfinished(name, analysis, written.at),
  ];
}
/** Both fates at once, as one that no text can name. */
const together = (fates: readonly string[]): string => JSON.stringify(fates);
type Ending = Pick<NetworkAnalysis['attractors'][number], 'size' | 'kept' | 'touched' | 'open'> & {
  readonly kind: NetworkAnalysis['attractors'][number]['kind'];
};
type Whole = Pick<NetworkAnalysis, 'update'> & {
  readonly fates?: NetworkAnalysis['fates'];
  readonly attractors: readonly Ending[];
};

const G002: Check = {
  code: 'G002',
  severity: 'warning',
  tier: 'science',
  find: 'study',
  title: 'fate lies inside an oscillation',
  explanation:
    'The rules never come to rest there: states with the fate are visited again and again, and left. (Where ' +
    'no fate is declared, any oscillation is reported.) Synchronous update makes cycles that asynchronous ' +
    'update does not have. A fate that an oscillation keeps in all its states is not meant. Where more than 20 genes ' +
    'and inputs decide, the message may be about a minimal trap space: what enters one never leaves it, and finds no ' +
    'steady state in it.',
  bad: `language 1
genes clock {
  update synchronous
  A, !B
  B, A
  fate up = A
}
`,
  good: `language 1
genes clock {
  update synchronous
  A, !B
  B, A
  C, C
  fate up = C
}
`,
};
function oscillations(
  name: string,
  network: GeneNetwork,
  { attractors, update }: Whole,
  at: Range,
): readonly Diagnostic[] {
  const comeAndGo = ({ kept, touched }: Ending) =>
    network.fates.flatMap(({ name: fate }) => (touched.includes(fate) && !kept.includes(fate) ? [fate] : []));
  const restless = attractors.filter(({ kind }) => kind !== 'steady');
  const found = network.fates.length === 0 ? restless : restless.filter((ending) => comeAndGo(ending).length > 0);
  if (found.length === 0) return [];
  const fates = [...new Set(found.flatMap(comeAndGo))];
  const isCertain = fates.every((fate) =>
    found.some((ending) => comeAndGo(ending).includes(fate) && !ending.open?.includes(fate)),
  );
  const sizes = found.map(described).slice(0, 4).join(', ') + (found.length > 4 ? ', …' : '');
  const under = found.some(({ kind }) => kind !== 'trap') ? `under ${update} update` : 'under any update';
  if (fates.length === 0)
    return [
      diagnostic(G002, at, `\`${name}\` oscillates ${under} (${sizes}): a fate that lies there is never stable.`),
    ];
  const [they, them] =
    fates.length === 1
      ? [`The fate ${listed(fates)} ${isCertain ? 'lies' : 'touches'}`, 'it']
      : [`The fates ${listed(fates)} ${isCertain ? 'lie' : 'touch'}`, 'them'];
  return [
    diagnostic(
      G002,
      at,
      isCertain
        ? `${they} inside an oscillation ${under} (${sizes}): a cell would have ${them} and lose ${them} again.`
        : `${they} an oscillation ${under} (${sizes}): there a cell may have ${them} and lose ${them} again.`,
    ),
  ];
}
function described({ kind, size }: Ending): string {
  if (kind === 'cycle') return `a cycle of period ${size}`;
  return kind === 'trap'
    ? `a trap space in which ${Math.round(Math.log2(size))} genes keep changing`
    : `a complex attractor of ${size} states`;
}

const G003: Check = {
  code: 'G003',
  severity: 'warning',
  tier: 'science',
  find: 'study',
  title: 'fates overlap',
  explanation:
    'A state has both fates, and the rules come to it: they can end there, or the cells of a development ' +
    'can reach it. A cell is given the fate declared first.',
  bad: `language 1
genes mouse {
  Sox2, Sox2
  Pax6, Sox2
  fate stem = Sox2
  fate radial = Pax6
}
`,
  good: `language 1
genes mouse {
  Sox2, Sox2
  Pax6, Sox2
  fate stem = Sox2
  fate other = !Pax6
}
`,
};
/** `meet`: whether the rules come to a state of both. */
function overlaps(
  network: GeneNetwork,
  meet: (overlap: Overlap) => boolean,
  at: (fate: string) => Range,
): readonly Diagnostic[] {
  return overlappingFates(network).flatMap((overlap) => {
    if (!meet(overlap)) return [];
    const {
      fates: [first, second],
      witness,
    } = overlap;
    const state = Object.entries(witness)
      .map(([gene, value]) => (value ? gene : `!${gene}`))
      .join(' & ');
    return [
      diagnostic(
        G003,
        at(second),
        `A state has both fates, \`${first}\` and \`${second}\`: ${state}. Such a cell counts as ` +
          `\`${first}\`. Add to one of them what the other lacks.`,
      ),
    ];
  });
}
/** Whether a cell of a development comes to have both fates. */
function reached(network: GeneNetwork, founders: readonly number[], first: string, second: string): boolean {
  const rules = network.fates.filter(({ name }) => name === first || name === second).map(({ rule }) => rule);
  return (
    founders.length > 0 &&
    reachability({ ...network, fates: [{ name: 'both', rule: { and: rules } }] }, founders, 'both', 'free').reachable
  );
}

const G007: Check = {
  code: 'G007',
  severity: 'warning',
  tier: 'science',
  find: 'study',
  title: 'attractors depend on the update scheme',
  explanation:
    'Under the declared update scheme the rules end where they cannot end under the other. Attractors that ' +
    'only synchronous update has come from every gene switching at the same instant, which no cell does. Beyond ' +
    '20 genes and inputs, cycles behind 16 starts are looked at: one that asynchronous update leaves for a ' +
    'steady state is reported.',
  bad: `language 1
genes toggle {
  update synchronous
  A, !B
  B, !A
  fate a = A & !B
}
`,
  good: `language 1
genes toggle {
  update asynchronous
  A, !B
  B, !A
  fate a = A & !B
}
`,
};
function schemesDiffer(
  network: GeneNetwork,
  declared: Attractors,
  { scheme, asynchronous }: Written,
): readonly Diagnostic[] {
  const other = findAttractors(network, declared.update === 'synchronous' ? 'asynchronous' : 'synchronous');
  const only = attractorsOnlyIn(declared, other);
  if (only.length === 0) return [];
  const kinds =
    only
      .slice(0, 4)
      .map(({ kind, size }) => (kind === 'cycle' ? `a cycle of period ${size}` : `${kind}, ${size} states`))
      .join(', ') + (only.length > 4 ? ', …' : '');
  const helps = declared.update === 'synchronous' && attractorsOnlyIn(other, declared).length === 0;
  return [
    diagnostic(
      G007,
      scheme,
      `${counted(declared.attractors.length)} under ${declared.update} update, ${other.attractors.length} ` +
        `under ${other.update}: ${only.length} exist${only.length === 1 ? 's' : ''} only under ${declared.update} ` +
        `update (${kinds}).`,
      helps ? asynchronously(asynchronous) : [],
    ),
  ];
}
const counted = (attractors: number): string => `${attractors} attractor${attractors === 1 ? '' : 's'}`;
const asynchronously = (edit: Edit | undefined): readonly Fix[] =>
  edit ? [{ title: 'Change to `update asynchronous`', edits: [edit] }] : [];
function synchronousCycles(network: GeneNetwork, { scheme, asynchronous }: Written): readonly Diagnostic[] {
  const period = network.update === 'synchronous' ? synchronousOnly(network) : undefined;
  return period === undefined
    ? []
    : [
        diagnostic(
          G007,
          scheme,
          `A cycle of period ${period} exists only under synchronous update: asynchronous update leaves it ` +
            `for a steady state. (Found among 16 starts; there may be more.)`,
          asynchronously(asynchronous),
        ),
      ];
}

const G013: Check = {
  code: 'G013',
  severity: 'hint',
  tier: 'science',
  find: 'study',
  title: 'a fate in which nothing ends',
  explanation:
    'No attractor of the rules has this fate: cells can pass through it and never stay, and its basin is 0. ' +
    'That is right for a stage of development; then let a `develop` grow from the rules, and this is not said. ' +
    'Otherwise the definition asks for more than the rules give.',
  bad: `language 1
genes mouse {
  Sox2, !Tbr1
  Tbr1, 1
  fate stem = Sox2
}
`,
  good: `language 1
genes mouse {
  Sox2, !Tbr1
  Tbr1, Tbr1
  fate stem = Sox2
}
`,
};
function endless(
  { fates }: GeneNetwork,
  { attractors, fates: known }: Whole,
  at: (fate: string) => Range,
): readonly Diagnostic[] {
  return fates
    .filter(
      ({ name }) =>
        (known === undefined || known[name].reachable === false) &&
        !attractors.some(({ touched }) => touched.includes(name)),
    )
    .map(({ name }) =>
      diagnostic(
        G013,
        at(name),
        `No attractor has the fate \`${name}\`: cells pass through it at most, and end elsewhere.`,
      ),
    );
}

const G014: Check = {
  code: 'G014',
  severity: 'hint',
  tier: 'science',
  find: 'study',
  title: 'where the rules end is not fully known',
  explanation:
    'The network is too large to visit every state, and the search for steady states and minimal trap ' +
    'spaces stopped at the budget that a check while typing has. What other checks say of it is certain, but ' +
    'they may be silent about what was not found. `anlage genes` searches longer.',
  bad: parities(4),
  good: parities(1),
};
/** Genes that are each the parity of others: to search these is to solve equations by trial. */
function parities(regulators: number): string {
  const parity = (genes: readonly string[]): string =>
    genes.reduce((sum, gene) => `(${sum} & !${gene} | !${sum} & ${gene})`);
  const rule = (gene: number): string =>
    parity([
      ...new Set([1, 7, 18, 29].slice(0, regulators).map((step) => `g${(gene * (step + 1) + (gene % 5)) % 44}`)),
    ]);
  return `language 1
genes parity {
  update asynchronous
${Array.from({ length: 44 }, (_, gene) => `  g${gene}, ${rule(gene)}\n`).join('')}}
`;
}
function unfinished(
  name: string,
  { complete, spacesKnown, unfinished: why, attractors }: NetworkAnalysis,
  at: Range,
): readonly Diagnostic[] {
  return complete || spacesKnown
    ? []
    : [
        diagnostic(
          G014,
          at,
          `Where \`${name}\` ends is not fully known: ${attractors.length.toLocaleString('en')} steady ` +
            `states and trap spaces were found; ${why}.`,
        ),
      ];
}

export const endingChecks = { G002, G003, G007, G013, G014 };
