import type { Synapses } from './growth-program.ts';

/** Columns of synapses that grow by doubling; the first `count` rows hold. */
export interface SynapseTable extends Synapses {
  add(pre: number, post: number, weight: number, birth: number): void;
  /** Removes the rows from `from` on for which `wanted` is false; order is kept. */
  keep(from: number, wanted: (row: number) => boolean): void;
}

export function synapseTable(capacity = 1024): SynapseTable {
  let count = 0;
  let pre = new Int32Array(capacity);
  let post = new Int32Array(capacity);
  let weight = new Float64Array(capacity);
  let birth = new Int32Array(capacity);
  const enlarge = (): void => {
    if (count >= mostSynapses)
      throw new RangeError(
        `more than ${mostSynapses.toLocaleString('en')} synapses; lower their probability, or grow fewer cells`,
      );
    const [oldPre, oldPost, oldWeight, oldBirth] = [pre, post, weight, birth];
    pre = new Int32Array(2 * count);
    pre.set(oldPre);
    post = new Int32Array(2 * count);
    post.set(oldPost);
    weight = new Float64Array(2 * count);
    weight.set(oldWeight);
    birth = new Int32Array(2 * count);
    birth.set(oldBirth);
  };
  return {
    get count() {
      return count;
    },
    get pre() {
      return pre;
    },
    get post() {
      return post;
    },
    get weight() {
      return weight;
    },
    get birth() {
      return birth;
    },
    add(from, to, strength, step) {
      if (count === pre.length) enlarge();
      pre[count] = from;
      post[count] = to;
      weight[count] = strength;
      birth[count] = step;
      count++;
    },
    keep(from, wanted) {
      let kept = from;
      for (let row = from; row < count; row++) {
        if (!wanted(row)) continue;
        pre[kept] = pre[row];
        post[kept] = post[row];
        weight[kept] = weight[row];
        birth[kept] = birth[row];
        kept++;
      }
      count = kept;
    },
  };
}
const mostSynapses = 2 ** 27;

/**
 * All rules' synapses as one table (`areOrdered`: it is one, and is so already) in order of birth, then pre, then
 * post, so that the order of the rules does not show.
 */
export function merged(tables: readonly Synapses[], areOrdered = tables.length === 1): Synapses {
  const count = tables.reduce((sum, table) => sum + table.count, 0);
  const all = synapseTable(Math.max(1, count));
  if (areOrdered) for (const table of tables) append(table, all);
  else {
    const rows = tables.flatMap((table) => Array.from({ length: table.count }, (_, row) => ({ table, row })));
    rows.sort(
      (a, b) =>
        a.table.birth[a.row] - b.table.birth[b.row] ||
        a.table.pre[a.row] - b.table.pre[b.row] ||
        a.table.post[a.row] - b.table.post[b.row] ||
        a.table.weight[a.row] - b.table.weight[b.row],
    );
    for (const { table, row } of rows) all.add(table.pre[row], table.post[row], table.weight[row], table.birth[row]);
  }
  return {
    count,
    pre: all.pre.subarray(0, count),
    post: all.post.subarray(0, count),
    weight: all.weight.subarray(0, count),
    birth: all.birth.subarray(0, count),
  };
}
function append(table: Synapses, to: SynapseTable): void {
  for (let row = 0; row < table.count; row++)
    to.add(table.pre[row], table.post[row], table.weight[row], table.birth[row]);
}
