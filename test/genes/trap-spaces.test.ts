import assert from 'node:assert/strict';
import fs from 'node:fs';
import test from 'node:test';
import fc from 'fast-check';
import { analyseNetwork, compileRule, findAttractors, type GeneNetwork, steadyStates, trapSpaces, variables } from '../../engine/genes/index.ts';
import { readBnet } from '../../formats/index.ts';
import { noSharedData, sharedData } from '../data.ts';
import { networkOf } from './networks.ts';

/** All subspaces as text, each variable 0, 1 or *, and which of them nothing leaves, from the definition: every state in it is asked. */
function plainTrapSpaces(network: GeneNetwork): string[] {
  const all = variables(network);
  const index = new Map(all.map((name, i) => [name, i]));
  const tests = network.genes.map(({ name, rule }) => (name in network.fixed ? () => network.fixed[name] === 1 : compileRule(rule, index)));
  const subspaces = all.reduce<string[]>((found, name) => found.flatMap((text) => (name in network.fixed ? [`${text}${network.fixed[name]}`] : ['0', '1', '*'].map((value) => text + value))), ['']);
  const statesOf = (text: string) => [...text].reduce<number[]>((found, value, i) => found.flatMap((state) => (value === '*' ? [state, state | (1 << i)] : [state | (Number(value) << i)])), [0]);
  return subspaces.filter((text) => tests.every((holds, g) => text[g] === '*' || statesOf(text).every((state) => holds(state) === (text[g] === '1'))));
}
const inside = (a: string, b: string) => [...a].every((value, i) => b[i] === '*' || b[i] === value);
const visible = (network: GeneNetwork) => (text: string) => [...text].filter((_, i) => !(network.inputs.includes(variables(network)[i]) && variables(network)[i] in network.fixed)).join('');
const extreme = (traps: readonly string[], kind: 'minimal' | 'maximal', network: GeneNetwork) => {
  const whole = variables(network).map((name) => network.fixed[name] ?? '*').join('');
  const proper = kind === 'minimal' ? traps : traps.filter((text) => text !== whole);
  return proper.filter((text) => !proper.some((other) => other !== text && (kind === 'minimal' ? inside(other, text) : inside(text, other)))).map(visible(network)).sort();
};

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const rule = fc.letrec<{ rule: GeneNetwork['genes'][number]['rule'] }>((tie) => ({
  rule: fc.oneof({ depthSize: 'small' }, { weight: 4, arbitrary: fc.constantFrom(...names).map((gene) => ({ gene })) }, fc.boolean().map((constant) => ({ constant })),
    tie('rule').map((not) => ({ not })), fc.array(tie('rule'), { minLength: 0, maxLength: 3 }).map((and) => ({ and })), fc.array(tie('rule'), { minLength: 0, maxLength: 3 }).map((or) => ({ or }))),
})).rule;
const anyNetwork = fc.record({ rules: fc.array(rule, { minLength: 0, maxLength: 7 }), fixed: fc.dictionary(fc.constantFrom(...names), fc.constantFrom(0 as const, 1 as const), { maxKeys: 2 }) }).map(
  ({ rules, fixed }): GeneNetwork => ({ genes: rules.map((r, i) => ({ name: names[i], rule: r })), inputs: names.slice(rules.length), fates: [], signs: [], update: 'synchronous', fixed }));

test('random networks have the trap spaces that the definition gives', () => {
  fc.assert(fc.property(anyNetwork, (network) => {
    const traps = plainTrapSpaces(network);
    for (const kind of ['minimal', 'maximal'] as const) {
      const found = trapSpaces(network, kind);
      assert.equal(found.complete, true);
      assert.deepEqual([...found.spaces].sort(), extreme(traps, kind, network), kind);
    }
    const steady = steadyStates(network);
    assert.deepEqual([...steady.spaces].sort(), traps.filter((text) => !text.includes('*')).map(visible(network)).sort());
  }), { numRuns: 300, seed: 1 });
});
