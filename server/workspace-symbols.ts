import type { SymbolInformation } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parse } from '../grammar/index.ts';
import { Abandoned } from './analyst.ts';
import { fileNameOf } from './file-name-of.ts';
import { flatSymbols } from './for-client.ts';
import { symbolsOf } from './symbols.ts';
import type { WorkspaceTexts } from './workspace-texts.ts';

/** So many are found at most: what is meant is found by typing more of its name. */
const most = 500;

interface ReadFile {
  readonly source: string;
  readonly symbols: readonly SymbolInformation[];
}

/** What has a name in the files of the workspace, open and closed. */
export class WorkspaceSymbols {
  readonly #workspace: WorkspaceTexts;
  /** Of closed files, as they were when they were read last. */
  #read: ReadonlyMap<string, ReadFile> = new Map();

  constructor(workspace: WorkspaceTexts) {
    this.#workspace = workspace;
  }

  /** Those whose names hold the letters that were typed, in their order: first that name, then what begins with it. */
  async find(typed: string, signal: AbortSignal): Promise<SymbolInformation[]> {
    const open = (await this.#workspace.open()).flatMap(({ document, analysis }) =>
      inFile(document.uri, symbolsOf(document, analysis.tree)),
    );
    const found = [...open, ...(await this.#closed(signal))].flatMap((symbol) => {
      const rank = rankOf(symbol.name.toLowerCase(), typed.toLowerCase());
      return rank === undefined ? [] : [{ symbol, rank }];
    });
    return found
      .sort((a, b) => a.rank - b.rank)
      .slice(0, most)
      .map(({ symbol }) => symbol);
  }

  async #closed(signal: AbortSignal): Promise<readonly SymbolInformation[]> {
    const read = new Map<string, ReadFile>();
    for (const uri of (await this.#workspace.closed()).uris) {
      if (signal.aborted) throw new Abandoned();
      const source = await this.#workspace.read(uri).catch(() => undefined); // what cannot be read has no names
      const known = this.#read.get(uri);
      if (source !== undefined)
        read.set(uri, known?.source === source ? known : { source, symbols: symbolsIn(uri, source) });
    }
    this.#read = read;
    return [...read.values()].flatMap(({ symbols }) => symbols);
  }
}

const symbolsIn = (uri: string, source: string): readonly SymbolInformation[] =>
  inFile(uri, symbolsOf(TextDocument.create(uri, 'anlage', 0, source), parse(source).tree));
/** What stands in nothing else stands in its file. */
const inFile = (uri: string, symbols: Parameters<typeof flatSymbols>[1]): readonly SymbolInformation[] =>
  flatSymbols(uri, symbols).map((symbol) => ({ containerName: fileNameOf(uri), ...symbol }));

function rankOf(name: string, typed: string): number | undefined {
  if (name === typed) return 0;
  if (name.startsWith(typed)) return 1;
  if (name.includes(typed)) return 2;
  let at = -1;
  for (const letter of typed) {
    at = name.indexOf(letter, at + 1);
    if (at < 0) return undefined;
  }
  return 3;
}
