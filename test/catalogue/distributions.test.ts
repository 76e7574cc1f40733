import assert from 'node:assert/strict';
import { it } from 'node:test';
import { distributions, weightsForm } from '../../catalogue/distributions.ts';
import { type LawName, laws } from '../../engine/connectivity/index.ts';
import { functionEntry, functions } from '../../language/vocabulary/index.ts';

it('the distributions of the language are the laws of the engine, with their arguments', () => {
  for (const name of Object.keys(laws) as LawName[]) {
    const entry = functionEntry(name);
    assert.equal(entry?.result, 'distribution');
    assert.deepEqual(entry.parameters.map((slot) => slot.name).sort(), [...laws[name].takes].sort());
  }
  assert.deepEqual(
    functions.filter(({ result }) => result === 'distribution').map(({ name }) => name),
    Object.keys(distributions),
  );
});
it('a record without a law does not compile, nor one with other arguments', () => {
  // @ts-expect-error there is no law of this name
  const unlawful: typeof distributions = { ...distributions, cauchy: distributions.normal };
  const { mean, deviation } = distributions.normal.takes;
  // @ts-expect-error the law takes a deviation
  const renamed: typeof distributions.normal = { ...distributions.normal, takes: { mean, spread: deviation } };
  assert.throws(() => weightsForm({ call: 'cauchy', takes: { location: 0, scale: 1 } }), /cauchy is no distribution/);
  assert.deepEqual([Object.keys(unlawful).at(-1), Object.keys(renamed.takes)], ['cauchy', ['mean', 'spread']]);
});
it('a call becomes the weights of a matrix: numbers and variables of a sweep, and nothing else', () => {
  assert.deepEqual(weightsForm({ call: 'normal', takes: { mean: 0, deviation: { variable: 's' } } }), {
    distribution: 'normal',
    takes: { mean: 0, deviation: { variable: 's' } },
  });
  assert.throws(() => weightsForm({ call: 'normal', takes: { mean: 0 } }), /stands where a number is taken/);
  assert.throws(
    () => weightsForm({ call: 'normal', takes: { mean: true, deviation: 1 } }),
    /true stands where a number/,
  );
});
