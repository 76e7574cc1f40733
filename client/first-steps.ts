import * as vscode from 'vscode';
import { passes } from '../results/shown-verdict.ts';
import type { Outcomes } from './run-outcomes.ts';
import { newStudy } from './new-study-command.ts';

/** What the walkthrough takes as done; its steps in package.json wait for these. */
type Step = 'hasStudy' | 'hasRun' | 'hasFailingClaim' | 'hasCompared';

const achieved = new Set<Step>();
/** How long a context stands, in milliseconds. */
const moment = 1000;

/** Somebody has done what a step asks for. */
export function done(step: Step): void {
  achieved.add(step);
  tell(step);
}
/** True for a moment: a context that is true before the walkthrough is first opened is never noticed by it. */
function tell(step: Step): void {
  const set = (value: boolean): Thenable<unknown> =>
    vscode.commands.executeCommand('setContext', `anlage.${step}`, value);
  void set(true);
  setTimeout(() => void set(false), moment);
}

/** The commands of somebody who begins, and what tells the walkthrough how far they are. */
export function firstSteps({ extension }: vscode.ExtensionContext, outcomes: Outcomes): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('anlage.new', async () => {
      if (await newStudy()) done('hasStudy');
    }),
    vscode.commands.registerCommand('anlage.walkthrough', async () => {
      await vscode.commands.executeCommand('workbench.action.openWalkthrough', `${extension.id}#firstStudy`, false);
      for (const step of achieved) tell(step);
    }),
    vscode.commands.registerCommand('anlage.examples', () => openExample(extension.extensionUri)),
    outcomes.onOutcome(({ finished }) => {
      if (!finished.summary) return;
      done('hasRun');
      if (!finished.summary.expectations.every(passes)) done('hasFailingClaim');
    }),
  );
}

/** An example that came with the extension, as a text of one's own: nothing is written where it is installed. */
async function openExample(extension: vscode.Uri): Promise<void> {
  const folder = vscode.Uri.joinPath(extension, 'examples');
  const names = (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name);
  const items = await Promise.all(
    names
      .filter((name) => name.endsWith('.anl'))
      .sort()
      .map(async (name) => {
        const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, name)));
        const [, detail] = /^# (?!warns:)(.*(?:\n# .*)*)/m.exec(text) ?? [];
        return { label: name.replace(/\.anl$/, ''), detail: detail?.replaceAll('\n# ', ' '), text };
      }),
  );
  const chosen = await vscode.window.showQuickPick(items, { placeHolder: 'Which example?', matchOnDetail: true });
  if (!chosen) return;
  await vscode.window.showTextDocument(
    await vscode.workspace.openTextDocument({ language: 'anlage', content: chosen.text }),
  );
}
