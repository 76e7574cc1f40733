import type { History, Moment } from './history.ts';

/**
 * Calls `visit` for pre-synaptic cells, ascending, with the post-synaptic cells to try, ascending; `tried` tells of
 * pairs to leave out. A cell may stand among its own `posts`: no autapses is the caller's duty.
 */
export type Encounters = (
  step: number,
  visit: (pre: number, posts: Int32Array, tried?: (post: number) => boolean) => void,
) => void;

/** Every ordered pair that has the fates in this step. */
export function allPairs(history: History, pre: number, post: number): Encounters {
  return (step, visit) => {
    const posts = having(history.moments[step], post);
    for (const cell of having(history.moments[step], pre)) visit(cell, posts);
  };
}

/**
 * Every ordered pair at the first step that finds both with their fates: at least one of the two has just got its fate,
 * and no earlier step found both. The second needs a look only at cells that had the fate before, lost it, and have it
 * again.
 */
export function firstMeetings(history: History, pre: number, post: number): Encounters {
  const pres = membership(history, pre);
  const posts = pre === post ? pres : membership(history, post);
  return (step, visit) => {
    const current = having(history.moments[step], post);
    const arrived = current.filter((cell) => posts.arrives(cell, step));
    const someReturned = arrived.some((cell) => posts.hadBefore(cell, step));
    for (const cell of having(history.moments[step], pre)) {
      const arrives = pres.arrives(cell, step);
      if (!arrives && arrived.length === 0) continue;
      const mayHaveMet = someReturned || (arrives && pres.hadBefore(cell, step));
      visit(
        cell,
        arrives ? current : arrived,
        mayHaveMet ? (other) => pres.metBefore(cell, posts, other, step) : undefined,
      );
    }
  };
}

/** In which steps (from 1) each cell has a fate. */
interface Membership {
  /** One bit per step, `words` words per cell. */
  readonly bits: Uint32Array;
  /** Has it now and did not in the step before. */
  arrives(cell: number, step: number): boolean;
  /** Had it in some step before. */
  hadBefore(cell: number, step: number): boolean;
  metBefore(cell: number, others: Membership, other: number, step: number): boolean;
}
function membership(history: History, fate: number): Membership {
  const words = (history.moments.length >>> 5) + 1;
  const bits = new Uint32Array(history.parent.length * words);
  history.moments.forEach((moment, step) => {
    if (step > 0) for (const cell of having(moment, fate)) bits[cell * words + (step >>> 5)] |= 1 << (step & 31);
  });
  const at = (cell: number, step: number): boolean => ((bits[cell * words + (step >>> 5)] >>> (step & 31)) & 1) === 1;
  /** The bits of a word that belong to steps before `step`. */
  const before = (word: number, step: number): number => (word < step >>> 5 ? -1 : (1 << (step & 31)) - 1);
  const common = (cell: number, others: Uint32Array, other: number, step: number): boolean => {
    for (let word = 0; word <= step >>> 5; word++)
      if ((bits[cell * words + word] & others[other * words + word] & before(word, step)) !== 0) return true;
    return false;
  };
  return {
    bits,
    arrives: (cell, step) => at(cell, step) && !at(cell, step - 1),
    hadBefore: (cell, step) => common(cell, bits, cell, step),
    metBefore: (cell, others, other, step) => common(cell, others.bits, other, step),
  };
}

function having({ fate, count }: Moment, wanted: number): Int32Array {
  const cells = new Int32Array(count);
  let length = 0;
  for (let cell = 0; cell < count; cell++) if (fate[cell] === wanted) cells[length++] = cell;
  return cells.subarray(0, length);
}
