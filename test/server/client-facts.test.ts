import assert from 'node:assert/strict';
import test from 'node:test';
import type {
  CodeAction,
  CompletionItem,
  Hover,
  MarkupContent,
  PublishDiagnosticsParams,
  SignatureHelp,
  SymbolInformation,
} from 'vscode-languageserver';
import { checks } from '../../language/index.ts';
import { connect, defaultUri, type Editor, hostOf, type Setup } from './client.ts';

const text = `use "base.anl"
genes mouse {
  update asynchronous
  Sox2, Sox2
  fate stem = Sox2
}
develop cortex from mouse { space 1 mm, 1 mm;  step 6 h;  stop at 1 day;  divid stem every 6 h }
data d from mnist
task delay from memory { }
network reader { input 3;  recurrent w;  readout 2 }
connect w { neurons 3;  weights normal(0, 1) }
experiment e { compare { a = cortex } }
`;
const files = { 'base.anl': 'genes unused { A, A }\n' };
const about = { textDocument: { uri: defaultUri } };

interface Asked {
  readonly editor: Editor;
  /** What the server has asked the editor. */
  readonly requests: readonly string[];
}
async function open(setup: Setup | undefined): Promise<Asked> {
  const editor = await connect(hostOf(files, { pageOf: (code) => `file:///pages/${code}.md` }), setup);
  const requests: string[] = [];
  editor.rpc.onRequest((method) => {
    requests.push(method);
  });
  await editor.open(text);
  return { editor, requests };
}

/** The first diagnostics as they were sent. */
async function sentBy(editor: Editor): Promise<PublishDiagnosticsParams> {
  await editor.diagnostics((all) => all.length > 0);
  return editor.publications.find(({ diagnostics }) => diagnostics.length > 0)!;
}

test('an editor that declares nothing gets nothing that must be declared, from any feature', async () => {
  const { editor, requests } = await open({ capabilities: {} });
  const { capabilities } = editor.initialized;
  assert.deepEqual(
    [capabilities.codeActionProvider, capabilities.renameProvider, capabilities.workspace],
    [false, true, undefined],
  );

  for (const place of [
    '‸genes mouse',
    'update ‸async',
    'Sox2, ‸Sox2',
    'recurrent ‸w',
    'weights ‸normal',
    'a = ‸cortex',
    'stop at 1 ‸day',
  ]) {
    const { result } = await editor.at<CompletionItem[]>(
      'textDocument/completion',
      text.replace(place.replace('‸', ''), place),
    );
    assert.ok(result.length > 0, place);
    for (const { kind, insertTextFormat, textEdit, documentation, label } of result) {
      assert.ok(kind! <= 18, `${label} is of kind ${kind}`);
      assert.equal(insertTextFormat ?? 1, 1);
      assert.doesNotMatch(textEdit!.newText, /\$[\d{]/);
      assert.ok(documentation === undefined || typeof documentation === 'string', label);
      assert.doesNotMatch(String(documentation), /```|\*\*/, label);
    }
  }

  for (const place of ['ge‸nes mouse', 'So‸x2, Sox2', 'upd‸ate', 'norm‸al(', '1 m‸m', 'fa‸te']) {
    const { result } = await editor.at<Hover>('textDocument/hover', text.replace(place.replace('‸', ''), place));
    const { kind, value } = result.contents as MarkupContent;
    assert.equal(kind, 'plaintext');
    assert.doesNotMatch(value, /```|\*\*|`/, place);
    assert.ok(value.trim().length > 0);
  }
  const { result: help } = await editor.at<SignatureHelp>(
    'textDocument/signatureHelp',
    text.replace('normal(0', 'normal(‸0'),
  );
  for (const { documentation } of [help.signatures[0], ...help.signatures[0].parameters!])
    assert.equal(typeof documentation, 'string');

  await editor.open(text);
  const symbols = await editor.request<SymbolInformation[]>('textDocument/documentSymbol', about);
  for (const symbol of symbols) {
    assert.equal(symbol.location.uri, defaultUri);
    assert.ok(symbol.kind <= 18);
    assert.equal('selectionRange' in symbol || 'children' in symbol, false);
  }
  assert.ok(symbols.some(({ name, containerName }) => name === 'stem' && containerName === 'mouse'));

  const { version, diagnostics } = await sentBy(editor);
  assert.equal(version, undefined);
  for (const diagnostic of diagnostics)
    assert.deepEqual(
      Object.keys(diagnostic).filter((key) => !['range', 'severity', 'code', 'source', 'message'].includes(key)),
      [],
    );
  const whole = { start: { line: 0, character: 0 }, end: { line: 20, character: 0 } };
  assert.deepEqual(
    await editor.request<CodeAction[]>('textDocument/codeAction', { ...about, range: whole, context: { diagnostics } }),
    [],
  );
  const { result: edit } = await editor.at<object>('textDocument/rename', text.replace('genes mouse', 'genes mo‸use'), {
    newName: 'rat',
  });
  assert.deepEqual(Object.keys(edit), ['changes']);
  for (const method of [
    'foldingRange',
    'codeLens',
    'semanticTokens/full',
    'documentHighlight',
    'definition',
    'inlayHint',
  ])
    await editor.request(`textDocument/${method}`, { ...about, position: { line: 1, character: 7 }, range: whole });
  assert.deepEqual([...requests, ...editor.registered], []);
  await editor.close();
});

test('one that declares everything gets it', async () => {
  const { editor } = await open(undefined);
  const { version, diagnostics } = await sentBy(editor);
  assert.equal(typeof version, 'number');
  assert.deepEqual(editor.registered, ['workspace/didChangeWatchedFiles']);
  for (const { code, codeDescription } of diagnostics) assert.equal(codeDescription!.href, `file:///pages/${code}.md`);
  await editor.open(checks.find(({ code }) => code === 'L006')!.bad);
  const unused = await editor.diagnostics((all) => all.some(({ code }) => code === 'L006'));
  assert.deepEqual(unused.find(({ code }) => code === 'L006')!.tags, [1]);
  const { result } = await editor.at<CompletionItem[]>('textDocument/completion', '‸');
  assert.ok(result.some(({ insertTextFormat }) => insertTextFormat === 2));
  await editor.close();
});
