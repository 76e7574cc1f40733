import fs from 'node:fs/promises';
import path from 'node:path';
import type { ImageSet } from '../../engine/learning/index.ts';
import { FormatError, type Idx, numberTable, readCifar10, readCsv, readIdx } from '../../formats/index.ts';
import { Failure } from '../../making/failure.ts';
import { dataSetNamed } from './datasets.ts';
import { locate } from './locate.ts';
import type { PlaceContext } from './places.ts';
import { sha256 } from './sha256.ts';
import { type SharedMemory, within } from './read.ts';
import { readUnpacked } from './read-unpacked.ts';
import { type ImageFiles, type ImagePair, recognise } from './recognise.ts';

export interface LoadOptions {
  /** Where pixels and labels are put, so that they are loaded once and read by every worker; else by themselves. */
  readonly shared?: SharedMemory;
}
export interface Images {
  readonly train: ImageSet;
  readonly test: ImageSet;
  /**
   * What the numbers depend on: the SHA-256 of each file's unpacked content, under the reference and the file's
   * unpacked name, wherever it was found.
   */
  readonly files: readonly { readonly reference: string; readonly sha256: string }[];
  /** The folder they were found in. */
  readonly location: string;
}

/**
 * The images of a built-in set (`mnist`, `fashion_mnist`, `cifar10`, `digits8x8`) or of a folder of IDX files or
 * CIFAR-10 binaries. The two sets are told apart by the files' names (see `recognise`).
 * @throws Failure (`usage`): not found, with the places and the remedy; unreadable; truncated or corrupted; counts or
 * shapes that do not agree.
 */
export async function loadImages(
  reference: string,
  context: PlaceContext = {},
  options: LoadOptions = {},
): Promise<Images> {
  const where = await locate(reference, context);
  if (!where.found) throw new Failure('usage', notFound(reference, where.tried, where.remedy));
  if (!where.images) throw new Failure('usage', noImages(where.location, where.missing));
  return readImages(reference, where.location, where.images, options);
}

/** The images of a folder that `loadImages` found for the reference. @throws Failure (`usage`) as it does */
export async function imagesIn(reference: string, location: string): Promise<Images> {
  const images = recognise(await fs.readdir(location));
  if (!images || 'missing' in images) throw new Failure('usage', noImages(location, images?.missing));
  return readImages(reference, location, images, {});
}

async function readImages(
  reference: string,
  location: string,
  images: ImageFiles,
  options: LoadOptions,
): Promise<Images> {
  const hashes: { reference: string; sha256: string }[] = [];
  const read = async (name: string, shared?: SharedMemory): Promise<Uint8Array> => {
    const bytes = await readUnpacked(path.join(location, name), shared);
    hashes.push({ reference: `${reference}/${name.replace(/\.gz$/, '')}`, sha256: sha256(bytes) });
    return bytes;
  };
  const [train, test] = await readSets(location, images, read, options.shared);
  if (train.inputs !== test.inputs)
    throw new Failure(
      'usage',
      `${location}: the training images have ${train.inputs} pixels and the test images ${test.inputs}; ` +
        `both sets need images of one size.`,
    );
  const classes = dataSetNamed(reference)?.classes ?? 1 + Math.max(highest(train.labels), highest(test.labels));
  for (const set of [train, test]) {
    if (set.count === 0)
      throw new Failure(
        'usage',
        `${location}: the ${set === train ? 'training' : 'test'} set holds no image; fetch it again.`,
      );
    if (highest(set.labels) >= classes)
      throw new Failure(
        'usage',
        `${location}: a ${set === train ? 'training' : 'test'} label is ${highest(set.labels)} where ` +
          `${reference} has the classes 0 to ${classes - 1}; check that these are its files.`,
      );
  }
  return {
    train: { ...train, classes },
    test: { ...test, classes },
    files: hashes.sort((a, b) => (a.reference < b.reference ? -1 : 1)),
    location,
  };
}

export const notFound = (reference: string, tried: readonly string[], remedy: string): string =>
  `"${reference}" was not found. Looked in:\n${tried.map((place) => `  ${place}\n`).join('')}To get it: ${remedy}`;

type UnlabelledSet = Omit<ImageSet, 'classes'>;
type Read = (name: string, shared?: SharedMemory) => Promise<Uint8Array>;
type Allocate = (length: number) => Uint8Array;

