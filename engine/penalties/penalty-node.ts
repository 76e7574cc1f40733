/**
 * One operation of a penalty. Values are matrices (n × n, row-major, row = post-synaptic) or single numbers, which
 * stand for a matrix of equal entries where a matrix is needed.
 */
export interface Node {
  readonly value: Float64Array;
  /** Whether it depends on the recurrent weights; what does not is computed once. */
  readonly varies: boolean;
  /** Gradient of the penalty by `value`; empty where nothing varies. */
  readonly slope: Float64Array;
  /** Computes `value` from those of the nodes before. */
  readonly forward: () => void;
  /** Adds to the slopes of the nodes before. */
  readonly backward: () => void;
  /** Gives memory of the kernels back. */
  readonly release: () => void;
}
const nothing = (): void => {};

/** Without a branch, which random signs would have mispredicted. */
export const signOf = (x: number): number => Number(x > 0) - Number(x < 0);
export const isMatrix = ({ value }: Node): boolean => value.length !== 1;
export const node = (
  size: number,
  before: readonly Node[],
  passes: (
    value: Float64Array,
    slope: Float64Array,
  ) => Pick<Node, 'forward' | 'backward'> & Partial<Pick<Node, 'release'>>,
): Node => {
  const value = new Float64Array(size),
    varies = before.some((each) => each.varies),
    slope = new Float64Array(varies ? size : 0);
  return { value, varies, slope, release: nothing, ...passes(value, slope) };
};
export const constant = (value: Float64Array): Node => ({
  value,
  varies: false,
  slope: new Float64Array(0),
  forward: nothing,
  backward: nothing,
  release: nothing,
});
export const weights = (n: number): Node => ({
  value: new Float64Array(n * n),
  varies: true,
  slope: new Float64Array(n * n),
  forward: nothing,
  backward: nothing,
  release: nothing,
});
