import assert from 'node:assert/strict';
import { it } from 'node:test';
import { defaulting, number } from '../../catalogue/parameters.ts';
import { optimiserEntries, optimiserOf, optimisers, usualOptimiser } from '../../catalogue/optimisers.ts';
import { type UpdateRule, updateRules } from '../../engine/learning/index.ts';
import { analyseText, specify } from '../../language/index.ts';
import { functionEntry } from '../../language/vocabulary/index.ts';
import { readerOf } from '../language/reader-of-texts.ts';

async function trained(settings: string) {
  const { specification, diagnostics } = await specify(
    analyseText(`language 1
data digits from "mnist"
network reader {
  input 784
  neurons 10
  readout 10
}
experiment e {
  compare { a = reader }
  train on digits { ${settings} }
}
`),
    readerOf(),
  );
  assert.deepEqual(specification?.refused, [], JSON.stringify(diagnostics));
  return specification.experiments[0].train!.optimiser;
}

it('the optimisers of the language are the rules of the engine, with their arguments', async () => {
  for (const name of Object.keys(updateRules) as UpdateRule[]) {
    const entry = functionEntry(name);
    assert.equal(entry?.result, 'optimiser');
    assert.deepEqual(entry.parameters.map((slot) => slot.name).sort(), [...updateRules[name].takes].sort());
    const optimiser = optimiserOf(await trained(`optimiser ${entry.example}`));
    assert.equal(optimiser.name, name);
    assert.deepEqual(Object.keys(optimiser).sort(), ['name', ...updateRules[name].takes].sort());
  }
  const others = optimiserEntries.filter(({ name }) => !Object.hasOwn(updateRules, name));
  assert.deepEqual(
    others.map(({ name, status }) => [name, status]),
    [['ridge', undefined]],
    'what finds a read-out in closed form is no rule of update',
  );
});
it('without a word, Adam trains as it was published', async () => {
  const published = { name: 'adam', rate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, decay: 0 };
  assert.deepEqual(optimiserOf(await trained('')), published);
  assert.deepEqual(optimiserOf(await trained(`optimiser ${usualOptimiser.text}`)), published);
  assert.deepEqual(optimiserOf(await trained('optimiser adam()')), published);
  assert.equal(usualOptimiser.text, 'adam(1e-3)');
});
it('a record without a rule does not compile, nor one with other arguments', () => {
  // @ts-expect-error there is no rule of this name
  const unruly: typeof optimisers = { ...optimisers, lion: optimisers.adam };
  const { momentum, decay } = optimisers.sgd.takes;
  const pace = defaulting(number('The learning rate.', '0.1', 0), 0.1, 'nobody');
  // @ts-expect-error the rule takes a rate
  const renamed: typeof optimisers.sgd = { ...optimisers.sgd, takes: { pace, momentum, decay } };
  assert.throws(
    () => optimiserOf({ call: 'lion', takes: { rate: 1e-3 } }),
    /no optimiser is called lion; there are adam/,
  );
  assert.deepEqual([Object.keys(unruly).at(-1), Object.keys(renamed.takes)[0]], ['lion', 'pace']);
});
it('what is not a number, or is missing, is refused before anything trains', () => {
  assert.throws(() => optimiserOf({ call: 'sgd', takes: {} }), /stands where a number is taken/);
  assert.throws(
    () => optimiserOf({ call: 'sgd', takes: { rate: { variable: 'r' } } }),
    /stands where a number is taken/,
  );
});
