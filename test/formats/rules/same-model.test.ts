import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { BooleanExpression } from '../../../engine/genes/index.ts';
import { readRules, type RulesFile, rulesFormats, writeRules } from '../../../formats/index.ts';
import { noSharedData, sharedData } from '../../data.ts';
import { equal, fileOf, network, sound } from './files.ts';

const rulesOf = (file: string): RulesFile => {
  const found = readRules(fs.readFileSync(file), file);
  assert.deepEqual(found.problems, [], file);
  return found;
};
/** An input is what keeps its value: some formats write it as a gene that copies itself. */
const functions = ({ genes, inputs }: RulesFile): ReadonlyMap<string, BooleanExpression> =>
  new Map([
    ...genes.map(({ name, rule }) => [name, rule] as const),
    ...inputs.map((gene) => [gene, { gene }] as const),
  ]);
function sameFunctions(a: RulesFile, b: RulesFile, what: string): void {
  const [first, second] = [functions(a), functions(b)];
  assert.deepEqual([...first.keys()].sort(), [...second.keys()].sort(), what);
  for (const [name, rule] of first) assert.ok(equal(rule, second.get(name) as BooleanExpression), `${what}: ${name}`);
}

const formats = sharedData('boolean', 'formats');
const skipFormats = { skip: formats ? false : noSharedData };
const models = formats
  ? fs
      .readdirSync(formats)
      .filter((file) => file.endsWith('.bnet'))
      .map((file) => file.slice(0, -'.bnet'.length))
  : ['a model'];
for (const model of models) {
  test(`${model} is the same network in all four formats`, skipFormats, () => {
    const bnet = rulesOf(path.join(formats as string, `${model}.bnet`));
    for (const extension of ['aeon', 'sbml', 'booleannet.txt'])
      sameFunctions(bnet, rulesOf(path.join(formats as string, `${model}.${extension}`)), extension);
  });
  test(`${model} has the same signs in AEON and SBML`, skipFormats, () => {
    const [aeon, sbml] = ['aeon', 'sbml'].map((extension) =>
      rulesOf(path.join(formats as string, `${model}.${extension}`))
        .signs.map(({ source, sign, target }) => `${source} ${sign} ${target}`)
        .sort(),
    );
    assert.ok(aeon.length > 0);
    assert.deepEqual(aeon, sbml);
  });
}

for (const folder of ['bbm_all_bnet', 'pyboolnet']) {
  const place = sharedData('boolean', folder);
  for (const { name: format, title } of rulesFormats) {
    test(`every network of ${folder} is written as ${title} and read back to the same functions and names`, {
      skip: place ? false : noSharedData,
    }, () => {
      const files = fs.readdirSync(place as string).filter((name) => name.endsWith('.bnet'));
      assert.ok(files.length > 10);
      for (const file of files) {
        const before = rulesOf(path.join(place as string, file));
        const after = sound(writeRules(network(before), format), fileOf[format]);
        assert.deepEqual(
          [after.genes.map(({ name }) => name), [...after.inputs].sort()],
          [before.genes.map(({ name }) => name), [...before.inputs].sort()],
          file,
        );
        after.genes.forEach(({ name, rule }, g) => {
          assert.ok(equal(rule, before.genes[g].rule), `${file}: ${name}`);
        });
      }
    });
  }
}

const boolode = sharedData('boolean', 'boolode');
test('the tables of BoolODE: as many genes as lines; those beside them are told apart', {
  skip: boolode ? false : noSharedData,
}, () => {
  for (const file of fs.readdirSync(boolode as string)) {
    const found = readRules(fs.readFileSync(path.join(boolode as string, file)), file);
    const lines = fs
      .readFileSync(path.join(boolode as string, file), 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '');
    if (/_(ics|strengths)\.txt$/.test(file))
      assert.deepEqual(
        found.problems.map(({ kind, line }) => [kind, line]),
        [['not supported', 1]],
        file,
      );
    else assert.deepEqual([found.problems, found.genes.length], [[], lines.length - 1], file);
  }
});
const cellcycle = sharedData('boolean', 'boolnet', 'cellcycle.txt');
test('the cell cycle of BoolNet is told from other .txt files and is that of PyBoolNet', {
  skip: cellcycle ? false : noSharedData,
}, () => {
  const faure = fs
    .readFileSync(sharedData('boolean', 'pyboolnet', 'faure_cellcycle.bnet') as string, 'utf8')
    .replaceAll('cdh1', 'Cdh1');
  sameFunctions(rulesOf(cellcycle as string), sound(faure, 'faure.bnet'), 'cellcycle');
});
