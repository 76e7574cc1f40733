// What writes PDF, from the packages; dist/pdf.mjs.br is the bundled one. The builds for browsers pack with fflate, to
// the same bytes under every version of Node.
import PDFDocument from '../../node_modules/pdfkit/js/pdfkit.browser.mjs';

export { toBytes } from 'pdfkit/output';
export { create as openFont } from 'fontkit';

/** Without XMP, into which pdfkit 0.20.2 writes a title as it stands, `<` and all. */
export class Document extends PDFDocument {
  endMetadata() {}
}
