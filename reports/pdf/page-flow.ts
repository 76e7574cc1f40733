import type { Pen, Placed } from './fonts.ts';

export const pointsPerMillimetre = 72 / 25.4;
/** A4, in points; a page that holds a tall figure is as tall as that. */
const page = { width: 210 * pointsPerMillimetre, height: 297 * pointsPerMillimetre } as const;
const margin = 20 * pointsPerMillimetre;
export const textWidth = page.width - 2 * margin;
const footerSize = 7.5;
export const quiet = '#595959';

/** What is drawn from top to bottom, page after page, each part with what it is for those who hear it. */
export class PageFlow {
  readonly pen: Pen;
  readonly left = margin;
  y = margin;
  readonly #root: PDFKit.PDFStructureElement;

  constructor(pen: Pen) {
    this.pen = pen;
    pen.document.addPage({ size: [page.width, page.height], margin: 0 });
    this.#root = pen.document.struct('Document');
    pen.document.addStructure(this.#root);
  }

  /** The tallest thing that fits on a page. */
  get tallest(): number {
    return page.height - 2 * margin;
  }
  /** Begins a page where what comes next does not fit on this one; says whether it did. */
  need(height: number): boolean {
    if (this.y + height <= this.pen.document.page.height - margin) return false;
    this.turn(Math.max(page.height, height + 2 * margin));
    return true;
  }
  /** Begins a page. */
  turn(height: number = page.height): void {
    this.pen.document.continueOnNewPage({ size: [page.width, height], margin: 0 });
    this.y = margin;
  }
  skip(height: number): void {
    this.y += height;
  }

  /** A part of the document: `P`, `H1`, `Table`, `Figure` with what it says to those who cannot see it. */
  part(kind: string, draw: (() => void) | null, alt?: string): PDFKit.PDFStructureElement {
    return this.within(this.#root, kind, draw, alt);
  }
  within(
    around: PDFKit.PDFStructureElement,
    kind: string,
    draw: (() => void) | null,
    alt?: string,
  ): PDFKit.PDFStructureElement {
    const element = this.pen.document.struct(kind as never, alt === undefined ? {} : { alt });
    around.add(element);
    if (draw) element.add(draw);
    return element;
  }
  /** What only helps the eye: rules, and headers that stand there again. */
  ornament(draw: () => void): void {
    this.pen.document.markContent('Artifact', { type: 'Layout' });
    draw();
    this.pen.document.endMarkedContent();
  }

  /** Lines of text; each on the next page where this one is full. */
  lines(lines: readonly string[], x: number, placed: Placed, height = placed.size * 1.35): void {
    for (const line of lines) {
      this.need(height);
      this.pen.text(line, x, this.y + placed.size, placed);
      this.y += height;
    }
  }

  /** Title and number at the foot of each page. */
  finish(title: string): void {
    this.#root.end();
    const { document } = this.pen;
    const { start, count } = document.bufferedPageRange();
    for (let index = start; index < start + count; index++) {
      document.switchToPage(index);
      const y = document.page.height - margin / 2;
      document.markContent('Artifact', { type: 'Pagination' });
      this.pen.text(title, margin, y, { size: footerSize, colour: quiet });
      this.pen.text(`${index - start + 1} / ${count}`, margin + textWidth, y, {
        size: footerSize,
        colour: quiet,
        anchor: 'end',
      });
      document.endMarkedContent();
    }
  }
}
