import assert from 'node:assert/strict';
import fs from 'node:fs';
import test from 'node:test';
import {
  analyseNetwork,
  fateShares,
  findAttractors,
  type GeneNetwork,
  transitionGraph,
} from '../../engine/genes/index.ts';
import { readBnet } from '../../formats/index.ts';
import { noSharedData, sharedData } from '../data.ts';
import { mouse, networkOf } from './sample-networks.ts';

test('exhaustion: all attractors as text, fates with their basins', () => {
  const network = mouse({ fixed: { Niche: 1, Tbr1: 0 } });
  const analysis = analyseNetwork(network);
  const shares = fateShares(network);
  assert.deepEqual(analysis, {
    genes: ['Sox2', 'Pax6', 'Hes1', 'Neurog2', 'Tbr1'],
    inputs: [],
    update: 'asynchronous',
    method: 'exhaustive',
    complete: true,
    free: 4,
    attractors: [
      { kind: 'steady', size: 1, basin: null, states: ['00010'], fate: 'undecided', kept: [], touched: [] },
      { kind: 'steady', size: 1, basin: null, states: ['00100'], fate: 'undecided', kept: [], touched: [] },
      { kind: 'steady', size: 1, basin: null, states: ['11010'], fate: 'undecided', kept: [], touched: [] },
      {
        kind: 'steady',
        size: 1,
        basin: null,
        states: ['11100'],
        fate: 'progenitor',
        kept: ['progenitor'],
        touched: ['progenitor'],
      },
    ],
    count: '4',
    fates: {
      progenitor: { reachable: true, basin: shares.fates.progenitor },
      neuron: { reachable: false, basin: shares.fates.neuron },
    },
    mixed: shares.mixed,
    undecided: shares.undecided,
  });
  assert.equal(analyseNetwork(network, { basins: false }).fates.progenitor.basin, null);
  assert.deepEqual(
    analyseNetwork(network, { update: 'synchronous' }).attractors.map(({ basin }) => basin),
    findAttractors(network, 'synchronous').attractors.map(({ basin }) => basin),
  );
});
test('free inputs are in the states, fixed ones are not; a thousand attractors and states are listed', () => {
  const wires = networkOf('A, I & J', {}, { fixed: { J: 1 } });
  assert.deepEqual(
    [analyseNetwork(wires).inputs, analyseNetwork(wires).attractors.map(({ states }) => states[0])],
    [['I'], ['00', '11']],
  );
  const many = analyseNetwork(networkOf(Array.from({ length: 11 }, (_, i) => `g${i}, g${i}`).join('\n')));
  assert.deepEqual([many.count, many.attractors.length, many.complete], ['2048', 1000, true]);
  const long = analyseNetwork(
    networkOf(Array.from({ length: 11 }, (_, i) => `g${i}, !g${i}`).join('\n'), {}, { update: 'asynchronous' }),
  );
  assert.deepEqual(
    long.attractors.map(({ kind, size, states }) => [kind, size, states.length]),
    [['complex', 2048, 1000]],
  );
});

