/** Which genes to hold so that a network ends in a fate. */
import { analyseNetwork } from './analyse.ts';
import { attractorsOf } from './attractors.ts';
import { type Budget, BudgetEnded, budgetOf } from './budget.ts';
import { regulators } from './compiled-rule.ts';
import { DiagramTooLarge } from './diagram.ts';
import type { Fate, GeneNetwork, UpdateScheme } from './gene-network.ts';
import { networkDiagrams, type RuleDiagram, ruleDiagrams, valuesIn } from './rule-diagram.ts';
import { ruleOfFate } from './start.ts';
import { stateSpace, tooLarge } from './state-space.ts';
import { trapProblem, type Value } from './subspaces.ts';

/** Genes held at a value: 0 knocked out, 1 over-expressed. */
export type Intervention = Readonly<Record<string, 0 | 1>>;

export interface Control {
  /** The smallest sets of genes that force the fate: all of that size; empty where there is none as small as `most`. */
  readonly sets: readonly Intervention[];
  /**
   * The same without the genes that the fate's own rule names, which do not bring it about but are it; none where
   * `sets` already has some.
   */
  readonly indirect: readonly Intervention[];
  /** False where the search ended before sets up to `most` genes were all tried, or some could not be settled. */
  readonly complete: boolean;
  /** Sets of which it could not be settled whether they force the fate. */
  readonly notKnown: readonly Intervention[];
}
export interface ControlOptions {
  /** In the place of the network's own scheme. */
  readonly update?: UpdateScheme;
  /** The most genes to hold. */
  readonly most?: number;
  /** How many sets are tried at most. */
  readonly tries?: number;
  /** Search steps in all. */
  readonly steps?: number;
  readonly signal?: { readonly aborted: boolean };
}
const defaults = { most: 3, tries: 4000, steps: 200_000_000 };

/**
 * The smallest sets of knock-outs and over-expressions after which every attractor has the fate in all its states, so
 * that it is reached from all starts, whatever the free inputs. Exact: the sets grow by one gene at a time, and an
 * attractor (or a trap space) without the fate says by which: it stays unless a gene is held at a value that it does
 * not keep, so every larger set that forces the fate holds one of these. @throws RangeError for an unknown fate
 */
export function controlOf(network: GeneNetwork, fate: string, options: ControlOptions = {}): Control {
  const { update = network.update, most, tries, steps, signal } = { ...defaults, ...options };
  const rule = ruleOfFate(network, fate);
  const own = new Set(regulators(rule));
  const genes = network.genes.map(({ name }) => name).filter((name) => !(name in network.fixed));
  const study = { ...network, update, fates: [{ name: fate, rule }] };
  const effort: Effort = {
    budget: budgetOf({ steps, signal }),
    each: { trapSpaces: Math.ceil(steps / searches), signal },
  };
  const all = smallest(study, genes, most, tries, effort);
  const isDirect = (set: Intervention) => Object.keys(set).some((gene) => own.has(gene));
  const indirect = all.sets.every(isDirect)
    ? smallest(
        study,
        genes.filter((gene) => !own.has(gene)),
        most,
        tries,
        effort,
      )
    : { sets: [], complete: true, notKnown: [] };
  return {
    sets: all.sets,
    indirect: indirect.sets,
    complete: all.complete && indirect.complete,
    notKnown: [...all.notKnown, ...indirect.notKnown],
  };
}

/** Of all sets together, and what the search for the attractors of one of them may take of it. */
interface Effort {
  readonly budget: Budget;
  readonly each: { readonly trapSpaces: number; readonly signal: ControlOptions['signal'] };
}
/** A search for attractors takes at most one in so many of all steps; what it really takes is counted. */
const searches = 50;
/** Steps for the diagrams of the rules. */
const perGene = 1000;

type Found = Pick<Control, 'sets' | 'complete' | 'notKnown'>;

/**
 * Level by level: sets of no gene, of one, of two, until some of a level force the fate; those found of it where the
 * search ends before.
 */
function smallest(
  network: GeneNetwork,
  genes: readonly string[],
  most: number,
  tries: number,
  { budget, each }: Effort,
): Found {
  const notKnown: Intervention[] = [];
  const everyChange = genes.flatMap((gene) => ([0, 1] as const).map((value) => [gene, value] as const));
  const inOrder = (set: Intervention): Intervention =>
    Object.fromEntries(genes.flatMap((gene) => (gene in set ? [[gene, set[gene]]] : [])));
  let tried = 0;
  let sets: Intervention[] = [];
  try {
    const judge = judgeOf(network, genes, { budget, each });
    for (let level: Intervention[] = [{}], size = 0; size <= most; size++) {
      sets = [];
      const larger = new Map<string, Intervention>();
      for (const set of level) {
        if (++tried > tries) return { sets, complete: false, notKnown };
        const judged = judge(set);
        if (judged === 'forces') sets.push(inOrder(set));
        else if (judged === 'not known') notKnown.push(inOrder(set));
        const more = judged === 'forces' ? [] : judged === 'not known' ? (size === 0 ? everyChange : []) : judged;
        for (const [gene, value] of more) {
          const next = { ...set, [gene]: value };
          larger.set(keyOf(next), next);
        }
      }
      // what is not known of one set, its larger ones may force
      if (sets.length > 0) return { sets, complete: notKnown.length === 0, notKnown };
      level = [...larger.values()];
    }
    return { sets: [], complete: notKnown.length === 0, notKnown };
  } catch (error) {
    if (error instanceof BudgetEnded || error instanceof DiagramTooLarge) return { sets, complete: false, notKnown };
    throw error;
  }
}
const keyOf = (set: Intervention): string =>
  Object.keys(set)
    .sort()
    .map((gene) => `${gene}=${set[gene]}`)
    .join();

