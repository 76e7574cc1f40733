import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Documents } from '../../server/documents.ts';
import { readerOf } from '../language/reader-of-texts.ts';

test('a file that changes while it is read is read again', async () => {
  const files = { 'base.anl': 'let N = 1\n' };
  const reader = readerOf(files);
  let open = () => {};
  const isOpen = new Promise<void>((resolve) => {
    open = resolve;
  });
  const bytes = async (location: string) => {
    const read = await reader.bytes(location);
    await isOpen;
    return read;
  };
  const documents = new Documents({
    reader: () => ({ ...reader, bytes }),
    uriOf: (location) => location,
    algebra: () => Promise.reject(new Error('not asked for')),
  });
  const document = TextDocument.create('file:///user.anl', 'anlage', 1, 'use "base.anl"\n');
  documents.open.get = (uri) => (uri === document.uri ? document : undefined);
  const complete = documents.complete(document.uri);
  while (reader.reads.length < 2) await new Promise(setImmediate);
  files['base.anl'] = 'let N = 2\n';
  documents.forget();
  open();
  assert.equal((await complete)?.analysis.imports.get('base.anl')?.source, 'let N = 2\n');
});
