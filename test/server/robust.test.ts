import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { exampleTexts } from '../grammar/examples.ts';
import { connect, defaultUri, hostOf } from './client.ts';

test('no text and no place makes the server fail', async () => {
  const editor = await connect(hostOf());
  const sources = exampleTexts().map(({ source }) => source);
  const scraps = ['{', '}', '(', ',', '"', '\n', ' of ', '= ', '&', '..', '@', 'genes x {', ' with '];
  await editor.open('');
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...sources),
      fc.array(
        fc.record({
          at: fc.double({ min: 0, max: 1, noNaN: true }),
          cut: fc.nat(30),
          insert: fc.constantFrom('', ...scraps),
        }),
        { minLength: 1, maxLength: 4 },
      ),
      fc.double({ min: 0, max: 1, noNaN: true }),
      async (source, edits, place) => {
        const text = edits.reduce((result, { at, cut, insert }) => {
          const offset = Math.floor(at * result.length);
          return result.slice(0, offset) + insert + result.slice(offset + cut);
        }, source);
        const document = await editor.open(text);
        const position = document.positionAt(Math.floor(place * text.length));
        const about = { textDocument: { uri: defaultUri }, position };
        for (const method of [
          'completion',
          'hover',
          'definition',
          'signatureHelp',
          'documentHighlight',
          'documentSymbol',
          'foldingRange',
          'codeLens',
          'semanticTokens/full',
        ])
          await editor.request(`textDocument/${method}`, about);
        await editor.request('textDocument/formatting', { ...about, options: { tabSize: 2, insertSpaces: true } });
        await editor.request('textDocument/codeAction', {
          ...about,
          range: { start: position, end: position },
          context: { diagnostics: [] },
        });
        await editor
          .request('textDocument/rename', { ...about, newName: 'fresh_name' })
          .catch((error: Error) => assert.doesNotMatch(error.message, /undefined|not a function|Cannot read/));
      },
    ),
    { numRuns: 150 },
  );
  await editor.close();
});

test('a document that is not open has no answers, and no failure', async () => {
  const editor = await connect(hostOf());
  assert.equal(
    await editor.request('textDocument/hover', {
      textDocument: { uri: 'file:///nowhere.anl' },
      position: { line: 0, character: 0 },
    }),
    null,
  );
  await editor.close();
});
