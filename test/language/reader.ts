import type { Reader } from '../../language/index.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const graph = (count: number, edges: readonly (readonly [number, number])[]): string =>
  JSON.stringify({ nodes: Array.from({ length: count }, (_, id) => ({ id })), edges: edges.map(([source, target]) => ({ source, target, weight: 1 })) });

/** Small files that tests read, by the name they have in a text. */
export const smallFiles: Readonly<Record<string, string>> = {
  'ring.json': graph(4, [[0, 1], [1, 2], [2, 3], [3, 0]]),
  'chain.json': graph(4, [[0, 1], [1, 2], [2, 3]]),
  'contacts.json': graph(2, [[0, 1], [1, 0], [0, 1], [1, 0], [0, 1]]),
  'rules.bnet': 'targets, factors\nSox2, Sox2\nPax6, Sox2 & !Hes1\n',
  'two.bnet': 'Sox2, Sox2\nSox2, !Sox2\n',
  'idle.bnet': 'A, A\nB, A | A & B\nC, A & !A\n',
  'ephys.csv': 'tau\n1\n',
};

/** A reader of files held in memory; built-in data sets are found without content. */
export function readerOf(files: Readonly<Record<string, string>> = smallFiles): Reader & { readonly reads: string[] } {
  const reads: string[] = [];
  return {
    reads,
    locate: async (reference) => (reference in files || reference === 'mnist'
      ? { found: true, location: reference, size: files[reference]?.length ?? 0 }
      : { found: false, tried: [`here/${reference}`, `data/${reference}`], remedy: `Run \`anlage data get ${reference}\`.` }),
    bytes: async (location) => { reads.push(location); return encode(files[location]); },
  };
}
