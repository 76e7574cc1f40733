/** A field of neurons out of its files, each read when it is first asked for. */
import { NotSquareError } from '../square-table.ts';
import { FormatError } from '../format-error.ts';
import { gunzip, unpacked } from '../gzip.ts';
import { demandFetched, FieldError, type FieldFiles, type FieldPart, fieldParts, missingPart } from './field-files.ts';
import { type FieldPositions, positionsOf } from './field-places.ts';
import { type FileSize, unevenSizes } from './field-sizes.ts';
import { ImpossibleValue, neuronsListed, OutsideField, synapsesListed, tableOfPairs } from './field-tables.ts';
import { UnknownInPickle } from './pickle.ts';

export type FieldTable = Exclude<FieldPart, 'positions'>;
/** @throws FieldError from each, saying which file is wrong and what to do */
export interface Field {
  readonly files: FieldFiles;
  /** How many neurons its files agree on. */
  neurons(): number;
  /** Neurons × neurons, row-major, as the file has it. */
  table(part: FieldTable): Float64Array;
  positions(): FieldPositions;
}

/** Of these the first that is there says how many neurons there are; a list of synapses does not say. */
const saysSize = ['correlation', 'sttc', 'precision', 'synapses', 'positions'] as const;

/** `read`: the bytes of one of the files. */
export function openField(files: FieldFiles, read: (file: string) => Uint8Array): Field {
  const tables = new Map<FieldPart, Float64Array>();
  let placed: FieldPositions | undefined, size: number | undefined;
  const fileOf = (part: FieldPart): string => {
    const file = files[part];
    if (file === undefined) throw missingPart(part);
    return file;
  };
  const bytesOf = (part: FieldPart): Uint8Array => {
    const bytes = read(fileOf(part));
    demandFetched(bytes, part, fileOf(part));
    return /\.gz$/i.test(fileOf(part)) ? gunzip(bytes) : unpacked(bytes);
  };
  const isList = (part: FieldPart): boolean => part === 'synapses' && /^synapses/i.test(fileOf(part));
  /** Side of a square table; rows of the positions. */
  const sizeOf = (part: FieldPart): number =>
    part === 'positions' ? positions(false).metres.length / 3 : Math.round(Math.sqrt(whole(part).length));
  const whole = (part: FieldPart): Float64Array => {
    const known = tables.get(part) ?? said(part, fileOf(part), () => tableOfPairs(bytesOf(part), fileOf(part)));
    tables.set(part, known);
    return known;
  };
  const neurons = (): number => {
    if (size !== undefined) return size;
    const first = saysSize.find((part) => files[part] !== undefined && !isList(part));
    if (!first) throw missingPart('positions');
    size = sizeOf(first);
    return size;
  };
  const sizeSaid = (part: FieldPart): number =>
    isList(part) ? said(part, fileOf(part), () => neuronsListed(bytesOf(part))) : sizeOf(part);
  /** Of all files that can be read; not of a list, where `whole` ones are asked for. */
  const sizes = (which: 'all' | 'whole'): readonly FileSize[] =>
    fieldParts
      .filter((part) => files[part] !== undefined && (which === 'all' || !isList(part)))
      .flatMap((part) => {
        const found = unless(FieldError, () => sizeSaid(part));
        return found === undefined ? [] : [{ file: fileOf(part), neurons: found }];
      });
  const agreed = (part: FieldPart, found: number): void => {
    if (found !== neurons()) throw unevenSizes(sizes('all'), part)!;
  };
  const table = (part: FieldTable): Float64Array => {
    if (isList(part)) {
      const known =
        tables.get(part) ??
        said(part, fileOf(part), () => {
          try {
            return synapsesListed(bytesOf(part), neurons());
          } catch (error) {
            const isOfTwoSizes = error instanceof OutsideField && unevenSizes(sizes('whole'), part);
            throw (isOfTwoSizes && unevenSizes(sizes('all'), part)) || error;
          }
        });
      tables.set(part, known);
      return known;
    }
    const found = whole(part);
    agreed(part, sizeOf(part));
    return found;
  };
  const positions = (held = true): FieldPositions => {
    placed ??= said('positions', fileOf('positions'), () => positionsOf(bytesOf('positions')));
    if (held) agreed('positions', placed.metres.length / 3);
    return placed;
  };
  return { files, neurons, table, positions: () => positions() };
}

/** What a reader says of a file, with the name of the file. */
function said<T>(part: FieldPart, file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof FieldError) throw error;
    if (error instanceof ImpossibleValue) throw new FieldError('C054', part, `${file}: ${error.message}`);
    if (!(error instanceof FormatError || error instanceof RangeError)) throw error;
    const line = error instanceof FormatError && error.line !== undefined ? `, line ${error.line}` : '';
    if (error instanceof NotSquareError)
      throw new FieldError(
        'C053',
        part,
        `${file}: ${error.rows} rows × ${error.columns} columns of numbers, and a table of pairs has one row and one ` +
          'column per neuron. Put back what is missing, or take out what is too much.',
      );
    const what = error instanceof OutsideField ? `${line} ` : `${line}: `,
      remedy = error instanceof UnknownInPickle ? ` ${converting(file)}` : '';
    throw new FieldError(
      error instanceof OutsideField ? 'C053' : 'C055',
      part,
      `${file}${what}${error.message.replace(/\.?$/, '.')}${remedy}`,
    );
  }
}
/** How a file of pickled numbers whose maker is trusted becomes one of numbers. */
function converting(file: string): string {
  const isPacked = /\.gz$/i.test(file),
    to = file.replace(/(\.npy)?(\.gz)?$/i, '.npy');
  return (
    `If you know whose file it is, and it holds rows of numbers, convert it once: python3 -c "import numpy as np` +
    `${isPacked ? ', gzip' : ''}; np.save('${to}', np.array([list(row) for row in ` +
    `np.load(${isPacked ? `gzip.open('${file}')` : `'${file}'`}, allow_pickle=True)], dtype=float))".`
  );
}
function unless<T>(kind: typeof FieldError, get: () => T): T | undefined {
  try {
    return get();
  } catch (error) {
    if (error instanceof kind) return undefined;
    throw error;
  }
}
