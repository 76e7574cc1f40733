import { textWidth } from '../../figures/draw/svg-text.ts';

export interface Box {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/**
 * The boxes of all texts of a drawn figure, by the drawing's own font metrics; without those of `<title>` and `<desc>`.
 */
export function textBoxes(svg: string): Box[] {
  return [...svg.matchAll(/<text ([^>]*)>([^<]*)/g)].map(([, attributes, escaped]) => {
    const of = (name: string) => new RegExp(`(?:^| )${name}="([^"]*)"`).exec(attributes)?.[1];
    const text = escaped
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&')
      .replaceAll('&quot;', '"');
    const size = Number(of('font-size'));
    const width = textWidth(text, size, of('font-weight') === 'bold');
    const x = Number(of('x')) - (of('text-anchor') === 'end' ? width : of('text-anchor') === 'middle' ? width / 2 : 0);
    const y = Number(of('y'));
    return { text, left: x, right: x + width, top: y - size * 0.75, bottom: y + size * 0.2 };
  });
}
export function overlaps(boxes: readonly Box[]): string[] {
  return boxes.flatMap((a, index) =>
    boxes
      .slice(index + 1)
      .filter(
        (b) => a.left < b.right - 0.1 && b.left < a.right - 0.1 && a.top < b.bottom - 0.1 && b.top < a.bottom - 0.1,
      )
      .map((b) => `“${a.text}” over “${b.text}”`),
  );
}
/** Width and height of the figure in points, margins taken off. */
export function inside(svg: string): { width: number; height: number } {
  const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg)!;
  return { width: Number(width) - 12, height: Number(height) - 12 };
}
