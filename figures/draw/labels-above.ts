import { element, line } from './svg.ts';
import { shortened, size, text, textWidth } from './text.ts';

/** `left`: where what it names begins; `middle`: its middle. */
export interface LabelAbove { readonly content: string; readonly left: number; readonly middle: number }
const rowHeight = 9.5;

/** Names over parts of a bar, on as many lines as keep them apart; a short line leads from each to its part. */
export function labelsAbove(labels: readonly LabelAbove[], left: number, right: number): { readonly height: number; draw(top: number): string } {
  /** For each line of text, the lowest first: where its leftmost text begins. */
  const begins: number[] = [];
  const placed = [...labels].sort((a, b) => b.left - a.left).map((label) => {
    const shown = shortened(label.content, right - left, size.small);
    const width = textWidth(shown, size.small);
    const start = Math.max(left, Math.min(right - width, label.left));
    const free = begins.findIndex((begin) => start + width + 5 <= begin);
    const row = free < 0 ? begins.length : free;
    begins[row] = start;
    return { ...label, shown, start, width, row };
  });
  const bottom = begins.length * rowHeight;
  return {
    height: bottom + (begins.length > 0 ? 2 : 0),
    draw(top) {
      const baseline = (row: number) => top + (begins.length - 1 - row) * rowHeight + size.small;
      const leaders = placed.filter(({ row }) => row > 0).map(({ start, left: from, middle, row }) => {
        const x = Math.max(start + 1, Math.min(from + 1.5, middle));
        return line(x, baseline(row) + 2, x, top + bottom + 1, { stroke: '#b0b0b0', 'stroke-width': 0.5, class: 'leader' });
      });
      const texts = placed.map(({ content, shown, start, width, row }) => element('rect', { class: 'paper', x: start - 1, y: baseline(row) - size.small + 0.5, width: width + 2, height: size.small + 1.5, fill: '#ffffff' })
        + text(shown, start, baseline(row), { size: size.small, whole: content }));
      return [...leaders, ...texts].join('');
    },
  };
}
