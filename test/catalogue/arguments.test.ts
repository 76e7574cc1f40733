// Arguments: of another kind of noun, and with variables of a sweep in them.
import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { nounKinds } from '../../catalogue/entry.ts';
import { analyseText, specify } from '../../language/index.ts';
import { functions } from '../../language/vocabulary/index.ts';
import { runExperiment } from '../../runs/index.ts';
import { readerOf } from '../language/reader-of-texts.ts';
import { temporaryFolder } from '../runs/stripes-study.ts';

const nouns = `language 1
genes toggle {
  A, !B
  B, !A
  fate a = A
}
develop sheet from toggle {
  space 1 mm, 1 mm
  step 6 h
  stop at 1 day
}
connect wild { neurons 20;  weights uniform(-1, 1);  spectrum max 0.9 }
dynamics rest of wild { tau 20 ms;  dt 4 ms;  run 8 s }
`;
describe('a control of a noun of another kind is one diagnostic, and nothing falls', () => {
  const controls = functions.filter(({ result }) => nounKinds.some((kind) => kind === result));
  for (const { name, parameters } of controls)
    it(name, async () => {
      for (const noun of ['toggle', 'sheet', 'wild', 'rest', 'shifted(wild)']) {
        const more = parameters.some((slot) => slot.name === 'gene') ? ', A' : '';
        const text = `${nouns}experiment e {
  compare { a = ${name}(${noun}${more}) }
  measure m = neurons(recurrent)
}
`;
        await specify(analyseText(text), readerOf());
      }
    });
});

async function rowsOf(t: TestContext, experiment: string) {
  const text = nouns + experiment;
  const { specification } = await specify(analyseText(text), readerOf());
  assert.deepEqual(specification?.refused, []);
  const file = path.join(temporaryFolder(t), 'arguments.anl');
  const { results } = await runExperiment({
    specification,
    experiment: 'e',
    source: text,
    file,
    backend: 'wasm',
    jobs: 1,
  });
  return results.rows.filter(({ step }) => step === null);
}
const variants: readonly (readonly [string, string, string])[] = [
  ['wild', 'exponent(covariance, ranks: 1 .. k)', 'exponent(covariance, ranks: 1 .. 8)'],
  ['wild', 'exponent(covariance, ranks: k / 4 .. 2 * k - 7)', 'exponent(covariance, ranks: 2 .. 9)'],
  ['rest', 'rotations(dmd(lag: k * 4 ms, ranks: k / 2))', 'rotations(dmd(lag: 8 steps, ranks: 4))'],
  ['rest', 'timescales(pcs: 1 .. k)', 'timescales(pcs: 1 .. 8)'],
];
describe('a variable of a sweep stands for its number', () => {
  for (const [condition, swept, literal] of variants)
    it(swept, async (t) => {
      const experiment = (measure: string, vary: string) => `experiment e {
  seeds 1
  ${vary}
  compare { a = ${condition} }
  measure m = ${measure}
}
`;
      const [one] = await rowsOf(t, experiment(swept, 'vary k in 8'));
      const [other] = await rowsOf(t, experiment(literal, ''));
      assert.ok(Number.isFinite(one.value));
      assert.equal(one.value, other.value);
    });
});
