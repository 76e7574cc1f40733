import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import type { Hover, MarkupContent, SignatureHelp } from 'vscode-languageserver';
import { connect, type Editor, hostOf } from './client.ts';

let editor: Editor;
before(async () => {
  editor = await connect(hostOf());
});
after(() => editor.close());

const growth = (statement: string): string => `genes mouse { A, A;  fate stem = A }
develop d from mouse {
  ${statement}
}
`;
/** At the mark: how the statement is written, and what stands there; nothing outside of statements. */
const statements: readonly (readonly [marked: string, label?: RegExp, active?: string])[] = [
  [growth('divide ‸'), /^divide fate every/, 'fate'],
  [growth('divide stem every ‸12 h until 500 cells'), /^divide /, 'every'],
  [growth('divide stem every 12 h until ‸'), /^divide /, 'until'],
  [growth('space 1 mm, ‸1 mm'), /^space /],
  [growth('synapse stem to ‸stem { probability 0.1 }'), /^synapse /, 'to post'],
  [growth('synapse stem to stem { probability ‸0.1 }'), /^probability /],
  [growth('‸')],
  ['genes mouse { A, A ‸}\n'],
];
test('a statement says what it takes, and which of it is being written', async () => {
  for (const [marked, label, active] of statements) {
    const { result } = await editor.at<SignatureHelp | null>('textDocument/signatureHelp', marked);
    if (!label) {
      assert.equal(result, null, marked);
      continue;
    }
    const [shown] = result!.signatures;
    assert.match(shown.label, label);
    const [start, end] = shown.parameters![result!.activeParameter!].label as [number, number];
    if (active) assert.equal(shown.label.slice(start, end), active, shown.label);
  }
});

const screened = (claim: string): string => `language 1
genes mouse { A, A;  B, B;  fate stem = A & B }
experiment e { compare { wild = mouse };  screen knock_out of every gene;  measure s = basin(stem);  ${claim} }
`;
const hovers: readonly (readonly [marked: string, says: RegExp])[] = [
  [screened('expect s of kn‸ock_out_A = 0'), /`screen knock_out.*` makes of `A`/],
  [
    'connect c from "edges.csv" { edges where ty‸pe = "chemical" }\n',
    /\*\*type\*\* in `edges`: as `edges.csv` calls it/,
  ],
  ['data d from "cells.csv" { column tau in m‸s }\n', /\*\*ms\*\* a unit: a time/],
  ['experiment e { measure c = accuracy(test);  expect c of a > 0.7 at st‸ep = 3 }\n', /\*\*step\*\* of a series/],
];
test('hover knows names that the text declares nowhere', async () => {
  for (const [marked, says] of hovers) {
    const { result } = await editor.at<Hover | null>('textDocument/hover', marked);
    assert.match((result?.contents as MarkupContent | undefined)?.value ?? 'nothing', says, marked);
  }
});
