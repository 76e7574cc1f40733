/** Images that are known by name: what one is, and how many there are. */
import type { Status } from './entry.ts';

export interface ImageSetFacts {
  /** Numbers of an image, in reading order, colour by colour. */
  readonly inputs: number;
  /** Pixels of a row. */
  readonly row: number;
  readonly classes: number;
  /** How many there are to train, from the sets' own descriptions. */
  readonly training?: number;
  readonly status?: Status;
  readonly documentation: string;
}
export const imageSets: Readonly<Record<string, ImageSetFacts>> = {
  mnist: {
    inputs: 784,
    row: 28,
    classes: 10,
    training: 60_000,
    documentation: 'Handwritten digits, 28 × 28, 60,000 to train and 10,000 to test (LeCun 1998).',
  },
  fashion_mnist: {
    inputs: 784,
    row: 28,
    classes: 10,
    training: 60_000,
    documentation: 'Articles of clothing, 28 × 28, 60,000 and 10,000 (Xiao 2017).',
  },
  cifar10: {
    inputs: 3072,
    row: 32,
    classes: 10,
    training: 50_000,
    documentation: 'Photographs of ten things, 32 × 32 × 3, 50,000 and 10,000 (Krizhevsky 2009).',
  },
  digits8x8: {
    inputs: 64,
    row: 8,
    classes: 10,
    documentation: 'Handwritten digits, 8 × 8 (Alpaydin 1998).',
    status: 'later',
  },
};
