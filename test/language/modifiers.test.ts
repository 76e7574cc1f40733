import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyseText, removable, replaceable } from '../../language/index.ts';

const source = `language 1
genes mouse {
  update asynchronous
  Sox2, Sox2
  fate progenitor = Sox2
}
develop cortex from mouse {
  space 1 mm, 1 mm
  step 6 h
  start 1 cell as progenitor
  stop at 10 day
}
connect grown from cortex { cells progenitor;  unit_rows }
data digits from mnist
network reader {
  input 784, relu
  recurrent rewired(grown), fixed
  readout 10
}
network slow like reader { recurrent grown, fixed, steps 3 }
experiment learn {
  compare { reader = reader;  slow = slow;  random = random(grown);  mouse = mouse }
  train on digits { epochs 1 }
  measure accuracy = accuracy(test)
}
`;
const { tree, scope } = analyseText(source);
const condition = (name: string) => {
  const compare = tree.declarations.at(-1)?.block?.statements[0];
  const found = compare?.kind === 'setting' ? compare.block?.statements.find((statement) => statement.kind === 'assignment' && statement.name.text === name) : undefined;
  assert.equal(found?.kind, 'assignment');
  return (found as { value: Parameters<typeof removable>[0] }).value;
};

describe('what stands behind a noun', () => {
  const tables: readonly (readonly [name: string, without: readonly string[], fates: readonly string[], within: readonly string[]])[] = [
    ['reader', ['recurrent'], [], ['reader', 'grown', 'cortex', 'mouse']],
    ['slow', ['recurrent'], [], ['slow', 'reader', 'grown', 'cortex', 'mouse']],
    ['random', ['cells', 'unit_rows'], [], ['grown', 'cortex', 'mouse']],
    ['mouse', ['update'], ['progenitor'], ['mouse']],
  ];
  for (const [name, without, fates, within] of tables) {
    it(name, () => {
      const found = removable(condition(name), scope);
      assert.deepEqual([found.words.map(({ word }) => word), found.fates], [without, fates]);
      assert.deepEqual(replaceable(condition(name), scope).map((one) => one.name), within);
    });
  }
});
