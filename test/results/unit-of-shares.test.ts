import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyseText, specify } from '../../language/index.ts';
import { quantityOf } from '../../results/quantity.ts';
import { readerOf } from '../language/reader-of-texts.ts';

const units: Readonly<Record<string, string>> = {
  '1 - a': '%',
  'a + b': '%',
  '(a + b) / 2': '%',
  'max(a, b)': '%',
  'a of x': '%',
  'a - b': 'percentage points',
  'a - 0.1': 'percentage points',
  '0.5 * (a of x - a of y)': 'percentage points',
  'abs(a - b)': 'percentage points',
  '100 * a': '',
  'a / 2': '',
  'a * b': '',
  'a / b': '',
  'a * n': '',
  'log(a)': '',
};
test('what is computed of shares is a share, points of it, or a plain number', async () => {
  const lines = Object.keys(units).map((made, place) => `  measure m${place} = ${made}`);
  const source = `language 1
connect thin { neurons 30;  wire 0.2;  weights normal(0, 1) }
experiment study {
  seeds 6
  compare { x = thin;  y = thin { wire 0.3 } }
  measure a = reciprocity(recurrent)
  measure b = density(recurrent)
  measure n = henrici()
${lines.join('\n')}
}
`;
  const { specification, diagnostics } = await specify(analyseText(source), readerOf());
  assert.ok(specification, JSON.stringify(diagnostics));
  const [experiment] = specification.experiments;
  assert.deepEqual(
    Object.fromEntries(Object.keys(units).map((made, place) => [made, quantityOf(experiment, `m${place}`).unit])),
    units,
  );
});
