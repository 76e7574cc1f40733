import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import type { CompletionItem, DocumentSymbol, FoldingRange, Hover, Location, TextEdit } from 'vscode-languageserver';
import { type Check, checks } from '../../language/index.ts';
import { genes } from '../../language/nouns/genes-noun.ts';
import { nounEntry } from '../../language/nouns/index.ts';
import { connect, defaultUri, hostOf } from './client.ts';

const text = `genes mouse {
  update asynchronous
  Sox2, Sox2
  Pax6, Sox2
  fate stem = Sox2
}
develop cortex from mouse {
    space 1 mm, 1 mm
  step 6 h
}
experiment e { compare { a = mous } }
`;
const broken = (): never => {
  throw new Error('a check fell over');
};
/** Makes a member of a record throw, until the test is over. */
function breaking(t: TestContext, record: object, member: string): void {
  const before = Object.getOwnPropertyDescriptor(record, member)!;
  Object.defineProperty(record, member, { configurable: true, get: () => broken });
  if (typeof before.value !== 'function') Object.defineProperty(record, member, { configurable: true, get: broken });
  t.after(() => Object.defineProperty(record, member, before));
}
const checkOf = (wanted: Check['tier']): object =>
  checks.find(({ tier, find }) => tier === wanted && typeof find === 'function')!;

const injected: readonly [what: string, record: object, member: string, lost: readonly string[]][] = [
  ['a check of the text', checkOf('text'), 'find', []],
  ['a check of the science', checkOf('science'), 'find', []],
  ['the walk of a development', nounEntry('develop')!, 'words', ['L011']],
  ['the canonical form of genes', genes, 'formOf', []],
];
test('a check that fails is said to be a fault of Anlage, and everything else goes on', async (t) => {
  for (const [what, record, member, lost] of injected)
    await t.test(what, async (inner) => {
      breaking(inner, record, member);
      const editor = await connect(hostOf());
      const logged: string[] = [];
      editor.rpc.onNotification('window/logMessage', ({ message }: { message: string }) => {
        logged.push(message);
      });
      const about = { textDocument: { uri: defaultUri } };
      const { result: hover } = await editor.at<Hover>('textDocument/hover', text.replace('Pax6, Sox2', 'Pax6, So‸x2'));
      assert.match(JSON.stringify(hover.contents), /Sox2/);
      const found = await editor.diagnostics((all) => all.some(({ code }) => code === 'L016'));
      const faults = found.filter(({ code }) => code === 'L016');
      assert.equal(faults.length, 1);
      assert.match(String(faults[0].message), /\(a check fell over\).*fault of Anlage/);
      for (const code of ['L004', 'L011'])
        assert.equal(
          found.some((each) => each.code === code),
          !lost.includes(code),
          code,
        );
      assert.ok(logged.some((line) => line.includes('a check fell over')));
      const symbols = await editor.request<DocumentSymbol[]>('textDocument/documentSymbol', about);
      assert.equal(symbols.length, 3);
      assert.ok((await editor.request<FoldingRange[]>('textDocument/foldingRange', about)).length >= 2);
      const { result: site } = await editor.at<Location>(
        'textDocument/definition',
        text.replace('cortex from mouse', 'cortex from mo‸use'),
      );
      assert.equal(site.range.start.line, 0);
      const { result: offers } = await editor.at<CompletionItem[]>(
        'textDocument/completion',
        text.replace('Pax6, Sox2', 'Pax6, So‸x2'),
      );
      assert.ok(offers.some(({ label }) => label === 'Sox2'));
      const edits = await editor.request<TextEdit[]>('textDocument/formatting', {
        ...about,
        options: { tabSize: 2, insertSpaces: true },
      });
      assert.equal(edits.length, 1);
      await editor.close();
    });
});
