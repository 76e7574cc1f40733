import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse } from '../../grammar/index.ts';
import { analyseScience, analyseText, loadImports, specify } from '../../language/index.ts';
import { nouns } from '../../language/nouns/index.ts';
import { readerOf } from './reader-of-texts.ts';

const errorsOf = async (source: string, files: Readonly<Record<string, string>> = {}) => {
  const reader = readerOf(files);
  const parsed = parse(source);
  const analysis = analyseText(source, await loadImports(parsed, reader, 'own.anl'), parsed);
  await specify(analysis, reader);
  return [...analysis.diagnostics, ...(await analyseScience(analysis, reader))]
    .filter(({ severity, code }) => severity === 'error' || code === 'L016')
    .map(({ code, range }) => [code, source.slice(range.start, range.end)]);
};

describe('nouns that are like each other in a circle', () => {
  for (const { noun } of nouns)
    for (const [title, declarations, at] of [
      ['itself', `${noun} a like a`, 'a'],
      ['two', `${noun} a like b\n${noun} b like a`, 'a'],
      [
        'three, and one that leads there',
        `${noun} a like b\n${noun} b like c\n${noun} c like a\n${noun} d like a`,
        'a',
      ],
    ] as const)
      it(`${noun}: ${title}`, async () => {
        assert.deepEqual(await errorsOf(`language 1\n${declarations}\n`), [['L015', at]]);
      });
  it('through a control, and through what is put in a place', async () => {
    assert.deepEqual(await errorsOf('language 1\nconnect a like rewired(a)\n'), [['L015', 'rewired(a)']]);
    assert.deepEqual(
      await errorsOf('language 1\nconnect a like b with b = a\nconnect b { neurons 20;  weights 1 }\n'),
      [['L015', 'b with b = a']],
    );
  });
  it('one in a used file is told of where it is used', async () => {
    const files = { 'other.anl': 'language 1\nconnect a like b\nconnect b like a\n' };
    const source = `language 1
use "other.anl"
experiment e {
  seeds 6
  compare { w = a }
  measure r = rank(recurrent)
}
`;
    assert.deepEqual(await errorsOf(source, files), [['L017', 'e']]);
  });
});

describe('many references take time linear in their number', () => {
  const base = 'connect c0 { neurons 20;  weights normal(0, 1) }\n';
  const links = Array.from({ length: 5000 }, (_, link) => `connect c${link + 1} like c${link}\n`);
  const study = 'experiment e { seeds 6;  compare { w = c5000 };  measure r = rank(recurrent) }\n';
  for (const [order, text] of [
    ['each after the one it is like', [base, ...links]],
    ['each before it', [base, ...links].toReversed()],
  ] as const)
    it(`a chain of 5,000 \`like\`, ${order}`, { timeout: 60_000 }, async () => {
      assert.deepEqual(await errorsOf(`language 1\n${text.join('')}${study}`), []);
    });
  it('files that two files use, forty deep, are looked through once each', { timeout: 20_000 }, async () => {
    const files = Object.fromEntries(
      Array.from({ length: 40 }, (_, depth) => [
        `fan${depth}.anl`,
        `language 1\nuse "fan${depth + 1}.anl"\nuse "./fan${depth + 1}.anl"\nconnect c${depth} like c${depth + 1}\n`,
      ]),
    );
    const source = `language 1
use "fan0.anl"
connect mine like c0
`;
    assert.deepEqual(
      await errorsOf(source, { ...files, 'fan40.anl': `language 1\nconnect c40 { neurons 20;  weights 1 }\n` }),
      [],
    );
  });
  it('files that have no end are left', async () => {
    const reader = readerOf({});
    const endless = {
      ...reader,
      locate: (path: string) => Promise.resolve({ found: true as const, location: path, size: 10, modified: 0 }),
      bytes: (path: string) => Promise.resolve(new TextEncoder().encode(`use "d/${path.length}.anl"\n`)),
    };
    const parsed = parse('use "d/a.anl"\n');
    const imports = await loadImports(parsed, endless as unknown as typeof reader, 'own.anl');
    assert.ok(imports.size <= 1001);
    assert.deepEqual(
      analyseText('use "d/a.anl"\n', imports, parsed)
        .diagnostics.map(({ code }) => code)
        .filter((code) => code === 'L016'),
      [],
    );
  });
});
