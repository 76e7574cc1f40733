// One part of a statement said anew: the rest stays as it was.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { format } from '../../grammar/index.ts';
import { analyseScience, analyseText, loadImports, specify } from '../../language/index.ts';
import { parse } from '../../grammar/index.ts';
import { readerOf, smallFiles } from './reader-of-texts.ts';

const study = (b: string, more = '') => `language 1
use "library.anl"
data digits from mnist
connect wild { neurons 20;  wire 0.4;  weights normal(0, 1) }
network reader { input 784, relu;  recurrent wild, fixed, steps 2, tanh;  readout 10 }
network several like reader { input 700;  input 84 }
experiment study {
  seeds 6
  vary k in 2, 3
  compare { a = reader;  b = ${b} }
  train on digits { optimiser adam(1e-3);  batch 64;  epochs 2 }
  measure accuracy = accuracy(test)
}
${more}`;
const files = {
  ...smallFiles,
  'library.anl': `connect shelf { neurons 30;  wire 0.3;  weights normal(0, 1) }
network lent { input 784;  recurrent shelf, steps 4;  readout 10 }
`,
};
async function checked(source: string) {
  const reader = readerOf(files);
  const analysis = analyseText(source, await loadImports(parse(source), reader));
  const found = [...analysis.diagnostics, ...(await analyseScience(analysis, reader))];
  const { specification } = await specify(analysis, reader);
  return { found, experiments: specification?.experiments ?? [], refused: specification?.refused ?? [] };
}
const errorsOf = async (source: string) => (await checked(source)).found.filter(({ severity }) => severity === 'error');

const alike: readonly (readonly [partly: string, whole: string])[] = [
  ['reader { recurrent.matrix rewired(wild) }', 'reader { recurrent rewired(wild), fixed, steps 2, tanh }'],
  ['reader { recurrent.steps 3 }', 'reader { recurrent wild, fixed, steps 3, tanh }'],
  ['reader { recurrent.steps k }', 'reader { recurrent wild, fixed, steps k, tanh }'],
  ['reader { recurrent.relu }', 'reader { recurrent wild, fixed, steps 2, relu }'],
  ['reader { recurrent.unbiased;  recurrent.steps 5 }', 'reader { recurrent wild, fixed, steps 5, tanh, unbiased }'],
  [
    'reader { recurrent.matrix orthogonal;  neurons 20 }',
    'reader { recurrent orthogonal, fixed, steps 2, tanh;  neurons 20 }',
  ],
  ['reader { input.tanh }', 'reader { input 784, tanh }'],
  ['reader { readout.unbiased }', 'reader { readout 10, unbiased }'],
  [
    'reader { recurrent.matrix random(wild) } { recurrent.steps 1 }',
    'reader { recurrent random(wild), fixed, steps 1, tanh }',
  ],
  ['lent { recurrent.matrix rewired(wild) }', 'lent { recurrent rewired(wild), steps 4 }'],
  [
    'reader with wild = shelf { recurrent.matrix rewired(wild) }',
    'reader with wild = shelf { recurrent rewired(wild), fixed, steps 2, tanh }',
  ],
  [
    'reader { recurrent.matrix rewired(wild) } with wild = shelf',
    'reader { recurrent rewired(wild), fixed, steps 2, tanh } with wild = shelf',
  ],
];
describe('a part of a statement', () => {
  for (const [partly, whole] of alike)
    it(partly, async () => {
      assert.deepEqual(await errorsOf(study(partly)), []);
      const [one, other] = await Promise.all([checked(study(partly)), checked(study(whole))]);
      assert.deepEqual(one.experiments[0].conditions, other.experiments[0].conditions);
      assert.deepEqual((await checked(format(study(partly)))).experiments[0].conditions, one.experiments[0].conditions);
    });
  it('of the block of a statement, in an experiment like another', async () => {
    const [, more] = (await checked(study('reader', 'experiment more like study { train.epochs 5;  vary.values 4 }')))
      .experiments;
    assert.deepEqual([more.train?.epochs, more.train?.batch, more.vary[0].values], [5, 64, [4]]);
  });
  it('of a noun like another', async () => {
    const { experiments } = await checked(study('other', 'network other like reader { recurrent.steps 7 }'));
    const { noun } = experiments[0].conditions[1];
    assert.deepEqual(noun.noun === 'network' && [noun.recurrent?.steps, noun.recurrent?.fixed], [7, true]);
  });
});

/** ⟦ ⟧: where the one error stands. */
const wrong: readonly (readonly [b: string, code: string, says: RegExp, fixed?: string])[] = [
  ['reader { recurrent.⟦matrx⟧ wild }', 'L001', /Did you mean `matrix`/, 'reader { recurrent.matrix wild }'],
  ['reader { ⟦recurent⟧.matrix wild }', 'L001', /Did you mean `recurrent`/],
  ['reader { recurrent.steps ⟦0⟧ }', 'L010', /at least 1/],
  ['reader { ⟦recurrent.steps⟧ }', 'L011', /a number of steps/],
  ['reader { recurrent.steps 3, ⟦fixed⟧ }', 'L003', /one part/],
  ['reader { recurrent.fixed ⟦3⟧ }', 'L003', /stands alone/],
  ['reader { recurrent.steps 3;  ⟦recurrent.steps⟧ 4 }', 'L005', /given twice/],
  ['several { ⟦input.size⟧ 4 }', 'L017', /several `input`/],
  ['reader { ⟦neurons.neurons⟧ 4 }', 'L017', /has no `neurons`/],
  ['reader { ⟦recurrent steps 3⟧ }', 'L003', /or by the part that changes/, 'reader { recurrent.steps 3 }'],
  ['reader ⟦with steps = 3⟧', 'L003', /in braces/, 'reader { recurrent.steps 3 }'],
];
describe('a part of a statement that is wrong', () => {
  for (const [marked, code, says, fixed] of wrong)
    it(marked, async () => {
      const source = study(marked.replace(/[⟦⟧]/g, ''));
      const errors = await errorsOf(source);
      assert.deepEqual(
        errors.map(({ code: given, range }) => [given, source.slice(range.start, range.end)]),
        [[code, /⟦(.*)⟧/.exec(marked)?.[1]]],
        JSON.stringify(errors),
      );
      assert.match(errors[0].message, says);
      const [edit] = errors[0].fixes?.[0].edits ?? [];
      if (fixed !== undefined)
        assert.equal(source.slice(0, edit.range.start) + edit.text + source.slice(edit.range.end), study(fixed));
    });
  it('where nothing stands to be changed', async () => {
    const [error] = await errorsOf('language 1\nnetwork r { input 3;  neurons 4;  recurrent.steps 2;  readout 1 }');
    assert.match(error.message, /changes a part of what another noun says/);
  });
});
