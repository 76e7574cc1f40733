import type { ChangedLine } from '../../results/run-comparison.ts';

/** Lines that one text has and the other has not, in order; comments, spaces and empty lines do not count. */
export function changedLines(before: string, after: string): ChangedLine[] {
  const [a, b] = [statementsIn(before), statementsIn(after)];
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start].plain === b[start].plain) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end].plain === b[b.length - 1 - end].plain)
    end++;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  const changed: ChangedLine[] = [];
  const say = (side: ChangedLine['side'], { line, text }: Statement): void => void changed.push({ side, line, text });
  const longest = commonLengths(left, right);
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    if (i < left.length && j < right.length && left[i].plain === right[j].plain) {
      i++;
      j++;
    } else if (j === right.length || (i < left.length && longest(i + 1, j) >= longest(i, j + 1)))
      say('before', left[i++]);
    else say('after', right[j++]);
  }
  return changed;
}

interface Statement {
  readonly line: number;
  readonly text: string;
  /** By which it is compared. */
  readonly plain: string;
}
function statementsIn(text: string): Statement[] {
  return text.split(/\r?\n/).flatMap((raw, index) => {
    const said = (/^(?:[^"#]|"[^"]*"|")*/.exec(raw)?.[0] ?? '').trim();
    return said === '' ? [] : [{ line: index + 1, text: said, plain: said.replace(/\s+/g, ' ') }];
  });
}

/** Texts longer than this, without what they begin and end with alike, are shown as replaced. */
const mostCompared = 4000;
/** The number of lines, in the same order, that both have from a place in each on. */
function commonLengths(a: readonly Statement[], b: readonly Statement[]): (i: number, j: number) => number {
  if (a.length > mostCompared || b.length > mostCompared) return () => 0;
  const width = b.length + 1;
  const table = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      table[i * width + j] =
        a[i].plain === b[j].plain
          ? table[(i + 1) * width + j + 1] + 1
          : Math.max(table[(i + 1) * width + j], table[i * width + j + 1]);
  return (i, j) => table[i * width + j];
}
