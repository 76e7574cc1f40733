import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Location, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { folderTexts } from '../../server/folder-texts.ts';
import type { Host } from '../../server/index.ts';
import { temporaryFolder } from '../data/folders.ts';
import { connect, type Files, hostOf } from './client.ts';

const folder = 'file:///files';
const lib = 'genes mouse {\n  Sox2, Sox2\n  Pax6, Sox2\n  fate stem = Sox2\n}\n';
const user = 'use "lib.anl"\ndevelop sheet from mouse { space 1 mm, 1 mm;  step 6 h;  stop at 1 day }\n';

interface Case {
  readonly what: string;
  /** All files; those that are open, too, as they are on disk or as they are in the editor. */
  readonly files: Files;
  readonly open?: Files;
  /** Where the rename is asked for: the first open file, at this text. */
  readonly at: string;
  readonly to: string;
  /** The files as they are then; those not named do not change. */
  readonly gives?: Files;
  readonly refused?: RegExp;
  readonly host?: Partial<Host>;
}
const renamed = (text: string, from = 'mouse', to = 'rat'): string => text.replaceAll(from, to);
const cases: readonly Case[] = [
  {
    what: 'a closed user follows',
    files: { 'lib.anl': lib, 'other.anl': user },
    at: 'mouse',
    to: 'rat',
    gives: { 'lib.anl': renamed(lib), 'other.anl': renamed(user) },
  },
  {
    what: 'so does one that uses a user',
    files: {
      'lib.anl': lib,
      'between.anl': 'use "lib.anl"\n',
      'other.anl': user.replace('lib.anl', 'between.anl'),
    },
    at: 'mouse',
    to: 'rat',
    gives: { 'lib.anl': renamed(lib), 'other.anl': renamed(user).replace('lib.anl', 'between.anl') },
  },
  {
    what: 'and one that names a gene',
    files: {
      'lib.anl': lib,
      'other.anl': 'use "lib.anl"\nexperiment e { compare { a = mouse;  b = knock_out(mouse, Pax6) } }\n',
    },
    at: 'Pax6',
    to: 'Pax7',
    gives: {
      'lib.anl': renamed(lib, 'Pax6', 'Pax7'),
      'other.anl': 'use "lib.anl"\nexperiment e { compare { a = mouse;  b = knock_out(mouse, Pax7) } }\n',
    },
  },
  {
    what: 'an open user follows as it is in the editor',
    files: { 'lib.anl': lib, 'other.anl': user },
    open: { 'lib.anl': lib, 'other.anl': `# new\n${user}` },
    at: 'mouse',
    to: 'rat',
    gives: { 'lib.anl': renamed(lib), 'other.anl': `# new\n${renamed(user)}` },
  },
  {
    what: 'what only has the same name stays',
    files: { 'lib.anl': lib, 'other.anl': lib },
    at: 'mouse',
    to: 'rat',
    gives: { 'lib.anl': renamed(lib) },
  },
  ...[true, false].flatMap((open): Case[] =>
    [`${user}connect rat { neurons 3 }\n`, 'use "lib.anl"\nconnect rat { neurons 3 }\ndevelop d like mouse { }\n'].map(
      (main) => ({
        what: `the name is taken in ${open ? 'an open' : 'a closed'} user`,
        files: { 'lib.anl': lib, 'main.anl': main },
        open: { 'lib.anl': lib, ...(open && { 'main.anl': main }) },
        at: 'mouse',
        to: 'rat',
        refused: /already something named `rat` in main\.anl/,
      }),
    ),
  ),
  {
    what: 'the name is that of another used file',
    files: {
      'lib.anl': lib,
      'more.anl': renamed(lib),
      'main.anl': `use "more.anl"\n${user}connect w from sheet { cells stem }\ndevelop d from rat { step 6 h }\n`,
    },
    at: 'mouse',
    to: 'rat',
    refused: /already something named `rat` in main\.anl/,
  },
  {
    what: 'a gene of that name is used through another file',
    files: { 'lib.anl': lib, 'main.anl': 'use "lib.anl"\ngenes more like mouse {\n  Pax7, Pax6\n}\n' },
    at: 'Pax6',
    to: 'Pax7',
    refused: /already something named `Pax7` in main\.anl/,
  },
  {
    what: 'a file cannot be read',
    files: { 'lib.anl': lib, 'other.anl': user },
    at: 'mouse',
    to: 'rat',
    refused: /used elsewhere is not known: \/files\/other\.anl cannot be read/,
    host: {
      texts: {
        list: async () => ({ uris: [`${folder}/other.anl`], unknown: [] }),
        read: () => Promise.reject(new Error('/files/other.anl cannot be read')),
      },
    },
  },
  {
    what: 'a folder cannot be looked into',
    files: { 'lib.anl': lib },
    at: 'mouse',
    to: 'rat',
    refused: /not known: \/files\/apart cannot be looked into/,
    host: {
      texts: {
        list: async () => ({ uris: [], unknown: ['/files/apart cannot be looked into (EACCES)'] }),
        read: async () => '',
      },
    },
  },
];
test('a rename reaches every file of the workspace, or is refused and says why', async (t) => {
  for (const { what, files, open = { 'lib.anl': lib }, at, to, gives, refused, host } of cases)
    await t.test(what, async () => {
      const editor = await connect(hostOf(files, host), { folders: [folder] });
      for (const [name, text] of Object.entries(open)) await editor.open(text, `${folder}/${name}`);
      const [[name, text]] = Object.entries(open);
      const document = TextDocument.create('', '', 0, text);
      const asked = editor.request<WorkspaceEdit>('textDocument/rename', {
        textDocument: { uri: `${folder}/${name}` },
        position: document.positionAt(text.indexOf(at)),
        newName: to,
      });
      if (refused) await assert.rejects(asked, refused);
      else {
        const { changes } = await asked;
        const after = Object.entries(changes!).map(([uri, edits]) => {
          const short = uri.replace(`${folder}/`, '');
          return [short, TextDocument.applyEdits(TextDocument.create('', '', 0, open[short] ?? files[short]), edits)];
        });
        assert.deepEqual(Object.fromEntries(after.sort()), gives);
      }
      await editor.close();
    });
});

