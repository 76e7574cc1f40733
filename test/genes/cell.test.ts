import assert from 'node:assert/strict';
import test from 'node:test';
import { cellDynamics, minimalStart, stateWith } from '../../engine/genes/index.ts';
import { stream } from '../../engine/random/index.ts';
import { held } from '../../engine/variants/index.ts';
import { mouse, networkOf } from './sample-networks.ts';

const names = ['Sox2', 'Pax6', 'Hes1', 'Neurog2', 'Tbr1', 'Niche'];
const word = (...on: string[]) => on.reduce((state, name) => state | (1 << names.indexOf(name)), 0);

test('synchronous update changes all genes at once and leaves the inputs', () => {
  const cell = cellDynamics(mouse({ update: 'synchronous' }));
  const draws = stream(1, 'test', 'genes');
  assert.equal(cell.update(word('Sox2', 'Niche'), draws), word('Sox2', 'Pax6', 'Hes1', 'Niche'));
  assert.equal(cell.update(word('Sox2', 'Pax6'), draws), word('Sox2', 'Pax6', 'Neurog2'));
});
test('asynchronous update makes n draws with replacement, one gene at a time', () => {
  // Two counters that any update turns: after n = 2 draws each was drawn 0, 1 or 2 times, with chances ¼, ½, ¼.
  const cell = cellDynamics(networkOf('A, !A\nB, !B', {}, { update: 'asynchronous' }));
  const draws = stream(1, 'test', 'asynchronous');
  const counts = [0, 0, 0, 0];
  for (let i = 0; i < 40_000; i++) counts[cell.update(0, draws)]++;
  assert.deepEqual([counts[1], counts[2]], [0, 0], 'two draws turn both genes once or one of them twice');
  assert.ok(Math.abs(counts[3] - 20_000) < 4 * Math.sqrt(10_000), `${counts}`);
});
test('a knock-out does not change the clock: the other genes change at the same draws', () => {
  const network = networkOf('A, !A\nB, !B\nC, A', {}, { update: 'asynchronous' });
  const wild = cellDynamics(network);
  const mutant = cellDynamics(held(network, 'A', 0));
  const [one, other] = [stream(3, 'test', 'clock'), stream(3, 'test', 'clock')];
  let [a, b] = [0, 0];
  for (let i = 0; i < 100; i++) {
    a = wild.update(a, one);
    b = mutant.update(b, other);
    assert.equal(a & 2, b & 2);
    assert.equal(b & 5, 0);
  }
});
test('over-expression holds a gene at 1, and a fixed input is put back', () => {
  const cell = cellDynamics(held(held(mouse({ update: 'synchronous' }), 'Hes1', 1), 'Niche', 0));
  assert.equal(cell.update(word('Niche', 'Pax6'), stream(1, 'test', 'x')), word('Hes1'));
  assert.equal(cell.start({ on: ['Sox2'] }), word('Sox2', 'Hes1'));
});
test('a variant of a gene that is not there names those that are', () => {
  assert.throws(() => held(mouse(), 'Pax7', 0), /no gene Pax7 .* Sox2, Pax6, Hes1, Neurog2, Tbr1, Niche/);
});
test('the first declared fate counts; none is −1', () => {
  const cell = cellDynamics(mouse());
  assert.equal(cell.fateOf(word('Sox2', 'Hes1')), 0);
  assert.equal(cell.fateOf(word('Sox2', 'Tbr1')), 1);
  assert.equal(cell.fateOf(word('Sox2')), -1);
  assert.deepEqual([cell.genes, cell.inputs, cell.fates], [names.slice(0, 5), ['Niche'], ['progenitor', 'neuron']]);
});
test('a cell is refused more than 32 genes and inputs, and takes 32', () => {
  const rules = (n: number) => Array.from({ length: n }, (_, i) => `g${i}, g${(i + 1) % n}`).join('\n');
  assert.throws(() => cellDynamics(networkOf(rules(33))), /at most 32/);
  const cell = cellDynamics(networkOf(rules(32)));
  assert.equal(cell.update(2 ** 31, stream(1, 'test', 'x')), 2 ** 30);
  assert.equal(cell.update(1, stream(1, 'test', 'x')), 2 ** 31);
});

for (const [rules, fate, on, qualifying] of [
  ['A, A\nB, B\nC, C', 'B | C', ['B'], 6],
  ['A, A\nB, B\nC, C', 'A & B | C', ['C'], 5],
  ['A, A\nB, B\nC, C', '!A', [], 4],
  ['A, A\nB, B\nC, C', 'C & B | A & C', ['A', 'C'], 3],
  ['A, I\nB, B', 'A & I', ['A'], 2],
] as const) {
  test(`as fate = ${fate}: ${on.join(', ') || 'nothing'} on, ${qualifying} states qualify`, () => {
    const start = minimalStart(networkOf(rules, { fate }), 'fate');
    assert.deepEqual(start?.on, on);
    assert.equal(start?.qualifying, qualifying);
  });
}
test('the progenitor of the example starts with Sox2 and Hes1', () => {
  assert.deepEqual(minimalStart(mouse(), 'progenitor'), {
    state: word('Sox2', 'Hes1'),
    text: '101000',
    on: ['Sox2', 'Hes1'],
    qualifying: 8,
  });
});
test('a start under a knock-out keeps to it, or says that it cannot', () => {
  assert.deepEqual(minimalStart(held(mouse(), 'Pax6', 1), 'progenitor')?.on, ['Sox2', 'Pax6', 'Hes1']);
  assert.equal(minimalStart(held(mouse(), 'Sox2', 0), 'progenitor'), undefined);
  assert.throws(
    () => cellDynamics(held(mouse(), 'Sox2', 0)).start({ fate: 'progenitor' }),
    /no state of the genes has the fate progenitor with Sox2 held at 0/,
  );
  assert.throws(() => minimalStart(mouse(), 'glia'), /no fate glia; there are progenitor, neuron/);
});
test('a start can be said outright', () => {
  assert.equal(stateWith(mouse(), ['Hes1', 'Niche']), word('Hes1', 'Niche'));
  assert.throws(() => stateWith(mouse(), ['Hes2']), /Hes2 is neither a gene nor an input/);
});
