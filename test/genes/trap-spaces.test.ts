import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import fc from 'fast-check';
import { budgetOf } from '../../engine/genes/budget.ts';
import { countTrapSpaces } from '../../engine/genes/counting.ts';
import {
  compileRule,
  findAttractors,
  type GeneNetwork,
  steadyStates,
  tooLarge,
  trapSpaces,
  variables,
} from '../../engine/genes/index.ts';
import { networkDiagrams } from '../../engine/genes/rule-diagram.ts';
import { readBnet } from '../../formats/index.ts';
import { noSharedData, sharedData } from '../data.ts';
import { networkOf } from './sample-networks.ts';

/**
 * All subspaces as text, each variable 0, 1 or *, and which of them nothing leaves, from the definition: every state in
 * it is asked.
 */
function plainTrapSpaces(network: GeneNetwork): string[] {
  const all = variables(network);
  const index = new Map(all.map((name, i) => [name, i]));
  const tests = network.genes.map(({ name, rule }) =>
    name in network.fixed ? () => network.fixed[name] === 1 : compileRule(rule, index),
  );
  const subspaces = all.reduce<string[]>(
    (found, name) =>
      found.flatMap((text) =>
        name in network.fixed ? [`${text}${network.fixed[name]}`] : ['0', '1', '*'].map((value) => text + value),
      ),
    [''],
  );
  const statesOf = (text: string) =>
    [...text].reduce<number[]>(
      (found, value, i) =>
        found.flatMap((state) => (value === '*' ? [state, state | (1 << i)] : [state | (Number(value) << i)])),
      [0],
    );
  return subspaces.filter((text) =>
    tests.every((holds, g) => text[g] === '*' || statesOf(text).every((state) => holds(state) === (text[g] === '1'))),
  );
}
const inside = (a: string, b: string) => [...a].every((value, i) => b[i] === '*' || b[i] === value);
const visible = (network: GeneNetwork) => (text: string) =>
  [...text]
    .filter((_, i) => !(network.inputs.includes(variables(network)[i]) && variables(network)[i] in network.fixed))
    .join('');
const extreme = (traps: readonly string[], kind: 'minimal' | 'maximal', network: GeneNetwork) => {
  const whole = variables(network)
    .map((name) => network.fixed[name] ?? '*')
    .join('');
  const proper = kind === 'minimal' ? traps : traps.filter((text) => text !== whole);
  return proper
    .filter(
      (text) =>
        !proper.some((other) => other !== text && (kind === 'minimal' ? inside(other, text) : inside(text, other))),
    )
    .map(visible(network))
    .sort();
};

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const rule = fc.letrec<{ rule: GeneNetwork['genes'][number]['rule'] }>((tie) => ({
  rule: fc.oneof(
    { depthSize: 'small' },
    { weight: 4, arbitrary: fc.constantFrom(...names).map((gene) => ({ gene })) },
    fc.boolean().map((constant) => ({ constant })),
    tie('rule').map((not) => ({ not })),
    fc.array(tie('rule'), { minLength: 0, maxLength: 3 }).map((and) => ({ and })),
    fc.array(tie('rule'), { minLength: 0, maxLength: 3 }).map((or) => ({ or })),
  ),
})).rule;
const anyNetwork = fc
  .record({
    rules: fc.array(rule, { minLength: 0, maxLength: 7 }),
    fixed: fc.dictionary(fc.constantFrom(...names), fc.constantFrom(0 as const, 1 as const), { maxKeys: 2 }),
  })
  .map(
    ({ rules, fixed }): GeneNetwork => ({
      genes: rules.map((r, i) => ({ name: names[i], rule: r })),
      inputs: names.slice(rules.length),
      fates: [],
      signs: [],
      update: 'synchronous',
      fixed,
    }),
  );

test('random networks have the trap spaces that the definition gives', () => {
  fc.assert(
    fc.property(anyNetwork, (network) => {
      const traps = plainTrapSpaces(network);
      for (const kind of ['minimal', 'maximal'] as const) {
        const found = trapSpaces(network, kind);
        assert.equal(found.complete, true);
        assert.deepEqual([...found.spaces].sort(), extreme(traps, kind, network), kind);
      }
      const steady = traps.filter((text) => !text.includes('*'));
      assert.deepEqual([...steadyStates(network).spaces].sort(), steady.map(visible(network)).sort());
      const { rules, fixed } = networkDiagrams(network);
      assert.deepEqual(countTrapSpaces(rules, fixed, budgetOf({ steps: 1e6 })), {
        steady: BigInt(steady.length),
        minimal: BigInt(extreme(traps, 'minimal', network).length),
      });
    }),
    { numRuns: 300, seed: 1 },
  );
});

