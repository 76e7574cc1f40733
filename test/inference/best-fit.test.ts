import assert from 'node:assert/strict';
import fs from 'node:fs';
import { describe, it } from 'node:test';
import { compileRule, type GeneNetwork, regulators, variables } from '../../engine/genes/index.ts';
import {
  type Expression,
  finished,
  type Inference,
  inferenceDefaults,
  type InferenceOptions,
  isChance,
  underway,
} from '../../engine/inference/index.ts';
import { stream } from '../../engine/random/index.ts';
import { readRules } from '../../formats/index.ts';
import { noSharedData, sharedData } from '../data.ts';
import { randomNetwork, simulated } from './simulated-cells.ts';

async function inferred(table: Expression, options: Partial<InferenceOptions>): Promise<Inference> {
  const asked: InferenceOptions = {
    ...inferenceDefaults,
    order: { by: 'rows' },
    binarise: { method: 'fixed', threshold: 5 },
    draws: 0,
    ...options,
  };
  const found = await finished(underway(table, asked));
  assert.ok(found);
  return found;
}

/** Whether two networks have the same rules, over every state of the regulators of either. */
function sameRules(found: GeneNetwork, truth: GeneNetwork): readonly string[] {
  return truth.genes.flatMap(({ name, rule }) => {
    const other = found.genes.find((gene) => gene.name === name);
    if (!other) return [name];
    const names = [...new Set([...regulators(rule), ...regulators(other.rule)])],
      index = new Map(names.map((gene, bit) => [gene, bit]));
    const [a, b] = [compileRule(rule, index), compileRule(other.rule, index)];
    return Array.from({ length: 2 ** names.length }, (_, state) => state).every((state) => a(state) === b(state))
      ? []
      : [name];
  });
}

describe('rules that are known are found again', () => {
  for (const [genes, seed] of [
    [5, 1],
    [8, 2],
    [12, 3],
    [20, 4],
  ]) {
    it(`${genes} genes, random rules`, async () => {
      const truth = randomNetwork(genes, seed);
      const table = simulated(truth, { starts: 150, steps: 3, seed });
      const { network, rules } = await inferred(table, { order: { by: 'columns', columns: table.series } });
      assert.deepEqual(sameRules(network, truth), []);
      for (const rule of rules) assert.equal(rule.score, 1, rule.gene);
    });
  }
  const published = [
    'arellano_rootstem.bnet',
    'davidich_yeast.bnet',
    'dinwoodie_life.bnet',
    'faure_cellcycle.bnet',
    'krumsiek_myeloid.bnet',
    'n5s3.bnet',
    'n7s3.bnet',
    'raf.bnet',
    'tournier_apoptosis.bnet',
    'xiao_wnt5a.bnet',
  ];
  const files = published.map((name) => sharedData('boolean', 'pyboolnet', name)).filter((file) => file !== undefined);
  it('published networks: every rule of at most 3 regulators', {
    skip: files.length === 0 && noSharedData,
  }, async () => {
    let compared = 0;
    for (const file of files) {
      const { genes, inputs } = readRules(new Uint8Array(fs.readFileSync(file)), file);
      const truth: GeneNetwork = { genes, inputs, fates: [], signs: [], update: 'synchronous', fixed: {} };
      const table = simulated(truth, { starts: 500, steps: 1 });
      const { network } = await inferred(table, { order: { by: 'columns', columns: table.series }, inputs });
      const simple = { ...truth, genes: genes.filter(({ rule }) => regulators(rule).length <= 3) };
      compared += simple.genes.length;
      assert.deepEqual(sameRules(network, simple), [], file);
    }
    assert.ok(compared >= 30, `${compared} rules`);
  });
});