/** 24 genes in eight toggles, each with a clock that runs in one of its states. */
const large = networkOf(
  Array.from({ length: 8 }, (_, i) => `a${i}, !b${i}\nb${i}, !a${i}\nc${i}, a${i} & !c${i}`).join('\n'),
  { left: 'a0', still: '!a0 & !a1 & !a2 & !a3 & !a4 & !a5 & !a6 & !a7', ticking: 'c1', never: 'a0 & b0' },
  { update: 'asynchronous' },
);
test('beyond exhaustion: steady states and minimal trap spaces, and the fates they have', () => {
  const analysis = analyseNetwork(large);
  assert.deepEqual(
    [analysis.method, analysis.complete, analysis.free, analysis.count, analysis.attractors.length],
    ['symbolic', true, 24, '256', 256],
  );
  assert.deepEqual(analysis.attractors[0], {
    kind: 'steady',
    size: 1,
    basin: null,
    states: ['010'.repeat(8)],
    fate: 'still',
    kept: ['still'],
    touched: ['still'],
  });
  assert.deepEqual(analysis.attractors[255], {
    kind: 'complex',
    size: 256,
    basin: null,
    states: analysis.attractors[255].states,
    fate: 'left',
    kept: ['left'],
    touched: ['left', 'ticking'],
  });
  assert.equal(analysis.attractors.find(({ states }) => states[0] === `010${'100'}${'010'.repeat(6)}`)?.fate, 'mixed');
  assert.deepEqual(
    Object.entries(analysis.fates).map(([name, { reachable, basin }]) => [name, reachable, basin]),
    [
      ['left', true, null],
      ['still', true, null],
      ['ticking', false, null],
      ['never', false, null],
    ],
  );
});
test('a fate is found reachable beyond the thousand that are listed', () => {
  const network = networkOf(
    Array.from({ length: 40 }, (_, i) => `a${i}, !b${i}\nb${i}, !a${i}`).join('\n'),
    { first: 'a0 & a1 & b2', neither: '!a3 & !b3' },
    { update: 'asynchronous' },
  );
  const analysis = analyseNetwork(network);
  assert.deepEqual([analysis.count, analysis.attractors.length, analysis.complete], [String(2n ** 40n), 1000, true]);
  assert.ok(analysis.attractors.every(({ fate }) => fate === 'undecided'));
  assert.deepEqual([analysis.fates.first.reachable, analysis.fates.neither.reachable], [true, false]);
});
test('what a budget leaves out is said', () => {
  const analysis = analyseNetwork(large, { budget: { trapSpaces: 5000 } });
  assert.equal(analysis.complete, false);
  assert.equal(
    analysis.unfinished,
    'there may be more steady states and minimal trap spaces: the budget of 5,000 search steps ended',
  );
  assert.equal(analysis.count, String(analysis.attractors.length));
  assert.deepEqual(analyseNetwork(large, { budget: { trapSpaces: 5000 } }), analysis);
  assert.match(analyseNetwork(large, { signal: { aborted: true } }).unfinished ?? '', /it was stopped$/);
});
test('the states of a small network as a graph', () => {
  const toggle = networkOf('A, !B\nB, !A');
  assert.deepEqual(transitionGraph(toggle), {
    states: ['00', '10', '01', '11'],
    edges: [
      [0, 3],
      [3, 0],
    ],
  });
  assert.deepEqual(transitionGraph(toggle, 'asynchronous')?.edges, [
    [0, 1],
    [0, 2],
    [3, 2],
    [3, 1],
  ]);
  assert.equal(transitionGraph(large), undefined);
  assert.equal(transitionGraph(toggle, 'asynchronous', 3), undefined);
});

for (const name of [
  '025_T-LGL-SURVIVAL-NETWORK-2011',
  '048_GLUCOSE-REPRESSION-SIGNALING-2009',
  '080_TCR-SIGNALING-2018',
  '220_HEALING-RESPONSE-IN-LEISHMANIASIS',
]) {
  const file = sharedData('boolean', 'bbm_all_bnet', `${name}.bnet`);
  test(`beyond exhaustion: ${name}`, { skip: file ? false : noSharedData }, () => {
    const { genes, inputs } = readBnet(fs.readFileSync(file as string, 'utf8'));
    const network: GeneNetwork = { genes, inputs, fates: [], signs: [], update: 'asynchronous', fixed: {} };
    const analysis = analyseNetwork(network);
    assert.equal(analysis.unfinished, undefined);
    for (const {
      kind,
      states: [space],
    } of analysis.attractors)
      if (kind === 'steady') assert.ok(staysIn(network, space), `${space} is steady`);
    // An input is held at one value or the other, so the two are counted apart.
    const halves = ([0, 1] as const).map((value) => analyseNetwork({ ...network, fixed: { [inputs[0]]: value } }));
    assert.equal(analysis.count, String(halves.reduce((sum, { count }) => sum + BigInt(count), 0n)));
  });
}
/** Whether no gene leaves the state, from its rule as written. */
function staysIn(network: GeneNetwork, state: string): boolean {
  const names = [...network.genes.map(({ name }) => name), ...network.inputs];
  const value = (rule: GeneNetwork['genes'][number]['rule']): boolean => {
    if ('constant' in rule) return rule.constant;
    if ('gene' in rule) return state[names.indexOf(rule.gene)] === '1';
    if ('not' in rule) return !value(rule.not);
    return 'and' in rule ? rule.and.every(value) : rule.or.some(value);
  };
  return network.genes.every(({ rule }, g) => value(rule) === (state[g] === '1'));
}
