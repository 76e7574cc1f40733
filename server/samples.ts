import { growthProgram } from '../catalogue/controls/index.ts';
import { chosenCells, facts, type Matrix } from '../engine/connectivity/index.ts';
import { grow, type Growth, GrowthAborted } from '../engine/development/index.ts';
import type { LinearAlgebra } from '../engine/kernels/index.ts';
import { growthFigure, matrixFigure } from '../figures/index.ts';
import type { ConnectNoun, DevelopNoun, Reader } from '../language/index.ts';
import { fieldFiles } from '../formats/index.ts';
import { type CachedAlgebra, cachedAlgebra } from '../making/cached-algebra.ts';
import { circuits, type MoreSources } from '../making/circuits.ts';
import { matrixOfSource } from '../language/matrix-files.ts';
import { networkOf } from '../making/gene-networks.ts';
import type { Aborted, Question, Sample } from './analyst.ts';
import { sampleDrawn } from './drawn-sample.ts';

/** A growth that takes longer, in milliseconds, or a matrix that is larger, is shown by a smaller one. */
const patience = 4000;
const smallGrowth = 300;
const mostNeurons = 3000;
const seed = 1;

/** The circuit that seed 1 grows; where that takes too long, one of few cells. */
export function sampleGrowth(develop: DevelopNoun, signal?: Aborted): Sample {
  const { growth, isSmall } = sampled(develop, signal);
  return {
    figures: [growthFigure(growth, `${develop.name}, seed ${seed}`, develop.space)],
    text:
      `Seed ${seed}: ${counted(growth.cells.count, 'cell')}, ` +
      `${counted(growth.synapses.count, 'synapse', 'synapses')}.${
        isSmall
          ? ` A sample: division stopped at ${smallGrowth} cells, and what depends on how many there are ` +
            `differs from ` +
            `the whole.`
          : ''
      }`,
  };
}

/** The matrix that seed 1 gives, and what is to be known of it. */
export async function sampleMatrix(
  { connect, ranks, expected }: Extract<Question, { kind: 'matrix' }>,
  reader: Reader,
  algebra: LinearAlgebra,
  signal?: Aborted,
): Promise<Sample> {
  const { source } = connect,
    cached = cachedAlgebra(algebra);
  const shown = (
    sampled: ConnectNoun,
    note = '',
    bytes: Uint8Array = new Uint8Array(),
    whole?: MoreSources['whole'],
  ): Sample =>
    matrixSample(sampled, circuits(() => bytes, cached, undefined, { whole }).wire(sampled, seed).matrix, note, cached);
  if (source.kind === 'develop') {
    const { growth, isSmall } = sampled(source.develop, signal);
    const cells = chosenCells(growth, source).length;
    if (cells > mostNeurons || isSmall)
      return shown(
        { ...connect, source: { ...source, develop: small(source.develop) } },
        ` A sample: division stopped at ${smallGrowth} cells.`,
      );
    return shown(connect);
  }
  if (source.kind === 'drawn') return sampleDrawn(connect, ranks, expected, algebra);
  if (source.kind === 'goe')
    return { figures: [], text: '`weights goe` draws eigenvalues without a matrix, so there is none to show.' };
  if (source.kind === 'initial' || source.kind === 'trained')
    return { figures: [], text: 'A matrix of a network is known when the network is.' };
  if (source.kind === 'scaled')
    return { figures: [], text: 'A matrix whose synapses are scaled is known when its network has run.' };
  if (source.kind === 'recording')
    return { figures: [], text: 'A matrix made of a recording is known when the recording has been read: it runs.' };
  const located = await reader.locate(source.path);
  if (!located.found) return { figures: [], text: `"${source.path}" was not found.` };
  if (source.kind === 'field') return fieldSample(connect, source, located.location, reader, cached);
  const bytes = await reader.bytes(located.location);
  if (source.kind !== 'matrix') return shown(connect, '', bytes);
  const matrix = await matrixOfSource(source, bytes, reader);
  return shown(connect, '', bytes, () => matrix);
}

/** Its files, read before. */
async function fieldSample(
  connect: ConnectNoun,
  { path }: Extract<ConnectNoun['source'], { readonly kind: 'field' }>,
  folder: string,
  reader: Reader,
  algebra: CachedAlgebra,
): Promise<Sample> {
  const files = Object.values(fieldFiles((await reader.list?.(folder)) ?? [])),
    contents = new Map<string, Uint8Array>();
  for (const file of files) contents.set(`${path}/${file}`, await reader.bytes(`${folder}/${file}`));
  const read = (reference: string): Uint8Array => contents.get(reference) ?? new Uint8Array();
  const { matrix } = circuits(read, algebra, undefined, { list: () => files }).wire(connect, seed);
  return matrixSample(connect, matrix, ` Seed ${seed}.`, algebra);
}

function matrixSample(connect: ConnectNoun, matrix: Matrix, note: string, algebra: LinearAlgebra): Sample {
  if (matrix.size > mostNeurons)
    return { figures: [], text: `${counted(matrix.size, 'neuron')}: too many to show while typing.` };
  const { edges, autapses, density, reciprocity, rank, nilpotent, spectralRadius } = facts(matrix, algebra);
  const told = [
    counted(matrix.size, 'neuron'),
    counted(edges, 'edge') + (autapses > 0 ? ` and ${counted(autapses, 'autapse')}` : ''),
    `density ${density.toPrecision(3)}`,
    `reciprocity ${reciprocity.toPrecision(3)}`,
    `rank ${rank.toLocaleString('en')}`,
    ...(spectralRadius === undefined ? [] : [`spectral radius ${spectralRadius.toPrecision(4)}`]),
    ...(nilpotent ? ['no cycle: activity cannot recur'] : []),
  ];
  return {
    figures: [matrixFigure(matrix, `${connect.name}${connect.source.kind === 'develop' ? `, seed ${seed}` : ''}`)],
    text: `${told.join(' · ')}.${note}`,
  };
}

function sampled(
  develop: DevelopNoun,
  signal: Aborted | undefined,
): { readonly growth: Growth; readonly isSmall: boolean } {
  const end = Date.now() + patience;
  try {
    return {
      growth: grow(
        growthProgram(develop),
        networkOf(develop.genes, seed),
        { seed, stream: develop.stream },
        { aborted: () => signal?.aborted === true || Date.now() > end },
      ),
      isSmall: false,
    };
  } catch (error) {
    if (!(error instanceof GrowthAborted || error instanceof RangeError) || signal?.aborted) throw error;
    return {
      growth: grow(
        growthProgram(small(develop)),
        networkOf(develop.genes, seed),
        { seed, stream: develop.stream },
        { aborted: () => signal?.aborted === true },
      ),
      isSmall: true,
    };
  }
}
const small = (develop: DevelopNoun): DevelopNoun => ({
  ...develop,
  divide: develop.divide.map((rule) => ({ ...rule, until: Math.min(rule.until ?? smallGrowth, smallGrowth) })),
});
const counted = (count: number, one: string, several = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : several}`;
