import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {
  type ControlOptions,
  controlOf,
  fateShares,
  findAttractors,
  type GeneNetwork,
  type Intervention,
  shareControlOf,
  singleShares,
} from '../../engine/genes/index.ts';
import { readBnet } from '../../formats/index.ts';
import { someNetwork } from './oracle.ts';
import { mouse, networkOf } from './sample-networks.ts';

const keyOf = (set: Intervention): string =>
  Object.entries(set)
    .map(([gene, value]) => `${gene}=${value}`)
    .sort()
    .join();
/** By trying every set of genes at every value. */
function byTrying(network: GeneNetwork, genes: readonly string[], most: number): string[] {
  const forces = (set: Intervention) =>
    findAttractors({ ...network, fixed: { ...network.fixed, ...set } }).attractors.every(({ kept }) =>
      kept.includes('one'),
    );
  let level: Intervention[] = [{}];
  for (let size = 0; size <= most; size++) {
    const found = level.filter(forces);
    if (found.length > 0) return found.map(keyOf).sort();
    level = level.flatMap((set) => {
      const last = Math.max(-1, ...Object.keys(set).map((gene) => genes.indexOf(gene)));
      return genes.slice(last + 1).flatMap((gene) => [0, 1].map((value) => ({ ...set, [gene]: value as 0 | 1 })));
    });
  }
  return [];
}
const freeIn = ({ genes, fixed }: GeneNetwork) => genes.map(({ name }) => name).filter((name) => !(name in fixed));

