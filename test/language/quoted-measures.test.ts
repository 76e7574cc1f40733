// A measure, a condition and a variable whose names stand in quotes are claimed as others are.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { format, parse } from '../../grammar/index.ts';
import { analyseText, specify } from '../../language/index.ts';
import { readerOf } from './reader-of-texts.ts';

const study = (alpha: string, other: string, partners: string) => `language 1
connect thin { neurons 200;  wire 0.1;  weights 1, symmetric, centred;  spectrum max 0.9 }
experiment study {
  seeds 6
  vary ${partners} in 5, 10
  compare { sparse = thin;  ${other} = thin { wire 0.2 } }
  measure ${alpha} = exponent(covariance, ranks: 2 .. 100)
  measure ratio = ${alpha} of sparse / ${alpha} of ${other}
  expect ${alpha} > 0
  expect ${alpha} of sparse > ${alpha} of ${other} at ${partners} = 5
  expect (${alpha} of sparse) - (${alpha} of ${other} at ${partners} = 10) in 0 .. 1
  expect ${alpha} by ${partners} { 5: > ${alpha} of sparse;  10: 0.1 .. 0.6 }
  expect ratio > 0
}
`;

test('names in quotes stand in claims', async () => {
  const canonicalOf = async (source: string) => {
    const { specification, diagnostics } = await specify(analyseText(source), readerOf());
    assert.deepEqual(
      diagnostics.filter(({ severity }) => severity === 'error'),
      [],
    );
    return JSON.stringify(specification);
  };
  const quoted = study('"my alpha"', '"the other"', '"its partners"');
  const plain = study('my_alpha', 'the_other', 'its_partners');
  const named = (await canonicalOf(quoted))
    .replaceAll(/\\?"(my alpha|the other|its partners)\\"/g, '$1')
    .replaceAll(/(my|the|its) (alpha|other|partners)/g, '$1_$2');
  assert.equal(named, await canonicalOf(plain));
  assert.deepEqual(parse(format(quoted)).errors, []);
  assert.equal(await canonicalOf(format(quoted)), await canonicalOf(quoted));
});