test('they are listed in the order 0, 1, * of the genes as declared, steady states first', () => {
  const network = networkOf('A, B\nB, A\nC, !D & !A\nD, C & !A\nE, I');
  assert.deepEqual(trapSpaces(network, 'minimal').spaces, ['110000', '110011', '00**00', '00**11']);
  assert.deepEqual(trapSpaces(network, 'maximal').spaces, ['00****', '11****', '*****0', '*****1']);
  assert.deepEqual(trapSpaces({ ...network, fixed: { A: 0, I: 1 } }, 'minimal').spaces, ['00**1']);
});
test('more than can be listed are counted, however many', () => {
  const inputs = Array.from({ length: 90 }, (_, i) => `g${i}, !i${i} & i${(i + 1) % 90}`).join('\n');
  assert.deepEqual(
    [steadyStates(networkOf(inputs)).count, trapSpaces(networkOf(inputs), 'minimal').count],
    [String(2n ** 90n), String(2n ** 90n)],
  );
  const toggles = (n: number) =>
    networkOf(Array.from({ length: n }, (_, i) => `a${i}, !b${i}\nb${i}, !a${i}`).join('\n'));
  const many = steadyStates(toggles(30));
  assert.equal(many.count, String(2 ** 30));
  assert.equal(many.spaces.length, 1000);
  assert.deepEqual(many.spaces.slice(0, 2), ['01'.repeat(30), `${'01'.repeat(29)}10`]);
  assert.equal(steadyStates(toggles(9)).spaces.length, 512);
  // Every toggle has an oscillator that runs only in one of its states: the trap spaces of 2^12 split by binomial
  // coefficients.
  const clocked = networkOf(
    Array.from({ length: 12 }, (_, i) => `a${i}, !b${i}\nb${i}, !a${i}\nc${i}, a${i} & !c${i}`).join('\n'),
  );
  assert.deepEqual([steadyStates(clocked).count, trapSpaces(clocked, 'minimal').count], ['1', '4096']);
});
test('no gene, constants, and a rule with 2^20 prime implicants', () => {
  assert.deepEqual(steadyStates(networkOf('')).spaces, ['']);
  assert.deepEqual(trapSpaces(networkOf(''), 'maximal').spaces, []);
  assert.deepEqual(trapSpaces(networkOf('A, 1\nB, 0'), 'minimal').spaces, ['10']);
  assert.deepEqual(trapSpaces(networkOf('A, 1\nB, 0'), 'maximal').spaces, ['1*', '*0']);
  const pairs = Array.from({ length: 20 }, (_, i) => `(i${i} | j${i})`).join(' & ');
  assert.equal(steadyStates(networkOf(`A, ${pairs}`)).count, String(2n ** 40n));
});
test('a budget that ends is told, with what was found by then, the same every time', () => {
  const network = networkOf(Array.from({ length: 30 }, (_, i) => `a${i}, !b${i}\nb${i}, !a${i}`).join('\n'));
  const few = steadyStates(network, { steps: 10_000 });
  assert.equal(few.complete, false);
  assert.match(few.unfinished ?? '', /^the budget of 10,000 search steps ended$/);
  assert.ok(few.spaces.length > 10 && few.spaces.length < 1000);
  assert.equal(few.count, String(few.spaces.length));
  assert.deepEqual(steadyStates(network, { steps: 10_000 }), few);
  assert.equal(trapSpaces(network, 'minimal', { signal: { aborted: true } }).unfinished, 'it was stopped');
});

const folder = sharedData('boolean', 'bbm_all_bnet');
if (!folder) test('steady states of published networks', { skip: noSharedData }, () => {});
else {
  test(
    'published networks that can be exhausted have the steady states that the search finds, and an attractor ' +
      'in every minimal trap space',
    () => {
      let compared = 0;
      for (const file of fs.readdirSync(folder).sort()) {
        const { genes, inputs } = readBnet(fs.readFileSync(path.join(folder, file), 'utf8'));
        const network: GeneNetwork = { genes, inputs, fates: [], signs: [], update: 'asynchronous', fixed: {} };
        if (tooLarge(network)) continue;
        const { attractors, text } = findAttractors(network);
        assert.deepEqual(
          [...steadyStates(network).spaces].sort(),
          attractors
            .filter(({ kind }) => kind === 'steady')
            .map(({ states }) => text(states[0]))
            .slice(0, 1000),
          file,
        );
        for (const space of trapSpaces(network, 'minimal').spaces)
          assert.ok(
            attractors.some(({ states }) => Array.from(states, text).every((state) => inside(state, space))),
            `${file} ${space}`,
          );
        compared++;
      }
      assert.ok(compared > 20, `${compared} networks compared`);
    },
  );
}