test('the smallest sets that force a fate are those found by trying every set', () => {
  const sizes = new Set<number>();
  fc.assert(
    fc.property(someNetwork(6), (network) => {
      const { sets, complete, notKnown } = controlOf(network, 'one');
      assert.deepEqual([complete, notKnown], [true, []]);
      assert.deepEqual(sets.map(keyOf).sort(), byTrying(network, freeIn(network), 3));
      for (const set of sets) sizes.add(Object.keys(set).length);
    }),
    { numRuns: 120, seed: 21 },
  );
  assert.deepEqual([sizes.has(0), sizes.has(1), sizes.has(2)], [true, true, true]);
});
test('without the genes that are the fate, where with them there is nothing else', () => {
  fc.assert(
    fc.property(someNetwork(5), (network) => {
      const { sets, indirect } = controlOf(network, 'one', { most: 2 });
      const named = new Set(findNames(network));
      if (sets.some((set) => Object.keys(set).every((gene) => !named.has(gene)))) assert.deepEqual(indirect, []);
      else
        assert.deepEqual(
          indirect.map(keyOf).sort(),
          byTrying(
            network,
            freeIn(network).filter((gene) => !named.has(gene)),
            2,
          ),
        );
    }),
    { numRuns: 60, seed: 22 },
  );
});
const findNames = (network: GeneNetwork): string[] => {
  const rule = JSON.stringify(network.fates.find(({ name }) => name === 'one')?.rule);
  return [...rule.matchAll(/"gene":"([^"]+)"/g)].map(([, name]) => name);
};
test('the smallest sets that bring a fate about from a share of all starts are those found by trying every set', () => {
  const sizes = new Set<number>();
  fc.assert(
    fc.property(someNetwork(5), fc.constantFrom(0.5, 0.75, 0.9), (network, share) => {
      const reached = (set: Intervention): number =>
        fateShares({ ...network, fixed: { ...network.fixed, ...set } }).fates.one.value as number;
      let level: Intervention[] = [{}];
      let expected: string[] = [];
      for (let size = 0; size <= 2 && expected.length === 0; size++) {
        expected = level.filter((set) => reached(set) > share - 1e-9).map(keyOf);
        level = level.flatMap((set) =>
          freeIn(network)
            .filter((gene) => !(gene in set))
            .flatMap((gene) => [0, 1].map((value) => ({ ...set, [gene]: value as 0 | 1 }))),
        );
      }
      const found = shareControlOf(network, 'one', share);
      assert.ok(found.complete);
      // what the fate does not depend on changes no share
      const least = [...new Set(expected)].filter((key) => found.sets.length > 0 || key !== '');
      for (const { set, share: at, ci } of found.sets) {
        assert.ok(least.includes(keyOf(set)) && Math.abs(at - reached(set)) < 1e-9 && ci === null);
        sizes.add(Object.keys(set).length);
      }
      assert.equal(found.sets.length > 0, least.length > 0);
    }),
    { numRuns: 80, seed: 23 },
  );
  assert.deepEqual([sizes.has(0), sizes.has(1), sizes.has(2)], [true, true, true]);
});
test('the share of starts from which a single change brings a fate about, the largest first', () => {
  const network: GeneNetwork = { ...mouse(), fixed: { Niche: 0 } };
  const shares = singleShares(network, 'progenitor') ?? [];
  assert.equal(shares.length, 10);
  shares.forEach(({ set, share }, i) => {
    assert.equal(share, fateShares({ ...network, fixed: { ...network.fixed, ...set } }).fates.progenitor.value);
    assert.ok(i === 0 || share <= shares[i - 1].share);
  });
});
test('a gene network of any size: what is added to a small one makes no difference', () => {
  const network: GeneNetwork = { ...mouse(), fixed: { Niche: 0 } };
  const padding = Array.from({ length: 30 }, (_, i) => `p${i}, ${i ? `p${i - 1} & Sox2` : '1'}`).join('\n');
  const large = { ...network, genes: [...network.genes, ...readBnet(padding).genes] };
  for (const fate of ['progenitor', 'neuron']) {
    const small = controlOf(network, fate);
    const found = controlOf(large, fate);
    assert.deepEqual([found.sets, found.indirect, found.complete], [small.sets, small.indirect, small.complete]);
  }
  assert.deepEqual(
    controlOf(network, 'neuron').sets.map(keyOf).sort(),
    ['Neurog2=1', 'Pax6=1', 'Tbr1=1', 'Sox2=1'].sort(),
  );
});
test('what cannot be forced has no set, and what was not searched to its end says so', () => {
  const toggles = networkOf('A, !B\nB, !A\nC, A', { never: 'A & !A' }, { update: 'asynchronous' });
  assert.deepEqual(controlOf(toggles, 'never'), { sets: [], indirect: [], complete: true, notKnown: [] });
  const many = Array.from({ length: 24 }, (_, i) => `a${i}, a${i}`).join('\n');
  const all = networkOf(many, { all: Array.from({ length: 24 }, (_, i) => `a${i}`).join(' & ') });
  assert.deepEqual(
    [controlOf(all, 'all').sets, controlOf(all, 'all').complete, controlOf(all, 'all', { tries: 2 }).complete],
    [[], true, false],
  );
  assert.throws(() => controlOf(all, 'none'), /there is no fate none; there are all/);
});
test('what was found of a size when the budget ends is there, and the search is said not to be complete', () => {
  const names = Array.from({ length: 6 }, (_, i) => `a${i}`);
  const rules = [...names.map((name) => `${name}, ${name}`), `out, ${names.join(' | ')}`].join('\n');
  const any = networkOf(rules, { any: 'out' });
  for (const found of [
    (options: ControlOptions) => controlOf(any, 'any', options),
    (options: ControlOptions) => shareControlOf(any, 'any', 1, options),
  ]) {
    const all = found({}).sets.length;
    assert.equal(all, 7);
    for (const limit of ['tries', 'steps']) {
      const ended = Array.from({ length: 40 }, (_, i) => found({ [limit]: Math.round(1.3 ** i) }));
      assert.ok(
        ended.some(({ sets }) => sets.length > 0 && sets.length < all),
        limit,
      );
      for (const { sets, complete } of ended) assert.equal(complete, sets.length === all);
    }
  }
});
test('a search for attractors takes of the budget what it needs: more than fifty large ones end within it', () => {
  const names = Array.from({ length: 60 }, (_, i) => `a${i}`);
  const together = networkOf(`${names.map((name) => `${name}, out`).join('\n')}\nout, ${names.join(' | ')}`, {
    on: 'out',
  });
  const { sets, complete } = controlOf(together, 'on');
  assert.deepEqual([sets.length, complete], [61, true]);
});
