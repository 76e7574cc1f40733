import type { BaseLanguageClient } from 'vscode-languageclient';
import type { MadeDocument } from '../server/making-documents.ts';

/** A run's folder as a document of the kind that the name of the file says. @throws an error that says why not */
export const askReport = (client: BaseLanguageClient, folder: string, name: string): Promise<MadeDocument> =>
  client.sendRequest<MadeDocument>('anlage/report', { folder, name });

/** A figure's SVG as PDF. @throws an error that says why not */
export const askFigure = (client: BaseLanguageClient, svg: string): Promise<MadeDocument> =>
  client.sendRequest<MadeDocument>('anlage/figure', { svg });
