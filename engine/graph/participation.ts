import type { Matrix } from '../connectivity/index.ts';

/**
 * Participation coefficient of each neuron (Guimerà & Amaral 2005): 1 minus the sum over modules of the squared share
 * of its weights that goes to the module (`out`), or comes from it (`in`): 0 where all are in one module, and for a
 * neuron without any. `partition`: the module of each neuron. @throws RangeError for another number of neurons
 */
export function participationOf({ size, values }: Matrix, partition: Int32Array, ends: 'out' | 'in'): Float64Array {
  if (partition.length !== size)
    throw new RangeError(`a partition of ${partition.length} neurons is none of a graph of ${size}`);
  const modules = new Map<number, number>();
  const moduleOf = Int32Array.from(partition, (each) => {
    const known = modules.get(each) ?? modules.size;
    modules.set(each, known);
    return known;
  });
  const shares = new Float64Array(modules.size);
  return Float64Array.from({ length: size }, (_, neuron) => {
    shares.fill(0);
    let all = 0;
    for (let other = 0; other < size; other++) {
      const weight = values[ends === 'in' ? neuron * size + other : other * size + neuron];
      shares[moduleOf[other]] += weight;
      all += weight;
    }
    return all === 0 ? 0 : 1 - shares.reduce((sum, share) => sum + (share / all) ** 2, 0);
  });
}
