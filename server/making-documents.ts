import { type Connection, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { base64, encodeText } from '../formats/index.ts';
import type { DocumentMaker, Host } from './host.ts';

/** A document as it travels. */
export interface MadeDocument {
  readonly base64: string;
  /** Signs that stand as □ in it. */
  readonly unknownSigns: readonly string[];
}

/** `anlage/report`: a run's folder as what the name of a file says; `anlage/figure`: an SVG of a figure as PDF. */
export function makeDocuments(connection: Connection, { documents }: Host): void {
  connection.onRequest('anlage/report', ({ folder, name }: { readonly folder: string; readonly name: string }) =>
    made(documents, (maker) => maker.report(folder, name)),
  );
  connection.onRequest('anlage/figure', ({ svg }: { readonly svg: string }) =>
    made(documents, (maker) => maker.figure(svg)),
  );
}

async function made(
  maker: DocumentMaker | undefined,
  make: (maker: DocumentMaker) => ReturnType<DocumentMaker['figure']>,
): Promise<MadeDocument> {
  if (!maker)
    throw new ResponseError(
      LSPErrorCodes.RequestFailed,
      'Reports and PDFs are written by VS Code on a computer or a server, not in a browser.',
    );
  try {
    const { content, unknownSigns = [] } = await make(maker);
    return { base64: base64(typeof content === 'string' ? encodeText(content) : content), unknownSigns };
  } catch (error) {
    throw new ResponseError(LSPErrorCodes.RequestFailed, error instanceof Error ? error.message : String(error));
  }
}