test('references are those of the whole workspace; what cannot be looked into is said', async () => {
  const files = { 'lib.anl': lib, 'other.anl': user };
  for (const unknown of [[], ['/files/apart cannot be looked into']]) {
    const { texts } = hostOf(files);
    const list = async () => ({ ...(await texts!.list(folder, 'alone')), unknown });
    const editor = await connect(hostOf(files, { texts: { ...texts!, list } }), { folders: [folder] });
    const said: string[] = [];
    editor.rpc.onNotification('window/showMessage', ({ message }: { message: string }) => {
      said.push(message);
    });
    await editor.open(lib, `${folder}/lib.anl`);
    const found = await editor.request<Location[]>('textDocument/references', {
      textDocument: { uri: `${folder}/lib.anl` },
      position: { line: 0, character: 7 },
      context: { includeDeclaration: true },
    });
    assert.deepEqual(found.map(({ uri }) => uri).sort(), [`${folder}/lib.anl`, `${folder}/other.anl`]);
    assert.equal(said.length, unknown.length);
    await editor.close();
  }
});

test('a version goes with an edit where the editor takes it', async () => {
  const editor = await connect(hostOf({ 'lib.anl': lib, 'other.anl': user }), {
    folders: [folder],
    capabilities: { workspace: { workspaceEdit: { documentChanges: true } } },
  });
  await editor.open(lib, `${folder}/lib.anl`);
  const { documentChanges, changes } = await editor.request<WorkspaceEdit>('textDocument/rename', {
    textDocument: { uri: `${folder}/lib.anl` },
    position: { line: 0, character: 7 },
    newName: 'rat',
  });
  assert.equal(changes, undefined);
  const versions = (documentChanges as readonly { textDocument: { version: number | null }; edits: TextEdit[] }[]).map(
    ({ textDocument }) => textDocument.version,
  );
  assert.deepEqual(versions, [1, null]);
  await editor.close();
});

test('the texts of a folder are those of its user: no packages, nothing of a run or behind a link', async (t) => {
  const folder = temporaryFolder(t, {
    'a.anl': '',
    'deep/down/b.anl': '',
    'node_modules/package/c.anl': '',
    '.git/d.anl': '',
    'runs/e/0123/spec.anl': '',
    'runs/e/0123/run.json': '{}',
    'text.txt': '',
  });
  const uri = pathToFileURL(folder).href;
  const names = async (below: 'alone' | 'with what is below'): Promise<readonly string[]> =>
    (await folderTexts.list(uri, below)).uris.map((each) => path.basename(each)).sort();
  assert.deepEqual(await names('with what is below'), ['a.anl', 'b.anl']);
  assert.deepEqual(await names('alone'), ['a.anl']);
  if (process.platform === 'win32') return;
  fs.symlinkSync(folder, path.join(folder, 'again'));
  execFileSync('mkfifo', [path.join(folder, 'pipe.anl')]);
  assert.deepEqual(await names('with what is below'), ['a.anl', 'b.anl', 'pipe.anl']);
  await assert.rejects(folderTexts.read(pathToFileURL(path.join(folder, 'pipe.anl')).href), /a pipe/);
});
