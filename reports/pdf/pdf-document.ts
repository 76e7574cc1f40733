import { versionText } from '../../results/run-facts.ts';
import { version } from '../../results/product-version.ts';
import { engineVersion } from '../../engine/version.ts';
import { Pen } from './fonts.ts';
import { loadPdfLibrary } from './pdf-library.ts';

export interface PdfFacts {
  readonly title: string;
  /** When the run began that it shows; without one there is no date in it. */
  readonly date?: Date;
}
export interface WrittenPdf {
  readonly content: Uint8Array;
  /** Signs that stand as □, for no font of Anlage has them. */
  readonly unknownSigns: readonly string[];
}

/** A document with text as text, its fonts in it, the same bytes from the same input. */
export async function writePdf({ title, date }: PdfFacts, draw: (pen: Pen) => void): Promise<WrittenPdf> {
  const library = await loadPdfLibrary();
  const document = new library.Document({
    pdfVersion: '1.7',
    autoFirstPage: false,
    bufferPages: true,
    margin: 0,
    font: null,
    lang: 'en',
    tagged: true,
    displayTitle: true,
    info: {
      Title: title,
      Producer: versionText({ version, engine: engineVersion }),
      Creator: 'Anlage',
      CreationDate: date ?? new Date(0),
    },
  });
  // pdfkit asks for a date, and writes what can be listed
  if (!date) Object.defineProperty(document.info, 'CreationDate', { enumerable: false });
  const bytes = library.toBytes(document);
  const pen = new Pen(document, library);
  draw(pen);
  document.end();
  return { content: await bytes, unknownSigns: [...pen.unknown] };
}
