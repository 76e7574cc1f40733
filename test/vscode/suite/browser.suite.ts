// The extension in the web worker of an editor, without Node. There is no mocha here: a test is a name and an act.
import * as vscode from 'vscode';
import type { BrowserApi } from '../../../client/browser.ts';
import { equal, matches, placeIn, replaceIn, until } from './in-editor.ts';

const at = (name: string): vscode.Uri => vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0].uri, name);
const shown = async (name: string): Promise<vscode.TextDocument> => {
  const document = await vscode.workspace.openTextDocument(at(name));
  await vscode.window.showTextDocument(document);
  return document;
};
const ask = <T>(what: string, ...given: unknown[]): Thenable<T> => vscode.commands.executeCommand<T>(what, ...given);
const problems = ({ uri }: vscode.TextDocument): readonly string[] =>
  vscode.languages.getDiagnostics(uri).map(({ code, severity }) => `${severity} ${codeOf(code)}`);
const codeOf = (code: vscode.Diagnostic['code']): unknown => (typeof code === 'object' ? code.value : code);
const hints = async (document: vscode.TextDocument): Promise<string[]> => {
  const whole = new vscode.Range(0, 0, document.lineCount, 0);
  const found = await ask<vscode.InlayHint[]>('vscode.executeInlayHintProvider', document.uri, whole);
  return found.map(({ label }) => (typeof label === 'string' ? label : label.map(({ value }) => value).join('')));
};
/** The only run of `claims.anl`, made on the command line before. */
const storedRun = async (): Promise<vscode.Uri> => {
  const [record] = await vscode.workspace.findFiles('**/runs/*/*/run.json');
  return vscode.Uri.joinPath(record, '..');
};
const target = { uri: at('claims.anl').toString(), experiment: 'my study' };

let extension: BrowserApi;

export const tests: Readonly<Record<string, () => Promise<void>>> = {
  'runs without Node, and knows .anl files': async () => {
    equal(typeof process, 'undefined');
    extension = await vscode.extensions.getExtension<BrowserApi>('anlage.anlage')!.activate();
    equal((await shown('genes.anl')).languageId, 'anlage');
  },
  'marks a typo, and takes the mark away': async () => {
    const document = await shown('genes.anl');
    await replaceIn(document, 'update synchronous', 'updat synchronous');
    await until('the typo is marked', () => problems(document).includes('0 L001'));
    await replaceIn(document, 'updat synchronous', 'update synchronous');
    await until('it is not marked any more', () => !problems(document).some((each) => each.startsWith('0')));
  },
  'completes, hovers with attractors, and hints, with rules from a file of the folder': async () => {
    const document = await shown('genes.anl');
    const { items } = await ask<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      placeIn(document, '\n  update '),
    );
    equal(
      items.some(({ label }) => label === 'asynchronous'),
      true,
    );
    await until('the hover knows in which attractors a gene is on', async () => {
      const found = await ask<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, placeIn(document, '  Pax'));
      return /on in 2 of 3 attractors/.test(JSON.stringify(found));
    });
    await until('where the network of the file ends is hinted', async () =>
      (await hints(document)).some((each) => /fixed point/.test(each)),
    );
  },
  'follows a file that changes': async () => {
    const document = await shown('genes.anl');
    const before = await vscode.workspace.fs.readFile(at('area.bnet'));
    await vscode.workspace.fs.writeFile(at('area.bnet'), new TextEncoder().encode('targets, factors\nPax6, (Sp8\n'));
    await until('what is wrong in it is said', () => problems(document).some((each) => each.startsWith('0')));
    await vscode.workspace.fs.writeFile(at('area.bnet'), before);
    await until('and no more', () => !problems(document).some((each) => each.startsWith('0')));
  },
  'previews a spectrum by the compiled kernels': async () => {
    const document = await shown('spectra.anl');
    await ask('anlage.preview');
    await until('its panel is there', () => tabs().includes('Preview'));
    const position = placeIn(document, 'connect fre');
    const { figures, text } = await extension.client.sendRequest<{ figures: { kind: string }[]; text: string }>(
      'anlage/preview',
      { uri: document.uri.toString(), position: { line: position.line, character: position.character } },
    );
    equal(figures.length > 0, true);
    matches(text, /300 neurons.*spectral radius|radius 0\.9/);
  },
  'shows what a run has left, at its claims too': async () => {
    const folder = await storedRun();
    await ask('anlage.showResults', folder);
    await until('its panel is there', () => tabs().includes('my study · claims.anl'));
    const { summary, run } = await extension.folders.load(extension.folders.nameOf(folder));
    equal(run.experiment, 'my study');
    equal(
      summary.expectations.map(({ text, verdict }) => `${text}: ${verdict}`),
      ['stem of wild > 10 %: supported', 'stem of held = 0: supported'],
    );
    const document = await shown('claims.anl');
    await until(
      'verdicts stand at the claims',
      async () => (await hints(document)).filter((each) => /✓/.test(each)).length === 2,
    );
  },
  'says which file of a run is damaged': async () => {
    const folder = await storedRun();
    const file = vscode.Uri.joinPath(folder, 'summary.json');
    const before = await vscode.workspace.fs.readFile(file);
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode('{}'));
    const refused = await extension.folders.load(extension.folders.nameOf(folder)).then(
      () => 'it was read',
      (error: Error) => error.message,
    );
    matches(refused, /summary\.json is damaged: it is not what was written/);
    await vscode.workspace.fs.writeFile(file, before);
  },
  'runs no experiment, and says so': async () => {
    const before = (await vscode.workspace.findFiles('**/runs/**')).length;
    await ask('anlage.run', target.uri, target.experiment);
    const { status, message } = await extension.runs.start(target);
    equal(status, 'failed');
    matches(message ?? '', /not run in a browser: open this folder in VS Code on a computer or a server/);
    equal((await vscode.workspace.findFiles('**/runs/**')).length, before);
  },
};

const tabs = (): readonly string[] =>
  vscode.window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label));
