import assert from 'node:assert/strict';
import fs from 'node:fs';
import { describe, it } from 'node:test';
import { citationFile } from '../../reports/citation-file.ts';
import { crateMetadata } from '../../reports/crate.ts';
import { personOf } from '../../reports/people.ts';
import { version } from '../../results/product-version.ts';
import { projectFile } from '../data.ts';
import { sampleResults } from '../figures/sample.ts';
import { readCrate } from './crate-rules.ts';

const sample = sampleResults({ conditions: { grown: 0.94, rewired: 0.92 } });
const results = {
  ...sample,
  run: { ...sample.run, files: [{ reference: '../data/a b#1.csv', sha256: 'ab' }] },
};
const other = { ...results, experiment: { ...results.experiment, name: 'second "one"/…' } };
const files = ['spec.anl', 'figures/a%20b~1 ü#.svg', 'arrays/x.npy'].map((place) => ({ place, size: 3, sha256: 'cd' }));
const ada = personOf('Ada Lovelace <0000-0002-1825-0097>');

describe('a crate', () => {
  it('is one by the rules, names every file, what made them, and of what', () => {
    const {
      root,
      entities,
      files: described,
    } = readCrate(crateMetadata([{ results, below: '' }], files, { authors: [ada], licence: 'CC-BY-4.0' }));
    assert.deepEqual(
      [...described].map(([place, { contentSize, sha256 }]) => ({ place, size: Number(contentSize), sha256 })),
      files,
    );
    assert.deepEqual(root.author, [{ '@id': 'https://orcid.org/0000-0002-1825-0097' }]);
    assert.equal(entities.get('https://spdx.org/licenses/CC-BY-4.0')?.['@type'], 'CreativeWork');
    const [action] = [...entities.values()].filter((entity) => entity['@type'] === 'CreateAction');
    assert.deepEqual(action.instrument, { '@id': '#anlage' });
    const [text, data] = action.object as { readonly '@id': string }[];
    assert.equal(text['@id'], 'spec.anl');
    assert.equal(entities.get(data['@id'])?.sha256, 'ab');
    assert.equal((action.result as unknown[]).length, files.length - 1);
  });
  it('holds several runs, without authors or a licence too', () => {
    const runs = [results, other].map((each, index) => ({ results: each, below: `${index}/` }));
    const all = runs.flatMap(({ below }) => files.map((file) => ({ ...file, place: `${below}${file.place}` })));
    const { root, entities } = readCrate(crateMetadata(runs, all, { authors: [] }));
    assert.match(String(root.license), /^No licence is stated/);
    const actions = [...entities.values()].filter((entity) => entity['@type'] === 'CreateAction');
    assert.deepEqual(
      actions.map(({ object }) => (object as { readonly '@id': string }[])[0]['@id']),
      ['0/spec.anl', '1/spec.anl'],
    );
  });
});

describe('how a study is cited', () => {
  it('names its authors, and is nothing without them', () => {
    assert.equal(citationFile([results], { authors: [] }), undefined);
    const text = citationFile([results], {
      authors: [ada, personOf('van Rossum, Guido <g@example.org>'), personOf('Anna')],
      licence: 'https://example.org/terms',
    })!;
    for (const line of [
      'cff-version: 1.2.0',
      '  - family-names: "Lovelace"\n    given-names: "Ada"\n    orcid: "https://orcid.org/0000-0002-1825-0097"',
      '  - family-names: "van Rossum"\n    given-names: "Guido"\n    email: "g@example.org"',
      '  - family-names: "Anna"',
      'license-url: "https://example.org/terms"',
    ])
      assert.ok(text.includes(`${line}\n`), text);
  });
  for (const wrong of ['', '<0000-0002-1825-0097>', 'Ada <0000-0002-1825-0098>', 'Ada <x>', 'Ada <a@b> c'])
    it(`${JSON.stringify(wrong)} is no author`, () => assert.throws(() => personOf(wrong), /write a name/));
  it('and Anlage itself, by the version that it has', () => {
    const text = fs.readFileSync(projectFile('CITATION.cff'), 'utf8');
    assert.ok(text.includes(`version: "${version}"\n`));
    for (const field of ['cff-version: 1.2.0', 'message: ', 'title: Anlage', 'authors:', 'license: MIT'])
      assert.ok(text.includes(field), field);
  });
});
