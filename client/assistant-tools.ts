import path from 'node:path';
import * as vscode from 'vscode';
import { AssistantProcess, type ToolAnswer } from './assistant-process.ts';
import { dataFoldersSetting, withDataFolders } from './data-folders.ts';
import type { ResultsPanels } from './results-panels.ts';
import { messageOf } from './target.ts';

interface ContributedTool {
  readonly name: string;
  readonly displayName: string;
}
/** Those that change files, or leave some. */
const changing = new Set(['write', 'new', 'format', 'run']);
const prefix = 'anlage_';

/**
 * The tools of `anlage mcp` for the editor's own agent. They see what is typed and not saved; a run is shown as any
 * other.
 */
export class AssistantTools implements vscode.Disposable {
  readonly #script: string;
  readonly #panels: ResultsPanels;
  readonly #processes = new Map<string, AssistantProcess>();
  readonly #subscriptions: readonly vscode.Disposable[];

  constructor({ extension }: vscode.ExtensionContext, panels: ResultsPanels) {
    this.#script = vscode.Uri.joinPath(extension.extensionUri, 'dist', 'anlage.mjs').fsPath;
    this.#panels = panels;
    const contributed: readonly ContributedTool[] = extension.packageJSON.contributes.languageModelTools;
    this.#subscriptions = [
      ...contributed.map((tool) =>
        vscode.lm.registerTool<Readonly<Record<string, unknown>>>(tool.name, this.#tool(tool)),
      ),
      ...serverDefinitions(this.#script),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(dataFoldersSetting)) this.#end();
      }),
    ];
  }

  dispose(): void {
    for (const each of this.#subscriptions) each.dispose();
    this.#end();
  }
  #end(): void {
    for (const each of this.#processes.values()) each.dispose();
    this.#processes.clear();
  }

  #tool({ name, displayName }: ContributedTool): vscode.LanguageModelTool<Readonly<Record<string, unknown>>> {
    const tool = name.slice(prefix.length);
    return {
      invoke: async ({ input }, token) => {
        const { text } = await this.#answer(tool, input ?? {}, token);
        return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
      },
      prepareInvocation: ({ input }) => {
        const what = typeof input?.path === 'string' ? `: ${input.path}` : '';
        return {
          invocationMessage: `${displayName}${what}`,
          ...(changing.has(tool) && {
            confirmationMessages: { title: displayName, message: `${displayName}${what}?` },
          }),
        };
      },
    };
  }

  /** What is wrong is an answer too: the agent reads it. */
  async #answer(
    tool: string,
    input: Readonly<Record<string, unknown>>,
    token: vscode.CancellationToken,
  ): Promise<Pick<ToolAnswer, 'text'>> {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    if (folder?.uri.scheme !== 'file') return { text: 'No folder of this machine is open: open one first.' };
    const open = typeof input.path === 'string' ? unsaved(path.resolve(folder.uri.fsPath, input.path)) : undefined;
    if (open && tool === 'write')
      return { text: `${input.path} has changes in the editor that are not saved: ask for them to be saved first.` };
    if (open && (tool === 'run' || tool === 'format')) await open.save();
    const given = open && tool === 'check' && input.text === undefined ? { ...input, text: open.getText() } : input;
    try {
      const answer = await this.#process(folder.uri.fsPath).call(tool, given, token);
      if (tool === 'run') await this.#show(folder.uri, answer);
      return answer;
    } catch (error) {
      if (error instanceof vscode.CancellationError) throw error;
      return { text: messageOf(error) };
    }
  }

  async #show(folder: vscode.Uri, { value }: ToolAnswer): Promise<void> {
    const { runs = [] } = (value ?? {}) as { readonly runs?: readonly { readonly folder: string }[] };
    for (const run of runs) await this.#panels.showFolder(vscode.Uri.joinPath(folder, run.folder));
  }

  #process(folder: string): AssistantProcess {
    const existing = this.#processes.get(folder);
    if (existing) return existing;
    const made = new AssistantProcess(this.#script, folder, withDataFolders);
    this.#processes.set(folder, made);
    return made;
  }
}

const unsaved = (file: string): vscode.TextDocument | undefined =>
  vscode.workspace.textDocuments.find(({ isDirty, uri }) => isDirty && uri.scheme === 'file' && uri.fsPath === file);

/** What VS Code 1.101 has, and 1.100, the oldest that this runs in, has not. */
interface LaterApi {
  readonly McpStdioServerDefinition?: new (
    label: string,
    command: string,
    args: readonly string[],
    env: Readonly<Record<string, string | undefined>>,
  ) => object;
  readonly lm: {
    registerMcpServerDefinitionProvider?(
      id: string,
      provider: { provideMcpServerDefinitions(): readonly object[] },
    ): vscode.Disposable;
  };
}
/** The server itself, for agents that take it from the editor. */
function serverDefinitions(script: string): readonly vscode.Disposable[] {
  const { McpStdioServerDefinition: Definition, lm } = vscode as unknown as LaterApi;
  if (!Definition || typeof lm.registerMcpServerDefinitionProvider !== 'function') return [];
  const provideMcpServerDefinitions = (): readonly object[] =>
    (vscode.workspace.workspaceFolders ?? [])
      .filter(({ uri }) => uri.scheme === 'file')
      .map(
        ({ uri, name }) =>
          new Definition(`Anlage (${name})`, process.execPath, [script, 'mcp', '--folder', uri.fsPath], {
            ...withDataFolders(),
            ELECTRON_RUN_AS_NODE: '1',
          }),
      );
  return [lm.registerMcpServerDefinitionProvider('anlage.mcp', { provideMcpServerDefinitions })];
}
