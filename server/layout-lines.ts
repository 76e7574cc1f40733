import type { Range } from '../grammar/index.ts';

/** A stretch of whole lines and what stands there instead. */
export interface ChangedLines {
  readonly range: Range;
  readonly text: string;
}

/**
 * What a layout changes of a text, line by line as far as it goes. Layout moves blanks only: the two texts are gone
 * through together, and wherever the same has been written on both sides up to the end of a line, a stretch ends.
 */
export function changedLines(before: string, after: string): readonly ChangedLines[] {
  const [old, laid] = [before, after].map(wholeLines);
  const found: ChangedLines[] = [];
  let [from, next, at] = [0, 0, 0];
  while (next < old.length || at < laid.length) {
    const start = from;
    let [left, right, text] = ['', '', ''];
    const takeOld = (): void => {
      left += written(old[next]);
      from += old[next++].length;
    };
    const takeLaid = (): void => {
      right += written(laid[at]);
      text += laid[at++];
    };
    const [isBlank, isLaidBlank] = [old[next], laid[at]].map((line) => line !== undefined && written(line) === '');
    if (isBlank && !isLaidBlank) takeOld();
    else if (isLaidBlank && !isBlank) takeLaid();
    else {
      if (next < old.length) takeOld();
      if (at < laid.length) takeLaid();
      while (left !== right && (next < old.length || at < laid.length))
        if (next < old.length && (left.length < right.length || at >= laid.length)) takeOld();
        else takeLaid();
    }
    if (before.slice(start, from) !== text) found.push({ range: { start, end: from }, text });
  }
  return found;
}

const wholeLines = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
const written = (line: string): string => line.replace(/\s+/g, '');
