import { functions } from '../expressions/index.ts';
import { isMatrix, type Node, node } from './penalty-node.ts';

/** What an operation does to two numbers (the second is 0 where there is one), and its slopes by them. */
interface Elementwise {
  readonly operands: 1 | 2;
  readonly value: (a: number, b: number) => number;
  /** By a and by b; `value` is what came of them. */
  readonly slopes: readonly [
    (a: number, b: number, value: number) => number,
    (a: number, b: number, value: number) => number,
  ];
}
const one = (value: (a: number) => number, slope: (a: number, b: number, value: number) => number): Elementwise => ({
  operands: 1,
  value,
  slopes: [slope, () => 0],
});
const computed = (name: string) => functions[name].compute as (...numbers: number[]) => number;
const log = computed('log'),
  power = computed('^');

/**
 * Slopes that do not exist are 0: that of |a| and of roots at 0, and of the smaller of two equal ones by the second.
 */
const elementwise: Readonly<Record<string, Elementwise>> = {
  '+': { operands: 2, value: (a, b) => a + b, slopes: [() => 1, () => 1] },
  '-': { operands: 2, value: (a, b) => a - b, slopes: [() => 1, () => -1] },
  '*': { operands: 2, value: (a, b) => a * b, slopes: [(_, b) => b, (a) => a] },
  '/': { operands: 2, value: (a, b) => a / b, slopes: [(_, b) => 1 / b, (_, b, value) => -value / b] },
  '^': {
    operands: 2,
    value: power,
    slopes: [
      (a, b) => (b === 0 || (a === 0 && b < 1) ? 0 : b * power(a, b - 1)),
      (a, _, value) => (a > 0 ? value * log(a) : 0),
    ],
  },
  min: { operands: 2, value: Math.min, slopes: [(a, b) => Number(a <= b), (a, b) => Number(b < a)] },
  max: { operands: 2, value: Math.max, slopes: [(a, b) => Number(a >= b), (a, b) => Number(b > a)] },
  abs: one(Math.abs, (a) => Math.sign(a)),
  exp: one(computed('exp'), (_, __, value) => value),
  log: one(log, (a) => 1 / a),
  sqrt: one(Math.sqrt, (_, __, value) => (value === 0 ? 0 : 0.5 / value)),
  tanh: one(computed('tanh'), (_, __, value) => 1 - value * value),
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
function applied({ operands, value: compute, slopes }: Elementwise, a: Node, b: Node): Node {
  const size = Math.max(a.value.length, b.value.length),
    left = isMatrix(a) ? 1 : 0,
    right = operands === 2 && isMatrix(b) ? 1 : 0;
  const learning = ([a, b] as const).slice(0, operands);
  return node(size, learning, (value, slope) => ({
    forward() {
      for (let i = 0; i < size; i++) value[i] = compute(a.value[i * left], b.value[i * right]);
    },
    backward() {
      learning.forEach((operand, which) => {
        if (!operand.varies) return;
        const slopeOf = slopes[which],
          stride = isMatrix(operand) ? 1 : 0;
        for (let i = 0; i < size; i++)
          if (slope[i] !== 0)
            operand.slope[i * stride] += slope[i] * slopeOf(a.value[i * left], b.value[i * right], value[i]);
      });
    },
  }));
}

/** The sum over all entries, times a factor. */
export const summed = (of: Node, factor: number): Node =>
  node(1, [of], (value, slope) => ({
    forward() {
      value[0] = factor * of.value.reduce((sum, each) => sum + each, 0);
    },
    backward() {
      for (let i = 0; i < of.slope.length; i++) of.slope[i] += factor * slope[0];
    },
  }));
