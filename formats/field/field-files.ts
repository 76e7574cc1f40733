/** The files of a field of neurons that were recorded and reconstructed, as folders of the MICrONS data have them. */
import { FormatError } from '../format-error.ts';
import { lenientText } from '../text-bytes.ts';

/** What a folder can hold of a field. */
export const fieldParts = ['synapses', 'correlation', 'sttc', 'precision', 'positions'] as const;
export type FieldPart = (typeof fieldParts)[number];

/** What is wrong with a folder: a part that is missing, of another size, not finite, or no such file. */
export type FieldCode = 'C051' | 'C053' | 'C054' | 'C055';
/** The message names the file and the remedy; whoever throws on adds the folder. */
export class FieldError extends FormatError {
  readonly code: FieldCode;
  readonly part: FieldPart | undefined;
  constructor(code: FieldCode, part: FieldPart | undefined, message: string) {
    super(message);
    this.name = 'FieldError';
    this.code = code;
    this.part = part;
  }
}

/** What a part is, by which names it goes, and how they are recognised; the first kind that is there is taken. */
const namings: Readonly<
  Record<
    FieldPart,
    { readonly what: string; readonly called: string; readonly patterns: readonly [RegExp, ...RegExp[]] }
  >
> = {
  synapses: {
    what: 'synapses',
    called: 'connectome_….csv (a whole matrix of counts) or synapses.csv (row, col, count)',
    patterns: [/^connectome.*\.(csv|tsv|npy)(\.gz)?$/i, /^synapses\.(csv|tsv)(\.gz)?$/i],
  },
  correlation: {
    what: 'correlations',
    called: 'corr_matrix.npy or corr_f32.npy',
    patterns: [/^corr.*\.(npy|csv|tsv)(\.gz)?$/i],
  },
  sttc: {
    what: 'tiling coefficients',
    called: 'sttc_matrix.npy or sttc_f32.npy',
    patterns: [/^sttc.*\.(npy|csv|tsv)(\.gz)?$/i],
  },
  precision: {
    what: 'precisions',
    called: 'precision_matrix.npy or precision_f32.npy',
    patterns: [/^precision.*\.(npy|csv|tsv)(\.gz)?$/i],
  },
  positions: {
    what: 'positions',
    called: 'positions_….npy (a row of voxels per neuron) or neurons.csv (x_um, y_um, z_um)',
    patterns: [/^positions.*\.(npy|csv|tsv|txt)(\.gz)?$/i, /^neurons\.(csv|tsv)(\.gz)?$/i],
  },
};
export type FieldFiles = Readonly<Partial<Record<FieldPart, string>>>;
/**
 * Which file of a folder holds which part. Of a file that is there packed and unpacked the latter is taken.
 * @throws FieldError (C051) for two files of one part, and where none is one of a field
 */
export function fieldFiles(names: readonly string[]): FieldFiles {
  const found = fieldParts.flatMap((part) => {
    for (const pattern of namings[part].patterns) {
      const distinct = names.filter(
        (name) => pattern.test(name) && !(/\.gz$/i.test(name) && names.includes(name.slice(0, -3))),
      );
      if (distinct.length > 1)
        throw new FieldError(
          'C051',
          part,
          `it holds ${distinct.length} files of its ${namings[part].what}: ${distinct.join(', ')}. Keep one in it.`,
        );
      if (distinct.length === 1) return [[part, distinct[0]] as const];
    }
    return [];
  });
  if (found.length === 0)
    throw new FieldError(
      'C051',
      undefined,
      'it holds none of the files of a field: ' +
        `${fieldParts.map((part) => namings[part].called.replace(/ \(.*?\)/g, '')).join('; ')}. ` +
        'Name the folder that has them.',
    );
  return Object.fromEntries(found);
}
/** A part that something needs and the folder has not. */
export const missingPart = (part: FieldPart): FieldError => {
  const { what, called } = namings[part];
  return new FieldError('C051', part, `it has no file of its ${what}, which are needed: ${called}. Put it there.`);
};

/** The beginning of what stands in place of a file where Git LFS has not fetched it. */
export function demandFetched(bytes: Uint8Array, part: FieldPart, file: string): void {
  const said = lenientText(bytes.subarray(0, 40));
  if (said.startsWith('version https://git-lfs.github.com'))
    throw new FieldError(
      'C055',
      part,
      `${file} is a pointer of Git LFS, and not the data: fetch it with \`git lfs pull\`, or copy the file itself.`,
    );
  if (bytes.length === 0) throw new FieldError('C055', part, `${file} is empty; write or fetch it again.`);
}
