import type { Comment, Range } from './tree.ts';

/** A comment stands where it begins: the blanks at its end may belong to no region. */
const begins = ({ range: { start } }: Comment, { start: from, end }: Range): boolean => start >= from && start < end;

/** Comments that begin in a range; comments stand in the order of the text. */
export function commentsIn(comments: readonly Comment[], { start, end }: Range): readonly Comment[] {
  const first = firstFrom(comments, start);
  return comments.slice(first, firstFrom(comments, end));
}
function firstFrom(comments: readonly Comment[], offset: number): number {
  let [low, high] = [0, comments.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (comments[middle].range.start < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
/** Comments that begin in none of the ranges, which stand in the order of the text. */
export function commentsOutside(comments: readonly Comment[], ranges: readonly Range[]): readonly Comment[] {
  let next = 0;
  return comments.filter((comment) => {
    while (next < ranges.length && ranges[next].end <= comment.range.start) next++;
    return next >= ranges.length || !begins(comment, ranges[next]);
  });
}
