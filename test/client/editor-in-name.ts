// In place of VS Code: what the panels use of it, so that they can be driven without an editor.
import { register } from 'node:module';

type Listener = (value: unknown) => void;
class EventEmitter {
  readonly #listeners: Listener[] = [];
  readonly event = (listener: Listener) => {
    this.#listeners.push(listener);
    return { dispose() {} };
  };
  fire(value: unknown): void {
    for (const listener of this.#listeners) listener(value);
  }
  dispose(): void {}
}
/** A webview that keeps what is posted to it. */
export class View {
  readonly posted: { readonly type: string; readonly [field: string]: unknown }[] = [];
  readonly #answers = new EventEmitter();
  isClosed = false;
  readonly webview = {
    html: '',
    options: {},
    cspSource: 'here',
    asWebviewUri: (uri: URL) => uri,
    onDidReceiveMessage: this.#answers.event,
    postMessage: async (message: View['posted'][number]) => this.posted.push(message),
  };
  onDidDispose = () => ({ dispose() {} });
  reveal(): void {}
  dispose(): void {
    this.isClosed = true;
  }
  answer(message: unknown): void {
    this.#answers.fire(message);
  }
}
/** What was opened, said, asked and deleted, newest last; `answer`: what a person says to the next questions. */
export const seen: {
  readonly views: View[];
  readonly errors: string[];
  readonly asked: string[];
  readonly deleted: [place: string, options: unknown][];
  answer: string | undefined;
} = { views: [], errors: [], asked: [], deleted: [], answer: undefined };

/** What listens to changes of texts, and the editors that show these. */
export const changes = new EventEmitter();
export const editors: unknown[] = [];

class Position {
  readonly line: number;
  readonly character: number;
  constructor(line: number, character: number) {
    this.line = line;
    this.character = character;
  }
}
class Range {
  readonly start: Position;
  readonly end: Position;
  constructor(start: Position, end: Position) {
    this.start = start;
    this.end = end;
  }
}
class CodeLens {
  readonly range: Range;
  readonly command: { readonly title: string };
  constructor(range: Range, command: { readonly title: string }) {
    this.range = range;
    this.command = command;
  }
}
const file = (place: string) => {
  const url = new URL(`file://${place}`);
  return Object.assign(url, { fsPath: place });
};
const nothing = () => ({ dispose() {} });
const names = {
  EventEmitter,
  Position,
  Range,
  CodeLens,
  ThemeColor: class {},
  languages: { registerInlayHintsProvider: nothing, registerCodeLensProvider: nothing },
  TabInputWebview: class {},
  ViewColumn: { One: 1, Active: -1, Beside: -2 },
  Uri: {
    file,
    parse: (text: string) => file(new URL(text).pathname),
    joinPath: (uri: URL, ...parts: string[]) => file([uri.pathname, ...parts].join('/')),
  },
  commands: { executeCommand: async () => undefined },
  workspace: {
    getConfiguration: () => ({ get: (_name: string, otherwise: unknown) => otherwise }),
    textDocuments: [],
    asRelativePath: (uri: URL) => uri.pathname,
    fs: {
      readFile: async () => Promise.reject(new Error('there is no such file')),
      delete: async (uri: { fsPath: string }, options: unknown) => void seen.deleted.push([uri.fsPath, options]),
    },
    registerTextDocumentContentProvider: nothing,
    openTextDocument: async () => undefined,
    onDidChangeTextDocument: changes.event,
    onDidOpenTextDocument: nothing,
    onDidCloseTextDocument: nothing,
  },
  window: {
    visibleTextEditors: editors,
    createTextEditorDecorationType: nothing,
    tabGroups: { all: [], close: async () => true },
    createWebviewPanel: () => seen.views[seen.views.push(new View()) - 1],
    showWarningMessage: async (message: string) => {
      seen.asked.push(message);
      return seen.answer;
    },
    showErrorMessage: async (message: string) => void seen.errors.push(message),
  },
};
Object.assign(globalThis, { vscodeInName: names });
const source = Object.keys(names)
  .map((name) => `export const ${name} = globalThis.vscodeInName.${name};`)
  .join('\n');
const ofText = (text: string): string => `data:text/javascript,${encodeURIComponent(text)}`;
const answer = JSON.stringify({ url: ofText(source), shortCircuit: true, format: 'module' });
register(
  ofText(`export const resolve = (name, context, next) => (name === 'vscode' ? ${answer} : next(name, context));`),
);
