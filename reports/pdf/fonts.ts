/** Text in the fonts of a PDF: each sign in the first font that has it. */
import fonts from './fonts.json' with { type: 'json' };
import { fontNamed, type OpenFont, type PdfDocument, type PdfLibrary } from './pdf-library.ts';

/** Arimo has the widths of Arial, the first font of the figures; DejaVu Sans has the signs of mathematics. */
export type TextStyle = keyof typeof fonts;
/** In place of a sign that no font has. */
const unknownSign = '□';

export interface Placed {
  readonly size: number;
  readonly style?: TextStyle;
  readonly colour?: string;
  readonly opacity?: number;
  readonly anchor?: 'start' | 'middle' | 'end';
}

export class Pen {
  readonly document: PdfDocument;
  /** Signs that stand as □, for no font has them. */
  readonly unknown = new Set<string>();
  readonly #library: PdfLibrary;
  readonly #fonts = new Map<string, OpenFont>();

  constructor(document: PdfDocument, library: PdfLibrary) {
    this.document = document;
    this.#library = library;
  }

  /** In points. */
  width(text: string, size: number, style: TextStyle = 'plain'): number {
    let width = 0;
    for (const { font, signs } of this.#pieces(text, style))
      width += this.document.font(font, size).widthOfString(signs);
    return width;
  }

  /** The baseline is at `y`. */
  text(text: string, x: number, y: number, placed: Placed): void {
    const { size, style = 'plain', colour = '#1a1a1a', opacity = 1, anchor = 'start' } = placed;
    let at = x - (anchor === 'start' ? 0 : this.width(text, size, style) * (anchor === 'middle' ? 0.5 : 1));
    this.document.fillColor(colour).fillOpacity(opacity);
    for (const { font, signs } of this.#pieces(text, style)) {
      this.document.font(font, size).text(signs, at, y, { baseline: 'alphabetic', lineBreak: false });
      at += this.document.widthOfString(signs);
    }
  }

  /** Stretches of a text that one font has. */
  #pieces(text: string, style: TextStyle): { readonly font: string; signs: string }[] {
    const pieces: { readonly font: string; signs: string }[] = [];
    for (const sign of text.normalize('NFC')) {
      const known = this.#fontFor(sign, style);
      if (known === undefined) this.unknown.add(sign);
      const font = known ?? fonts[style][fonts[style].length - 1];
      const last = pieces.at(-1);
      if (last?.font === font) last.signs += known ? sign : unknownSign;
      else pieces.push({ font, signs: known ? sign : unknownSign });
    }
    return pieces;
  }
  #fontFor(sign: string, style: TextStyle): string | undefined {
    const code = sign.codePointAt(0)!;
    return fonts[style].find((name) => this.#open(name).hasGlyphForCodePoint(code));
  }
  #open(name: string): OpenFont {
    let font = this.#fonts.get(name);
    if (!font) {
      font = fontNamed(name, this.#library);
      this.#fonts.set(name, font);
      this.document.registerFont(name, font as unknown as PDFKit.Mixins.PDFFontSource);
    }
    return font;
  }
}
