/** What differs between two texts, as one stretch: all before it is alike, and so is all behind it, `by` further on. */
export interface Stretch {
  readonly start: number;
  /** Where it ends in the text as it was. */
  readonly end: number;
  readonly by: number;
}

export function changedStretch(before: string, after: string): Stretch {
  const start = alike(before, after, (text, at, length) => text.slice(at, at + length));
  const tail = alike(before.slice(start), after.slice(start), (text, at, length) =>
    text.slice(text.length - at - length, text.length - at),
  );
  return { start, end: before.length - tail, by: after.length - before.length };
}

/** How much of two texts is alike: `part` takes so much, so far from where it is looked. */
function alike(a: string, b: string, part: (text: string, at: number, length: number) => string): number {
  const shorter = Math.min(a.length, b.length);
  let at = 0;
  for (let length = shorter; length > 0; length = Math.min(length >> 1, shorter - at))
    while (length <= shorter - at && part(a, at, length) === part(b, at, length)) at += length;
  return at;
}
