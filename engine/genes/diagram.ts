import type { BooleanExpression } from './gene-network.ts';

/** A node of a binary decision diagram: 0 is false, 1 is true. */
export type Node = number;

/**
 * Reduced ordered binary decision diagrams (Bryant 1986): equal functions are the same node, so questions about a rule
 * — does an input matter, in which direction, can it be true at all — are exact however many genes it has. Variables
 * are 0, 1, 2, … in that order.
 */
export interface Diagrams {
  readonly variable: (v: number) => Node;
  /** `leaf` gives the node of a gene or input. */
  readonly build: (rule: BooleanExpression, leaf: (name: string) => Node) => Node;
  /** if f then g else h. */
  readonly choose: (f: Node, g: Node, h: Node) => Node;
  readonly and: (f: Node, g: Node) => Node;
  readonly not: (f: Node) => Node;
  /** f with variable v at a value. */
  readonly restrict: (f: Node, v: number, value: 0 | 1) => Node;
  /** One assignment that makes f true, of the variables that matter on its way; undefined for false. */
  readonly witness: (f: Node) => ReadonlyMap<number, 0 | 1> | undefined;
  /** The variable that a node asks for, and where it leads when that is off and when it is on. */
  readonly asks: (f: Node) => number;
  readonly low: (f: Node) => Node;
  readonly high: (f: Node) => Node;
  /** All nodes of f but 0 and 1, each after those it leads to. */
  readonly nodes: (f: Node) => Node[];
}

/** Diagrams are followed variable by variable, each within the one before: more do not fit on a thread's stack. */
const mostVariables = 2000;

/** A rule whose diagram does not fit into the nodes allowed. */
export class DiagramTooLarge extends RangeError {}

export function diagrams(limit = Infinity): Diagrams {
  const level = [Infinity, Infinity];
  const low = [0, 1];
  const high = [0, 1];
  /** Open addressing: a node's number, 0 where a slot is empty; never more than half full. */
  let unique = new Int32Array(64);
  /** The last answer of `choose` for each hash: f, g, h, result. */
  let chosen = new Int32Array(4 * 64);

  const node = (v: number, otherwise: Node, then: Node): Node => {
    if (otherwise === then) return then;
    let slot = hash(v, otherwise, then) & (unique.length - 1);
    for (let found = unique[slot]; found !== 0; found = unique[slot]) {
      if (level[found] === v && low[found] === otherwise && high[found] === then) return found;
      slot = (slot + 1) & (unique.length - 1);
    }
    if (level.length > limit)
      throw new DiagramTooLarge(`its decision diagram has more than ${limit.toLocaleString('en')} nodes`);
    const made = level.push(v) - 1;
    low.push(otherwise);
    high.push(then);
    unique[slot] = made;
    if (2 * made > unique.length) grow();
    return made;
  };
  const grow = () => {
    unique = new Int32Array(2 * unique.length);
    chosen = new Int32Array(4 * unique.length);
    for (let made = 2; made < level.length; made++) {
      let slot = hash(level[made], low[made], high[made]) & (unique.length - 1);
      while (unique[slot] !== 0) slot = (slot + 1) & (unique.length - 1);
      unique[slot] = made;
    }
  };
  const part = (f: Node, v: number, value: 0 | 1): Node => (level[f] !== v ? f : value ? high[f] : low[f]);
  const choose = (f: Node, g: Node, h: Node): Node => {
    if (f === 1 || g === h) return g;
    if (f === 0) return h;
    if (g === 1 && h === 0) return f;
    const key = hash(f, g, h);
    let slot = 4 * (key & (chosen.length / 4 - 1));
    if (chosen[slot] === f && chosen[slot + 1] === g && chosen[slot + 2] === h) return chosen[slot + 3];
    const v = Math.min(level[f], level[g], level[h]);
    const result = node(
      v,
      choose(part(f, v, 0), part(g, v, 0), part(h, v, 0)),
      choose(part(f, v, 1), part(g, v, 1), part(h, v, 1)),
    );
    slot = 4 * (key & (chosen.length / 4 - 1)); // the table may have grown
    chosen[slot] = f;
    chosen[slot + 1] = g;
    chosen[slot + 2] = h;
    chosen[slot + 3] = result;
    return result;
  };
  const and = (f: Node, g: Node) => choose(f, g, 0);
  const not = (f: Node) => choose(f, 0, 1);
  const variable = (v: number) => {
    if (v >= mostVariables)
      throw new DiagramTooLarge(`it has more than ${mostVariables.toLocaleString('en')} regulators`);
    return node(v, 0, 1);
  };
  const build = (rule: BooleanExpression, leaf: (name: string) => Node): Node => {
    if ('constant' in rule) return rule.constant ? 1 : 0;
    if ('gene' in rule) return leaf(rule.gene);
    if ('not' in rule) return not(build(rule.not, leaf));
    if ('and' in rule) return rule.and.reduce<Node>((all, term) => and(all, build(term, leaf)), 1);
    return rule.or.reduce<Node>((any, term) => choose(any, 1, build(term, leaf)), 0);
  };
  const restrict = (f: Node, v: number, value: 0 | 1): Node => {
    const done = new Map<Node, Node>();
    const walk = (at: Node): Node => {
      if (level[at] > v) return at;
      if (level[at] === v) return value ? high[at] : low[at];
      let result = done.get(at);
      if (result === undefined) {
        result = node(level[at], walk(low[at]), walk(high[at]));
        done.set(at, result);
      }
      return result;
    };
    return walk(f);
  };
  const witness = (f: Node) => {
    if (f === 0) return undefined;
    const values = new Map<number, 0 | 1>();
    for (let at = f; at > 1; ) {
      const value = low[at] === 0 ? 1 : 0;
      values.set(level[at], value);
      at = value ? high[at] : low[at];
    }
    return values;
  };
  const nodes = (f: Node): Node[] => {
    const found = new Set<Node>();
    const walk = (at: Node) => {
      if (at < 2 || found.has(at)) return;
      walk(low[at]);
      walk(high[at]);
      found.add(at);
    };
    walk(f);
    return [...found];
  };
  return {
    variable,
    build,
    choose,
    and,
    not,
    restrict,
    witness,
    asks: (f) => level[f],
    low: (f) => low[f],
    high: (f) => high[f],
    nodes,
  };
}

function hash(a: number, b: number, c: number): number {
  const mixed = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b) ^ Math.imul(c, 0xc2b2ae35);
  return mixed ^ (mixed >>> 15);
}
