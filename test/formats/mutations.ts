import assert from 'node:assert/strict';
import { FormatError } from '../../formats/index.ts';
import { stream } from '../../engine/random/index.ts';
import { trials } from '../fuzz-trials.ts';

/**
 * Reads `count` damaged copies of a file (bytes changed, cut, removed, doubled) and checks that nothing but a
 * FormatError ever comes out, each with one line of message that ends its sentence. Gives how many were refused.
 */
export function survives(file: Uint8Array, read: (bytes: Uint8Array) => unknown, count = trials(2000)): number {
  let refused = 0;
  for (const damaged of damagedCopies(file, count)) {
    try {
      read(damaged);
    } catch (error) {
      isRefusal(error);
      refused++;
    }
  }
  return refused;
}
export function* damagedCopies(file: Uint8Array, count: number): Generator<Uint8Array> {
  const draws = stream(1, 'mutations', String(file.length));
  for (let i = 0; i < count; i++) yield mutate(file, draws);
}
export function isRefusal(error: unknown): asserts error is FormatError {
  assert.ok(error instanceof FormatError, error instanceof Error ? error.stack : String(error));
  assert.match(error.message, /^[^\n]+\.$/);
}

function mutate(file: Uint8Array, draws: ReturnType<typeof stream>): Uint8Array {
  const changed = file.slice();
  const at = draws.below(file.length);
  switch (draws.below(5)) {
    case 0:
      return changed.subarray(0, at);
    case 1:
      changed[at] = draws.below(256);
      return changed;
    case 2:
      for (let k = 0; k < 8; k++) changed[draws.below(Math.min(64, file.length))] = draws.below(256);
      return changed;
    case 3:
      return Uint8Array.from([...changed.subarray(0, at), ...changed.subarray(at + 1 + draws.below(8))]);
    default:
      return Uint8Array.from([...changed.subarray(0, at), ...changed.subarray(Math.max(0, at - 5))]);
  }
}

/** The message of the FormatError that reading throws. */
export function refusal(read: () => unknown): FormatError {
  try {
    read();
  } catch (error) {
    assert.ok(error instanceof FormatError, String(error));
    return error;
  }
  return assert.fail('it was read without complaint');
}
