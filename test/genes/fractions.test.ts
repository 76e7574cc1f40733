import assert from 'node:assert/strict';
import fs from 'node:fs';
import test from 'node:test';
import fc from 'fast-check';
import {
  type FateFractions,
  fateFractions,
  fateShares,
  findAttractors,
  minimalStart,
  pathTo,
  sampledShares,
} from '../../engine/genes/index.ts';
import { held } from '../../engine/variants/index.ts';
import { noSharedData, sharedData } from '../data.ts';
import { mouse, networkOf } from './sample-networks.ts';
import { attractorOf, endProbability, hasFate, someNetwork, statesOf, stepsTo } from './oracle.ts';
import { near } from '../numbers.ts';

const kept = (network: Parameters<typeof hasFate>[0], fate: string) => (attractor: readonly string[]) =>
  attractor.every((state) => hasFate(network, fate, state));

test('from every state of random networks, the fractions are those of the dense Markov chain', () => {
  fc.assert(
    fc.property(someNetwork(5), (network) => {
      const truth = new Map(
        network.fates.map(({ name }) => [name, endProbability(network, network.update, kept(network, name))]),
      );
      const nothing = endProbability(
        network,
        network.update,
        (attractor) => !network.fates.some(({ name }) => attractor.some((state) => hasFate(network, name, state))),
      );
      for (const state of statesOf(network)) {
        const found = fateFractions(network, state);
        assert.equal(found.method, 'exact');
        for (const [fate, probability] of truth)
          near(found.fates[fate].value, probability.get(state)!, 1e-9, `${fate} from ${state}`);
        near(found.undecided.value, nothing.get(state)!, 1e-9, `undecided from ${state}`);
      }
    }),
    { numRuns: 60, seed: 2 },
  );
});
test('shares from a uniform start are their mean', () => {
  fc.assert(
    fc.property(someNetwork(5), (network) => {
      const states = statesOf(network);
      const shares = fateShares(network);
      for (const { name } of network.fates)
        near(
          shares.fates[name].value,
          states.reduce((sum, state) => sum + fateFractions(network, state).fates[name].value!, 0) / states.length,
          1e-9,
          name,
        );
    }),
    { numRuns: 40, seed: 3 },
  );
});
test('walks give what the chain gives, within their interval', () => {
  let outside = 0;
  let intervals = 0;
  const check = (sampled: FateFractions, exact: Pick<FateFractions, 'fates'>) => {
    assert.deepEqual([sampled.method, sampled.walks, sampled.unfinished], ['sampled', 1000, 0]);
    for (const [fate, { value, ci }] of Object.entries(sampled.fates)) {
      assert.ok(ci && value !== null && ci[0] <= value && value <= ci[1]);
      intervals++;
      const truth = exact.fates[fate].value!;
      if (truth < ci[0] || truth > ci[1]) outside++;
    }
  };
  fc.assert(
    fc.property(someNetwork(8), (network) => {
      const start = statesOf(network)[0];
      if (network.update === 'asynchronous')
        check(fateFractions(network, start, { exactTo: 0 }), fateFractions(network, start));
      check(sampledShares(network), fateShares(network));
    }),
    { numRuns: 60, seed: 4 },
  );
  assert.ok(outside < 0.12 * intervals, `${outside} of ${intervals} intervals miss`);
});
test('beyond twenty genes: exact where the fates depend on few, sampled from a uniform start where on more', () => {
  const bystanders = Array.from({ length: 40 }, (_, i) => `g${i}, g${i}`).join('\n');
  const ofTwo = fateShares(networkOf(`A, !B\nB, !A\n${bystanders}`, { left: 'A & !B' }, { update: 'asynchronous' }));
  assert.deepEqual([ofTwo.method, ofTwo.fates.left, ofTwo.undecided.value], ['exact', { value: 0.5, ci: null }, 0.5]);
  const all = Array.from({ length: 40 }, (_, i) => `g${i}`);
  const ofMany = fateShares(
    networkOf(`A, !B\nB, !A\n${bystanders}`, { left: `A & !B & (${all.join(' | ')})` }, { update: 'asynchronous' }),
  );
  assert.equal(ofMany.method, 'sampled');
  assert.ok(ofMany.fates.left.ci && ofMany.fates.left.ci[0] < 0.5 && 0.5 < ofMany.fates.left.ci[1]);
  assert.equal(ofMany.undecided.value! + ofMany.fates.left.value!, 1);
});
test('a walk that circles without end among fates is given up and said, one whose fate is settled is not', () => {
  // Thirteen negative feedbacks in a ring: one large complex attractor in which g0 comes and goes and A stays.
  const ring = Array.from({ length: 13 }, (_, i) => `g${i}, ${i === 0 ? '!' : ''}g${(i + 12) % 13}`).join('\n');
  const network = networkOf(`A, A\n${ring}`, { stays: 'A', moves: 'g0 & !A' }, { update: 'asynchronous' });
  const settled = fateFractions(network, `1${'0'.repeat(13)}`, { exactTo: 10, walks: 20, longest: 500 });
  assert.deepEqual([settled.fates.stays.value, settled.unfinished], [1, 0]);
  const lost = fateFractions(network, `0${'0'.repeat(13)}`, { exactTo: 10, walks: 20, longest: 500 });
  assert.deepEqual([lost.fates.moves.value, lost.undecided.value, lost.unfinished], [null, null, 20]);
  assert.deepEqual(
    lost.fates.moves.ci?.map((end) => Number(end.toFixed(9))),
    [0, 1],
    'nothing is known of it',
  );
  assert.equal(fateFractions(network, `0${'0'.repeat(13)}`).mixed.value, 1, 'the chain knows');
  const longer = fateFractions(network, `0${'0'.repeat(13)}`, { exactTo: 10, walks: 20, longest: 600 });
  assert.deepEqual([longer.mixed.value, longer.unfinished], [1, 0], 'a walk that goes on long is looked into');
});

