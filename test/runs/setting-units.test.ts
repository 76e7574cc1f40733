import assert from 'node:assert/strict';
import { it } from 'node:test';
import { frequency, length, number, time } from '../../catalogue/units.ts';
import { unitsOf, quantityText } from '../../runs/say/setting-units.ts';

it('a quantity is written in the unit in which it is shortest', () => {
  for (const [value, dimension, says] of [
    [1e-3, length, '1 mm'],
    [5e-5, length, '50 um'],
    [21600, time, '6 h'],
    [86400, time, '24 h'],
    [0.02, time, '20 ms'],
    [90, time, '90 s'],
    [0, time, '0 s'],
    [5, frequency, '5 Hz'],
    [0.1 + 0.2, time, '0.3 s'],
    [0.25, number, '0.25'],
  ] as const)
    assert.equal(quantityText(value, dimension), says);
});

it('the settings of a noun have the dimensions that its vocabulary says, also in blocks and options', () => {
  const development = unitsOf('develop').settings;
  assert.deepEqual(
    ['space', 'step', 'every', 'spread', 'nosuch'].map((name) => development.get(name)),
    [length, time, time, length, undefined],
  );
  assert.equal(unitsOf('nosuch').settings.size, 0);
});
