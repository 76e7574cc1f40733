import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { format } from '../../grammar/index.ts';
import { analyseText, specify } from '../../language/index.ts';
import { readerOf } from './reader-of-texts.ts';

const study = (range: string): string => `language 1
let g = 0.5
connect wild { neurons 40;  wire 20 %;  weights normal(0, g) }
experiment study {
  seeds 2
  vary g in ${range}
  compare { wild = wild }
  measure r = reciprocity(recurrent)
}
`;
describe('ranges by a factor', () => {
  const ranges: Readonly<Record<string, readonly number[]>> = {
    '0.01 .. 1 by *10': [0.01, 0.1, 1],
    '0.1 .. 1 by *2': [0.1, 0.2, 0.4, 0.8],
    '1 .. 3 by *(3^0.5)': [1, 1.7320508075689, 3],
    '5 .. 5 by *2': [5],
    '1e-300 .. 1e300 by *1e150': [1e-300, 1e-150, 1, 1e150, 1e300],
    '0.1 .. 10 by *10, 20': [0.1, 1, 10, 20],
  };
  for (const [range, values] of Object.entries(ranges))
    it(range, async () => {
      const { specification, diagnostics } = await specify(analyseText(study(range)), readerOf());
      assert.deepEqual(diagnostics, []);
      assert.deepEqual(specification?.experiments[0].vary[0].values, values);
    });
  it('are laid out as they are written by hand', () =>
    assert.match(format(study('0.01 ..  1 by  * 10')), /vary g in 0\.01 \.\. 1 by \*10\n/));

  const mistakes: Readonly<Record<string, readonly [code: string, at: string]>> = {
    '0 .. 1 by *2': ['L010', '0'],
    '1 .. 4 by *1': ['L010', '1'],
    '4 .. 1 by *2': ['L010', '4 .. 1 by *2'],
    '1 .. 4 by *2 ms': ['U070', '2 ms'],
    '1 .. 100 mV by *10': ['U070', '100 mV'],
    '1 ms .. 4 by *2': ['U070', '1 ms'],
    '1 .. 4 by 1 ms': ['U070', '1 ms'],
    '1 .. 1e300 by *1.0001': ['L010', '1 .. 1e300 by *1.0001'],
  };
  for (const [range, mistake] of Object.entries(mistakes))
    it(`${range}: said once, at its place`, () => {
      const source = study(range);
      const found = analyseText(source).diagnostics.filter(({ severity }) => severity === 'error');
      assert.deepEqual(
        found.map((one) => [one.code, source.slice(one.range.start, one.range.end)]),
        [mistake],
      );
    });
  it('have values of one dimension, also where no parameter says which', () => {
    const source = study('0.1 .. 1 by *2')
      .replace('let g = 0.5\n', '')
      .replace('measure r', 'vary lag in 1 ms, 1 mV\n  measure r');
    const found = analyseText(source).diagnostics.filter(({ code }) => code === 'U070');
    assert.deepEqual(
      found.map(({ range }) => source.slice(range.start, range.end)),
      ['1 mV'],
    );
  });
});