test('the shortest way to a fate is as short as trying all ways finds, and each step is one of the network', () => {
  fc.assert(
    fc.property(someNetwork(5), fc.nat(), (network, pick) => {
      const states = statesOf(network);
      const from = states[pick % states.length];
      const path = pathTo(network, from, 'one');
      const shortest = stepsTo(network, from, 'one', network.update);
      assert.deepEqual([path.found, path.finished], [shortest < Infinity, true]);
      if (!path.found) {
        assert.deepEqual(path.states, []);
        return;
      }
      assert.equal(path.states.length - 1, shortest);
      assert.equal(path.states[0], from);
      assert.ok(hasFate(network, 'one', path.states[shortest]));
      path.turns.forEach((turned, i) => {
        const changed = network.genes.flatMap(({ name }, g) =>
          path.states[i][g] !== path.states[i + 1][g] ? [name] : [],
        );
        assert.deepEqual(turned, changed);
        if (network.update === 'asynchronous') assert.equal(turned.length, 1);
      });
    }),
    { numRuns: 150, seed: 5 },
  );
});
test('the way from a progenitor to a neuron, once its niche is gone', () => {
  const start = minimalStart(mouse(), 'progenitor')?.text ?? '';
  const path = pathTo(mouse(), start, 'neuron');
  assert.deepEqual(
    [path.states, path.turns.flat()],
    [
      ['101000', '111000', '110000', '110100', '110110'],
      ['Pax6', 'Hes1', 'Neurog2', 'Tbr1'],
    ],
  );
  assert.deepEqual(fateFractions(mouse(), start).fates.neuron, { value: 1, ci: null });
});
test('a search that ends at its limit says so', () => {
  const counter = networkOf(
    Array.from({ length: 30 }, (_, i) => `g${i}, !g${i}`).join('\n'),
    { all: Array.from({ length: 30 }, (_, i) => `g${i}`).join(' & ') },
    { update: 'asynchronous' },
  );
  const path = pathTo(counter, '0'.repeat(30), 'all', { limit: 1000 });
  assert.deepEqual([path.found, path.finished, path.visited], [false, false, 1000]);
});
test('a start that is no state is refused with what one is', () => {
  assert.throws(
    () => fateFractions(mouse(), '0101'),
    /the state 0101 is not one of this network; write 6 values, 0 or 1/,
  );
  assert.throws(() => pathTo(mouse(), '10101x', 'neuron'), RangeError);
});

const area = sharedData('boolean', 'bbm_all_bnet', '007_CORTICAL-AREA-DEVELOPMENT.bnet');
test('cortical areas: basins of the wild type and of every knock-out under both schemes, against an independent ' +
  'dense solution', {
  skip: area ? false : noSharedData,
}, () => {
  const wild = networkOf(fs.readFileSync(area as string, 'utf8'), {
    anterior: 'v_Pax6 & v_Sp8 & v_Fgf8',
    posterior: 'v_Emx2 & v_Coup_fti',
  });
  for (const network of [wild, ...wild.genes.map(({ name }) => held(wild, name, 0))])
    for (const update of ['synchronous', 'asynchronous'] as const) {
      const shares = fateShares(network, update);
      assert.equal(shares.method, 'exact');
      for (const { name } of wild.fates) {
        const truth = [...endProbability(network, update, kept(network, name)).values()];
        near(
          shares.fates[name].value,
          truth.reduce((sum, value) => sum + value, 0) / truth.length,
          1e-9,
          `${name}, ${update}, ${JSON.stringify(network.fixed)}`,
        );
      }
    }
});
const mir9 = sharedData('boolean', 'bbm_all_bnet', '088_MIR-9-NEUROGENESIS.bnet');
test('MIR-9: 57 of 64 states never settle under synchronous update; asynchronous has exactly three steady states', {
  skip: mir9 ? false : noSharedData,
}, () => {
  const network = networkOf(fs.readFileSync(mir9 as string, 'utf8'));
  const truth = endProbability(network, 'synchronous', (attractor) => attractor.length > 1);
  assert.equal([...truth.values()].filter((value) => value > 0.5).length, 57);
  assert.equal(
    findAttractors(network, 'synchronous')
      .attractors.filter(({ kind }) => kind === 'cycle')
      .reduce((sum, { basin }) => sum + (basin ?? 0), 0),
    57,
  );
  const asynchronous = [...new Set(attractorOf(network, 'asynchronous').values())];
  assert.deepEqual(
    findAttractors(network, 'asynchronous').attractors.map(({ kind }) => kind),
    ['steady', 'steady', 'steady'],
  );
  assert.deepEqual([asynchronous.length, asynchronous.every((attractor) => !attractor.includes(','))], [3, true]);
});
