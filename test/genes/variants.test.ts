import assert from 'node:assert/strict';
import test from 'node:test';
import {
  type ControlForm,
  controlledGenes,
  geneControls,
  interventions,
  intervened,
  type KeptOfGenes,
} from '../../catalogue/controls/index.ts';
import { findAttractors, type GeneNetwork, ruleFacts, truthTableOf, variables } from '../../engine/genes/index.ts';
import { mouse } from './sample-networks.ts';

/** How each thing that a control or an intervention may preserve is looked at. */
const looks: Record<KeptOfGenes, (network: GeneNetwork) => unknown> = {
  rules: ({ genes }) => genes,
  inputs: ({ inputs }) => inputs,
  fates: ({ fates }) => fates,
  'update scheme': ({ update }) => update,
  // Every gene has its turn, held or not.
  'clock of asynchronous update': ({ genes }) => genes.length,
  'genes, inputs, fates and update scheme': ({ genes, inputs, fates, update }) => [
    genes.map(({ name }) => name),
    inputs,
    fates,
    update,
  ],
  'in-degree of every gene (regulators that matter)': ({ genes }) =>
    genes.map(({ rule }) => [...ruleFacts(rule).influences.values()].filter((of) => of !== 'none').length),
  'bias of every gene (share of its truth table that is on)': (network) =>
    network.genes.map(({ rule }) => {
      const table = truthTableOf(rule, variables(network));
      return table.filter(Boolean).length / table.length;
    }),
  'genes held at a value': ({ fixed }) => fixed,
};
const wild = mouse({ fixed: { Hes1: 0 } });
const form = (call: string, takes: ControlForm['takes'] = {}): ControlForm => ({
  call,
  takes,
  stream: `${call}(mouse)`,
});

for (const { name, preserves, holdsAt } of interventions)
  test(`${name} holds the gene at ${holdsAt} and keeps what it declares`, () => {
    const variant = intervened(wild, form(name, { gene: 'Pax6' }));
    for (const preserved of preserves) assert.deepEqual(looks[preserved](variant), looks[preserved](wild), preserved);
    assert.deepEqual(variant.fixed, { Hes1: 0, Pax6: holdsAt });
    const { attractors, text } = findAttractors(variant);
    assert.ok(
      attractors.every(({ states }) => Array.from(states, text).every((state) => state[1] === String(holdsAt))),
    );
  });
for (const { name, preserves, draws } of geneControls)
  test(`${name} keeps what it declares, and ${draws ? 'draws another network for each seed' : 'draws nothing'}`, () => {
    const seen = new Set<string>();
    for (let seed = 1; seed <= 20; seed++) {
      const made = controlledGenes(wild, [form(name)], seed);
      for (const preserved of preserves) assert.deepEqual(looks[preserved](made), looks[preserved](wild), preserved);
      assert.deepEqual(controlledGenes(wild, [form(name)], seed), made);
      seen.add(JSON.stringify(made.genes));
    }
    assert.equal(seen.size, draws ? 20 : 1);
  });
test('variants combine; the later one wins over the earlier of the same gene', () => {
  const twice = intervened(
    intervened(mouse(), form('knock_out', { gene: 'Hes1' })),
    form('knock_out', { gene: 'Pax6' }),
  );
  assert.deepEqual(intervened(twice, form('over_express', { gene: 'Hes1' })).fixed, { Hes1: 1, Pax6: 0 });
});
