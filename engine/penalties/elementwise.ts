import { functions } from '../expressions/index.ts';
import { isMatrix, type Node, node, signOf } from './penalty-node.ts';

/** The entries of two operands, side by side; a single number is taken again and again: its step is 0. */
interface Operands {
  readonly a: Float64Array;
  readonly stepA: 0 | 1;
  readonly b: Float64Array;
  readonly stepB: 0 | 1;
}
/** Adds to the slope of one of them; `value` is what came of both, `slope` the gradient by it. */
type Backward = (to: Float64Array, step: 0 | 1, slope: Float64Array, of: Operands, value: Float64Array) => void;
/** An operation on all entries. Where there is one operand, b is a. */
interface Elementwise {
  readonly operands: 1 | 2;
  readonly forward: (value: Float64Array, of: Operands) => void;
  readonly backward: readonly Backward[];
}

/** By what it does to two numbers, and its slopes by each. */
const entrywise = (
  value: (a: number, b: number) => number,
  ...slopes: readonly ((a: number, b: number, value: number) => number)[]
): Elementwise => ({
  operands: slopes.length === 1 ? 1 : 2,
  forward(to, { a, stepA, b, stepB }) {
    for (let i = 0; i < to.length; i++) to[i] = value(a[i * stepA], b[i * stepB]);
  },
  backward: slopes.map(
    (slopeOf): Backward =>
      (to, step, slope, { a, stepA, b, stepB }, found) => {
        for (let i = 0; i < slope.length; i++)
          if (slope[i] !== 0) to[i * step] += slope[i] * slopeOf(a[i * stepA], b[i * stepB], found[i]);
      },
  ),
});
// Sums, products and magnitudes are in every penalty: loops of their own are several times as fast as a call an entry.
const sumWith = (sign: 1 | -1): Elementwise => ({
  operands: 2,
  forward(value, { a, stepA, b, stepB }) {
    for (let i = 0; i < value.length; i++) value[i] = a[i * stepA] + sign * b[i * stepB];
  },
  backward: [1, sign].map(
    (factor): Backward =>
      (to, step, slope) => {
        for (let i = 0; i < slope.length; i++) to[i * step] += factor * slope[i];
      },
  ),
});
const times: Backward = (to, step, slope, { b, stepB }) => {
  for (let i = 0; i < slope.length; i++) if (slope[i] !== 0) to[i * step] += slope[i] * b[i * stepB];
};
const product: Elementwise = {
  operands: 2,
  forward(value, { a, stepA, b, stepB }) {
    for (let i = 0; i < value.length; i++) value[i] = a[i * stepA] * b[i * stepB];
  },
  backward: [
    times,
    (to, step, slope, { a, stepA }, value) => times(to, step, slope, { a, stepA, b: a, stepB: stepA }, value),
  ],
};
const magnitude: Elementwise = {
  operands: 1,
  forward(value, { a }) {
    for (let i = 0; i < value.length; i++) value[i] = Math.abs(a[i]);
  },
  backward: [
    (to, _, slope, { a }) => {
      for (let i = 0; i < slope.length; i++) to[i] += slope[i] * signOf(a[i]);
    },
  ],
};
const computed = (name: string) => functions[name].compute as (...numbers: number[]) => number;
const log = computed('log'),
  power = computed('^');

/**
 * Slopes that do not exist are 0: that of |a| and of roots at 0, and of the smaller of two equal ones by the second.
 */
const elementwise: Readonly<Record<string, Elementwise>> = {
  '+': sumWith(1),
  '-': sumWith(-1),
  '*': product,
  '/': entrywise(
    (a, b) => a / b,
    (_, b) => 1 / b,
    (_, b, value) => -value / b,
  ),
  '^': entrywise(
    power,
    (a, b) => (b === 0 || (a === 0 && b < 1) ? 0 : b * power(a, b - 1)),
    (a, _, value) => (a > 0 ? value * log(a) : 0),
  ),
  min: entrywise(
    Math.min,
    (a, b) => Number(a <= b),
    (a, b) => Number(b < a),
  ),
  max: entrywise(
    Math.max,
    (a, b) => Number(a >= b),
    (a, b) => Number(b > a),
  ),
  abs: magnitude,
  exp: entrywise(computed('exp'), (_, __, value) => value),
  log: entrywise(log, (a) => 1 / a),
  sqrt: entrywise(Math.sqrt, (_, __, value) => (value === 0 ? 0 : 0.5 / value)),
  tanh: entrywise(computed('tanh'), (_, __, value) => 1 - value * value),
};

/** An operation by its name, or undefined where there is none of so many operands. */
export function elementwiseNode(name: string, operands: readonly Node[]): Node | undefined {
  if (!Object.hasOwn(elementwise, name)) return undefined;
  const kind = elementwise[name];
  if (kind.operands === 2 && operands.length > 2 && (name === 'min' || name === 'max'))
    return operands.slice(1).reduce((left, right) => applied(kind, left, right), operands[0]);
  if (operands.length !== kind.operands) return undefined;
  return applied(kind, operands[0], operands[1] ?? operands[0]);
}
function applied({ operands, forward, backward }: Elementwise, a: Node, b: Node): Node {
  const size = Math.max(a.value.length, b.value.length),
    stepOf = (of: Node): 0 | 1 => (isMatrix(of) ? 1 : 0),
    both: Operands = { a: a.value, stepA: stepOf(a), b: b.value, stepB: stepOf(b) };
  const learning = [a, b].slice(0, operands);
  return node(size, learning, (value, slope) => ({
    forward: () => forward(value, both),
    backward() {
      learning.forEach((operand, which) => {
        if (operand.varies) backward[which](operand.slope, stepOf(operand), slope, both, value);
      });
    },
  }));
}

/** The sum over all entries, times a factor. */
export const summed = (of: Node, factor: number): Node =>
  node(1, [of], (value, slope) => ({
    forward() {
      let sum = 0;
      for (let i = 0; i < of.value.length; i++) sum += of.value[i];
      value[0] = factor * sum;
    },
    backward() {
      for (let i = 0; i < of.slope.length; i++) of.slope[i] += factor * slope[0];
    },
  }));
