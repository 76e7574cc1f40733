import { FormatError } from './format-error.ts';
import { unpacked } from './gzip.ts';

/** 32 × 32 pixels in three planes (red, green, blue), each row-major. */
const cifarPixels = 3072;
const recordLength = 1 + cifarPixels;

export interface CifarImages {
  readonly count: number;
  readonly pixels: Uint8Array;
  readonly labels: Uint8Array;
}

/**
 * Reads CIFAR-10 binary batches (Krizhevsky 2009: records of one label byte, 0 .. 9, and 3,072 pixel bytes), plain or
 * gzip, in the order given.
 * `allocate` makes the memory of pixels and labels.
 * @throws FormatError for a batch that is empty, ends inside a record, or has a label above 9; `batch` in the message
 * counts from 1.
 */
export function readCifar10(
  files: readonly Uint8Array[],
  allocate: (length: number) => Uint8Array = (length) => new Uint8Array(length),
): CifarImages {
  const batches = files.map(unpacked);
  batches.forEach((batch, b) => {
    const where = files.length === 1 ? 'This CIFAR-10 batch' : `CIFAR-10 batch ${b + 1} of ${files.length}`;
    if (batch.length === 0 || batch.length % recordLength !== 0) {
      throw new FormatError(
        `${where} has ${batch.length} bytes, ` +
          `${batch.length === 0 ? 'no record' : `not a multiple of the ${recordLength} of a record`}; fetch it again ` +
          `(the binary version, unpacked from its tar archive).`,
        { offset: batch.length - (batch.length % recordLength) },
      );
    }
    for (let at = 0; at < batch.length; at += recordLength) {
      if (batch[at] > 9)
        throw new FormatError(
          `${where} has the label ${batch[at]} at record ${at / recordLength + 1}, where CIFAR-10 has 0 to ` +
            `9; check that it is CIFAR-10's binary version, and fetch it again.`,
          { offset: at },
        );
    }
  });
  const count = batches.reduce((sum, batch) => sum + batch.length / recordLength, 0);
  const pixels = allocate(count * cifarPixels);
  const labels = allocate(count);
  let image = 0;
  for (const batch of batches) {
    for (let at = 0; at < batch.length; at += recordLength, image++) {
      labels[image] = batch[at];
      pixels.set(batch.subarray(at + 1, at + recordLength), image * cifarPixels);
    }
  }
  return { count, pixels, labels };
}
