import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { genesText } from '../../cli/genes-text.ts';
import type { BooleanExpression, GeneNetwork } from '../../engine/genes/index.ts';
import { actingWeights, rateParts } from '../../engine/recurrent/index.ts';
import {
  encodeText,
  numbers,
  readNpy,
  readNpz,
  readRules,
  rulesFormats,
  tensorflowModel,
  writeNpy,
} from '../../formats/index.ts';
import { parse } from '../../grammar/index.ts';
import { analyseScience, analyseText, type Diagnostic, specifyGenes } from '../../language/index.ts';
import { noSharedData, sharedData } from '../data.ts';
import { equal } from '../formats/rules/files.ts';
import { writtenNetwork } from '../formats/written-networks.ts';
import { temporaryFolder } from '../runs/stripes-study.ts';
import { anlage } from './bundled-command.ts';

const rules = `language 1
genes cortex {
  update asynchronous
  input Niche
  Sox2, Sox2 & !"NKX2-1" | Niche
  "NKX2-1", Sox2
  Sox2 -| "NKX2-1"
  fate stem = Sox2
}
genes other { A, !A }
`;
const noFiles = {
  locate: async () => ({ found: false as const, tried: [] }),
  bytes: async (): Promise<Uint8Array> => assert.fail('no file is read'),
};
async function networksOf(
  text: string,
): Promise<{ readonly networks: readonly GeneNetwork[]; readonly diagnostics: readonly Diagnostic[] }> {
  const analysis = analyseText(text, undefined, parse(text));
  return {
    networks: await specifyGenes(analysis, noFiles),
    diagnostics: [...analysis.diagnostics, ...(await analyseScience(analysis, noFiles))],
  };
}
const write = (folder: string, name: string, content: string | Uint8Array): void =>
  fs.writeFileSync(path.join(folder, name), content);
const text = (folder: string, name: string): string => fs.readFileSync(path.join(folder, name), 'utf8');

