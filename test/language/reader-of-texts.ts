import type { Reader } from '../../language/index.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const graph = (count: number, edges: readonly (readonly [number, number])[]): string =>
  JSON.stringify({
    nodes: Array.from({ length: count }, (_, id) => ({ id })),
    edges: edges.map(([source, target]) => ({ source, target, weight: 1 })),
  });

/** A is set from outside, B follows A, and C is on after A without B; D never changes. Cells in order of time. */
function cells(): string {
  const rows = ['cell,time,A,B,C,D'];
  for (let time = 0, draw = 12345, a = 0, b = 0, c = 0; time < 60; time++) {
    rows.push(`cell${time},${time},${[a, b, c].map((on) => (on ? 5 + (draw % 7) / 10 : (draw % 5) / 10)).join(',')},1`);
    draw = (draw * 1103515245 + 12345) % 2147483648;
    [a, b, c] = [(draw >>> 16) & 1, a, a & ~b & 1];
  }
  return `${rows.join('\n')}\n`;
}

const table = (entry: (i: number, j: number) => number | string, size = 4): string =>
  Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => entry(i, j)).join(',')).join('\n');

/** Activity of three neurons at twenty times. */
const activity = (k: number): string =>
  Array.from({ length: 20 }, (_, t) => [1, 2, 3].map((i) => ((t * i * k + i * i) % 7) + k / 10).join(',')).join('\n');

/** Small files that tests read, by the name they have in a text. */
export const smallFiles: Readonly<Record<string, string>> = {
  'rats/rat1.csv': activity(1),
  'rats/rat2.csv': activity(2),
  'rats/rat1.tsv': activity(3).replaceAll(',', '\t'),
  'damaged/rat1.csv': activity(1),
  'damaged/rat2.csv': '1,2,lost\n',
  'animals.csv': 'name,genotype\nrat1,wild\nrat2,mutant\n',
  'one-rat.csv': 'name,genotype\nrat1,wild\n',
  'ring.json': graph(4, [
    [0, 1],
    [1, 2],
    [2, 3],
    [3, 0],
  ]),
  'chain.json': graph(4, [
    [0, 1],
    [1, 2],
    [2, 3],
  ]),
  'contacts.json': graph(2, [
    [0, 1],
    [1, 0],
    [0, 1],
    [1, 0],
    [0, 1],
  ]),
  'sizes.anl': 'let N = 60\n',
  'rules.bnet': 'targets, factors\nSox2, Sox2\nPax6, Sox2 & !Hes1\n',
  'two.bnet': 'Sox2, Sox2\nSox2, !Sox2\n',
  'idle.bnet': 'A, A\nB, A | A & B\nC, A & !A\n',
  'open.aeon': 'A -> B\nC -> B\nB -> C\nA -> A\n$A: A\n$C: B\n',
  'ephys.csv': 'tau\n1\n',
  'numbered.csv': 'a,b,c\n0.5,1,2\n3,0,1\n0,4,1\n',
  'plain.csv': '0.5,1,2\n3,0,1\n0,4,1\n',
  'types.csv': 'type,tau,ri\nspiny,20,150\nspiny,25,\naspiny,10,210\naspiny,8,250\n',
  'allen.csv': 'specimen_id,tau,ri,vrest,f_i_curve_slope\n1,20,150,-70,0.1\n2,10,210,-66,0.4\n',
  'nodes.csv': 'name,type\n0,x\n1,y\n2,x\n3,y\n',
  'few-nodes.csv': 'name,type\n0,x\n1,y\n',
  'published.csv': 'partners,alpha\n5,0.4\n10,0.5\n',
  'percents.csv': 'partners,mutual\n5,6\n10,12\n',
  'cells.csv': cells(),
  'model.json': JSON.stringify({
    userDefinedMetadata: {
      network: { neurons: 3, inputs: 2, outputs: 1, activation: 'tanh' },
      parameters: [{ paths: ['parameters.bin'], weights: [] }],
    },
  }),
  'parameters.bin': '',
  'field/neurons.csv': 'x_um,y_um,z_um\n0,0,0\n30,0,0\n0,40,10\n100,100,20\n',
  'field/synapses.csv': 'row,col,count\n0,1,2\n1,2,1\n2,0,1\n3,1,1\n',
  'field/corr.csv': table((i, j) => (i === j ? 1 : 0.02 * (i + j))),
  'field/sttc.csv': table((i, j) => (i === j ? 1 : 0.01 * (3 + i + j))),
  'partial/corr.csv': table((i, j) => (i === j ? 0.2 : 0.02 * (i + j))),
  'uneven/corr.csv': table((i, j) => (i === j ? 0.2 : 0.02 * (i + j))),
  'uneven/sttc.csv': table((i, j) => (i === j ? 0.2 : 0.02 * (i + j)), 3),
  'gap/corr.csv': table((i, j) => (i * j === 2 ? 'nan' : 0.1)),
  'torn/corr.csv': table((i, j) => (i * j === 2 ? 'much' : 0.1)),
};

/** A reader of files held in memory; built-in data sets are found without content. */
export function readerOf(files: Readonly<Record<string, string>> = smallFiles): Reader & { readonly reads: string[] } {
  const reads: string[] = [];
  const within = (folder: string): readonly string[] =>
    Object.keys(files).flatMap((name) => (name.startsWith(`${folder}/`) ? [name.slice(folder.length + 1)] : []));
  return {
    reads,
    locate: async (reference) =>
      reference in files || reference === 'mnist' || within(reference).length > 0
        ? { found: true, location: reference, size: files[reference]?.length ?? 0 }
        : {
            found: false,
            tried: [`here/${reference}`, `data/${reference}`],
            remedy: `Run \`anlage data get ${reference}\`.`,
          },
    list: async (location) => within(location),
    bytes: async (location) => {
      reads.push(location);
      return encode(files[location]);
    },
  };
}
