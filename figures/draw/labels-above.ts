import { element, line } from './svg.ts';
import { shortened, size, text, textWidth } from './svg-text.ts';

/** `left` and `right`: the ends of what it names. */
export interface LabelAbove {
  readonly content: string;
  readonly left: number;
  readonly right: number;
}
interface Placed extends LabelAbove {
  readonly shown: string;
  readonly start: number;
  readonly width: number;
  readonly row: number;
}
const rowHeight = 9.5;
const gap = 6;
/** Between the names and what they name, where a line has to lead there. */
const leaderHeight = 7;

/**
 * Names over parts of a bar: on one line where they have room, else on as many as keep them apart; a line leads from a
 * name that does not begin over its part.
 */
export function labelsAbove(
  labels: readonly LabelAbove[],
  left: number,
  right: number,
): { readonly height: number; draw(top: number): string } {
  const ordered = [...labels]
    .sort((a, b) => a.left - b.left)
    .map((label) => {
      const shown = shortened(label.content, right - left, size.small);
      return { ...label, shown, width: textWidth(shown, size.small) };
    });
  const isOneLine = ordered.reduce((sum, { width }) => sum + width + gap, -gap) <= right - left;
  const placed = isOneLine ? onOneLine(ordered, left, right) : onSeveralLines(ordered, left, right);
  const rows = Math.max(0, ...placed.map(({ row }) => row + 1));
  const needsLeader = (label: Placed) => label.row > 0 || label.start < label.left - 1 || label.start > label.right - 2;
  const below = isOneLine && placed.some(needsLeader) ? leaderHeight : 2;
  return {
    height: rows > 0 ? rows * rowHeight + below : 0,
    draw(top) {
      const baseline = (row: number) => top + (rows - 1 - row) * rowHeight + size.small;
      const bottom = top + rows * rowHeight + below - 1;
      const leaders = placed.filter(needsLeader).map((label) => {
        const middle = (label.left + label.right) / 2;
        const from = Math.max(
          label.start + 2,
          Math.min(label.start + label.width - 2, isOneLine ? middle : label.left + 1.5),
        );
        return line(from, baseline(label.row) + 2, isOneLine ? middle : from, bottom, {
          stroke: '#8c8c8c',
          'stroke-width': 0.5,
          class: 'leader',
        });
      });
      const texts = placed.map(
        ({ content, shown, start, width, row }) =>
          element('rect', {
            class: 'paper',
            x: start - 1,
            y: baseline(row) - size.small + 0.5,
            width: width + 2,
            height: size.small + 1.5,
            fill: '#ffffff',
          }) + text(shown, start, baseline(row), { size: size.small, whole: content }),
      );
      return [...leaders, ...texts].join('');
    },
  };
}

type Measured = Omit<Placed, 'start' | 'row'>;
/** Each begins where its part does, or as near as the others let it. */
function onOneLine(labels: readonly Measured[], left: number, right: number): Placed[] {
  const starts: number[] = [];
  for (const [index, label] of labels.entries())
    starts.push(Math.max(index === 0 ? left : starts[index - 1] + labels[index - 1].width + gap, label.left));
  for (let index = labels.length - 1, end = right; index >= 0; index--) {
    starts[index] = Math.min(starts[index], end - labels[index].width);
    end = starts[index] - gap;
  }
  return labels.map((label, index) => ({ ...label, start: starts[index], row: 0 }));
}
/** From right to left, each on the lowest line on which everything so far begins right of it. */
function onSeveralLines(labels: readonly Measured[], left: number, right: number): Placed[] {
  const begins: number[] = [];
  return [...labels].reverse().map((label) => {
    const start = Math.max(left, Math.min(right - label.width, label.left));
    const free = begins.findIndex((begin) => start + label.width + gap <= begin);
    const row = free < 0 ? begins.length : free;
    begins[row] = start;
    return { ...label, start, row };
  });
}