/** A trap space without the fate, wherever the genes are held that it needs: their rules say otherwise. */
interface Refuter {
  readonly space: readonly Value[];
  readonly needs: readonly number[];
}
/** Whether a set forces the fate; if not, what to add to it, one of which every larger set that does must hold. */
type Judge = (set: Intervention) => 'forces' | 'not known' | readonly (readonly [gene: string, value: 0 | 1])[];

function judgeOf(network: GeneNetwork, genes: readonly string[], { budget, each }: Effort): Judge {
  const { rules, fixed } = networkDiagrams(network);
  const [fate] = network.fates;
  const fateRule = ruleDiagrams(network)(fate.rule);
  const place = new Map(network.genes.map(({ name }, v) => [name, v]));
  const refuters: Refuter[] = [];
  const isRefutedBy =
    (held: readonly (Value | undefined)[]) =>
    ({ space, needs }: Refuter): boolean =>
      held.every((value, v) => value === undefined || space[v] === '*' || space[v] === value) &&
      needs.every((v) => held[v] !== undefined);
  const heldBy = (set: Intervention): (0 | 1 | undefined)[] => {
    const held = [...fixed];
    for (const [gene, value] of Object.entries(set)) held[place.get(gene) as number] = value;
    return held;
  };
  const refute = (held: readonly (0 | 1 | undefined)[]): Refuter | undefined => {
    const known = refuters.find(isRefutedBy(held));
    if (known) return known;
    const space = trapWithout(rules, held, fateRule, budget);
    if (!space) return undefined;
    const needs = held.flatMap((value, v) => {
      const rule = rules[v];
      return value !== undefined && rule && valuesIn(rule, space)[value ? 0 : 1] ? [v] : [];
    });
    const found = { space, needs };
    refuters.push(found);
    return found;
  };
  return (set) => {
    const held = heldBy(set);
    if (
      !valuesIn(
        fateRule,
        held.map((value) => value ?? '*'),
      )[0]
    )
      return 'forces';
    const refuter = refute(held);
    if (refuter)
      return genes.flatMap((gene) => {
        const value = refuter.space[place.get(gene) as number];
        return gene in set || value === '*' ? [] : [[gene, (1 - value) as 0 | 1] as const];
      });
    const lacking = attractorWithout({ ...network, fixed: { ...network.fixed, ...set } }, fate, { budget, each });
    if (lacking === undefined || lacking === 'not known') return lacking ?? 'forces';
    return genes.flatMap((gene) =>
      gene in set
        ? []
        : ([0, 1] as const).flatMap((value) => (lacking(gene) === value ? [] : [[gene, value] as const])),
    );
  };
}

/** The largest trap space found in which no state has the fate. */
function trapWithout(
  rules: readonly (RuleDiagram | undefined)[],
  held: readonly (0 | 1 | undefined)[],
  fate: RuleDiagram,
  budget: Budget,
): readonly Value[] | undefined {
  const whole: readonly Value[] = held.map((value) => value ?? '*');
  if (!valuesIn(fate, whole)[1]) return whole;
  const problem = trapProblem(rules, held, 'maximal', budget);
  if (whole.every((value) => value !== '*')) return undefined;
  const found = problem.each([problem.always(fate, 0)]).next();
  return found.done ? undefined : found.value;
}

/** Of an attractor that does not keep the fate: the value a gene keeps in it; undefined where there is none such. */
function attractorWithout(
  network: GeneNetwork,
  { name: fate }: Fate,
  { budget, each: { trapSpaces, signal } }: Effort,
): ((gene: string) => 0 | 1 | undefined) | 'not known' | undefined {
  if (!tooLarge(network)) {
    const space = stateSpace(network);
    budget.spend(Math.ceil(space.size / 8));
    const found = attractorsOf(network, space, network.update).find(({ kept }) => !kept.includes(fate));
    return found && valueKept(space.variables, Array.from(found.states, space.text));
  }
  budget.spend(network.genes.length * perGene);
  const { attractors, complete, count, genes, inputs } = analyseNetwork(network, {
    basins: false,
    budget: { trapSpaces, spend: budget.spend },
    signal,
  });
  budget.spend(0); // ended there, it ends here
  const found = attractors.find(({ kept, open }) => !kept.includes(fate) && !open?.includes(fate));
  // A trap space, or the first states of an attractor, tell too little of which genes change.
  if (found && found.size === found.states.length) return valueKept([...genes, ...inputs], found.states);
  if (found) return () => undefined;
  const isAll =
    complete && String(attractors.length) === count && attractors.every(({ open }) => !open?.includes(fate));
  return isAll ? undefined : 'not known';
}
function valueKept(names: readonly string[], states: readonly string[]): (gene: string) => 0 | 1 | undefined {
  return (gene) => {
    const at = names.indexOf(gene);
    return states.every((state) => state[at] === states[0][at]) ? (Number(states[0][at]) as 0 | 1) : undefined;
  };
}
