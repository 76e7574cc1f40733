import fs from 'node:fs';
import * as vscode from 'vscode';
import type { Remark } from '../results/run-remark.ts';
import { isRunFolder, loadRun, remarkFile, stateOf, writeRemark } from '../runs/index.ts';
import type { ResultsPanels } from './results-panels.ts';
import { targetOf } from './run-folders-here.ts';
import type { RunTexts } from './run-texts.ts';
import type { Runs } from './runs.ts';
import { messageOf } from './target.ts';

/** What can be done with a run that is past. What fails is shown. */
export class RunActions {
  readonly #runs: Runs;
  readonly #panels: ResultsPanels;
  readonly #texts: RunTexts;

  constructor(runs: Runs, panels: ResultsPanels, texts: RunTexts) {
    this.#runs = runs;
    this.#panels = panels;
    this.#texts = texts;
  }

  async show(folder: string): Promise<void> {
    await this.#panels.showFolder(vscode.Uri.file(folder));
  }

  async openText(folder: string): Promise<void> {
    await this.#texts.open(folder);
  }

  /** Runs the file as it is now; never anything within the run's folder. */
  async again(folder: string): Promise<void> {
    const target = targetOf(folder);
    if (!target || !fs.existsSync(vscode.Uri.parse(target.uri).fsPath)) {
      const file = target ? vscode.workspace.asRelativePath(vscode.Uri.parse(target.uri)) : 'its file';
      void vscode.window.showErrorMessage(
        `${file} is not there any more: put it back to run it again. The text that was run is kept: Open the text.`,
      );
      return;
    }
    await this.#runs.start(target);
  }

  remark(folder: string, remark: Remark): void {
    try {
      writeRemark(folder, remark);
    } catch (error) {
      void vscode.window.showErrorMessage(messageOf(error));
    }
  }

  /** Asks first; the folders go to the trash where the system has one. Whether any has gone. */
  async remove(folders: readonly string[]): Promise<boolean> {
    const going = await withoutGoing(folders);
    if (going.length < folders.length)
      void vscode.window.showWarningMessage('A run that goes on is not deleted: cancel it first.');
    if (going.length === 0) return false;
    const what =
      going.length === 1 ? `the run in ${vscode.workspace.asRelativePath(going[0])}` : `${going.length} runs`;
    const move = 'Move to Trash';
    const detail = 'What its jobs have computed stays in runs/.jobs: run again, it is not computed anew.';
    const answer = await vscode.window.showWarningMessage(`Delete ${what}?`, { modal: true, detail }, move);
    if (answer !== move) return false;
    for (const folder of going)
      for (const place of [folder, remarkFile(folder)]) if (fs.existsSync(place)) await this.#discard(place);
    return true;
  }
  async #discard(place: string): Promise<void> {
    const uri = vscode.Uri.file(place);
    try {
      await vscode.workspace.fs.delete(uri, { recursive: true, useTrash: true });
    } catch (error) {
      const forGood = 'Delete for Good';
      const answer = await vscode.window.showWarningMessage(
        `${vscode.workspace.asRelativePath(uri)} cannot be moved to the trash.`,
        { modal: true, detail: messageOf(error) },
        forGood,
      );
      if (answer === forGood) await vscode.workspace.fs.delete(uri, { recursive: true });
    }
  }
}

async function withoutGoing(folders: readonly string[]): Promise<string[]> {
  const kept: string[] = [];
  for (const folder of folders) {
    if (!isRunFolder(folder)) continue;
    const record = await loadRun(folder).then(
      ({ run }) => run,
      () => undefined,
    );
    if (!record || !['running', 'queued'].includes(stateOf(folder, record))) kept.push(folder);
  }
  return kept;
}
