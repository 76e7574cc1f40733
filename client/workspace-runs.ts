import * as vscode from 'vscode';
import type { RecordFile } from '../results/run-history.ts';

const records = '**/runs/*/*/run.json';
/** Their folders: of one that is moved to its place no event names what is in it. */
const folders = '**/runs/*/*';
/** Records that are found at most. */
const mostRuns = 500;

/** The runs whose folders lie in the workspace, whoever made them. */
export class WorkspaceRuns implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #subscriptions: readonly vscode.Disposable[];
  /** The record of a run came, changed or went. */
  readonly onChanged = this.#changed.event;

  constructor() {
    const ofRecords = vscode.workspace.createFileSystemWatcher(records);
    const ofFolders = vscode.workspace.createFileSystemWatcher(folders, false, true);
    const fire = (record: vscode.Uri): void => this.#changed.fire(record);
    const fireFolder = (folder: vscode.Uri): void => fire(vscode.Uri.joinPath(folder, 'run.json'));
    this.#subscriptions = [
      this.#changed,
      ofRecords,
      ofRecords.onDidCreate(fire),
      ofRecords.onDidChange(fire),
      ofRecords.onDidDelete(fire),
      ofFolders,
      ofFolders.onDidCreate(fireFolder),
      ofFolders.onDidDelete(fireFolder),
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
