// Defaults stand once, as values: they are those that are documented, and writing one out changes nothing.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Default, Slot, Word } from '../../catalogue/entry.ts';
import { slotsOf } from '../../catalogue/parameters.ts';
import { tasks } from '../../catalogue/tasks/index.ts';
import { analyseText, specify } from '../../language/index.ts';
import { nouns } from '../../language/nouns/index.ts';
import { functions } from '../../language/vocabulary/index.ts';
import { readerOf } from '../language/reader-of-texts.ts';
import { documentedDefaults } from './documented-defaults.ts';

type Named = readonly (readonly [string, Default])[];
const ofSlots = (prefix: string, slots: readonly Slot[]): Named =>
  slots.flatMap((slot) => (slot.default ? [[`${prefix}.${slot.name}`, slot.default] as const] : []));
function ofWords(prefix: string, words: readonly Word[]): Named {
  return words.flatMap((word) => {
    const name = `${prefix}.${word.word}`,
      slots = [...(word.items ?? []), ...Object.values(word.labels ?? {}).flat(), ...(word.options ?? [])];
    return [
      ...(word.default ? [[name, word.default] as const] : []),
      ...ofSlots(name, slots).filter(([, { text }]) => text !== word.default?.text),
      ...ofWords(name, word.block ?? []),
    ];
  });
}
const inForce: Named = [
  ...functions.flatMap(({ name, parameters }) => ofSlots(name, parameters)),
  ...nouns.flatMap(({ noun, words }) => (noun === 'task' ? [] : ofWords(noun, words))),
  ...tasks.flatMap(({ name, takes }) => ofSlots(`task ${name}`, slotsOf(takes))),
];

it('defaults are those that are written down, each with its source', () => {
  assert.deepEqual(Object.fromEntries(inForce.map(([name, { text }]) => [name, text])), documentedDefaults);
  for (const [name, { source }] of inForce) assert.ok(source.length > 3, name);
});

/** Measures with a default left out, and the same with it written out. */
const written: readonly (readonly [string, string])[] = [
  ['exponent(covariance)', 'exponent(covariance, ranks: 11 .. 500)'],
  ['rotations(dmd(lag: 5 bins))', 'rotations(dmd(5 bins, 1000, ridge: 0.01))'],
  ['branching()', 'branching(estimator: multistep)'],
  ['recovery()', 'recovery(1 %)'],
];
describe('a default that is written out asks for the same job', () => {
  for (const calls of written)
    it(calls.join(' and '), async () => {
      const text = `language 1
connect wild { neurons 2000;  weights normal(0, 1);  spectrum max 0.9 }
dynamics rest of wild { model linear, relu;  run 60 s }
experiment e {
  compare { rest = rest }
  measure one = ${calls[0]}
  measure other = ${calls[1]}
}
`;
      const { specification } = await specify(analyseText(text), readerOf());
      const [one, other] = specification?.experiments[0]?.measures.map(({ call }) => call) ?? [];
      assert.ok(one);
      assert.deepEqual(one, other);
    });
});
