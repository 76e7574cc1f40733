/** Where a panel stands in its figure, and the title it begins with. */
import { size, text } from './svg-text.ts';

/** A part of a panel to look at, in the values' own units. */
export interface Window {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}
/** Where a panel is to be drawn, in points; `id` is unique in the figure. */
export interface Place {
  readonly id: string;
  readonly index: number;
  readonly top: number;
  readonly width: number;
  readonly isLast: boolean;
  readonly window?: Window;
}
export interface Drawn {
  readonly height: number;
  readonly content: string;
}

/** The beginning of a panel's content, with its title if it has one, and where the rest may begin. */
export function panelTitle(
  title: string | undefined,
  top: number,
): { readonly content: string[]; readonly below: number } {
  return title
    ? { content: [text(title, 0, top + size.label, { bold: true })], below: top + size.label * 1.5 }
    : { content: [], below: top };
}
