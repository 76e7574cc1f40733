import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  attractorsOnlyIn,
  findAttractors,
  type GeneNetwork,
  outOfReach,
  synchronousOnly,
} from '../../engine/genes/index.ts';
import { networkOf } from './sample-networks.ts';
import { hasFate, someNetwork, stepsTo } from './oracle.ts';

/** A free input as a gene that may turn at any time. */
const turning = (network: GeneNetwork): GeneNetwork => ({
  ...network,
  genes: [...network.genes, ...network.inputs.map((name) => ({ name, rule: { not: { gene: name } } }))],
  inputs: [],
  update: 'asynchronous',
});
const shown = ({ genes, inputs, fixed }: GeneNetwork): number =>
  genes.length + inputs.filter((name) => !(name in fixed)).length;

describe('fates that nothing leads to, proved without visiting states', () => {
  it('what is said to be out of reach is, by trying all ways; so is every state it says cannot change', () => {
    fc.assert(
      fc.property(someNetwork(6), fc.nat(), (network, number) => {
        const start = (number % 2 ** shown(network)).toString(2).padStart(shown(network), '0');
        const unchanging = outOfReach(network, [start], 'one', 'held');
        if (unchanging === undefined) return;
        const state = Object.keys(network.fixed).reduce((text, name) => {
          const at = network.genes.findIndex((gene) => gene.name === name);
          return at < 0 ? text : text.slice(0, at) + network.fixed[name] + text.slice(at + 1);
        }, start);
        assert.equal(hasFate(network, 'one', state), false);
        for (const update of ['synchronous', 'asynchronous'] as const)
          assert.equal(stepsTo(network, state, 'one', update), Infinity);
        for (const { name, value } of unchanging) {
          const changed = {
            ...network,
            fates: [{ name: 'one', rule: value ? { not: { gene: name } } : { gene: name } }],
          };
          assert.equal(stepsTo(changed, state, 'one', 'asynchronous'), Infinity);
        }
      }),
      { numRuns: 300, seed: 3 },
    );
  });
  it('free inputs may change at any time', () => {
    fc.assert(
      fc.property(someNetwork(5), fc.nat(), (network, number) => {
        if (Object.keys(network.fixed).length > 0) return;
        const start = (number % 2 ** shown(network)).toString(2).padStart(shown(network), '0');
        if (outOfReach(network, [start], 'one', 'free') !== undefined)
          assert.equal(stepsTo(turning(network), start, 'one', 'asynchronous'), Infinity);
      }),
      { numRuns: 300, seed: 4 },
    );
  });
  it('any number of genes; says what keeps it away', () => {
    const chain = Array.from({ length: 60 }, (_, gene) =>
      gene === 0 ? 'g0, g0' : `g${gene}, g${gene - 1} & niche`,
    ).join('\n');
    const network = networkOf(chain, { last: 'g59', never: 'g59 & !g59' });
    const off = '0'.repeat(61);
    assert.deepEqual(outOfReach(network, [off], 'last', 'free'), [{ name: 'g59', value: 0 }]);
    assert.equal(outOfReach(network, [`1${off.slice(1)}`], 'last', 'free'), undefined);
    assert.deepEqual(outOfReach(network, [`1${off.slice(1)}`], 'last', 'held'), [{ name: 'g59', value: 0 }]);
    assert.deepEqual(outOfReach(network, [`1${off.slice(1)}`], 'never', 'free'), []);
  });
});

describe('cycles that only synchronous update has', () => {
  it('are among those found by visiting every state', () => {
    let found = 0;
    fc.assert(
      fc.property(someNetwork(7), (network) => {
        const period = synchronousOnly(network);
        if (period === undefined) return;
        found++;
        const only = attractorsOnlyIn(findAttractors(network, 'synchronous'), findAttractors(network, 'asynchronous'));
        assert.ok(
          only.some(({ kind, size }) => kind === 'cycle' && size === period),
          `${period} among ${only.map(({ size }) => size)}`,
        );
      }),
      { numRuns: 300, seed: 5 },
    );
    assert.ok(found > 5);
  });
  it('in networks of any size, the same each time', () => {
    const switches = Array.from({ length: 20 }, (_, pair) => `a${pair}, !b${pair}\nb${pair}, !a${pair}`).join('\n');
    assert.equal(synchronousOnly(networkOf(switches)), 2);
    assert.equal(
      synchronousOnly(networkOf(Array.from({ length: 40 }, (_, gene) => `g${gene}, g${gene}`).join('\n'))),
      undefined,
    );
  });
});
