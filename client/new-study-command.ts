import * as vscode from 'vscode';
import { type StudyTemplate, templates } from '../language/index.ts';
import { messageOf } from './target.ts';

/** *Anlage: New Study…*: asks what it begins with and what it is called, writes it and opens it. */
export async function newStudy(): Promise<vscode.Uri | undefined> {
  const template = await chosenTemplate();
  const file = template && (await chosenFile(template));
  if (!template || !file) return undefined;
  try {
    const companions = (template.companions ?? []).map(
      ({ name, content }) => [vscode.Uri.joinPath(file, '..', name), content()] as const,
    );
    for (const [where] of companions) if (await isThere(where)) throw new Error(`${shown(where)} is there already`);
    for (const [where, content] of [...companions, [file, template.text] as const])
      await vscode.workspace.fs.writeFile(where, new TextEncoder().encode(content));
    await vscode.window.showTextDocument(file);
    return file;
  } catch (error) {
    void vscode.window.showErrorMessage(`${shown(file)} was not written: ${messageOf(error)}`);
    return undefined;
  }
}

async function chosenTemplate(): Promise<StudyTemplate | undefined> {
  const items = templates().map((template) => ({
    label: template.title,
    detail: template.description,
    template,
  }));
  const options = { title: 'New Study', placeHolder: 'What does it begin with?', matchOnDetail: true };
  return (await vscode.window.showQuickPick(items, options))?.template;
}

/** In the folder that is open a name is enough; without one, it is asked where. Never a file that is there. */
async function chosenFile({ name }: StudyTemplate): Promise<vscode.Uri | undefined> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder)
    return vscode.window.showSaveDialog({
      title: 'New Study',
      saveLabel: 'Write the study',
      filters: { Anlage: ['anl'] },
      defaultUri: vscode.Uri.file(`${name}.anl`),
    });
  const fileOf = (given: string): vscode.Uri =>
    vscode.Uri.joinPath(folder.uri, given.endsWith('.anl') ? given : `${given}.anl`);
  const value = await freeName(name, fileOf);
  const given = await vscode.window.showInputBox({
    title: 'New Study',
    prompt: `What is it called? It is written into ${folder.name}/.`,
    value,
    valueSelection: [0, value.length],
    validateInput: async (typed) => {
      if (!/[^./\\\s]/.test(typed)) return 'Give it a name.';
      if (!fileOf(typed.trim()).path.startsWith(`${folder.uri.path.replace(/\/$/, '')}/`))
        return `It is written into ${folder.name}/, or a folder in it.`;
      return (await isThere(fileOf(typed.trim()))) ? 'That is there already: give it another name.' : undefined;
    },
  });
  return given === undefined ? undefined : fileOf(given.trim());
}

async function freeName(name: string, fileOf: (name: string) => vscode.Uri): Promise<string> {
  for (let count = 1; ; count += 1) {
    const tried = count === 1 ? name : `${name}-${count}`;
    if (!(await isThere(fileOf(tried)))) return tried;
  }
}
const isThere = (file: vscode.Uri): Promise<boolean> =>
  Promise.resolve(vscode.workspace.fs.stat(file)).then(
    () => true,
    () => false,
  );
const shown = (file: vscode.Uri): string => vscode.workspace.asRelativePath(file);
