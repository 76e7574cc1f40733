// The examples that follow genes to what they grow and learn, held to what they say of themselves.
import assert from 'node:assert/strict';
import test from 'node:test';
import { growthProgram } from '../../catalogue/controls/index.ts';
import { checkFile } from '../../cli/read-source.ts';
import { grow } from '../../engine/development/index.ts';
import { type DevelopNoun, specify } from '../../language/index.ts';
import { projectFile } from '../data.ts';
import { mean, study } from './example-study.ts';

test('the mouse cortex network: fifteen genes, every rule with its source, nothing to object to', async () => {
  const { source, diagnostics } = await checkFile(projectFile('examples', 'mouse-cortex.anl'));
  assert.deepEqual(diagnostics, []);
  const { genes } = await cortexOf('mouse-cortex.anl');
  assert.equal(genes.genes.length, 15);
  assert.deepEqual(
    genes.fates.map(({ name }) => name),
    ['stem_cell', 'neuronal_progenitor', 'intermediate_progenitor', 'neuron', 'glia'],
  );
  const lines = source.split('\n');
  const rules = genes.genes.map(({ name }) => lines.findIndex((line) => line.startsWith(`  ${name},`)));
  const cited = (line: number): boolean =>
    /^ {2}#/.test(lines[line - 1]) || (/^ {2}\w+,/.test(lines[line - 1]) && cited(line - 1));
  for (const [g, { name }] of genes.genes.entries())
    assert.ok(rules[g] > 0 && cited(rules[g]), `${name} has no comment above it`);
});
test('one stem cell grows all five fates and a circuit, in each of ten seeds', async () => {
  const develop = await cortexOf('mouse-cortex.anl');
  for (let seed = 1; seed <= 10; seed++) {
    const { fates, cells, synapses, frames } = grow(growthProgram(develop), develop.genes, {
      seed,
      stream: develop.stream,
    });
    assert.deepEqual([frames[0].count, fates[frames[0].fate[0]]], [1, 'stem_cell']);
    for (const [f, fate] of fates.entries()) assert.ok(cells.fate.includes(f), `seed ${seed} has no ${fate}`);
    assert.ok(synapses.count > 500, `seed ${seed} has ${synapses.count} synapses`);
  }
});
for (const [experiment, claims] of [
  ['one_at_a_time', 15],
  ['all_at_once', 13],
  ['all_posterior', 4],
] as const) {
  test(`cortical areas, ${experiment}: every claim about the wild type and the knock-outs holds`, async (t) => {
    const { summary } = await study(t, 'cortical-area.anl', { experiment });
    assert.deepEqual(
      summary.expectations.filter(({ verdict }) => verdict === 'fails').map(({ text }) => text),
      [],
    );
    assert.equal(summary.expectations.length, claims);
  });
}
test('the screen: a condition for each gene, the reader rebuilt with each', async (t) => {
  const { summary } = await study(t, 'knock-outs.anl', { seeds: [1], settings: { 'train.samples': '500' } });
  assert.deepEqual(
    summary.expectations.filter(({ verdict }) => verdict === 'fails').map(({ text }) => text),
    [],
  );
  for (const [gene, fate] of [
    ['Pax6', 'neurons'],
    ['Neurog2', 'neurons'],
    ['Nfia', 'glia'],
    ['Stat3', 'glia'],
  ])
    assert.equal(mean(summary, fate, `knock_out_${gene}`), 0);
  assert.ok(
    mean(summary, 'density', 'knock_out_Fezf2') > mean(summary, 'density', 'wild'),
    'one kind of neuron in the place of two: more alike, more connected',
  );
});

async function cortexOf(name: string): Promise<DevelopNoun> {
  const { analysis, reader } = await checkFile(projectFile('examples', name));
  const noun = (await specify(analysis, reader)).specification?.experiments[0].conditions[0].noun;
  assert.ok(noun?.noun === 'connect' && noun.source.kind === 'develop');
  return noun.source.develop;
}