/** By trying every function of every set of regulators. */
function bruteForce(
  table: Expression,
  target: number,
  most: number,
): { readonly errors: number; readonly sets: readonly string[] } {
  const n = table.genes.length,
    on = (cell: number, gene: number): number => (table.values[cell * n + gene] > 5 ? 1 : 0);
  let errors = Infinity,
    size = 0,
    sets: string[] = [];
  for (let members = 0; members < 2 ** n; members++) {
    const set = table.genes.flatMap((_, gene) => ((members >> gene) & 1 ? [gene] : []));
    if (set.length > most) continue;
    for (let values = 0; values < 2 ** (2 ** set.length); values++) {
      let wrong = 0;
      for (let cell = 0; cell + 1 < table.cells.length; cell++) {
        const pattern = set.reduce((sum, gene, bit) => sum | (on(cell, gene) << bit), 0);
        if (((values >> pattern) & 1) !== on(cell + 1, target)) wrong++;
      }
      const text = set.map((gene) => table.genes[gene]).join(' ');
      if (wrong < errors || (wrong === errors && set.length < size)) {
        errors = wrong;
        size = set.length;
        sets = [text];
      } else if (wrong === errors && set.length === size && !sets.includes(text)) sets.push(text);
    }
  }
  return { errors, sets };
}

describe('with noise', () => {
  for (const [genes, most, seed] of [
    [4, 1, 1],
    [5, 2, 2],
    [5, 3, 3],
    [4, 4, 4],
  ]) {
    it(`${genes} genes, up to ${most} regulators: as by trying all functions of all sets`, async () => {
      const table = simulated(randomNetwork(genes, seed), { starts: 1, steps: 40, noise: 0.15, seed });
      const { rules, pairs } = await inferred(table, { regulators: most });
      assert.equal(pairs.count, 40);
      for (const [target, rule] of rules.entries()) {
        const { errors, sets } = bruteForce(table, target, most);
        assert.equal(Math.round((1 - rule.score) * 40), errors, rule.gene);
        assert.ok(sets.includes(rule.regulators.join(' ')), `${rule.regulators} of ${sets}`);
        assert.equal(rule.alternatives.count, sets.length - 1);
        assert.deepEqual(
          [rule, ...rule.alternatives.listed].map((one) => one.regulators.join(' ')).sort(),
          [...sets].sort().filter((_, i) => i < 9),
        );
      }
    });
  }
  it('the rule printed explains what its score says', async () => {
    const table = simulated(randomNetwork(8, 5), { starts: 1, steps: 120, noise: 0.1, seed: 5 });
    const { rules, network } = await inferred(table, {});
    const index = new Map(variables(network).map((name, bit) => [name, bit]));
    const state = (cell: number): number =>
      table.genes.reduce(
        (bits, _, gene) => bits | (table.values[cell * table.genes.length + gene] > 5 ? 1 << gene : 0),
        0,
      );
    for (const [gene, { rule, score }] of rules.entries()) {
      const holds = compileRule(rule, index);
      let right = 0;
      for (let cell = 0; cell < 120; cell++)
        if (holds(state(cell)) === (((state(cell + 1) >> gene) & 1) === 1)) right++;
      assert.ok(Math.abs(right / 120 - score) < 1e-12, `${rules[gene].gene}: ${right / 120} and ${score}`);
    }
  });
});

/** Genes that have nothing to do with each other, nor with themselves before. */
function noise(genes: number, cells: number, seed: number): Expression {
  const draws = stream(seed, 'noise', 'values');
  return {
    cells: Array.from({ length: cells }, (_, cell) => `c${cell}`),
    genes: Array.from({ length: genes }, (_, gene) => `G${gene}`),
    values: Float32Array.from({ length: genes * cells }, () => 10 * draws.uniform()),
    columns: {},
  };
}

