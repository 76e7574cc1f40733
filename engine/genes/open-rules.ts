/** Rules that are left open: how many functions they may be, and one drawn. */
import { type Stream, stream } from '../random/index.ts';
import type { BooleanExpression, Gene, GeneNetwork, OpenRegulator, OpenRule, OpenTable } from './gene-network.ts';
import { allMonotone, drawMonotone, monotoneCounts, mostListed, mostMonotone } from './monotone.ts';
import { sumOfProducts } from './sum-of-products.ts';

/** Of more regulators, or of more whose sign is known, a function is not drawn. */
export const mostOpen = 10;
const mostSigned = mostMonotone;
/** Why no function is drawn for such regulators; undefined where one is. */
export function tooOpen(regulators: readonly OpenRegulator[]): string | undefined {
  const signed = regulators.filter(({ sign }) => sign !== undefined).length;
  if (regulators.length <= mostOpen && signed <= mostSigned) return undefined;
  return (
    `it has ${regulators.length} regulators, ${signed} of them with a sign: functions are drawn of up to ` +
    `${mostOpen}, ${mostSigned} of them with a sign`
  );
}

/** How many functions a rule may be, exactly; `left` is not counted. */
export const functionCount = (rule: OpenRule): bigint =>
  'regulators' in rule
    ? admissibleCount(rule.regulators)
    : rule.tables.reduce((sum, table) => sum + completions(table), 0n);
/** How many networks there are. */
export const memberCount = (open: readonly OpenRule[]): bigint =>
  open.reduce((product, rule) => product * functionCount(rule), 1n);

/**
 * Functions that are monotone in each regulator with a sign and depend on each that is not optional. By inclusion and
 * exclusion over the regulators that they do not depend on; of m with a sign and u without one there are M(m)^(2^u).
 */
function admissibleCount(regulators: readonly OpenRegulator[]): bigint {
  const signed = regulators.filter(({ sign }) => sign !== undefined);
  const [m, u] = [signed.length, regulators.length - signed.length];
  const a = signed.filter(({ optional }) => !optional).length;
  const b = regulators.filter(({ sign, optional }) => sign === undefined && !optional).length;
  let count = 0n;
  for (let i = 0; i <= a; i++)
    for (let j = 0; j <= b; j++) {
      const term = choose(a, i) * choose(b, j) * monotoneCounts[m - i] ** (1n << BigInt(u - j));
      count += (i + j) % 2 === 0 ? term : -term;
    }
  return count;
}
/** Whether a function, by its values, is monotone as the signs say, and depends on each regulator that must act. */
export const keepsTo = (values: ArrayLike<number>, regulators: readonly OpenRegulator[]): boolean =>
  regulators.every(({ sign, optional }, place) => {
    let [rises, falls] = [false, false];
    for (let entry = 0; entry < values.length; entry++) {
      if ((entry >>> place) & 1) continue;
      const change = values[entry | (1 << place)] - values[entry];
      rises ||= change > 0;
      falls ||= change < 0;
    }
    return (optional || rises || falls) && !(sign === 1 && falls) && !(sign === -1 && rises);
  });
function choose(n: number, k: number): bigint {
  let value = 1n;
  for (let i = 1; i <= k; i++) value = (value * BigInt(n - k + i)) / BigInt(i);
  return value;
}
const completions = ({ values }: OpenTable): bigint => 1n << BigInt(values.filter((value) => value === null).length);

/**
 * The member that a seed draws: each function that an open rule may be with the same probability, each gene by itself.
 * The draw of a gene depends on seed, key and its name alone. @throws RangeError for rules that are not drawn
 */
export function memberOf(network: GeneNetwork, seed: number, key: string): GeneNetwork {
  const { open = [], ...closed } = network;
  if (open.length === 0) return network;
  const drawn = new Map(
    open.map((rule) => [rule.gene, drawnRule(rule, stream(seed, key, `member ${rule.gene}`))] as const),
  );
  return { ...closed, genes: network.genes.map((gene) => ({ ...gene, rule: drawn.get(gene.name) ?? gene.rule })) };
}

function drawnRule(rule: OpenRule, draws: Stream): BooleanExpression {
  if ('tables' in rule) {
    const { regulators, values } = picked(rule.tables, draws);
    return sumOfProducts(
      Uint8Array.from(values, (value) => value ?? draws.below(2)),
      regulators,
    );
  }
  const why = tooOpen(rule.regulators);
  if (why !== undefined) throw new RangeError(`the rule of ${rule.gene} is open, and ${why}`);
  return drawnOf(rule.regulators, draws);
}

/** A table with a probability in proportion to how many functions it stands for. */
function picked(tables: readonly OpenTable[], draws: Stream): OpenTable {
  let rest = below(
    tables.reduce((sum, table) => sum + completions(table), 0n),
    draws,
  );
  const found = tables.find((table) => {
    rest -= completions(table);
    return rest < 0n;
  });
  return found as OpenTable;
}
/** A uniform integer 0 .. n − 1. */
function below(n: bigint, draws: Stream): bigint {
  const words = Math.ceil((n - 1n).toString(2).length / 32);
  const limit = (1n << BigInt(32 * words)) - ((1n << BigInt(32 * words)) % n);
  for (;;) {
    let value = 0n;
    for (let word = 0; word < words; word++) value = (value << 32n) | BigInt(draws.next());
    if (value < limit) return value % n;
  }
}

