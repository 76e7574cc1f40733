/**
 * The nearest known word to one that is not known: optimal string alignment (Damerau–Levenshtein with adjacent swaps),
 * ignoring case.
 */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  if (word.length > longest) return undefined;
  const wanted = word.toLowerCase();
  const limit = Math.max(1, Math.floor(wanted.length * 0.4));
  let best: string | undefined;
  let least = limit + 1;
  let compared = 0;
  for (const candidate of known) {
    if (Math.abs(candidate.length - wanted.length) >= least) continue;
    if (++compared > mostCompared) break;
    const steps = distance(wanted, candidate.toLowerCase(), least);
    if (steps < least) {
      least = steps;
      best = candidate;
    }
  }
  return best;
}

/** No word that a person spells is longer, and comparing takes the time of both lengths. */
const longest = 80;
/** Of more words than these the first are enough: a text may have as many mistakes as names. */
const mostCompared = 500;

/**
 * Fewest insertions, deletions, replacements and swaps of neighbours that make one word of the other; `enough` where
 * they are that many or more.
 */
export function distance(one: string, other: string, enough = Infinity): number {
  const { start, inOne, inOther } = apart(one, other);
  if (inOne === 0 || inOther === 0) return Math.max(inOne, inOther);
  let [before, previous, row] = rowsOf(inOther + 1);
  for (let j = 0; j <= inOther; j++) previous[j] = j;
  let leastBefore = 0;
  for (let i = 1; i <= inOne; i++) {
    row[0] = i;
    let least = i;
    const letter = one.charCodeAt(start + i - 1),
      letterBefore = one.charCodeAt(start + i - 2);
    for (let j = 1; j <= inOther; j++) {
      const facing = other.charCodeAt(start + j - 1);
      let steps = Math.min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (letter === facing ? 0 : 1));
      if (i > 1 && j > 1 && letter === other.charCodeAt(start + j - 2) && letterBefore === facing)
        steps = Math.min(steps, before[j - 2] + 1);
      row[j] = steps;
      least = Math.min(least, steps);
    }
    if (least >= enough && leastBefore >= enough) return enough;
    [before, previous, row] = [previous, row, before];
    leastBefore = least;
  }
  return previous[inOther];
}

/** Three rows of a table, as long as is asked for: a text may have millions of words compared. */
let rows = [0, 1, 2].map(() => new Uint32Array(128));
function rowsOf(length: number): Uint32Array[] {
  if (rows[0].length < length) rows = rows.map(() => new Uint32Array(length));
  return rows;
}

/** What both begin and end with costs nothing: where they begin to differ, and for how long. */
function apart(a: string, b: string): { readonly start: number; readonly inOne: number; readonly inOther: number } {
  const most = Math.min(a.length, b.length);
  let start = 0;
  while (start < most && a.charCodeAt(start) === b.charCodeAt(start)) start++;
  let end = 0;
  while (end < most - start && a.charCodeAt(a.length - 1 - end) === b.charCodeAt(b.length - 1 - end)) end++;
  return { start, inOne: a.length - start - end, inOther: b.length - start - end };
}
