import type { Divergence } from '../recurrent/index.ts';
import type { TrialPoint, WatchedPoint } from './trial-curve.ts';

/** The first update whose numbers left the range, and where; `byPenalty`: only those of the penalty did. */
export interface Diverged {
  readonly update: number;
  readonly at?: Divergence;
  readonly byPenalty?: boolean;
}

/** Where a training stands between two updates, apart from the network. */
export interface Checkpoint {
  /** Updates done, those that were left out counted. */
  done: number;
  /** Sums since the last point of the curves. */
  loss: number;
  norm: number;
  counted: number;
  skipped: number;
  skippedInARow: number;
  readonly curve: TrialPoint[];
  readonly validation: number[];
  /** What was found of the weights so far, and what was asked of them. */
  readonly watched?: { readonly key: string; readonly points: WatchedPoint[] };
  diverged?: Diverged;
  atStart?: { readonly loss: number; readonly penalty?: number };
  /** The network with the smallest validation loss so far, after which epoch it was that. */
  best?: { readonly epoch: number; readonly loss: number; readonly network: Uint8Array };
}
type WithNetwork = Checkpoint & { readonly network: Uint8Array };

const mark = 'anlage training 1\n';

/** Numbers and plain words only. */
const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** A line of JSON between the mark and the bytes of the network, then those of the best one. */
export function packed({ network, best, ...state }: WithNetwork): Uint8Array {
  const head = bytesOf(
    mark +
      JSON.stringify({
        ...state,
        length: network.length,
        ...(best && { best: { epoch: best.epoch, loss: best.loss, length: best.network.length } }),
      }) +
      '\n',
  );
  const bytes = new Uint8Array(head.length + network.length + (best?.network.length ?? 0));
  bytes.set(head);
  bytes.set(network, head.length);
  if (best) bytes.set(best.network, head.length + network.length);
  return bytes;
}

/** @throws RangeError where the bytes are no checkpoint */
export function unpacked(bytes: Uint8Array): WithNetwork {
  const end = bytes.indexOf(10, mark.length);
  const text = String.fromCharCode(...bytes.subarray(0, end < 0 ? 0 : end));
  if (!text.startsWith(mark)) throw new RangeError('these bytes are no checkpoint of a training');
  const { length, best, ...state } = JSON.parse(text.slice(mark.length)) as Omit<WithNetwork, 'best' | 'network'> & {
    readonly length: number;
    readonly best?: { readonly epoch: number; readonly loss: number; readonly length: number };
  };
  const first = end + 1,
    whole = first + length + (best?.length ?? 0);
  if (bytes.length !== whole)
    throw new RangeError(`this checkpoint should have ${whole} bytes and has ${bytes.length}`);
  return {
    ...state,
    network: bytes.slice(first, first + length),
    ...(best && {
      best: { epoch: best.epoch, loss: best.loss, network: bytes.slice(first + length, whole) },
    }),
  };
}
