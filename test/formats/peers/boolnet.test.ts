import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { type BooleanExpression, compileRule, type GeneNetwork } from '../../../engine/genes/index.ts';
import { readRules, writeRules } from '../../../formats/index.ts';
import { projectFile } from '../../data.ts';
import { lacks } from '../../peers/peer-programs.ts';
import { peerFiles } from '../../peers/peer-files.ts';

const files = peerFiles('boolnet');
const textOf = (name: string): string => new TextDecoder().decode(files.get(name));

/** That our successor of each state is the one that BoolNet printed; a name of ours may be another of its. */
function agree(printed: string, network: Pick<GeneNetwork, 'genes' | 'inputs'>, nameOf = (name: string) => name): void {
  const [header, ...lines] = printed.trim().split('\n'),
    names = header.split(' ').map(nameOf),
    index = new Map(names.map((name, i) => [name, i])),
    rules = new Map(network.genes.map(({ name, rule }) => [name, compileRule(rule, index)]));
  assert.deepEqual([...names].sort(), [...network.genes.map(({ name }) => name), ...network.inputs].sort());
  for (const line of lines) {
    const state = names.reduce((bits, _, i) => bits | (Number(line[i]) << i), 0);
    const next = names.map((name, i) => Number(rules.get(name)?.(state) ?? line[i])).join('');
    assert.equal(next, line.slice(names.length), `${printed.slice(0, 40)}: ${line}`);
  }
}

for (const name of files.keys()) {
  if (!/\.(sbml|bnet)$/.test(name) || name === 'null.sbml') continue;
  test(`rules written by BoolNet: ${name}`, () => {
    const network = readRules(files.get(name)!, name);
    assert.deepEqual(network.problems, []);
    agree(textOf(name.replace(/\.\w+$/, '.txt')), network);
  });
}
test('the text NULL that BoolNet writes for a constant is refused where it stands', () => {
  const [problem] = readRules(files.get('null.sbml')!, 'null.sbml').problems;
  assert.match(problem.message, /The text "NULL" stands inside <apply>/);
  assert.equal(textOf('null.sbml').split('\n')[problem.line - 1].includes('<apply>'), true);
});

const gene = (name: string): BooleanExpression => ({ gene: name });
const not = (rule: BooleanExpression): BooleanExpression => ({ not: rule });
const [a, b, c, d] = ['NKX2-1', 'H.a', 'Tbr1', 'x y'].map(gene);
/** What other programs may stumble over: names, double negations, constants inside, one part alone. */
const hard: GeneNetwork = {
  genes: [
    { name: 'NKX2-1', rule: not(not({ or: [{ and: [b, not(not(c))] }, not({ or: [a, not(d)] })] })) },
    { name: 'H.a', rule: { and: [not(not({ or: [a, b] })), { or: [c] }, not(not(not(d)))] } },
    { name: 'Tbr1', rule: { constant: true } },
    { name: 'x y', rule: { and: [not({ and: [a, not(b)] }), { or: [not(a), not({ and: [c, d] })] }] } },
  ],
  inputs: ['free'],
  signs: [],
  fates: [],
  update: 'synchronous',
  fixed: {},
};
test('BoolNet reads what is written, as .bnet and as .sbml', { skip: lacks('boolnet') }, (t) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'boolnet-'));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  const network = { ...hard, genes: [...hard.genes, { name: 'last', rule: { and: [gene('free'), not(a)] } }] };
  const written = (['bnet', 'sbml'] as const).map((format) => {
    const file = path.join(folder, `hard.${format}`);
    fs.writeFileSync(file, writeRules(network, format));
    return file;
  });
  const { stdout, stderr, status } = spawnSync('Rscript', [projectFile('test', 'peers', 'transitions.R'), ...written], {
    encoding: 'utf8',
  });
  assert.equal(status, 0, stderr);
  const tables = stdout.trim().split('\n\n');
  assert.equal(tables.length, 2);
  const names = new Map(
    [...network.genes.map(({ name }) => name), 'free'].map((name) => [name.replace(/[^A-Za-z0-9_]/g, '_'), name]),
  );
  for (const table of tables) agree(table, network, (name) => names.get(name) ?? name);
});