describe('against chance', () => {
  for (const kind of ['shifts', 'permutations'] as const) {
    it(`${kind}: p says nothing where there is nothing to find`, async () => {
      const { rules } = await inferred(noise(60, 90, 7), { regulators: 2, draws: 39, null: kind });
      const ps = rules.flatMap(({ chance }) => (chance ? [chance.p] : []));
      assert.equal(ps.length, 60);
      // above a half, for scores are few and ties count as "as good"
      const mean = ps.reduce((sum, p) => sum + p, 0) / ps.length;
      assert.ok(mean > 0.45 && mean < 0.72, `mean ${mean}`);
      assert.ok(ps.filter((p) => p <= 0.1).length <= 14, `${ps.filter((p) => p <= 0.1).length} of 60`);
      assert.ok(rules.filter(isChance).length >= 57);
      for (const { score, crossValidated } of rules) assert.ok(crossValidated < score, 'held out is worse than learnt');
    });
  }
  it('few times cannot show much, however many cells share them', async () => {
    const table = noise(8, 120, 5);
    const { rules, pairs } = await inferred(
      { ...table, columns: { day: Float64Array.from(table.cells, (_, cell) => cell % 6) } },
      { order: { by: 'columns', columns: ['day'] }, regulators: 2, draws: 99 },
    );
    assert.deepEqual([pairs.times, pairs.shared, pairs.count], [6, 20, 5 * 400]);
    for (const { gene, chance } of rules)
      assert.ok(!chance || (chance.p >= 1 / 6 && chance.draws <= 5), `${gene}: ${chance?.p}`);
  });
  it('a rule that is there is found, and does as well on pairs held out', async () => {
    const table = simulated(randomNetwork(6, 9), { starts: 60, steps: 4, noise: 0.02, seed: 9 });
    const { rules } = await inferred(table, { order: { by: 'columns', columns: table.series }, draws: 99 });
    for (const rule of rules) {
      assert.ok(!isChance(rule) && (rule.chance?.p ?? 1) <= 0.02, `${rule.gene}: p ${rule.chance?.p}`);
      assert.ok(rule.crossValidated > 0.85, `${rule.gene}: ${rule.crossValidated}`);
    }
  });
  it('a gene no better than chance can become an input', async () => {
    const { network, rules } = await inferred(noise(5, 60, 3), { regulators: 2, draws: 19, unexplained: 'input' });
    assert.deepEqual(
      network.inputs,
      rules.filter(isChance).map(({ gene }) => gene),
    );
    assert.ok(network.inputs.length >= 4);
  });
  it('the same seed gives the same numbers, another seed other draws', async () => {
    const table = simulated(randomNetwork(6, 9), { starts: 1, steps: 60, noise: 0.1 });
    const once = await inferred(table, { draws: 19, null: 'permutations' });
    assert.deepEqual(await inferred(table, { draws: 19, null: 'permutations' }), once);
    const other = await inferred(table, { draws: 19, null: 'permutations', seed: 2 });
    assert.deepEqual(
      other.rules.map(({ score }) => score),
      once.rules.map(({ score }) => score),
    );
    assert.notDeepEqual(
      other.rules.map(({ chance }) => chance?.mean),
      once.rules.map(({ chance }) => chance?.mean),
    );
  });
});

describe('what is asked for', () => {
  const table = simulated(randomNetwork(6, 11), { starts: 1, steps: 80, noise: 0.1 });
  it('known rules stay, and nothing is inferred for them or for inputs', async () => {
    const rule = { not: { gene: 'G1' } } as const;
    const { network, rules } = await inferred(table, { known: [{ name: 'G0', rule }], inputs: ['G3'] });
    assert.deepEqual(network.genes[0], { name: 'G0', rule });
    assert.deepEqual(network.inputs, ['G3']);
    assert.deepEqual(
      rules.map(({ gene }) => gene),
      ['G1', 'G2', 'G4', 'G5'],
    );
  });
  it('without self-regulation no gene is among its own regulators', async () => {
    for (const { gene, regulators: found, worth } of (await inferred(table, { self: false })).rules)
      assert.ok(!found.includes(gene) && !(gene in worth));
  });
  it('a lag pairs a cell with a later one', async () =>
    assert.equal((await inferred(table, { lag: 5 })).pairs.count, 76));
  it('a signal stops it', async () =>
    assert.equal(
      await finished(underway(table, { ...inferenceDefaults, order: { by: 'rows' } }), { signal: { aborted: true } }),
      undefined,
    ));
  it('worth: what the score loses without a regulator', async () => {
    const { rules } = await inferred(table, {});
    for (const { gene, regulators: found, worth, score } of rules) {
      for (const regulator of found) {
        const without = await inferred(
          { ...table, genes: table.genes.map((name) => (name === regulator ? 'hidden' : name)) },
          {
            genes: table.genes
              .filter((name) => name !== regulator || name === gene)
              .map((name) => (name === regulator ? 'hidden' : name)),
            inputs: [],
          },
        );
        const left = without.rules.find((rule) => rule.gene === gene);
        if (regulator !== gene)
          assert.ok(left && Math.abs(score - left.score - worth[regulator]) < 1e-12, `${regulator} of ${gene}`);
      }
    }
  });
});
