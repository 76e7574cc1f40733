/** What writes PDF and the fonts it embeds, loaded when the first PDF is asked for. */
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { sfntOf } from './sfnt.ts';

const isSource = import.meta.url.endsWith('.ts');

/** pdfkit's document, as far as it is used here. */
export interface PdfDocument extends PDFKit.PDFDocument {
  readonly info: Record<string, unknown>;
}
/** An opened font: fontkit's. */
export interface OpenFont {
  hasGlyphForCodePoint(codePoint: number): boolean;
}
export interface PdfLibrary {
  readonly Document: new (options: Omit<PDFKit.PDFDocumentOptions, 'font'> & { readonly font: null }) => PdfDocument;
  readonly toBytes: (document: PdfDocument) => Promise<Uint8Array>;
  readonly openFont: (bytes: Uint8Array) => OpenFont;
}
let library: Promise<PdfLibrary> | undefined;
export function loadPdfLibrary(): Promise<PdfLibrary> {
  library ??= import(new URL(isSource ? './pdf-library-from-source.mjs' : './pdf.mjs', import.meta.url).href);
  return library;
}

/** A font of the packages of Fontsource, by the name of its file: `arimo-latin-400-normal`. */
export function fontNamed(name: string, { openFont }: PdfLibrary): OpenFont {
  // subsets are made of what is not packed alone (fontkit 2.0.4)
  return openFont(isSource ? sfntOf(fromPackage(name)) : packedFonts().get(name)!);
}
function fromPackage(name: string): Uint8Array {
  const family = name.slice(0, name.search(/-(latin|greek|cyrillic)/));
  const place = `../../node_modules/@fontsource/${family}/files/${name}.woff`;
  return fs.readFileSync(fileURLToPath(new URL(place, import.meta.url)));
}

/** As scripts/build.mjs packs them: a line of JSON says how long each is, in their order. */
function packedFonts(): ReadonlyMap<string, Uint8Array> {
  if (packed) return packed;
  const all = brotliDecompressSync(fs.readFileSync(fileURLToPath(new URL('./fonts/all.br', import.meta.url))));
  let at = all.indexOf(10) + 1;
  const lengths = JSON.parse(all.toString('utf8', 0, at)) as readonly [name: string, length: number][];
  packed = new Map(lengths.map(([name, length]) => [name, new Uint8Array(all.subarray(at, (at += length)))]));
  return packed;
}
let packed: ReadonlyMap<string, Uint8Array> | undefined;