test('convert: a genes block to every format and back to the same block; what is left out is said', async (t) => {
  const folder = temporaryFolder(t);
  write(folder, 'study.anl', rules);
  for (const file of ['m.bnet', 'm.aeon', 'm.sbml', 'm.booleannet', 'm.txt']) {
    const there = await anlage(folder, 'convert', 'study.anl', file, '--genes', 'cortex');
    assert.deepEqual([there.status, there.out], [0, ''], there.err);
    assert.match(
      there.err,
      new RegExp(
        `^${file}: 2 genes, 1 input\\.\nA .+ file has no place for (1 sign \\(Sox2 -\\| NKX2-1\\); )?1 fate ` +
          `\\(stem\\); the update scheme \\(asynchronous\\): left out\\.\n$`,
      ),
    );
    assert.equal(/1 sign/.test(there.err), !/aeon|sbml/.test(file), file);
    const back = await anlage(folder, 'convert', file, 'back.anl', '--force', '--json');
    assert.deepEqual(JSON.parse(back.out), { in: file, out: ['back.anl'], genes: 2, inputs: 1, left_out: [] });
    const sign = /aeon|sbml/.test(file) ? '  Sox2 -| "NKX2-1"\n' : '';
    assert.equal(
      text(folder, 'back.anl'),
      `language 1

genes m {
  input Niche
  Sox2, Sox2 & !"NKX2-1" | Niche
  "NKX2-1", Sox2
${sign}}
`,
    );
  }
});
test('convert: refuses to write over a file, to guess a network, and other kinds of file', async (t) => {
  const folder = temporaryFolder(t);
  write(folder, 'study.anl', rules);
  write(folder, 'there.bnet', 'mine');
  write(folder, 'w.npy', writeNpy({ type: 'f8', shape: [1, 1], values: Float64Array.of(1) }));
  for (const [given, message] of [
    [
      ['study.anl', 'there.bnet', '--genes', 'cortex'],
      /there\.bnet is there already; name another file, or write over it with --force\./,
    ],
    [['study.anl', 'new.bnet'], /declares 2 networks: say which with --genes cortex or --genes other/],
    [['study.anl', 'new.bnet', '--genes', 'mouse'], /has no genes called mouse: there are cortex, other/],
    [['study.anl', 'new.npy', '--genes', 'cortex'], /gene rules are converted to gene rules .*circuits to circuits/],
    [['w.npy', 'new.anl'], /w\.npy holds a circuit and new\.anl would hold gene rules/],
    [
      ['study.anl', 'new.png', '--genes', 'cortex'],
      /new\.png ends in none of the extensions that are written: gene rules \.anl/,
    ],
    [['gone.bnet', 'new.anl'], /gone\.bnet is not there: check the name and the folder/],
  ] as const) {
    const { status, err } = await anlage(folder, 'convert', ...given);
    assert.equal(status, 2, err);
    assert.match(err, message);
  }
  assert.equal(text(folder, 'there.bnet'), 'mine');
  assert.deepEqual(fs.readdirSync(folder).sort(), ['study.anl', 'there.bnet', 'w.npy']);
});
test('convert: what is wrong with a file of rules is said at its place, and nothing is written', async (t) => {
  const folder = temporaryFolder(t);
  write(folder, 'm.aeon', 'Sox2 -> Pax6\n$Pax6: Sox2 &\n');
  const { status, err } = await anlage(folder, 'convert', 'm.aeon', 'm.bnet');
  assert.equal(status, 1);
  assert.match(err, /^m\.aeon:2:14: error D002 .+not the end of the line/);
  const { out } = await anlage(folder, 'convert', 'm.aeon', 'm.bnet', '--json');
  assert.deepEqual(JSON.parse(out).diagnostics[0].range.start, { line: 1, character: 13 });
  assert.deepEqual(fs.readdirSync(folder), ['m.aeon']);
});
test('convert: the values at the start that BoolODE keeps beside its rules go with them', async (t) => {
  const folder = temporaryFolder(t);
  write(folder, 'm.txt', 'Gene\tRule\ng1\tnot g2\ng2\tg1\n');
  write(folder, 'm_ics.txt', "Genes\tValues\n['g1']\t[1]\n");
  await anlage(folder, 'convert', 'm.txt', 'm.booleannet', '--quiet');
  assert.equal(text(folder, 'm.booleannet'), 'g1 = True\ng1* = not g2\ng2* = g1\n');
  const { err } = await anlage(folder, 'convert', 'm.booleannet', 'n.txt');
  assert.match(err, /^n\.txt and n_ics\.txt: 2 genes, 0 inputs\.\n$/);
  assert.deepEqual(
    [text(folder, 'n.txt'), text(folder, 'n_ics.txt')],
    [text(folder, 'm.txt'), text(folder, 'm_ics.txt')],
  );
});
test('convert: a .txt of rules in any format, where rules are to be written', async (t) => {
  const folder = temporaryFolder(t);
  for (const [i, content] of [
    'targets, factors\nA, B\nB, A\n',
    '# by BoolNet\n"targets", "factors"\nA, B\nB, A\n',
    'A, B\nB, A\n',
    'A* = B\nB* = A\n',
    'A -> B\nB -> A\n$A: B\n$B: A\n',
  ].entries()) {
    write(folder, `${i}.txt`, content);
    const { status, err } = await anlage(folder, 'convert', `${i}.txt`, `${i}.bnet`, '--quiet');
    assert.equal(status, 0, err);
    assert.equal(text(folder, `${i}.bnet`), 'targets, factors\nA, B\nB, A\n');
  }
  write(folder, 'w.txt', '0 1\n2 0\n');
  assert.equal((await anlage(folder, 'convert', 'w.txt', 'w.csv', '--quiet')).status, 0);
  assert.match((await anlage(folder, 'convert', '0.txt', '0.csv')).err, /0\.txt holds gene rules/);
});
test('convert: as many connections are said as are written, and a column without a name is told', async (t) => {
  const folder = temporaryFolder(t);
  write(folder, 'w.csv', ',source,target,weight\n0,a,b,1\n1,b,a,2\n2,a,b,3\n3,b,b,1\n4,b,b,-1\n');
  const { err } = await anlage(folder, 'convert', 'w.csv', 'w.npy');
  assert.match(err, /2 neurons, 2 connections\.\n.*attributes of edges \(one without a name\); 2 parallel edges/);
});
test('convert: a circuit from a matrix to a graph, to a table and back', async (t) => {
  const folder = temporaryFolder(t);
  const bytes = writeNpy({ type: 'f8', shape: [2, 2], values: Float64Array.of(0, 1.5, -2, 0) });
  write(folder, 'w.npy', bytes);
  for (const [from, to] of [
    ['w.npy', 'w.graphml'],
    ['w.graphml', 'w.json'],
    ['w.json', 'w.csv'],
    ['w.json', 'again.npy'],
  ]) {
    const { status, err } = await anlage(folder, 'convert', from, to);
    assert.equal(status, 0, err);
    assert.match(err, /: 2 neurons, 2 connections\./);
  }
  assert.equal(text(folder, 'w.csv'), 'source,target,weight\n1,0,1.5\n0,1,-2\n');
  assert.deepEqual(readNpy(fs.readFileSync(path.join(folder, 'again.npy'))), readNpy(bytes));
});

