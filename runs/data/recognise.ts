/** The files of a folder of images, by the part they play; names without folder. */
export type ImageFiles =
  | { readonly layout: 'idx'; readonly train: ImagePair; readonly test: ImagePair }
  | { readonly layout: 'cifar'; readonly train: readonly string[]; readonly test: readonly string[] }
  | { readonly layout: 'digits'; readonly table: string };
export interface ImagePair {
  readonly images: string;
  readonly labels: string;
}

/**
 * Tells the files of a folder apart by their names: IDX (`train…images…`, `train…labels…`, `t10k…` or `test…`, ending
 * in `ubyte` or `.idx`), CIFAR-10 binaries (`.bin`, with `data_batch` or `train`, and `test`), or the table
 * `digits.csv`; each plain (preferred) or `.gz`. Gives what is missing when only some of the files are there, and
 * undefined when none is.
 */
export function recognise(names: readonly string[]): ImageFiles | { readonly missing: readonly string[] } | undefined {
  const sorted = withoutDoubles(names).sort(byNumber);
  const first = (...patterns: readonly RegExp[]): string | undefined =>
    sorted.find((name) => patterns.every((pattern) => pattern.test(name)));
  const idx = {
    'train images': first(trainIdx, /images?/i),
    'train labels': first(trainIdx, /labels?/i),
    'test images': first(testIdx, /images?/i),
    'test labels': first(testIdx, /labels?/i),
  };
  if (Object.values(idx).some(Boolean)) {
    const missing = Object.entries(idx)
      .filter(([, name]) => name === undefined)
      .map(([part]) => part);
    if (missing.length > 0) return { missing };
    return {
      layout: 'idx',
      train: { images: idx['train images']!, labels: idx['train labels']! },
      test: { images: idx['test images']!, labels: idx['test labels']! },
    };
  }
  const binaries = sorted.filter((name) => /\.bin(\.gz)?$/i.test(name));
  const test = binaries.filter((name) => /(^|[^a-z])test([^a-z]|$)/i.test(name));
  const train = binaries.filter((name) => /(^|[^a-z])(data_batch|train)([^a-z]|$)/i.test(name));
  if (train.length > 0 && test.length > 0) return { layout: 'cifar', train, test };
  if (train.length > 0 || test.length > 0) return { missing: [train.length > 0 ? 'test batch' : 'train batches'] };
  const table = first(/^digits\.csv(\.gz)?$/i);
  return table === undefined ? undefined : { layout: 'digits', table };
}

const trainIdx = /^train.*(ubyte|\.idx\d?)(\.gz)?$/i;
const testIdx = /^(t10k|test).*(ubyte|\.idx\d?)(\.gz)?$/i;

/** `data_batch_2` before `data_batch_10`. An Intl.Collator would do, and takes a tenth of an `anlage check` to load. */
function byNumber(a: string, b: string): number {
  const [left, right] = [a, b].map((name) => name.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(20, '0')));
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
/** `x.gz` is left out where `x` is there too. */
const withoutDoubles = (names: readonly string[]): string[] =>
  names.filter((name) => !(name.endsWith('.gz') && names.includes(name.slice(0, -3))));
