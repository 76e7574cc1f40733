import { type Connection, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { specify, type ExperimentSpec } from '../language/index.ts';
import type { Documents } from './documents.ts';
import type { Host, RunOptions } from './host.ts';
import { toLspRange } from './lsp-ranges.ts';

interface RunParameters {
  readonly uri: string;
  readonly experiment: string;
  readonly options?: RunOptions;
}

/**
 * `anlage/run` and what it sends: `anlage/fetching`, `anlage/begun`, `anlage/progress`, `anlage/measure`,
 * `anlage/finished`; `anlage/cancel`.
 */
export class Running {
  readonly #connection: Connection;
  readonly #documents: Documents;
  readonly #host: Host;
  readonly #runs = new Map<string, AbortController>();
  #count = 0;

  constructor(connection: Connection, documents: Documents, host: Host) {
    this.#connection = connection;
    this.#documents = documents;
    this.#host = host;
  }

  listen(): void {
    this.#connection.onRequest('anlage/run', (parameters: RunParameters) => this.#run(parameters));
    this.#connection.onRequest('anlage/cancel', ({ run }: { readonly run: string }) => ({
      cancelled: this.#cancel(run),
    }));
  }

  /** Answers when the run has begun; it ends with `anlage/finished`. */
  async #run({
    uri,
    experiment: name,
    options = {},
  }: RunParameters): Promise<{ readonly run: string; readonly experiment: ExperimentSpec }> {
    const { runner } = this.#host;
    if (!runner) throw new ResponseError(LSPErrorCodes.RequestFailed, 'Experiments cannot be run here.');
    const analysed = await this.#documents.complete(uri);
    if (!analysed) throw new ResponseError(LSPErrorCodes.RequestFailed, `${uri} is not open.`);
    const { document, analysis } = analysed;
    const { specification, diagnostics } = await specify(analysis, this.#documents.reader(uri), [name]);
    if (!specification) {
      const [first] = diagnostics;
      throw new ResponseError(
        LSPErrorCodes.RequestFailed,
        first
          ? `Line ${toLspRange(document, first.range).start.line + 1}: ${first.message}`
          : 'The file cannot be run.',
      );
    }
    const refused = specification.refused.find((one) => one.name === name);
    if (refused)
      throw new ResponseError(
        LSPErrorCodes.RequestFailed,
        `${name} (line ${refused.line}) cannot be run by this version: ${refused.reason}`,
      );
    const experiment = specification.experiments.find((one) => one.name === name);
    if (!experiment)
      throw new ResponseError(LSPErrorCodes.RequestFailed, `There is no experiment ${name} in this file.`);

    const run = `${Date.now().toString(36)}-${++this.#count}`;
    const controller = new AbortController();
    this.#runs.set(run, controller);
    void runner
      .run({
        uri,
        source: document.getText(),
        specification,
        experiment,
        options,
        signal: controller.signal,
        onFetch: (what, bytes) => this.#send('anlage/fetching', { run, what, bytes }),
        onBegin: (folder) => this.#send('anlage/begun', { run, folder }),
        onEvent: (event) => {
          if (event.kind === 'progress' || event.kind === 'measure') {
            const { kind, ...rest } = event;
            this.#send(`anlage/${kind}`, { run, ...rest });
          }
        },
      })
      .then(
        ({ status, folder, summary }) => this.#send('anlage/finished', { run, status, folder, summary }),
        (error: unknown) =>
          this.#send('anlage/finished', {
            run,
            status: controller.signal.aborted ? 'cancelled' : 'failed',
            folder: null,
            summary: null,
            message: error instanceof Error ? error.message : String(error),
          }),
      )
      .finally(() => this.#runs.delete(run));
    return { run, experiment };
  }

  #cancel(run: string): boolean {
    const controller = this.#runs.get(run);
    controller?.abort();
    return controller !== undefined;
  }

  #send(method: string, parameters: object): void {
    void this.#connection.sendNotification(method, parameters).catch(() => {}); // the editor has gone
  }
}
