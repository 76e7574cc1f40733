import type { UpdateRule } from '../learning/index.ts';
import type { RateShape } from './network.ts';

/** What tells whether a state belongs to a network; `lengths`: how much each of its parts learns. */
export interface StateOwner {
  readonly kind: 'f32' | 'f64';
  readonly shape: RateShape;
  readonly rule: UpdateRule;
  readonly lengths: readonly number[];
}
type Held = Float32Array | Float64Array;

const headOf = ({ kind, shape, rule, lengths }: StateOwner): Uint8Array => {
  const { neurons, inputs, outputs, activation, dt = null } = shape;
  const text = JSON.stringify({ kind, neurons, inputs, outputs, activation, dt, rule, lengths });
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
};

/** The numbers of a learner as bytes, after a head that names the network. */
export function stateBytes(owner: StateOwner, held: readonly Held[]): Uint8Array {
  const head = headOf(owner),
    bytes = new Uint8Array(4 + head.length + held.reduce((sum, { byteLength }) => sum + byteLength, 0));
  new DataView(bytes.buffer).setUint32(0, head.length, true);
  bytes.set(head, 4);
  let place = 4 + head.length;
  for (const { buffer, byteOffset, byteLength } of held) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), place);
    place += byteLength;
  }
  return bytes;
}

/**
 * Fills `held` with what `stateBytes` wrote.
 * @throws RangeError where the bytes are of another network or incomplete; then nothing is filled
 */
export function fillFromState(owner: StateOwner, state: Uint8Array, held: readonly Held[]): void {
  const head = headOf(owner),
    found = state.subarray(4, 4 + head.length);
  const bytes = held.reduce((sum, { byteLength }) => sum + byteLength, 4 + head.length);
  if (found.length !== head.length || found.some((byte, at) => byte !== head[at]))
    throw new RangeError('this state is of a network of another shape, another optimiser or other learned parts');
  if (state.length !== bytes)
    throw new RangeError(`this state has ${state.length} bytes where ${bytes} are needed: it is incomplete`);
  let place = 4 + head.length;
  for (const { buffer, byteOffset, byteLength } of held) {
    new Uint8Array(buffer, byteOffset, byteLength).set(state.subarray(place, place + byteLength));
    place += byteLength;
  }
}
