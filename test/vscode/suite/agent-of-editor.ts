import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';

interface Contributed {
  readonly languageModelTools: readonly { readonly name: string }[];
  readonly keybindings: readonly { readonly key: string }[];
}
const contributed = (): Contributed => vscode.extensions.getExtension('anlage.anlage')!.packageJSON.contributes;

async function ask(tool: string, input: object): Promise<string> {
  const { content } = await vscode.lm.invokeTool(tool, { input, toolInvocationToken: undefined });
  return content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
}

export function assistantToolTests(folder: () => string): void {
  it('gives the agent of the editor every tool that it is told of', () => {
    const there = vscode.lm.tools.map(({ name }) => name);
    for (const { name } of contributed().languageModelTools) assert.ok(there.includes(name), name);
  });

  it('lets it begin a study, be corrected on what is not saved yet, run and read the verdict', async function () {
    this.timeout(300_000);
    await ask('anlage_new', { path: 'asked.anl', template: 'genes' });
    const document = await vscode.workspace.openTextDocument(path.join(folder(), 'asked.anl'));
    const wrong = new vscode.WorkspaceEdit();
    wrong.insert(document.uri, new vscode.Position(1, 0), 'gene\n');
    assert.ok(await vscode.workspace.applyEdit(wrong));
    const { diagnostics } = JSON.parse(await ask('anlage_check', { path: 'asked.anl' }));
    assert.equal(diagnostics[0].line, 2);
    assert.match(await ask('anlage_write', { path: 'asked.anl', text: '' }), /changes in the editor/);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('undo');
    const { claims_passed: passed, runs } = JSON.parse(await ask('anlage_run', { path: 'asked.anl' }));
    assert.deepEqual([passed, runs[0].state], [2, 'done']);
    assert.ok(fs.existsSync(path.join(folder(), runs[0].folder, 'summary.json')));
  });

  it('says what is wrong with what it was given', async () => {
    assert.match(await ask('anlage_check', {}), /Give `path`/);
    assert.match(await ask('anlage_run', { path: 3 }), /takes a text/);
  });

  it("has shortcuts that are nobody else's", async () => {
    const defaults = await vscode.workspace.openTextDocument(
      vscode.Uri.parse('vscode://defaultsettings/keybindings.json'),
    );
    const text = defaults.getText();
    assert.ok(text.includes('"key": "f12"'), 'the shortcuts of VS Code itself');
    // a key of a chat, or of another view, is none of an editor of text
    const elsewhere = /\bin\w*Chat\w*|Visible\b|View\b|Focus(ed)?\b(?<!editorFocus|editorTextFocus|textInputFocus)/;
    for (const { key } of contributed().keybindings) {
      const others = [...text.matchAll(/^\{ "key": "([^"]+)",\s+"command": "([^"]+)"(?:,\s+"when": "([^"]+)")?/gm)]
        .filter(([, other, command]) => other.split(' ')[0] === key && !command.startsWith('anlage.'))
        .filter(([, , , when = '']) => !elsewhere.test(when));
      assert.deepEqual(
        others.map(([, , command, when]) => `${command} when ${when}`),
        [],
        key,
      );
    }
  });
}
