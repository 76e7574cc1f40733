import type { Trial, TrialTask } from './drawn-trials.ts';

/** Bits, each shown for `hold` steps, and what was `delay` bits ago. */
export interface PastTask {
  readonly bits: number;
  readonly hold: number;
  readonly delay: number;
  /** `recall`: the bit itself; `parity`: whether, of `of` bits up to it, an odd number was 1. */
  readonly of: number;
}

/**
 * The parity of `of` bits of the past (1: the bit; 2: exclusive or of two that followed one another), asked at the last
 * step of each bit, from the first on for which there is one. Who knows fewer than all of the bits knows nothing of it.
 * @throws RangeError where no bit has such a past
 */
export function parityOfPast({ bits, hold, delay, of }: PastTask): TrialTask {
  const known = delay + of - 1,
    steps = bits * hold;
  if (hold < 1) throw new RangeError('a bit is shown for a step or more');
  if (known >= bits)
    throw new RangeError(
      `with a delay of ${delay} bits, the answer at a bit rests on one ${known} bits before, and a trial has ` +
        `${bits}: at least ${known + 1} are needed`,
    );
  return {
    inputs: ['bit'],
    outputs: of === 1 ? ['0', '1'] : ['even', 'odd'],
    wanted: 'classes',
    steps,
    chance: 0.5,
    ceiling: { value: 1, of: 'who remembers the bits' },
    draw(draws): Trial {
      const shown = Uint8Array.from({ length: bits }, () => draws.below(2)),
        inputs = new Float32Array(steps),
        classes = new Uint8Array(steps),
        weights = new Float32Array(steps);
      for (let bit = 0; bit < bits; bit++) {
        inputs.fill(2 * shown[bit] - 1, bit * hold, (bit + 1) * hold);
        if (bit < known) continue;
        const answer = shown.subarray(bit - known, bit - delay + 1).reduce((sum, each) => sum ^ each, 0);
        classes.fill(answer, bit * hold, (bit + 1) * hold);
        weights[(bit + 1) * hold - 1] = 1;
      }
      return {
        kind: 'bits',
        steps,
        epochs: [
          ...(known > 0 ? [{ name: 'filling', from: 0, to: known * hold }] : []),
          { name: 'asked', from: known * hold, to: steps },
        ],
        inputs,
        wanted: { kind: 'classes', classes, answer: steps - 1 },
        weights,
      };
    },
  };
}