/** Those with a sign first, all rising: a monotone function of them for each combination of the others. */
function ordered(regulators: readonly OpenRegulator[]) {
  const signed = regulators.filter(({ sign }) => sign !== undefined);
  const order = [...signed, ...regulators.filter(({ sign }) => sign === undefined)];
  const acting = order.map(({ name, optional }): OpenRegulator => ({ name, ...(optional && { optional }) }));
  const inhibiting = signed.reduce((mask, { sign }, place) => (sign === -1 ? mask | (1 << place) : mask), 0);
  return {
    signed: signed.length,
    entries: 2 ** order.length,
    acts: (table: Uint8Array): boolean => keepsTo(table, acting),
    rule: (table: Uint8Array): BooleanExpression =>
      sumOfProducts(
        table.map((_, entry) => table[entry ^ inhibiting]),
        order.map(({ name }) => name),
      ),
  };
}
function drawnOf(regulators: readonly OpenRegulator[], draws: Stream): BooleanExpression {
  const { signed, entries, acts, rule } = ordered(regulators);
  const table = new Uint8Array(entries);
  do {
    for (let from = 0; from < entries; from += 2 ** signed) table.set(drawMonotone(signed, draws), from);
  } while (!acts(table));
  return rule(table);
}

/** Functions tried to list those of one rule. */
const mostTried = 2n ** 17n;
/** Every function that a rule may be; undefined where there are too many to list. */
function everyRule(rule: OpenRule): readonly BooleanExpression[] | undefined {
  if (functionCount(rule) > mostTried) return undefined;
  if ('tables' in rule)
    return rule.tables.flatMap(({ regulators, values }) =>
      filled(values).map((table) => sumOfProducts(Uint8Array.from(table), regulators)),
    );
  const { signed, entries, acts, rule: ruleOf } = ordered(rule.regulators);
  const blocks = entries / 2 ** signed;
  if (signed > mostListed || monotoneCounts[signed] ** BigInt(blocks) > mostTried) return undefined;
  let tables: Uint8Array[] = [new Uint8Array(entries)];
  for (let block = 0; block < blocks; block++)
    tables = tables.flatMap((table) =>
      allMonotone(signed).map((part) => {
        const next = table.slice();
        next.set(part, block * part.length);
        return next;
      }),
    );
  return tables.filter(acts).map(ruleOf);
}
const filled = (values: readonly (0 | 1 | null)[]): (0 | 1)[][] =>
  values.reduce<(0 | 1)[][]>(
    (all, value) =>
      (value === null ? ([0, 1] as const) : [value]).flatMap((one) => all.map((begun) => [...begun, one])),
    [[]],
  );

/** Every member, where there are at most `most`; undefined where there are more, or functions are too many to list. */
export function everyMember(network: GeneNetwork, most: number): readonly GeneNetwork[] | undefined {
  const { open = [], ...closed } = network;
  if (open.some((rule) => 'tables' in rule && rule.left) || memberCount(open) > BigInt(most)) return undefined;
  const rules = open.map(everyRule);
  if (!rules.every((found) => found !== undefined)) return undefined;
  return rules.reduce<readonly GeneNetwork[]>(
    (members, found, place) =>
      members.flatMap((member) =>
        found.map((rule) => ({
          ...member,
          genes: member.genes.map((gene) => (gene.name === open[place].gene ? { ...gene, rule } : gene)),
        })),
      ),
    [closed],
  );
}

/** A rule that names the regulators, each by its sign where that is said: what stands in `genes` for an open rule. */
export function standIn(rule: OpenRule): BooleanExpression {
  const regulators: readonly OpenRegulator[] =
    'regulators' in rule
      ? rule.regulators
      : [...new Set(rule.tables.flatMap((table) => table.regulators))].map((name) => ({ name }));
  const terms = regulators.map(
    ({ name, sign }): BooleanExpression => (sign === -1 ? { not: { gene: name } } : { gene: name }),
  );
  return terms.length === 1 ? terms[0] : { or: terms };
}
/** The function that a rule is, where there is one only. */
export const onlyFunction = (rule: OpenRule): BooleanExpression | undefined =>
  functionCount(rule) === 1n ? everyRule(rule)?.[0] : undefined;

/** Genes whose rules are known. */
export const genesKnown = ({ genes, open = [] }: GeneNetwork): readonly Gene[] =>
  genes.filter(({ name }) => !open.some(({ gene }) => gene === name));

/** What only a member has is not asked of all of them at once. @throws RangeError */
export function mustBeClosed({ open = [] }: GeneNetwork): void {
  if (open.length > 0)
    throw new RangeError(
      `the rules of ${open.map(({ gene }) => gene).join(', ')} are open: a member of the network must be drawn first`,
    );
}
