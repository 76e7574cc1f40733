import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyseText, withSeeds, withSetting } from '../../language/index.ts';

const source = `language 1
data digits from mnist
genes mouse { Sox2, Sox2 }
network reader {
  input     784, relu
  recurrent net, fixed
  readout   10
}
connect net from "ring.json"
experiment study {
  vary size in 16, 64
  vary rate in 1e-3, 1e-2
  train on digits { optimiser adam(1e-3);  batch size }
}
experiment other {
  train on digits { epochs 2 }
}
`;
const changed = (path: string, value: string): string => {
  const result = withSetting(analyseText(source), path, value);
  assert.ok('source' in result, 'problem' in result ? result.problem : '');
  const before = source.split('\n'),
    after = result.source.split('\n');
  return after
    .filter((line, index) => line !== before[index])
    .map((line) => line.trim())
    .join(' | ');
};

describe('a value set by its path', () => {
  const cases: Readonly<Record<string, readonly [path: string, value: string, line: string]>> = {
    'a variable has one value': ['size', '32', 'vary size in 32'],
    'a setting of the training, in every experiment that trains': [
      'train.batch',
      '8',
      'train on digits { optimiser adam(1e-3);  batch 8 } | train on digits { epochs 2 ; batch 8 }',
    ],
    'of one experiment': ['other.train.epochs', '5', 'train on digits { epochs 5 }'],
    'an argument by place': [
      'study.train.optimiser.rate',
      '0.01',
      'train on digits { optimiser adam(0.01);  batch size }',
    ],
    'an argument that was left to its default': [
      'study.train.optimiser.beta1',
      '0.8',
      'train on digits { optimiser adam(1e-3, beta1: 0.8);  batch size }',
    ],
    'an option that was left to its default': ['reader.recurrent.steps', '3', 'recurrent net, fixed, steps 3'],
    'the first value of a word': ['reader.readout', '7', 'readout   7'],
    'a value by the name of its slot': ['reader.recurrent.matrix', 'rewired(net)', 'recurrent rewired(net), fixed'],
    'a word that was left to its default': [
      'mouse.update',
      'asynchronous',
      'genes mouse { Sox2, Sox2 ; update asynchronous }',
    ],
  };
  for (const [name, [path, value, line]] of Object.entries(cases)) {
    it(name, () => {
      assert.equal(changed(path, value), line);
      const result = withSetting(analyseText(source), path, value);
      assert.deepEqual(
        analyseText('source' in result ? result.source : '').diagnostics.filter(({ code }) =>
          ['L001', 'L003', 'L010'].includes(code),
        ),
        [],
      );
    });
  }
  it('a claim of a value that a variable has no more is left out, and told', () => {
    const text = (claims: string): string => `language 1
experiment e {
  vary size in 16, 64
  ${claims}
}
`;
    const claims = 'expect a of x > 1 at size = 16;  expect a of x > 1 at size = 64;  expect a of x > 1';
    for (const [value, kept] of [
      ['6.4e1', ';  expect a of x > 1 at size = 64;  expect a of x > 1'],
      ['32', ';  ;  expect a of x > 1'],
      ['16, 64', claims],
    ] as const) {
      const result = withSetting(analyseText(text(claims)), 'size', value);
      assert.ok('source' in result);
      assert.equal(result.source, text(kept).replace('16, 64', value));
      assert.equal(result.without.length, 3 - kept.split('expect').slice(1).length);
    }
  });
  it('a path to nothing says what could stand there', () => {
    for (const path of ['sise', 'reader.recurrent.stops', 'train.bach', 'nothing.at.all']) {
      const result = withSetting(analyseText(source), path, '1');
      assert.match('problem' in result ? result.problem : '', new RegExp(`nothing at \`${path}\``));
    }
    const result = withSetting(analyseText(source), 'sise', '1');
    assert.match('problem' in result ? result.problem : '', /`size`/);
  });
});

describe('seeds asked for', () => {
  const text = `language 1
experiment written { seeds 1 .. 3, 7;  measure a = basin(b) }
experiment "left out" {
  measure a = basin(b)
}
`;
  for (const [names, written, leftOut] of [
    [[], 'seeds 4 .. 5, 9;', '\n  seeds 4 .. 5, 9\n'],
    [['written'], 'seeds 4 .. 5, 9;', undefined],
    [['left out'], 'seeds 1 .. 3, 7;', '\n  seeds 4 .. 5, 9\n'],
  ] as const)
    it(`replace all that are written, or are added: ${names.join(', ') || 'in every experiment'}`, () => {
      const changedText = withSeeds(analyseText(text), names, '4 .. 5, 9');
      assert.ok(changedText.includes(written), changedText);
      assert.equal(changedText.split('seeds').length - 1, leftOut ? 2 : 1);
      if (leftOut) assert.ok(changedText.includes(leftOut), changedText);
    });
});