async function readSets(
  location: string,
  images: ImageFiles,
  read: Read,
  shared?: SharedMemory,
): Promise<readonly UnlabelledSet[]> {
  const allocate = shared ?? ((length: number) => new Uint8Array(length));
  switch (images.layout) {
    case 'idx':
      return Promise.all([images.train, images.test].map((pair) => readPair(location, pair, read, shared)));
    case 'cifar':
      return Promise.all([images.train, images.test].map((names) => readBatches(location, names, read, allocate)));
    case 'digits':
      return readDigits(path.join(location, images.table), await read(images.table), allocate);
  }
}

async function readPair(location: string, pair: ImagePair, read: Read, shared?: SharedMemory): Promise<UnlabelledSet> {
  const [images, labels] = await Promise.all(
    [pair.images, pair.labels].map(async (name): Promise<Idx & { readonly type: 'u1' }> => {
      const bytes = await read(name, shared);
      return within(path.join(location, name), () => {
        const array = readIdx(bytes);
        if (array.type === 'u1') return array;
        throw new FormatError(
          `Its values are of type ${array.type}; images and labels are unsigned bytes (type 08), so write ` +
            `it again as bytes.`,
        );
      });
    }),
  );
  if (images.shape[0] !== labels.values.length) {
    throw new Failure(
      'usage',
      `${path.join(location, pair.labels)} has ${labels.values.length} labels for the ${images.shape[0]} ` +
        `images of ${pair.images}; fetch both files again, from the same place.`,
    );
  }
  const keep = (bytes: Uint8Array): Uint8Array => {
    if (!shared || bytes.buffer instanceof SharedArrayBuffer) return bytes;
    const copy = shared(bytes.length);
    copy.set(bytes);
    return copy;
  };
  return {
    count: labels.values.length,
    inputs: images.shape.slice(1).reduce((product, size) => product * size, 1),
    pixels: keep(images.values),
    labels: keep(labels.values),
  };
}

async function readBatches(
  location: string,
  names: readonly string[],
  read: Read,
  allocate: Allocate,
): Promise<UnlabelledSet> {
  const batches = await Promise.all(names.map((name) => read(name)));
  const { count, pixels, labels } = await within(
    names.length === 1 ? path.join(location, names[0]) : `${location} (${names.join(', ')})`,
    () => readCifar10(batches, allocate),
  );
  return { count, inputs: pixels.length / count, pixels, labels };
}

/** Rows of 64 ink counts 0 .. 16, spread over 0 .. 255, and a label; the last fifth is the test set. */
async function readDigits(file: string, bytes: Uint8Array, allocate: Allocate): Promise<readonly UnlabelledSet[]> {
  const { rows, values } = await within(file, () => {
    const table = readCsv(bytes, { header: false });
    if (table.header.length !== 65)
      throw new FormatError(
        `Its rows have ${table.header.length} cells where 64 pixels and a label are 65; check that it is ` +
          `the right file.`,
      );
    const found = numberTable(table);
    const wrong = found.values.findIndex(
      (value, i) => !Number.isInteger(value) || value < 0 || value > (i % 65 === 64 ? 9 : 16),
    );
    if (wrong >= 0)
      throw new FormatError(
        `A pixel should be 0 to 16 and a label 0 to 9, but ${found.values[wrong]} stands here; correct it.`,
        { line: table.lines[Math.floor(wrong / 65)], column: (wrong % 65) + 1 },
      );
    return found;
  });
  const split = Math.floor(rows * 0.8);
  return [
    [0, split],
    [split, rows],
  ].map(([from, to]) => {
    const pixels = allocate((to - from) * 64);
    const labels = allocate(to - from);
    for (let row = from; row < to; row++) {
      for (let p = 0; p < 64; p++) pixels[(row - from) * 64 + p] = Math.round((values[row * 65 + p] * 255) / 16);
      labels[row - from] = values[row * 65 + 64];
    }
    return { count: to - from, inputs: 64, pixels, labels };
  });
}

function noImages(location: string, missing?: readonly string[]): string {
  return (
    `${location} holds no ${missing ? `${missing.join(' and no ')}` : 'images'}: put train… and t10k… (or ` +
    `test…) IDX files, or CIFAR-10 data_batch….bin and test_batch.bin files, into it.`
  );
}
function highest(labels: Uint8Array): number {
  let most = 0;
  for (let i = 0; i < labels.length; i++) if (labels[i] > most) most = labels[i];
  return most;
}
