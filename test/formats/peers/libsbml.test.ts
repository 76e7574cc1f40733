import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { compileRule } from '../../../engine/genes/index.ts';
import { readRules, writeRules } from '../../../formats/index.ts';
import { asked, lacks } from '../../peers/peer-programs.ts';

/** Rules whose written form others may stumble over. */
const networks = [
  'A, !(!(B & !C))\nB, A | (C & !(A | B))\nC, 1\n',
  'A, free & !A\nB, 0\n',
  'A, A\nB, !A & !B & !C\nC, (A | B) & (B | C) & !(A & B)\n',
  '"NKX2-1", !"H.a"\n"H.a", "NKX2-1" | "x y"\n"x y", !"x y"\n',
];
test('libSBML finds nothing wrong with what is written, and the same successors', { skip: lacks('libsbml') }, (t) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'libsbml-'));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  const read = networks.map((rules) => readRules(new TextEncoder().encode(`targets, factors\n${rules}`), 'n.bnet'));
  const files = read.map((network, i) => {
    assert.deepEqual(network.problems, []);
    const file = path.join(folder, `${i}.sbml`);
    fs.writeFileSync(file, writeRules({ ...network, fates: [], update: 'synchronous', fixed: {} }, 'sbml'));
    return file;
  });
  const found = JSON.parse(asked('libsbml', 'read_qual.py', ...files)) as {
    readonly wrong: readonly string[];
    readonly genes: readonly string[];
    readonly states: readonly (readonly [readonly number[], readonly number[]])[];
  }[];
  assert.equal(found.length, networks.length);
  for (const [i, { wrong, genes, states }] of found.entries()) {
    assert.deepEqual(wrong, [], networks[i]);
    assert.equal(states.length, 2 ** (read[i].genes.length + read[i].inputs.length));
    const index = new Map(genes.map((name, place) => [name, place])),
      rules = new Map(read[i].genes.map(({ name, rule }) => [name, compileRule(rule, index)]));
    for (const [before, after] of states) {
      const state = before.reduce((bits, value, place) => bits | (value << place), 0);
      assert.deepEqual(
        after,
        genes.map((name, place) => Number(rules.get(name)?.(state) ?? before[place])),
        `${networks[i]} ${before}`,
      );
    }
  }
});
