import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Preview } from '../server/previews.ts';
import { unpacked } from '../server/typed-arrays.ts';
import { previewShell } from '../views/shell.ts';
import type { FromPreview, ToPreview } from '../views/view-messages.ts';
import { askFigure } from './ask-documents.ts';
import { figureLook, saveFigure } from './save-document.ts';

/** How long the cursor must rest before what stands there is shown, in milliseconds. */
const rest = 150;

/** How long the picture of what stood there before may stay without a word, in milliseconds. */
const untold = 300;

/** One panel beside the editor with pictures of what stands at the cursor. */
export class PreviewPanel implements vscode.Disposable, vscode.WebviewPanelSerializer {
  static readonly viewType = 'anlage.preview';
  readonly #client: BaseLanguageClient;
  readonly #extension: vscode.Uri;
  readonly #subscriptions: vscode.Disposable[];
  #panel: vscode.WebviewPanel | undefined;
  #isReady = false;
  #last: ToPreview = { kind: 'empty' };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked: vscode.CancellationTokenSource | undefined;

  constructor(client: BaseLanguageClient, extension: vscode.Uri) {
    this.#client = client;
    this.#extension = extension;
    this.#subscriptions = [
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.#follow(textEditor)),
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        if (editor) this.#follow(editor);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        const editor = vscode.window.activeTextEditor;
        if (editor?.document === document) this.#follow(editor);
      }),
    ];
  }

  open(): void {
    if (this.#panel) this.#panel.reveal(undefined, true);
    else
      this.#adopt(
        vscode.window.createWebviewPanel(
          PreviewPanel.viewType,
          'Preview',
          { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
          this.#options(),
        ),
      );
    const editor = vscode.window.activeTextEditor ?? vscode.window.visibleTextEditors.find(isOurs);
    if (editor) this.#follow(editor);
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    panel.webview.options = this.#options();
    this.#adopt(panel);
    const editor = vscode.window.visibleTextEditors.find(isOurs);
    if (editor) this.#follow(editor);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#asked?.cancel();
    this.#panel?.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #options(): vscode.WebviewOptions {
    return { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(this.#extension, 'dist', 'views')] };
  }

  #adopt(panel: vscode.WebviewPanel): void {
    this.#panel?.dispose();
    this.#panel = panel;
    this.#isReady = false;
    panel.iconPath = vscode.Uri.joinPath(this.#extension, 'media', 'icon.svg');
    panel.onDidDispose(() => {
      if (this.#panel === panel) this.#panel = undefined;
    });
    panel.webview.onDidReceiveMessage(async (message: FromPreview) => {
      if (message.type === 'export') {
        await saveFigure(message, undefined, (svg) => askFigure(this.#client, svg));
        return;
      }
      this.#isReady = true;
      await panel.webview.postMessage(this.#last);
    });
    panel.webview.html = previewShell(
      panel.webview.cspSource,
      (file) => panel.webview.asWebviewUri(vscode.Uri.joinPath(this.#extension, 'dist', 'views', file)).toString(),
      figureLook(),
    );
  }

  #follow(editor: vscode.TextEditor): void {
    if (!this.#panel || !isOurs(editor)) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#show(editor), rest);
  }

  async #show({ document, selection }: vscode.TextEditor): Promise<void> {
    this.#asked?.cancel();
    const asked = (this.#asked = new vscode.CancellationTokenSource());
    const telling = setTimeout(() => this.#post({ kind: 'waiting' }), untold);
    asked.token.onCancellationRequested(() => clearTimeout(telling));
    try {
      const found = unpacked<Preview | null>(
        await this.#client.sendRequest(
          'anlage/preview',
          {
            uri: document.uri.toString(),
            position: { line: selection.active.line, character: selection.active.character },
          },
          asked.token,
        ),
      );
      if (!asked.token.isCancellationRequested) this.#send(found ? { kind: 'preview', ...found } : { kind: 'empty' });
    } catch (error) {
      if (!asked.token.isCancellationRequested)
        this.#send({ kind: 'empty', text: error instanceof Error ? error.message : String(error) });
    } finally {
      clearTimeout(telling);
    }
  }

  #send(message: ToPreview): void {
    this.#last = message;
    this.#post(message);
  }

  #post(message: ToPreview): void {
    if (this.#panel && this.#isReady) void this.#panel.webview.postMessage(message);
  }
}

const isOurs = ({ document }: vscode.TextEditor): boolean => ['anlage', 'bnet'].includes(document.languageId);
