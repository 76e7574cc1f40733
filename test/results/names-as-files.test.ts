import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fileNameOfName, identifierOfName } from '../../results/names-as-files.ts';
import { trials } from '../fuzz-trials.ts';

test('an ordinary name is the name of its file, and what no system takes is encoded', () => {
  for (const [name, file] of [
    ['small', 'small'],
    ['no_circuit-2', 'no_circuit-2'],
    ['Pax6', 'Pax6~1'],
    ['WT', 'WT~3'],
    ['< 60 um', '%3c%2060%20um'],
    ['> 60 um', '%3e%2060%20um'],
    ['a b', 'a%20b'],
    ['..', '%2e%2e'],
    ['../../../escape', '%2e%2e%2f%2e%2e%2f%2e%2e%2fescape'],
    ['.jobs', '%2ejobs'],
    ['C:\\x', 'C%3a%5cx~1'],
    ['nul', '%6eul'],
    ['com1', '%63om1'],
    ['', '%'],
    ['é', '%c3%a9'],
    ['e\u0301', 'e%cc%81'],
    ['a\u0000', 'a%00'],
    ['\ud800', '%ud800'],
  ])
    assert.equal(fileNameOfName(name), file);
});

/** Names of the kinds that collide: of few characters, in both cases, reserved, composed in two ways, long. */
const names = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'A', 'b', '_', '-', '~', '%', '1', '.', ' ', '/', '\\', ':'), maxLength: 6 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({
    unit: fc.constantFrom('é', 'e\u0301', 'É', 'ß', 'ss', 'SS', 'ı', 'İ', 'K', 'k', 'ﬁ', '\ud800'),
    maxLength: 3,
  }),
  fc.constantFrom(
    'con',
    'CON',
    'Con',
    'nul',
    'aux',
    'com1',
    'COM1',
    'com¹',
    'lpt9',
    'prn',
    '..',
    '.',
    '',
    ' ',
    'a.',
    'a ',
  ),
  fc.string({ unit: fc.constantFrom('x', 'X', ' '), minLength: 70, maxLength: 300 }),
);
/** As the systems that forget most would compare two names. */
const folded = (file: string): string =>
  file
    .normalize('NFKC')
    .toUpperCase()
    .toLowerCase()
    .replace(/[. ]+$/, '');

test('two names never share a file, whatever a file system forgets of them', () => {
  fc.assert(
    fc.property(names, names, (a, b) => {
      assert.equal(folded(fileNameOfName(a)) === folded(fileNameOfName(b)), a === b);
      assert.equal(identifierOfName(a) === identifierOfName(b), a === b);
    }),
    { numRuns: trials(5_000) },
  );
});

test('every name is one that every file system takes, inside its folder', () => {
  fc.assert(
    fc.property(names, (name) => {
      const file = fileNameOfName(name);
      assert.match(file, /^[A-Za-z0-9_%~-]{1,80}$/);
      assert.doesNotMatch(file, /^(con|prn|aux|nul|com\d|lpt\d)$/i);
    }),
    { numRuns: trials(5_000) },
  );
});

test('a name that is not cut can be read back from its file', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3 }), (name) => {
      const [encoded, bits = '0'] = fileNameOfName(name).split('~');
      fc.pre(bits.length < 32);
      let letter = 0n;
      const isCapital = () => ((BigInt(`0x${bits}`) >> letter++) & 1n) === 1n;
      const cased = decodeURIComponent(encoded).replace(/[A-Za-z]/g, (each) =>
        isCapital() ? each.toUpperCase() : each.toLowerCase(),
      );
      assert.equal(cased, name);
    }),
    { numRuns: trials(2_000) },
  );
});
