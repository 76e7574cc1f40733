import * as vscode from 'vscode';
import type { RecordFile } from '../results/run-history.ts';

const records = '**/runs/*/*/run.json';
/** Records that are found at most. */
const mostRuns = 500;

/** The runs whose folders lie in the workspace, whoever made them. */
export class WorkspaceRuns implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #subscriptions: readonly vscode.Disposable[];
  /** The record of a run came, changed or went. */
  readonly onChanged = this.#changed.event;

  constructor() {
    const watcher = vscode.workspace.createFileSystemWatcher(records);
    const fire = (record: vscode.Uri): void => this.#changed.fire(record);
    this.#subscriptions = [
      this.#changed,
      watcher,
      watcher.onDidCreate(fire),
      watcher.onDidChange(fire),
      watcher.onDidDelete(fire),
    ];
  }

  /** Addresses of the records; `isWhole`: there are no more. */
  async find(): Promise<{ readonly files: readonly RecordFile[]; readonly isWhole: boolean }> {
    const found = await vscode.workspace.findFiles(records, '**/node_modules/**', mostRuns);
    const files = await Promise.all(
      found.map(async (file): Promise<RecordFile[]> => {
        try {
          return [{ path: file.toString(), modified: (await vscode.workspace.fs.stat(file)).mtime }];
        } catch {
          return []; // deleted since it was found
        }
      }),
    );
    return { files: files.flat(), isWhole: found.length < mostRuns };
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}

/** The folder of a run, by the address of its record. */
export const folderOfRecord = (record: string): vscode.Uri => vscode.Uri.joinPath(vscode.Uri.parse(record), '..');
