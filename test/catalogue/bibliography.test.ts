import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bibtex, referenceOf } from '../../catalogue/bibliography.ts';
import { type CitationKey, citations } from '../../catalogue/citations.ts';

const keys = Object.keys(citations) as CitationKey[];

test('every reference has authors, a year that its key has, and a title', () => {
  for (const key of keys) {
    const { authors, year, title, where } = referenceOf(key);
    assert.equal(year, /\d{4}$/.exec(key)?.[0], key);
    assert.ok(key.startsWith(authors[0].replace(/ et al\.$/, '')) && title.includes(' '), key);
    assert.equal(
      `${title} ${where}`.split(' ').length,
      citations[key].split(/\(\d{4}\)[,:]? /)[1].split(' ').length - (where ? 0 : -1),
      key,
    );
  }
});

test('as BibTeX: an entry each under a key of its own, with its braces closed', () => {
  const text = bibtex(keys);
  const names = [...text.matchAll(/^@(?:article|misc)\{(.*),$/gm)].map(([, name]) => name);
  assert.equal(new Set(names).size, keys.length);
  for (const name of names) assert.match(name, /^[a-z0-9-]+$/);
  assert.equal(text.split('{').length, text.split('}').length);
  assert.match(
    bibtex(['Wigner 1958']),
    /^@article\{[\s\S]*journal = \{Ann\. Math\.\},\n {2}volume = \{67\},\n {2}pages = \{325--327\}/,
  );
  assert.match(bibtex(['Stringer 2019']), /author = \{Stringer and others\}/);
  assert.match(bibtex(['Molano-Mazón et al. 2022']), /Forest and Yang\}/);
});
