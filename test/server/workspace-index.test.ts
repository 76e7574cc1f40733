import assert from 'node:assert/strict';
import test from 'node:test';
import {
  type CallHierarchyIncomingCall,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
  CancellationTokenSource,
  type Diagnostic,
  DiagnosticSeverity,
  FileChangeType,
  LSPErrorCodes,
  type SymbolInformation,
} from 'vscode-languageserver/node';
import { connect, type Files, hostOf } from './client.ts';

const folder = 'file:///files';
const folders = [folder];
const lib = 'genes mouse {\n  Sox2, Sox2\n  Pax6, Sox2\n  fate stem = Sox2\n}\ngenes area from "area.bnet"\n';
const user = `use "lib.anl"
develop sheet from mouse { space 1 mm, 1 mm;  step 6 h;  stop at 1 day }
connect grown from sheet { cells stem }
experiment e { seeds 1 .. 10;  compare { a = grown;  b = knock_out(mouse, Pax6) } }
`;
const files: Files = { 'lib.anl': lib, 'user.anl': user, 'area.bnet': 'targets, factors\nA, A\n' };

test('what has a name is found in open and closed files, the nearest first', async () => {
  const editor = await connect(hostOf(files), { folders });
  await editor.open(lib.replace('mouse', 'mousey'), `${folder}/lib.anl`);
  const found = async (query: string): Promise<readonly string[]> =>
    (await editor.request<SymbolInformation[]>('workspace/symbol', { query })).map(
      ({ name, containerName, location }) => `${name} in ${containerName}, ${location.uri.replace(`${folder}/`, '')}`,
    );
  assert.deepEqual(await found('MOUSE'), ['mousey in lib.anl, lib.anl']);
  assert.deepEqual(await found('stem'), ['stem in mousey, lib.anl']);
  assert.deepEqual(await found('e'), [
    'e in user.anl, user.anl',
    ...['mousey in lib.anl, lib.anl', 'stem in mousey, lib.anl', 'area in lib.anl, lib.anl'],
    ...['sheet in user.anl, user.anl', 'compare in e, user.anl'],
  ]);
  assert.deepEqual(await found('sht'), ['sheet in user.anl, user.anl']);
  assert.deepEqual(await found('xyz'), []);
  await editor.close();
});

const hierarchies: readonly {
  readonly open: string;
  readonly at: string;
  readonly is: string;
  readonly dependents: readonly string[];
  readonly dependencies: readonly string[];
}[] = [
  {
    open: 'lib.anl',
    at: 'mouse',
    is: 'mouse',
    dependents: ['sheet (1)', 'e (1)'],
    dependencies: [],
  },
  { open: 'lib.anl', at: 'area from', is: 'area', dependents: [], dependencies: ['area.bnet (1)'] },
  { open: 'user.anl', at: 'sheet {', is: 'sheet', dependents: ['grown (1)'], dependencies: ['mouse (1)'] },
  { open: 'user.anl', at: 'mouse {', is: 'mouse', dependents: ['sheet (1)', 'e (1)'], dependencies: [] },
  { open: 'user.anl', at: 'cells', is: 'grown', dependents: ['e (1)'], dependencies: ['sheet (1)'] },
  { open: 'user.anl', at: 'compare', is: 'e', dependents: [], dependencies: ['grown (1)', 'mouse (1)'] },
  { open: 'user.anl', at: 'use', is: '', dependents: [], dependencies: [] },
];
test('what depends on a noun, and what it depends on, in open and closed files', async () => {
  for (const { open, at, is, dependents, dependencies } of hierarchies) {
    const editor = await connect(hostOf(files), { folders });
    const document = await editor.open(files[open], `${folder}/${open}`);
    const [item] = await editor.request<CallHierarchyItem[]>('textDocument/prepareCallHierarchy', {
      textDocument: { uri: document.uri },
      position: document.positionAt(files[open].indexOf(at)),
    });
    assert.equal(item?.name ?? '', is);
    if (!item) continue;
    const incoming = await editor.request<CallHierarchyIncomingCall[]>('callHierarchy/incomingCalls', { item });
    const outgoing = await editor.request<CallHierarchyOutgoingCall[]>('callHierarchy/outgoingCalls', { item });
    assert.deepEqual(
      incoming.map(({ from, fromRanges }) => `${from.name} (${fromRanges.length})`),
      dependents,
    );
    assert.deepEqual(
      outgoing.map(({ to, fromRanges }) => `${to.name} (${fromRanges.length})`),
      dependencies,
    );
    for (const { to } of outgoing)
      assert.deepEqual(await editor.request('callHierarchy/outgoingCalls', { item: { ...to, kind: 1 } }), []);
    await editor.close();
  }
});