const names = fc
  .oneof(
    fc.constantFrom(
      'Sox2',
      'update',
      'input',
      'fate',
      'stream',
      'true',
      'false',
      'and',
      'of',
      'NKX2-1',
      'two words',
      'β',
      '2nd',
      '1',
      '#',
      'known',
      'um',
      'cells',
    ),
    fc.string({ minLength: 1, maxLength: 8 }),
  )
  .filter((name) => !/["\r\n]/.test(name) && name.trim() === name);
const written: fc.Arbitrary<GeneNetwork> = fc.uniqueArray(names, { minLength: 2, maxLength: 6 }).chain((all) => {
  const rule = fc.letrec<{ rule: BooleanExpression }>((tie) => ({
    rule: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom(...all).map((gene) => ({ gene })),
      fc.boolean().map((constant) => ({ constant })),
      tie('rule').map((not) => ({ not })),
      fc.array(tie('rule'), { minLength: 2, maxLength: 3 }).map((and) => ({ and })),
      fc.array(tie('rule'), { minLength: 2, maxLength: 3 }).map((or) => ({ or })),
    ),
  })).rule;
  return fc.record({
    genes: fc.tuple(...all.slice(1).map((name) => rule.map((one) => ({ name, rule: one })))),
    inputs: fc.constant(all.slice(0, 1)),
    fates: fc.option(rule.map((one) => ({ name: 'stem', rule: one }))).map((fate) => (fate ? [fate] : [])),
    signs: fc
      .option(fc.constantFrom<1 | -1>(1, -1))
      .map((sign) => (sign ? [{ source: all[0], target: all[1], sign }] : [])),
    update: fc.constantFrom('synchronous' as const, 'asynchronous' as const),
    fixed: fc.constant({}),
  });
});
test('a network as a genes block: any names, and the same network when it is read', async () => {
  await fc.assert(
    fc.asyncProperty(written, async (given) => {
      const source = genesText(given, 'mouse');
      const {
        networks: [found],
        diagnostics,
      } = await networksOf(source);
      assert.deepEqual(
        diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message),
        [],
        source,
      );
      assert.deepEqual(
        [
          found.genes.map(({ name }) => name),
          found.inputs,
          found.signs,
          found.fates.map(({ name }) => name),
          found.update,
        ],
        [
          given.genes.map(({ name }) => name),
          given.inputs,
          given.signs,
          given.fates.map(({ name }) => name),
          given.update,
        ],
      );
      [...found.genes, ...found.fates].forEach(({ rule }, i) => {
        assert.ok(equal(rule, [...given.genes, ...given.fates][i].rule), source);
      });
    }),
    { numRuns: 150, seed: 2 },
  );
});

