import type { BooleanExpression } from './network.ts';

/** A node of a binary decision diagram: 0 is false, 1 is true. */
export type Node = number;

/**
 * Reduced ordered binary decision diagrams (Bryant 1986): equal functions are the same node, so questions about a rule — does an input
 * matter, in which direction, can it be true at all — are exact however many genes it has. Variables are 0, 1, 2, … in that order.
 */
export interface Diagrams {
  readonly variable: (v: number) => Node;
  readonly build: (rule: BooleanExpression, index: ReadonlyMap<string, number>) => Node;
  /** if f then g else h. */
  readonly choose: (f: Node, g: Node, h: Node) => Node;
  readonly and: (f: Node, g: Node) => Node;
  readonly not: (f: Node) => Node;
  /** f with variable v at a value. */
  readonly restrict: (f: Node, v: number, value: 0 | 1) => Node;
  /** One assignment that makes f true, of the variables that matter on its way; undefined for false. */
  readonly witness: (f: Node) => ReadonlyMap<number, 0 | 1> | undefined;
}

export function diagrams(): Diagrams {
  const level = [Infinity, Infinity];
  const low = [0, 1];
  const high = [0, 1];
  const unique = new Map<string, Node>();
  const chosen = new Map<string, Node>();

  const node = (v: number, otherwise: Node, then: Node): Node => {
    if (otherwise === then) return then;
    const key = `${v},${otherwise},${then}`;
    let found = unique.get(key);
    if (found === undefined) {
      found = level.push(v) - 1;
      low.push(otherwise);
      high.push(then);
      unique.set(key, found);
    }
    return found;
  };
  const part = (f: Node, v: number, value: 0 | 1): Node => (level[f] !== v ? f : value ? high[f] : low[f]);
  const choose = (f: Node, g: Node, h: Node): Node => {
    if (f === 1 || g === h) return g;
    if (f === 0) return h;
    if (g === 1 && h === 0) return f;
    const key = `${f},${g},${h}`;
    let found = chosen.get(key);
    if (found === undefined) {
      const v = Math.min(level[f], level[g], level[h]);
      found = node(v, choose(part(f, v, 0), part(g, v, 0), part(h, v, 0)), choose(part(f, v, 1), part(g, v, 1), part(h, v, 1)));
      chosen.set(key, found);
    }
    return found;
  };
  const and = (f: Node, g: Node) => choose(f, g, 0);
  const not = (f: Node) => choose(f, 0, 1);
  const variable = (v: number) => node(v, 0, 1);
  const build = (rule: BooleanExpression, index: ReadonlyMap<string, number>): Node => {
    if ('constant' in rule) return rule.constant ? 1 : 0;
    if ('gene' in rule) return variable(index.get(rule.gene) as number);
    if ('not' in rule) return not(build(rule.not, index));
    if ('and' in rule) return rule.and.reduce<Node>((all, term) => and(all, build(term, index)), 1);
    return rule.or.reduce<Node>((any, term) => choose(any, 1, build(term, index)), 0);
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
  return { variable, build, choose, and, not, restrict, witness };
}
