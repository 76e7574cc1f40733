import assert from 'node:assert/strict';
import { it } from 'node:test';
import {
  initialisationEntries,
  initialisationOf,
  initialisationRecords,
  initialisations,
} from '../../catalogue/initialisations.ts';
import { defaultsOf } from '../../catalogue/parameters.ts';
import { functionEntry } from '../../language/vocabulary/index.ts';

const normal = { call: 'normal', takes: { mean: 0, deviation: 2 } };

it('a canonical call is what the engine takes', () => {
  assert.deepEqual(
    initialisationOf({ call: 'random_ei', takes: { density: 0.3, scale: 1.5, excitatory: { formula: 0.8 } } }),
    { name: 'random_ei', density: 0.3, scale: 1.5, excitatory: 0.8 },
  );
  const weights = { distribution: 'normal', takes: { mean: 0, deviation: 2 } };
  assert.deepEqual(initialisationOf({ call: 'self_weights', takes: { weights: normal } }), {
    name: 'self_weights',
    weights,
  });
  assert.deepEqual(initialisationOf(normal), { name: 'drawn', weights });
  assert.deepEqual(initialisationOf({ call: 'self_weights', takes: { weights: 'binary' } }), {
    name: 'self_weights',
    weights: { distribution: 'binary', takes: {} },
  });
});
it('without arguments it is as it was published', () => {
  const usual = (call: 'random_ei' | 'orthogonal' | 'critical' | 'identity' | 'chaotic' | 'rank_two') =>
    initialisationOf({ call, takes: defaultsOf(initialisationRecords[call].takes) });
  assert.deepEqual(usual('random_ei'), { name: 'random_ei', density: 0.5, scale: 2.4, excitatory: 0.7 });
  assert.deepEqual(usual('orthogonal'), { name: 'orthogonal', scale: 1 });
  assert.deepEqual(usual('critical'), { name: 'critical', radius: 1 });
  assert.deepEqual(usual('chaotic'), { name: 'chaotic', scale: 1.7 });
  assert.deepEqual(usual('rank_two'), { name: 'rank_two', overlap: 1.5, rotation: 3 });
  assert.deepEqual(usual('identity'), { name: 'identity', scale: 1 });
});
it('every one is a function of the language, and a word where it needs no argument', () => {
  for (const { name } of initialisationEntries) assert.equal(functionEntry(name)?.result, 'initialisation');
  assert.deepEqual(initialisations.map(({ word }) => word).sort(), [
    'chaotic',
    'critical',
    'identity',
    'orthogonal',
    'random_ei',
    'rank_two',
  ]);
});
it('what is no initialisation is refused', () => {
  assert.throws(() => initialisationOf({ call: 'adam', takes: {} }), /adam is no distribution/);
  assert.throws(() => initialisationOf({ call: 'orthogonal', takes: { scale: 'wide' } }), /where a number is taken/);
});
