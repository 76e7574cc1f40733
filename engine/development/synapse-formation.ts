import { compileNumber, ExpressionError } from '../expressions/index.ts';
import { exp } from '../random/index.ts';
import { allPairs, firstMeetings } from './encounters.ts';
import type { Pair } from './cell-pairs.ts';
import type { RuleWiring } from './rule-wiring.ts';
import { type SynapseTable, synapseTable } from './synapses.ts';
import { ceilingByDistance, pairDraws } from './trial.ts';
import { distanceOf, pruning, strengthening } from './upkeep.ts';

/** The synapses of one rule, step by step; in order of birth, and of one step those of the rule by pre, then post. */
export interface Forming {
  readonly synapses: SynapseTable;
  /** Keys the draws of the rule. */
  readonly purpose: string;
  /** Index of the fate that receives. */
  readonly post: number;
  /** New ones. */
  form(step: number): void;
  /** Strengthening, then pruning. */
  upkeep(step: number): void;
  /** Of a step: from which cells one that has the fate could get a synapse of the rule and has none, ascending. */
  candidates(step: number): (post: number) => readonly Candidate[];
}
export interface Candidate {
  readonly pre: number;
  /** What the rule says of the pair: its probability, or its rate. */
  readonly probability: number;
  readonly weight: number;
}
export function forming(wiring: RuleWiring): Forming {
  const synapses = synapseTable();
  const strengthen = strengthening(wiring, synapses);
  const prune = pruning(wiring, synapses);
  return {
    synapses,
    purpose: wiring.purpose,
    post: wiring.post,
    form: formation(wiring, synapses),
    upkeep(step) {
      strengthen(step);
      prune(step);
    },
    candidates: candidatesOf(wiring, synapses),
  };
}

function candidatesOf(wiring: RuleWiring, synapses: SynapseTable): Forming['candidates'] {
  const { rule, scope, history, stepSeconds } = wiring;
  const probability = compileNumber(rule.probability, scope('probability'));
  const weight = compileNumber(rule.weight, scope('weight'));
  return (step) => {
    const moment = history.moments[step],
      joined = joinedPairs(synapses);
    const pair: Pair = { pre: 0, post: 0, distance: 0, moment, time: step * stepSeconds, weight: 0, age: 0 };
    return (post) => {
      const found: Candidate[] = [];
      if (moment.fate[post] !== wiring.post) return found;
      pair.post = post;
      for (let pre = 0; pre < moment.count; pre++) {
        if (pre === post || moment.fate[pre] !== wiring.pre || joined.has(pairNumber(pre, post))) continue;
        pair.pre = pre;
        pair.distance = distanceOf(moment, pre, post);
        found.push({
          pre,
          probability: finite(probability, pair, wiring, 'probability'),
          weight: finite(weight, pair, wiring, 'weight'),
        });
      }
      return found;
    };
  };
}

/**
 * A probability is tried once per ordered pair, with one draw per pair; a rate r per second is tried in each step for
 * every pair that has no synapse of this rule, with the probability 1 − exp(−r·step) and one draw per pair and step.
 */
function formation(wiring: RuleWiring, synapses: SynapseTable): (step: number) => void {
  const { rule, scope, history, stepSeconds, space, key, purpose } = wiring;
  const probability = compileNumber(rule.probability, scope('probability'));
  const weight = compileNumber(rule.weight, scope('weight'));
  const chance = rule.perSecond ? (rate: number): number => 1 - exp(-rate * stepSeconds) : (p: number): number => p;
  // not before a first step: what a program says is checked without any
  const ceiling = onDemand(() =>
    ceilingByDistance(rule.probability, space, (high) => (rule.perSecond ? chance(high) + 1e-12 : high)),
  );
  const encounters = (rule.perSecond ? allPairs : firstMeetings)(history, wiring.pre, wiring.post);
  const once = pairDraws(key, purpose, 0);

  return (step) => {
    const { perSquareMetre, bound } = ceiling();
    const moment = history.moments[step];
    const pair: Pair = { pre: 0, post: 0, distance: 0, moment, time: step * stepSeconds, weight: 0, age: 0 };
    const draws = rule.perSecond ? pairDraws(key, purpose, step) : once;
    const joined = rule.perSecond ? joinedPairs(synapses) : undefined;
    const { x, y } = moment.positions;
    const z = moment.positions.z ?? new Float64Array(moment.count);
    let sinceBreath = 0;
    encounters(step, (pre, posts, tried) => {
      const x0 = x[pre],
        y0 = y[pre],
        z0 = z[pre];
      for (let n = 0; n < posts.length; n++) {
        const post = posts[n];
        const dx = x[post] - x0,
          dy = y[post] - y0,
          dz = z[post] - z0;
        const squared = dx * dx + dy * dy + dz * dz;
        const most = bound[(squared * perSquareMetre) | 0];
        if (most <= 0 || draws.first(pre, post) >= most) continue;
        if (post === pre || tried?.(post) || joined?.has(pairNumber(pre, post))) continue;
        pair.pre = pre;
        pair.post = post;
        pair.distance = Math.sqrt(squared);
        if (!(draws.second() < chance(finite(probability, pair, wiring, 'probability')))) continue;
        synapses.add(pre, post, finite(weight, pair, wiring, 'weight'), step);
      }
      sinceBreath += posts.length;
      if (sinceBreath > 2 ** 20) {
        sinceBreath = 0;
        wiring.breathe();
      }
    });
  };
}

function onDemand<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function finite(value: (pair: Pair) => number, pair: Pair, { scope }: RuleWiring, part: string): number {
  const result = value(pair);
  if (Number.isFinite(result)) return result;
  throw new ExpressionError(
    `${scope(part).where} is ${result} for cells ${pair.pre} and ${pair.post}, ${pair.distance} m apart; it ` +
      `must be a finite number`,
  );
}

const pairNumber = (pre: number, post: number): number => pre * 2 ** 26 + post;
function joinedPairs({ count, pre, post }: SynapseTable): Set<number> {
  const pairs = new Set<number>();
  for (let row = 0; row < count; row++) pairs.add(pairNumber(pre[row], post[row]));
  return pairs;
}
