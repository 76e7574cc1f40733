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
  const [a, b] = withoutShared(one, other);
  if (a === '' || b === '') return Math.max(a.length, b.length);
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  let leastBefore = 0;
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const replaced = previous[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      row[j] = Math.min(previous[j] + 1, row[j - 1] + 1, replaced);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        row[j] = Math.min(row[j], before[j - 2] + 1);
      least = Math.min(least, row[j]);
    }
    if (least >= enough && leastBefore >= enough) return enough;
    before = previous;
    previous = row;
    leastBefore = least;
  }
  return previous[b.length];
}

/** What both begin and end with costs nothing. */
function withoutShared(a: string, b: string): readonly [string, string] {
  const most = Math.min(a.length, b.length);
  let start = 0;
  while (start < most && a[start] === b[start]) start++;
  let end = 0;
  while (end < most - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return [a.slice(start, a.length - end), b.slice(start, b.length - end)];
}
