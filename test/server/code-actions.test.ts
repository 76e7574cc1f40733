import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import type { CodeAction } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { connect, defaultUri, type Editor, hostOf } from './client.ts';

let editor: Editor;
before(async () => {
  editor = await connect(hostOf());
});
after(() => editor.close());

/** The actions at `‸`, each with the text that it makes. */
async function offered(marked: string, only?: string): Promise<ReadonlyMap<string, string>> {
  const offset = marked.indexOf('‸');
  const document = await editor.open(marked.replace('‸', ''));
  const at = document.positionAt(offset);
  const actions = await editor.request<CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri: defaultUri },
    range: { start: at, end: at },
    context: { diagnostics: [], ...(only && { only: [only] }) },
  });
  return new Map(
    actions.map(({ title, edit }) => [title, TextDocument.applyEdits(document, edit!.changes![defaultUri])]),
  );
}

const net = 'connect net { neurons 60;  wire 0.2;  weights normal(0, 1) }\n';
const study = (compare: string): string => `experiment e {\n  compare { ${compare} }\n  measure d = density(net)\n}\n`;
const dense = 'connect dense like net { wire 0.4 }\n';
const max = net.replace(' }', ';  spectrum max 0.9 }');
const copy = 'connect copy { neurons 60;  wire 0.3;  weights normal(0, 1) }\n';

/** At the mark, asked for a kind: the texts that are made. */
const made: readonly (readonly [kind: string, marked: string, ...texts: readonly string[]])[] = [
  [
    'refactor.extract',
    `language 1\n${net}${study('a = net;  dense = net { wi‸re 0.4 }')}`,
    `language 1\n${net}${dense}${study('a = net;  dense = dense')}`,
  ],
  [
    'refactor.extract',
    `language 1\n${net}${study('a = net;  net_b = net {\n    wire‸ 0.4\n  }')}`,
    `language 1\n${net}connect net_b like net {\n  wire 0.4\n}\n${study('a = net;  net_b = net_b')}`,
  ],
  // behind what is said of the experiment, and ended as its lines are
  [
    'refactor.extract',
    `language 1\r\n${net}# what is compared\r\n${study('a = net;  dense = net { wi‸re 0.4 }')}`,
    `language 1\r\n${net}${dense.trimEnd()}\r\n# what is compared\r\n${study('a = net;  dense = dense')}`,
  ],
  ['refactor.extract', `language 1\n${net}${study('a = net;  b = ‸net')}`],
  // a variable of the experiment is not known outside
  [
    'refactor.extract',
    `language 1\n${net}${study('a = net;  b = net { wire s‸hare }').replace('co', 'vary share in 0.1, 0.2\n  co')}`,
  ],
  [
    'refactor.inline',
    `language 1\n${net}connect de‸nse like net { wire 0.4 }\n${study('a = net;  b = dense')}`,
    `language 1\n${net}${study('a = net;  b = net { wire 0.4 }')}`,
  ],
  [
    'refactor.inline',
    `language 1\n${net}connect de‸nse like net {\n  wire 0.4   # as measured\n}\n${study('\n    b = dense\n  ')}`,
    `language 1\n${net}${study('\n    b = net {\n      wire 0.4   # as measured\n    }\n  ')}`,
  ],
  // comments that would be lost, or left where the noun is no more
  ['refactor.inline', `language 1\n${net}# of it\n${dense.replace('de', 'de‸')}${study('a = net;  b = dense')}`],
  ['refactor.inline', `language 1\n${net}${dense.replace('de', 'de‸').trimEnd()} # end\n${study('b = dense')}`],
  [
    'refactor.rewrite',
    `language 1\n${net}${copy.replace('copy {', 'co‸py { # of it\n')}${study('a = net;  b = copy')}`,
  ],
  ['refactor.inline', `language 1\n${net}connect de‸nse like net { wire 0.4 }\n${study('a = dense;  b = dense')}`],
  ['refactor.inline', `language 1\n${net.replace('net', 'n‸et')}${study('a = net')}`],
  [
    'refactor.rewrite',
    `language 1\n${net}${copy.replace('copy', 'co‸py')}${study('a = net;  b = copy')}`,
    `language 1\n${net}connect copy like net {\n  wire 0.3\n}\n${study('a = net;  b = copy')}`,
  ],
  // what the original says and the copy does not would be inherited
  ['refactor.rewrite', `language 1\n${max}${copy.replace('co', 'co‸')}${study('a = net;  b = copy')}`],
  [
    'quickfix',
    `language 1\n${net}da‸ta digits from mnist\n${study('a = net')}`.replace('da‸ta digits', 'data dig‸its'),
    `language 1\n${net}${study('a = net')}`,
    `# warns: L006\nlanguage 1\n${net}data digits from mnist\n${study('a = net')}`,
  ],
  [
    'quickfix',
    `# warns: S061\nlanguage 1\n${net}data dig‸its from mnist\n${study('a = net')}`,
    `# warns: S061\nlanguage 1\n${net}${study('a = net')}`,
    `# warns: S061, L006\nlanguage 1\n${net}data digits from mnist\n${study('a = net')}`,
  ],
  [
    'source.fixAll',
    `language 1\nconnect net { neurns 60;  wire 0.2;  weigths normal(0, 1) }\n${study('a = nett')}‸`,
    `language 1\n${net}${study('a = net')}`,
  ],
  ['source.fixAll', `language 1\n${net}‸`],
  ['source.organizeImports', `language 1\n${net.replace('neurons', 'neu‸rns')}`],
];
test('what is offered makes the text that it says', async () => {
  for (const [kind, marked, ...texts] of made)
    assert.deepEqual([...(await offered(marked, kind)).values()], texts, `${kind}\n${marked}`);
});

test('a variant that another file names stays a noun of its own', async () => {
  const lib = `language 1\n${net}${dense}${study('a = net;  b = dense')}`;
  const files = { 'lib.anl': lib, 'user.anl': `use "lib.anl"\n${study('a = dense')}` };
  for (const all of [{ 'lib.anl': lib }, files]) {
    const there = await connect(hostOf(all), { folders: ['file:///files'] });
    const document = await there.open(lib, 'file:///files/lib.anl');
    const at = document.positionAt(lib.indexOf('dense'));
    const found = await there.request<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: document.uri },
      range: { start: at, end: at },
      context: { diagnostics: [], only: ['refactor.inline'] },
    });
    assert.equal(found.length, all === files ? 0 : 1);
    await there.close();
  }
});