const formats = sharedData('boolean', 'formats');
test('published networks become genes blocks that check without an error, signs and all', {
  skip: formats ? false : noSharedData,
}, async () => {
  for (const file of fs
    .readdirSync(formats as string)
    .filter(
      (name) =>
        !name.startsWith('001') && rulesFormats.some(({ extensions }) => extensions.some((end) => name.endsWith(end))),
    )) {
    const { genes, inputs, signs, problems } = readRules(fs.readFileSync(path.join(formats as string, file)), file);
    assert.deepEqual(problems, []);
    const source = genesText({ genes, inputs, signs, fates: [], update: 'asynchronous', fixed: {} }, 'model');
    const {
      networks: [found],
      diagnostics,
    } = await networksOf(source);
    assert.deepEqual(
      diagnostics.filter(({ severity, code }) => severity === 'error' || code === 'G005'),
      [],
      file,
    );
    found.genes.forEach(({ rule }, g) => {
      assert.ok(equal(rule, genes[g].rule));
    });
    assert.ok(encodeText(source).length > 0);
  }
});

test('convert: a trained network to its weights, as a circuit, or to all its parts', async (t) => {
  const folder = temporaryFolder(t);
  const { shape, parameters } = writtenNetwork('softplus');
  for (const [name, content] of Object.entries(tensorflowModel(shape, parameters))) write(folder, name, content);
  const acting = Float64Array.from(actingWeights(shape, Float64Array.from(Float32Array.from(parameters.recurrent))));
  const circuit = await anlage(folder, 'convert', 'model.json', 'w.npy', '--json');
  assert.equal(circuit.status, 0, circuit.err);
  const matrix = readNpy(fs.readFileSync(path.join(folder, 'w.npy')));
  assert.deepEqual([matrix.shape, Float64Array.from(numbers(matrix))], [[6, 6], acting]);
  const whole = await anlage(folder, 'convert', 'model.json', 'parts.npz', '--json');
  assert.deepEqual(JSON.parse(whole.out), {
    in: 'model.json',
    out: ['parts.npz'],
    neurons: 6,
    inputs: 3,
    outputs: 2,
    left_out: [],
  });
  const parts = readNpz(fs.readFileSync(path.join(folder, 'parts.npz')));
  assert.deepEqual([...parts.keys()].sort(), [...rateParts].sort());
  assert.deepEqual(parts.get('gain')?.values, Float64Array.from(Float32Array.from(parameters.gain)));
  for (const [from, to] of [
    ['model.json', 'm.bnet'],
    ['w.npy', 'm.npz'],
  ]) {
    const refused = await anlage(folder, 'convert', from, to);
    assert.deepEqual([refused.status, /a trained network \(model\.json\) to its weights/.test(refused.err)], [2, true]);
  }
  fs.rmSync(path.join(folder, 'parameters.bin'), { force: true });
  fs.rmSync(path.join(folder, 'weights.bin'));
  for (const [from, said] of [
    ['none/model.json', /^anlage: none\/model\.json is not there: check the name and the folder\.$/m],
    ['model.json', /^anlage: model\.json: The file \w+\.bin, which model\.json names, is missing/m],
  ] as const) {
    const refused = await anlage(folder, 'convert', from, 'again.npz');
    assert.equal(refused.status, 2);
    assert.match(refused.err, said);
  }
  // a circuit may be called so too
  write(folder, 'model.json', JSON.stringify({ nodes: [{ id: 0 }], edges: [] }));
  assert.equal((await anlage(folder, 'convert', 'model.json', 'one.npy')).status, 0);
});
