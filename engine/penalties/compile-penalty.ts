import { type Expression, show } from '../expressions/index.ts';
import type { LinearAlgebra } from '../kernels/index.ts';
import type { Penalty } from '../training/index.ts';
import { communicability } from './communicability.ts';
import { earthMover } from './earth-mover.ts';
import { elementwiseNode, summed } from './elementwise.ts';
import { constant, isMatrix, type Node, weights } from './penalty-node.ts';

/**
 * A penalty on the recurrent weights that act, and its exact gradient by them, in f64; the matrix exponential of what
 * depends on W is made of products in f32, as those of the network itself. The expression is over `W` and the constants
 * (n × n each); arithmetic and functions of numbers are taken entry by entry, `sum` and `mean` over all entries,
 * `scaled` brings a constant to 0 .. 1. What does not depend on W is computed once.
 * @throws RangeError for an expression that does not come to one number, and for what it has no meaning for
 */
export function compilePenalty(
  expression: Expression,
  constants: Readonly<Record<string, Float64Array>>,
  n: number,
  algebra: Pick<LinearAlgebra, 'exponential'>,
): Penalty {
  for (const [name, { length }] of Object.entries(constants))
    if (length !== n * n) throw new RangeError(`${name} has ${length} numbers, not ${n} × ${n}`);
  const acting = weights(n);
  const varying: Node[] = [];
  const known = new Map<string, Node>();
  const add = (made: Node): Node => {
    if (made.varies) varying.push(made);
    else made.forward();
    return made;
  };
  const called = (name: string, operands: readonly Node[], written: Expression): Node => {
    const only = (): Node => {
      if (operands.length === 1 && (isMatrix(operands[0]) || n === 1)) return operands[0];
      throw new RangeError(`\`${show(written)}\`: ${name} is taken of one matrix`);
    };
    switch (name) {
      case 'sum':
        return summed(only(), 1);
      case 'mean':
        return summed(only(), 1 / (n * n));
      case 'communicability':
        return communicability(only(), n, algebra);
      case 'published_communicability': {
        const of = only();
        if (of.varies) throw new RangeError(`\`${show(written)}\` is of what does not depend on W`);
        return communicability(of, n, algebra, publishedEmptyStrength);
      }
      case 'earth_mover': {
        const [a, b] = operands;
        if (operands.length === 2 && ((isMatrix(a) && isMatrix(b)) || n === 1)) return earthMover(a, b);
        throw new RangeError(`\`${show(written)}\`: earth_mover is taken of two matrices`);
      }
      case 'scaled':
        return scaledToOne(only(), written);
      default: {
        const negated = name === '-' && operands.length === 1;
        const made = elementwiseNode(name, negated ? [constant(Float64Array.of(0)), operands[0]] : operands);
        if (made) return made;
        throw new RangeError(`\`${show(written)}\` has no place in a penalty`);
      }
    }
  };
  const compiled = (written: Expression): Node => {
    const text = show(written);
    const before = known.get(text);
    if (before) return before;
    const made = fresh(written);
    known.set(text, made);
    return made;
  };
  const fresh = (written: Expression): Node => {
    if (typeof written === 'number') return constant(Float64Array.of(written));
    if (typeof written === 'object' && 'name' in written) {
      if (written.name === 'W') return acting;
      if (Object.hasOwn(constants, written.name)) return constant(constants[written.name]);
      throw new RangeError(`\`${written.name}\` is not known of these neurons`);
    }
    if (typeof written === 'object' && 'call' in written)
      return add(called(written.call, written.arguments.map(compiled), written));
    throw new RangeError(`\`${show(written)}\` has no place in a penalty`);
  };
  const result = compiled(expression);
  if (isMatrix(result))
    throw new RangeError(`\`${show(expression)}\` is one number for each pair: write sum(…) or mean(…)`);

  const value = (W: Float64Array): number => {
    if (W.length !== n * n) throw new RangeError(`W has ${W.length} numbers, not ${n} × ${n}`);
    acting.value.set(W);
    for (const each of varying) each.forward();
    return result.value[0];
  };
  return {
    value,
    gradient(W) {
      const found = value(W);
      acting.slope.fill(0);
      if (!result.varies) return { value: found, gradient: acting.slope };
      for (const each of varying) each.slope.fill(0);
      result.slope[0] = 1;
      for (let each = varying.length - 1; each >= 0; each--) varying[each].backward();
      return { value: found, gradient: acting.slope };
    },
    release() {
      for (const each of varying) each.release();
    },
  };
}

/** Instead of no outgoing weight: the program of the cortical-blueprint study. */
const publishedEmptyStrength = 1e-10;
/** (X − min) / (max − min) over all entries. */
function scaledToOne({ value, varies }: Node, written: Expression): Node {
  if (varies) throw new RangeError(`\`${show(written)}\`: what is scaled cannot depend on W`);
  let low = Infinity,
    high = -Infinity;
  for (const each of value) [low, high] = [Math.min(low, each), Math.max(high, each)];
  if (!(low < high))
    throw new RangeError(`\`${show(written)}\`: all its entries are ${low}, which no scale brings to 0 .. 1`);
  return constant(value.map((each) => (each - low) / (high - low)));
}
