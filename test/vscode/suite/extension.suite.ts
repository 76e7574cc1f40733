import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Api } from '../../../client/extension.ts';
import { jobsKept } from '../../runs/kept-jobs.ts';
import { assistantToolTests } from './agent-of-editor.ts';
import { placeIn as endOf, replaceIn as replace, until } from './in-editor.ts';

const workspace = (): vscode.Uri => vscode.workspace.workspaceFolders![0]!.uri;

const errors = (uri: vscode.Uri): vscode.Diagnostic[] =>
  vscode.languages.getDiagnostics(uri).filter((each) => each.severity === vscode.DiagnosticSeverity.Error);

describe('Anlage in VS Code', () => {
  let api: Api;
  let document: vscode.TextDocument;
  let original: string;

  before(async () => {
    const extension = vscode.extensions.getExtension<Api>('anlage.anlage');
    assert.ok(extension, 'the extension is installed');
    api = await extension.activate();
    document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(workspace(), 'small.anl'));
    original = document.getText();
    await vscode.window.showTextDocument(document);
  });

  // No test inherits what another, failed one left in the file.
  beforeEach(async () => {
    if (document.getText() !== original) await replace(document, document.getText(), original);
  });

  it('knows .anl files', () => assert.equal(document.languageId, 'anlage'));

  it('finds no error in the example', async () => {
    await until(
      'the server is up',
      async () =>
        (
          (await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri)) ??
          []
        ).length > 0,
    );
    assert.deepEqual(
      errors(document.uri).map((each) => each.message),
      [],
    );
  });

  it('marks a typo while typing, offers the fix and takes the mark away', async () => {
    await replace(document, 'migrate neuron', 'migrat neuron');
    const [typo] = await until('an error', () => errors(document.uri).length > 0 && errors(document.uri));
    assert.equal(typo.code && typeof typo.code === 'object' ? typo.code.value : typo.code, 'L001');
    assert.match(typo.message, /migrate/);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      typo.range,
    );
    const fix = actions.find((action) => action.edit);
    assert.ok(fix, 'a quick fix');
    assert.ok(await vscode.workspace.applyEdit(fix.edit!));
    await until('no error', () => errors(document.uri).length === 0);
    assert.match(document.getText(), /migrate neuron/);
  });

  it('completes words of the block and names of the file', async () => {
    const at = async (text: string): Promise<string[]> =>
      (
        await vscode.commands.executeCommand<vscode.CompletionList>(
          'vscode.executeCompletionItemProvider',
          document.uri,
          endOf(document, text),
        )
      ).items.map((item) => (typeof item.label === 'string' ? item.label : item.label.label));
    assert.ok((await at('  step 6 h\n  ')).includes('divide'), 'words of develop');
    assert.ok((await at('recurrent.matrix rewired(')).includes('grown'), 'a connect name');
  });

  it('explains a word on hover, with its default and source', async () => {
    const [hover] = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      endOf(document, 'optimiser', 3),
    );
    assert.match(hover.contents.map((part) => (typeof part === 'string' ? part : part.value)).join('\n'), /optimiser/);
  });

  it('renames a gene wherever it is meant', async () => {
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      document.uri,
      endOf(document, '  Hes1,', 4),
      'Hes5',
    );
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.doesNotMatch(document.getText(), /Hes1/);
    await until('no error', () => errors(document.uri).length === 0);
    const back = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      document.uri,
      endOf(document, '  Hes5,', 4),
      'Hes1',
    );
    assert.ok(await vscode.workspace.applyEdit(back));
  });

  it('goes to a definition, lists symbols, formats without changing the meaning', async () => {
    const found = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
      'vscode.executeDefinitionProvider',
      document.uri,
      endOf(document, 'develop cortex from mou'),
    );
    const target =
      found[0] &&
      ('targetRange' in found[0] ? (found[0].targetSelectionRange ?? found[0].targetRange) : found[0].range);
    assert.equal(target?.start.line, endOf(document, 'genes mouse').line);
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    assert.deepEqual(
      symbols.map((each) => each.name),
      ['digits', 'mouse', 'cortex', 'grown', 'reader', 'rapid_learning'],
    );
    const edits = await vscode.commands.executeCommand<vscode.TextEdit[] | undefined>(
      'vscode.executeFormatDocumentProvider',
      document.uri,
      { tabSize: 2, insertSpaces: true },
    );
    assert.deepEqual(edits ?? [], [], 'the example is in canonical layout');
  });

  it('finds an experiment in quotes and its claims, keeps them current, and runs it', async function () {
    this.timeout(300_000);
    const study = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(workspace(), 'claims.anl'));
    const uri = study.uri.toString();
    const listed = (): [string, string[]][] => {
      const experiments: [string, string[]][] = [];
      api.tests.controller.items.get(uri)?.children.forEach((experiment) => {
        const claims: string[] = [];
        experiment.children.forEach((claim) => {
          claims.push(claim.label);
        });
        experiments.push([experiment.label, claims]);
      });
      return experiments;
    };
    await until('the Test Explorer lists it', () => listed().length > 0);
    assert.deepEqual(listed(), [['my study', ['expect stem of wild > 10 %', 'expect stem of held = 0']]]);
    await replace(study, 'wild > 10 %', 'wild > 9 %');
    await until('the list follows typing', () => listed()[0]?.[1][0] === 'expect stem of wild > 9 %');
    const target = await api.runs.choose(uri);
    assert.deepEqual(target, { uri, experiment: 'my study' });
    const finished = await api.runs.start(target!);
    assert.deepEqual(
      finished.summary?.expectations.map(({ text, line, verdict }) => [text, line, verdict]),
      [
        ['stem of wild > 9 %', 13, 'supported'],
        ['stem of held = 0', 14, 'supported'],
      ],
    );
  });

  it('runs the experiment and writes a run folder', async function () {
    this.timeout(900_000);
    await document.save();
    const finished = await api.runs.start({ uri: document.uri.toString(), experiment: 'rapid_learning' });
    assert.equal(finished.status, 'done', finished.message);
    for (const name of [
      'spec.anl',
      'spec.json',
      'run.json',
      'measures.csv',
      'summary.json',
      'log.jsonl',
      'figures/accuracy-by-condition.svg',
    ]) {
      assert.ok(fs.existsSync(path.join(finished.folder!, name)), name);
    }
    assert.equal(finished.summary!.measures.filter((each) => each.measure === 'accuracy').length, 4);
    const again = await api.runs.start({ uri: document.uri.toString(), experiment: 'rapid_learning' });
    assert.equal(again.status, 'cached');
    assert.equal(again.folder, finished.folder);
  });

  it('cancels a run and keeps what is done', async function () {
    this.timeout(600_000);
    const target = { uri: vscode.Uri.joinPath(workspace(), 'long.anl').toString(), experiment: 'rapid_learning' };
    const stored = (): number => jobsKept(path.join(workspace().fsPath, 'runs'));
    const before = stored();
    const running = api.runs.start(target);
    await until('a job of it is done', () => stored() > before);
    api.runs.cancel(target);
    const finished = await running;
    assert.equal(finished.status, 'cancelled', finished.message);
    assert.ok(stored() > before, 'finished jobs stay');
    assert.ok(fs.existsSync(path.join(finished.folder!, 'measures.csv')), 'so do their numbers');
  });

  assistantToolTests(() => workspace().fsPath);
});