test('closed files are checked, and what is said of them follows their changes', async () => {
  const there: Record<string, string> = { ...files, 'user.anl': user.replace('sheet {', 'sheat {') };
  const editor = await connect(hostOf(there), { folders });
  const at = (name: string): string => `${folder}/${name}`;
  const changed = (name: string, type: FileChangeType): Promise<void> =>
    editor.rpc.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: at(name).replace(/\/$/, ''), type }],
    });
  const errors = async (count: number, name = 'user.anl') => {
    const isError = ({ severity }: Diagnostic): boolean => severity === DiagnosticSeverity.Error;
    return (await editor.diagnostics((all) => all.filter(isError).length === count, at(name))).filter(isError);
  };
  assert.deepEqual(
    (await errors(1)).map(({ code, range }) => [code, range.start.line]),
    [['L004', 2]],
  );

  there['user.anl'] = user;
  await changed('user.anl', FileChangeType.Changed);
  await errors(0);

  there['new.anl'] = 'genes g { A, B }\n';
  await changed('new.anl', FileChangeType.Created);
  await errors(1, 'new.anl');
  delete there['new.anl'];
  await changed('new.anl', FileChangeType.Deleted);
  await errors(0, 'new.anl');

  await editor.open(lib, at('lib.anl'));
  editor.change(lib.replace('Pax6', 'Pax7'), at('lib.anl'));
  await errors(1); // as the library is in the editor
  await editor.rpc.sendNotification('textDocument/didClose', { textDocument: { uri: at('lib.anl') } });
  await errors(0);

  there['user.anl'] = user.replace('sheet {', 'sheat {');
  await changed('user.anl', FileChangeType.Changed);
  await errors(1);
  delete there['user.anl'];
  await changed('', FileChangeType.Deleted); // the folder that it stood in
  await errors(0);
  await editor.close();
});

test('an editor that does not tell of changed files gets nothing of closed ones', async () => {
  const editor = await connect(hostOf({ 'bad.anl': 'genes g { A, B }\n' }), { folders, capabilities: {} });
  await editor.open('genes g { A, B }\n', `${folder}/other.anl`);
  await editor.diagnostics((all) => all.length > 0, `${folder}/other.anl`);
  await new Promise((resolve) => setTimeout(resolve, 500));
  assert.deepEqual([...new Set(editor.publications.map(({ uri }) => uri))], [`${folder}/other.anl`]);
  await editor.close();
});

test('what is no longer asked is answered with that, though a file is never read to its end', async () => {
  const { texts } = hostOf(files);
  const host = hostOf(files, { texts: { ...texts!, read: () => new Promise(() => {}) } });
  const editor = await connect(host, { folders });
  await editor.open(lib, `${folder}/lib.anl`);
  const about = { textDocument: { uri: `${folder}/lib.anl` }, position: { line: 0, character: 7 } };
  for (const [method, parameters] of [
    ['textDocument/references', { ...about, context: { includeDeclaration: true } }],
    ['textDocument/rename', { ...about, newName: 'rat' }],
    ['workspace/symbol', { query: 'mouse' }],
  ] as const) {
    const source = new CancellationTokenSource();
    const asked = editor.rpc.sendRequest(method, parameters, source.token);
    setTimeout(() => source.cancel(), 20);
    await assert.rejects(asked, { code: LSPErrorCodes.RequestCancelled });
  }
  await editor.close();
});
