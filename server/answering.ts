import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Documents, Edited } from './documents.ts';
import { holdsRules } from './gene-rules-documents.ts';

export interface Whole {
  readonly textDocument: { readonly uri: string };
}
export interface Positioned extends Whole {
  readonly position: { readonly line: number; readonly character: number };
}
type Answer<R> = R | Promise<R>;
/** What a connection calls. */
type Handler<P, R> = (parameters: P, token: CancellationToken) => Promise<R>;

/** A request that fails answers with its reason; the server goes on. */
export async function guarded<R>(answer: () => Answer<R>): Promise<R> {
  try {
    return await answer();
  } catch (error) {
    if (error instanceof ResponseError) throw error;
    throw new ResponseError(LSPErrorCodes.RequestFailed, error instanceof Error ? error.message : String(error));
  }
}

/** One that is no longer asked is answered at once with that, whatever it waits for; `signal` ends what it does. */
export async function whileAsked<R>(token: CancellationToken, answer: (signal: AbortSignal) => Answer<R>): Promise<R> {
  const controller = new AbortController();
  let listening = { dispose: (): void => {} };
  const cancelled = new Promise<never>((_, reject) => {
    listening = token.onCancellationRequested(() => {
      controller.abort();
      reject(new ResponseError(LSPErrorCodes.RequestCancelled, 'No longer asked.'));
    });
  });
  try {
    return await Promise.race([guarded(() => answer(controller.signal)), cancelled]);
  } finally {
    listening.dispose();
  }
}

/** Lets what has arrived meanwhile be read, such as that something is no longer asked. */
export const breath = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, 0);
  });

/** How requests about a document are answered. */
export interface Answering {
  /** From its analysis, with the files that it uses; null for one that is not open. */
  whole<P extends Whole, R>(
    answer: (analysed: Edited, parameters: P, signal: AbortSignal) => Answer<R>,
  ): Handler<P, R | null>;
  positioned<P extends Positioned, R>(
    answer: (analysed: Edited, offset: number, parameters: P, signal: AbortSignal) => Answer<R>,
  ): Handler<P, R | null>;
  /** The same for open files of gene rules, which some requests know too. */
  orRules<P extends Positioned, R>(
    answer: Handler<P, R | null>,
    ofRules: (document: TextDocument, offset: number) => Answer<R | null>,
  ): Handler<P, R | null>;
}

export function answering(documents: Documents): Answering {
  const whole: Answering['whole'] = (answer) => (parameters, token) =>
    whileAsked(token, async (signal) => {
      const analysed = await documents.complete(parameters.textDocument.uri);
      return analysed ? answer(analysed, parameters, signal) : null;
    });
  return {
    whole,
    positioned: (answer) =>
      whole((analysed, parameters, signal) =>
        answer(analysed, analysed.document.offsetAt(parameters.position), parameters, signal),
      ),
    orRules: (answer, ofRules) => async (parameters, token) => {
      const document = documents.open.get(parameters.textDocument.uri);
      return holdsRules(document)
        ? whileAsked(token, () => ofRules(document, document.offsetAt(parameters.position)))
        : answer(parameters, token);
    },
  };
}
