import assert from 'node:assert/strict';
import fs from 'node:fs';
import test, { after, before } from 'node:test';
import type {
  CodeAction,
  CodeLens,
  CompletionItem,
  DocumentSymbol,
  FoldingRange,
  Hover,
  Location,
  Range,
  SemanticTokens,
  SignatureHelp,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { templates } from '../../language/index.ts';
import { projectFile } from '../data.ts';
import { connect, defaultUri, type Editor, hostOf } from './client.ts';

const example = fs.readFileSync(projectFile('examples', 'rapid-learning.anl'), 'utf8');
const files = {
  'base.anl': `genes base {
  A, B
  B, A
  fate on = A
}
`,
  mnist: 'images',
  'area.bnet': 'targets, factors\nEmx2, Emx2 & !Pax6\nPax6, Pax6 & !Emx2\nSp8, Fgf8\n',
};
let editor: Editor;
before(async () => {
  editor = await connect(hostOf(files));
});
after(() => editor.close());

const textDocument = { uri: defaultUri };
const cut = (document: TextDocument, range: Range): string => document.getText(range);
const applied = (document: TextDocument, edits: readonly TextEdit[]): string =>
  TextDocument.applyEdits(document, [...edits]);

test('the example has no error, and a damaged one has one, at its place, until it is mended', async () => {
  await editor.open(example);
  assert.deepEqual(
    (await editor.diagnostics(() => true)).filter(({ severity }) => severity === 1),
    [],
  );
  editor.change(example.replace('migrate neuron', 'migrat neuron'));
  const [unknown] = (await editor.diagnostics((all) => all.some(({ severity }) => severity === 1))).filter(
    ({ severity }) => severity === 1,
  );
  assert.equal(unknown.code, 'L001');
  assert.equal(
    cut(TextDocument.create('', '', 0, example.replace('migrate neuron', 'migrat neuron')), unknown.range),
    'migrat',
  );
  const actions = await editor.request<CodeAction[]>('textDocument/codeAction', {
    textDocument,
    range: unknown.range,
    context: { diagnostics: [unknown] },
  });
  assert.deepEqual(
    actions.flatMap(({ edit }) => edit!.changes![defaultUri].map(({ newText }) => newText)),
    ['migrate'],
  );
  editor.change(example);
  await editor.diagnostics((all) => !all.some(({ severity }) => severity === 1));
});

const studied = `genes mouse {
  Sox2, Sox2
  Pax6, Sox2
  fate stem = Sox2
  fate neuron = !Sox2
}
genes area from "area.bnet"
develop cortex from mouse { space 1 mm, 1 mm;  step 6 h;  stop at 1 day }
connect grown from cortex { cells stem }
network reader { input 3;  recurrent grown;  readout 2 }
`;
/** Conditions that factors make, and those that factors name. */
const factorial = (more: string): string => `connect net { neurons 60;  wire 0.2;  weights normal(0, 1) }
experiment made {
  seeds 8
  compare {
    factor wiring  { thin = net;  dense = net { wire 0.4 } }
    factor weights { normal = net;  uniform = net { weights uniform(-1, 1) } }
  }
  measure d = density(net)
  ${more}
}
experiment named {
  seeds 8
  compare {
    a = net
    b = net { wire 0.4 }
    factor wiring { thin of a;  dense of b }
  }
  measure d = density(net)
}
`;
const inOrder = (text: string, marks: readonly (readonly [from: string, to: string])[]): string =>
  marks.reduce((changed, [from, to]) => changed.replace(from, to), text);

const swept = `connect net { neurons 60;  wire 0.2;  weights normal(0, 1) }
experiment e {
  vary size in 20, 40
  compare { a = net { neurons size } }
  measure d = density(net)
  `;
const chosen = `language 1
connect thin { neurons 9;  weights 1 }
connect dense { neurons 9;  weights 1 }
experiment e {
`;
const completions: readonly [marked: string, has: readonly string[], hasNot: readonly string[]][] = [
  [`${chosen}  vary circuit in ‸\n}\n`, ['thin', 'dense'], []],
  [
    `${chosen}  compare { a = reader { recurrent.matrix ‸ } }
}\nnetwork reader { input 1;  recurrent thin;  readout 1 }\n`,
    ['thin', 'dense', 'rewired'],
    ['reader'],
  ],
  [
    `${chosen}  vary circuit { low = thin;  high = dense }\n  compare { a = circuit }\n  measure d = density(recurrent)
  expect d > 0 at circuit = ‸\n}\n`,
    ['low', 'high'],
    ['d', 'thin'],
  ],
  ['‸', ['genes', 'develop', 'experiment', 'use'], ['seeds']],
  [`${swept}expect d of a > 0 at ‸`, ['size'], ['d']],
  [`${swept}expect d of a in 0 .. 1 ‸`, ['at'], ['within', 'of', '>']],
  [`${swept}expect d of a ‸`, ['>', '<', '=', 'in'], ['of', 'at']],
  [`${swept}expect d of a = d of a ‸`, ['within', 'at'], ['of', 'in']],
  [`${swept}measure twice = d ‸`, ['of'], ['in']],
  ['language ‸', ['1'], ['genes']],
  ['language 1\nlet reach = 120 ‸', ['um', 'ms'], ['develop']],
  ['language 1\ngenes ‸', [], ['genes', 'from']],
  ['language 1\ngenes g { input Shh;  A, Shh }\ndevelop d from g { signal ‸ }', ['Shh'], ['time', 'A']],
  ['language 1\ngenes g { A, B;  B, A;  ‸ }', ['A', 'B', 'fate'], []],
  ['language 1\ntask t is cycling { ‸ }', ['trials', 'length'], ['stimuli', 'delay']],
  ['language 1\nconnect c { neurons 5;  ‸ }', ['wire', 'weights'], ['edges', 'rows', 'neurons']],
  [
    'language 1\ndata t from "x.csv" { column tau in ms }\nconnect c { neurons 5 }\ndynamics d of c { tau from t.‸ }',
    ['tau'],
    ['c'],
  ],
  [`${swept}measure e = exponent(covariance, ‸)`, ['ranks'], []],
  [`${swept}measure e = exponent(covariance, ranks: ‸)`, [], ['ranks']],
  ['ge‸', ['genes'], []],
  [
    `genes m {
  ‸
}`,
    ['update', 'input', 'fate'],
    ['experiment', 'divide'],
  ],
  [
    `genes m {
  update ‸
}`,
    ['synchronous', 'asynchronous'],
    ['update'],
  ],
  [
    `genes m {
  A, B
  B, ‸
}`,
    ['A', 'B'],
    ['update'],
  ],
  [
    `genes m {
  A, B
  B, A & !‸
}`,
    ['A', 'B'],
    ['update'],
  ],
  [
    `genes m {
  A, B
  fate x = ‸
}`,
    ['A'],
    [],
  ],
  ['genes m { A, A;  fate x = A }\ndevelop d from ‸', ['m'], ['d']],
  ['connect a { neurons 5 }\nconnect b like a\nconnect c like b\nconnect a2 like ‸', ['a', 'b', 'c'], ['a2']],
  ['connect b like a\nconnect c like b\nconnect d { neurons 5 }\nconnect a like ‸', ['d'], ['a', 'b', 'c']],
  ['genes m { A, A;  fate x = A }\ndevelop d ‸', ['from', 'like'], ['m']],
  ['genes m { A, A;  fate x = A }\ndevelop d from m ‸', ['like'], ['m', 'from']],
  [
    `genes m { A, A;  fate x = A }
develop d from m {
  step 6 h
  ‸
}`,
    ['space', 'divide', 'synapse'],
    ['step', 'probability'],
  ],
  [
    `genes m { A, A;  fate x = A }
develop d from m {
  divide ‸
}`,
    ['x'],
    ['A'],
  ],
  [
    `genes m { A, A;  fate x = A }
develop d from m {
  divide x ‸
}`,
    ['every', 'until'],
    ['x'],
  ],
  [
    `genes m { A, A;  fate x = A }
develop d from m {
  divide x every 12 h ‸
}`,
    ['until'],
    ['every'],
  ],
  [
    `genes m { A, A;  fate x = A }
develop d from m {
  step 6 ‸
}`,
    ['h', 'min', 'day'],
    ['um'],
  ],
  [
    `genes m { A, A;  fate x = A }
develop d from m {
  synapse x to x { probability exp(-‸) }
}`,
    ['distance', 'similarity'],
    [],
  ],
  [
    `genes m { A, A;  fate x = A }
develop d from m {
  synapse x to x {
    ‸
  }
}`,
    ['probability', 'weight'],
    ['divide'],
  ],
  [
    `network n { input 3;  recurrent w;  readout 2 }
connect w { neurons 3 }
experiment e {
  compare { a = ‸ }
}`,
    ['n', 'w'],
    ['e'],
  ],
  [
    `network n { input 3;  readout 2 }
experiment e {
  compare { a = n { ‸ } }
}`,
    ['input', 'recurrent'],
    ['compare'],
  ],
  [
    `experiment e {
  measure x = ‸
}`,
    ['accuracy'],
    ['seeds'],
  ],
  [
    `experiment e {
  compare { a = n;  b = n }
  measure x = accuracy(test)
  expect ‸
}`,
    ['x'],
    ['a'],
  ],
  [
    `experiment e {
  compare { a = n;  b = n }
  measure x = accuracy(test)
  expect x of ‸
}`,
    ['a', 'b'],
    ['x'],
  ],
  [
    `experiment e {
  measure x = accuracy(test)
  plot ‸
}`,
    ['x', 'learning'],
    [],
  ],
  [
    `experiment e {
  measure x = accuracy(test)
  plot x by ‸
}`,
    ['condition', 'epoch'],
    ['x'],
  ],
  [
    `data d from mnist
experiment e {
  train on ‸
}`,
    ['d'],
    [],
  ],
  [
    `data d from mnist
experiment e {
  train on d { ‸ }
}`,
    ['optimiser', 'batch', 'epochs'],
    ['seeds'],
  ],
  [
    `data d from mnist
experiment e {
  train on d { optimiser ‸ }
}`,
    ['adam', 'sgd'],
    [],
  ],
  ['# a comment ‸', [], ['genes']],
  [
    `${studied}experiment e {
  compare { a = reader;  b = reader without ‸ }
}`,
    ['recurrent'],
    ['input', 'readout', 'mouse', 'grown'],
  ],
  [
    `${studied}experiment e {
  compare { a = reader;  b = reader with ‸ }
}`,
    ['grown', 'cortex', 'mouse'],
    ['reader', 'area', 'with'],
  ],
  [
    `${studied}experiment e {
  compare { a = reader;  b = reader with mouse = ‸ }
}`,
    ['mouse', 'area', 'knock_out'],
    ['grown', 'rewired'],
  ],
  [
    `${studied}experiment e {
  compare { a = mouse;  b = knock_out(mouse, ‸) }
}`,
    ['Sox2', 'Pax6'],
    ['stem', 'Emx2'],
  ],
  [
    `${studied}experiment e {
  compare { a = area;  b = knock_out(area, ‸) }
}`,
    ['Emx2', 'Sp8'],
    ['Sox2', 'stem'],
  ],
  [
    `${studied}experiment e {
  compare { a = mouse }
  screen knock_out of ‸
}`,
    ['Sox2', 'Pax6'],
    ['stem'],
  ],
  [
    `${studied}experiment e {
  compare { a = mouse }
  screen control of ‸
}`,
    ['stem', 'neuron'],
    ['Sox2'],
  ],
  [
    `${studied}experiment e {
  compare { a = mouse }
  measure x = basin(‸)
}`,
    ['stem', 'neuron'],
    ['Sox2'],
  ],
  [
    `${studied}experiment e {
  compare { a = mouse }
  measure x = absorption(stem, from: ‸)
}`,
    ['stem', 'neuron'],
    ['Sox2'],
  ],
  [
    `${studied}experiment e {
  compare { a = mouse }
  screen knock_out of every gene
  measure x = basin(stem)
  expect x of ‸
}`,
    ['a', 'knock_out_Sox2'],
    ['stem'],
  ],
  [
    `${studied}develop d from mouse {
  signal x = neighbours(stem, within: 60 ‸)
}`,
    ['um', 'mm'],
    ['h', 'cells', 'Hz'],
  ],
  [factorial('expect d of ‸'), ['thin.normal', 'dense.uniform'], ['thin', 'a']],
  [factorial('expect d of dense.‸'), ['normal', 'uniform'], ['dense.normal', 'thin']],
  [factorial('expect effect(d, ‸'), ['wiring', 'weights'], ['d']],
  [factorial('expect effect(‸'), ['d'], ['wiring']],
  [factorial('plot d by ‸'), ['condition', 'wiring', 'weights'], ['thin']],
  [factorial('expect ‸'), ['d', 'effect', 'mean'], []],
  [factorial('').replace('factor wiring  {', '‸ { '), ['factor'], ['seeds']],
  [factorial('').replace('dense of b', 'dense of ‸'), ['a', 'b'], ['net']],
  [factorial('').replace('dense = net', 'dense = ‸'), ['net'], ['thin']],
];
test('completion', async (t) => {
  for (const [marked, has, hasNot] of completions) {
    await t.test(JSON.stringify(marked), async () => {
      const { result } = await editor.at<CompletionItem[]>('textDocument/completion', marked);
      const labels = result.map(({ label }) => label);
      for (const label of has) assert.ok(labels.includes(label), `${label} is not among ${labels.join(' ')}`);
      for (const label of hasNot) assert.ok(!labels.includes(label), `${label} is among ${labels.join(' ')}`);
    });
  }
});
test('what is likely stands first: the next word, measures that fit, the name that is defined', async () => {
  const labels = async (marked: string): Promise<readonly string[]> =>
    (await editor.at<CompletionItem[]>('textDocument/completion', marked)).result
      .sort((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1))
      .map(({ label }) => label);
  assert.deepEqual((await labels(`${swept}‸`)).slice(0, 3), ['measure', 'expect', 'plot']);
  assert.equal((await labels(`${swept}measure density = ‸`))[0], 'density');
  const measures = await labels(`${swept}measure m = ‸`);
  assert.ok(measures.indexOf('henrici') < measures.indexOf('accuracy'), 'nothing is trained here');
  assert.equal((await labels('dynamics d { tau 20 ‸')).at(0), 'ms');
  assert.equal((await labels('‸')).at(0), 'language');
  assert.equal((await labels('language 1\nnetwork n { recurrent grown }\n‸')).at(0), 'connect', 'missed: grown');
  assert.equal((await labels(`${swept}expect d of a > ‸`)).at(0), 'd', 'what is compared with');
  assert.equal((await labels('develop d { start 1 ‸')).at(0), 'cell');
  const trained = `language 1
data photographs from cifar10
data digits from digits8x8
task delay is go_nogo { }
network r { input ‸ }
experiment e { compare { a = r };  train on `;
  assert.equal((await labels(`${trained}digits { epochs 1 } }\n`)).at(0), '64', 'of the images that it is trained on');
  assert.equal((await labels(`${trained}photographs { epochs 1 } }\n`)).at(0), '3072');
  assert.equal((await labels(`${trained}delay { epochs 1 } }\n`)).at(0), '3', 'channels of the task');
  assert.equal((await labels('develop d { start 8 ‸')).at(0), 'cells');
});
test('a completion replaces the word begun, and says what it means', async () => {
  const { result, document } = await editor.at<CompletionItem[]>(
    'textDocument/completion',
    `genes m {
  upd‸
}`,
  );
  const update = result.find(({ label }) => label === 'update')!;
  assert.match(applied(document, [update.textEdit as TextEdit]), /^ {2}update $/m);
  assert.match((update.documentation as { value: string }).value, /asynchronous/);
});

test('an empty file, or one in which a word is begun, is completed to a whole study', async () => {
  for (const marked of ['‸', '\n\n  ‸', 'stu‸']) {
    const { result, document } = await editor.at<CompletionItem[]>('textDocument/completion', marked);
    const studies = result.filter(({ label }) => label.startsWith('study '));
    assert.ok(studies.length >= 5);
    for (const { label, textEdit } of studies) {
      const template = templates().find(({ name }) => label === `study ${name}`)!;
      assert.equal(applied(document, [textEdit as TextEdit]).trimStart(), template.text);
    }
  }
  const { result } = await editor.at<CompletionItem[]>('textDocument/completion', 'language 1\n‸');
  assert.ok(!result.some(({ label }) => label.startsWith('study ')));
});

test('a small word that may follow says what it means', async () => {
  const { result } = await editor.at<CompletionItem[]>(
    'textDocument/completion',
    example.replace(/expect accuracy.*/, 'expect accuracy > 1 % ‸'),
  );
  const within = result.find(({ label }) => label === 'within')!;
  assert.match((within.documentation as { value: string }).value, /the interval of the difference lies inside this/);
});

const hovers: [marked: string, says: RegExp][] = [
  [example.replace('migrate', 'mig‸rate'), /Cells of a fate move/],
  ['# warns: C0‸24\ngenes g { A, A }\n', /meant to give this warning[\s\S]*\*\*C024: /],
  [example.replace('develop cortex', 'dev‸elop cortex'), /A circuit grows/],
  [example.replace('spread 50', 'spr‸ead 50'), /Default: `10 um`.*choice of this language/s],
  [example.replace('Pax6,    Sox2', 'Pax6,    So‸x2'), /\*\*Sox2\*\* gene[\s\S]*Sox2 & !Tbr1/],
  [example.replace('from mouse', 'from mo‸use'), /\*\*mouse\*\* genes[\s\S]*A phenomenological network/],
  [example.replace('accuracy(test)', 'accu‸racy(test)'), /accuracy/],
  [example.replace('expect accuracy', 'exp‸ect accuracy'), /A claim that can fail/],
  [example.replace('reader without', 'reader with‸out'), /Takes a setting away/],
  [example.replace('accuracy of grown', 'accuracy o‸f grown'), /The condition that a measure is taken of.*```anlage/s],
  [
    example.replace('accuracy by condition', 'accuracy b‸y condition'),
    /a variable of `vary`.*`condition` \(The conditions\)/s,
  ],
  [example.replace('along outward', 'along out‸ward'), /Away from the centre/],
  [example.replace('spread 50 um', 'spread 5‸0 um'), /^a length: 50 um = 0\.05 mm$/],
  ['develop d from m { step 1‸2 h }', /^a time: 12 h = 720 min = 0\.5 day$/],
  [example.replace('outward at 2', 'outward at ‸2'), /^a speed: 2 um\/h$/],
  ['data d from "x.npy" { bin 4‸6 ms }', /^a time: 46 ms = 0\.046 s$/],
  ['experiment e { measure m = dmd(lag: ‸5 bins) }', /^a number of bins$/],
  ['experiment e { expect m of a > 9‸0 % }', /^a share: 90 % = 0\.9$/],
  ['experiment e { measure m = acc‸uracy(test) }', /^(?!.*Takes (.*)such as `(.*)`, for example `\2`)/s],
];
hovers.push(
  [factorial('expect d of den‸se.normal > 0'), /\*\*dense\*\* level[\s\S]*net \{ wire 0\.4 \}/],
  [factorial('expect effect(d, wir‸ing) > 0'), /\*\*wiring\*\* factor/],
  [factorial('expect eff‸ect(d, wiring) > 0'), /A main effect of a factor on a measure/],
  [factorial('').replace('factor', 'fac‸tor'), /One ingredient of a factorial comparison/],
);
test('hover', async (t) => {
  for (const [marked, says] of hovers) {
    await t.test(String(says), async () => {
      const { result } = await editor.at<Hover>('textDocument/hover', marked);
      assert.match((result.contents as { value: string }).value, says);
    });
  }
  await t.test('nothing on empty space', async () => {
    assert.equal((await editor.at('textDocument/hover', '‸\n\n')).result, null);
  });
});

test('definition: in the file, in a used file, of a file', async () => {
  const inFile = await editor.at<Location>(
    'textDocument/definition',
    example.replace('divide progenitor', 'divide pro‸genitor'),
  );
  assert.equal(cut(inFile.document, inFile.result.range), 'progenitor');
  assert.equal(
    inFile.document.getText().slice(0, inFile.document.offsetAt(inFile.result.range.start)).endsWith('fate '),
    true,
  );
  const used = 'use "base.anl"\ndevelop d from base { space 1 mm, 1 mm;  step 1 h;  stop at 1 day }\n';
  const elsewhere = await editor.at<Location>('textDocument/definition', used.replace('from base', 'from ba‸se'));
  assert.deepEqual(elsewhere.result, {
    uri: 'file:///files/base.anl',
    range: { start: { line: 0, character: 6 }, end: { line: 0, character: 10 } },
  });
  const file = await editor.at<Location>('textDocument/definition', used.replace('base.anl', 'base‸.anl'));
  assert.equal(file.result.uri, 'file:///files/base.anl');
});

test('references and highlights of a gene', async () => {
  const { result, document } = await editor.at<Location[]>(
    'textDocument/references',
    example.replace('Pax6,    Sox2', 'Pa‸x6,    Sox2'),
    { context: { includeDeclaration: true } },
  );
  assert.deepEqual(
    result.map(({ range }) => cut(document, range)),
    ['Pax6', 'Pax6', 'Pax6'],
  );
  const without = await editor.at<Location[]>(
    'textDocument/references',
    example.replace('Pax6,    Sox2', 'Pa‸x6,    Sox2'),
    { context: { includeDeclaration: false } },
  );
  assert.equal(without.result.length, 2);
});

const overridden =
  'genes tog {\n  A, !B\n  B, !A\n  fate one = B\n}\n' +
  'experiment e {\n  compare { w = tog; k = tog { A = false }; l = tog { A, 0 } }\n}\n';
const copied =
  'genes tog {\n  A, !B\n  B, !A\n  fate one = B\n}\n' +
  'genes k like tog {\n  A, B\n  fate two = A\n}\n' +
  'genes m like k { B, A }\n' +
  'experiment e {\n  compare { w = tog; l = m { A, 0 }; s = knock_out(k, A) }\n  measure p = basin(two)\n}\n';
const renames: readonly [marked: string, to: string, gives: (text: string) => string][] = [
  [example.replace('Pax6,    Sox2', 'Pa‸x6,    Sox2'), 'Pax7', (text) => text.replaceAll('Pax6', 'Pax7')],
  [example.replace('Pax6,    Sox2', 'Pa‸x6,    Sox2'), '"PAX-6"', (text) => text.replaceAll('Pax6', '"PAX-6"')],
  [example.replace('network reader', 'network rea‸der'), 'learner', (text) => text.replaceAll('reader', 'learner')],
  [example.replace('signal Niche', 'signal Ni‸che'), 'Room', (text) => text.replaceAll(/(?<!: )Niche/g, 'Room')],
  [
    example.replace('accuracy of grown', 'accuracy of gr‸own'),
    'wired',
    (text) => text.replace('    grown      =', '    wired      =').replace('accuracy of grown', 'accuracy of wired'),
  ],
  [
    example.replace('expect accuracy of', 'expect acc‸uracy of'),
    'score',
    (text) =>
      text
        .replace('measure accuracy = acc', 'measure score = acc')
        .replace('expect accuracy', 'expect score')
        .replace('plot accuracy', 'plot score'),
  ],
  [
    example.replace('fate neuron     =', 'fate neu‸ron     ='),
    'cell_type',
    (text) => text.replaceAll(/\bneuron\b/g, 'cell_type'),
  ],
  [
    factorial('expect d of dense.nor‸mal > effect(d, weights: uniform)'),
    'gaussian',
    (text) =>
      inOrder(text, [
        ['normal = net', 'gaussian = net'],
        ['dense.normal', 'dense.gaussian'],
      ]),
  ],
  [
    factorial('expect effect(d, wei‸ghts: uniform, wiring) = 0\n  plot d by weights'),
    'law',
    (text) =>
      inOrder(text, [
        ['factor weights', 'factor law'],
        ['weights: uniform', 'law: uniform'],
        ['by weights', 'by law'],
      ]),
  ],
  [overridden.replace('  A,', '  A‸,'), 'Emx2', (text) => text.replaceAll(/\bA\b/g, 'Emx2')],
  [overridden.replace('{ A =', '{ A‸ ='), 'Emx2', (text) => text.replaceAll(/\bA\b/g, 'Emx2')],
  ...['  A, !B', '  A, B', 'two = A', 'm { A', 'k, A'].map((at): [string, string, (text: string) => string] => [
    copied.replace(at, at.replace('A', 'A‸')),
    'Emx2',
    (text) => text.replaceAll(/\bA\b/g, 'Emx2'),
  ]),
  [
    factorial('').replace('a = net', 'a‸ = net'),
    'first',
    (text) =>
      inOrder(text, [
        ['a = net', 'first = net'],
        ['of a', 'of first'],
      ]),
  ],
];
test('rename', async (t) => {
  for (const [marked, newName, gives] of renames) {
    await t.test(newName, async () => {
      const { result, document } = await editor.at<WorkspaceEdit>('textDocument/rename', marked, { newName });
      const text = applied(document, result.changes![defaultUri]);
      assert.equal(text, gives(document.getText()));
      const prepared = await editor.at<{ placeholder: string }>('textDocument/prepareRename', marked);
      assert.ok(document.getText().includes(prepared.result.placeholder));
    });
  }
});
const refusals: readonly [marked: string, to: string, says: RegExp][] = [
  [example.replace('network reader', 'network rea‸der'), 'in', /`in` is a word of the language/],
  [example.replace('network reader', 'network rea‸der'), '3x', /is no name: a name has letters/],
  [example.replace('network reader', 'network rea‸der'), '', /is no name/],
  [example.replace('network reader', 'network rea‸der'), 'mouse', /already something named `mouse`/],
  [example.replace('Pax6,    Sox2', 'Pa‸x6,    Sox2'), 'Hes1', /already something named `Hes1`/],
  [example.replace('Pax6,    Sox2', 'Pa‸x6,    Sox2'), 'NKX2-1', /write it in quotes: "NKX2-1"/],
  [example.replace('migrate', 'mig‸rate'), 'move', /Only a name of your own/],
  [
    factorial('expect d of "dense.normal" > 0').replace('dense = net', 'den‸se = net'),
    'full',
    /the two would become one|already/,
  ],
  [factorial('').replace('dense = net', 'den‸se = net'), 'thin', /already something named `thin`/],
  ['use "base.anl"\ndevelop d from ba‸se { step 1 h }\n', 'basis', /declared in base\.anl, .*rename it there/],
];
test('a rename that would break something is refused, and says why', async (t) => {
  for (const [marked, newName, says] of refusals) {
    await t.test(String(says), async () => {
      await assert.rejects(editor.at('textDocument/rename', marked, { newName }), says);
    });
  }
});

test('factors and their levels stand in the outline', async () => {
  await editor.open(factorial(''));
  const symbols = await editor.request<DocumentSymbol[]>('textDocument/documentSymbol', { textDocument });
  const told = (found: readonly DocumentSymbol[] = []): readonly string[] =>
    found.flatMap(({ name, detail, children }) => [`${detail} ${name}`, ...told(children)]);
  const compared = symbols[1].children!.find(({ name }) => name === 'compare');
  assert.deepEqual(told(compared?.children), [
    ...['factor wiring', 'level thin', 'level dense', 'factor weights', 'level normal', 'level uniform'],
  ]);
  const named = symbols[2].children!.find(({ name }) => name === 'compare');
  assert.deepEqual(told(named?.children), [
    ...['condition a', 'condition b', 'factor wiring', 'level thin', 'level dense'],
  ]);
});

test('symbols, folding, lenses', async () => {
  const document = await editor.open(example);
  const symbols = await editor.request<DocumentSymbol[]>('textDocument/documentSymbol', { textDocument });
  assert.deepEqual(
    symbols.map(({ name, detail }) => `${detail} ${name}`),
    ['data digits', 'genes mouse', 'develop cortex', 'connect grown', 'network reader', 'experiment rapid_learning'],
  );
  assert.deepEqual(
    symbols[1].children!.map(({ name }) => name),
    ['Sox2', 'Pax6', 'Hes1', 'Neurog2', 'Tbr1', 'progenitor', 'neuron'],
  );
  const folds = await editor.request<FoldingRange[]>('textDocument/foldingRange', { textDocument });
  assert.ok(folds.length >= 6);
  assert.ok(folds.some(({ kind }) => kind === 'comment'));
  const lenses = await editor.request<CodeLens[]>('textDocument/codeLens', { textDocument });
  assert.deepEqual(
    lenses.map(({ command }) => command),
    [{ title: '▶ Run', command: 'anlage.run', arguments: [defaultUri, 'rapid_learning'] }],
  );
  assert.equal(cut(document, lenses[0].range), 'experiment rapid_learning');
});

test('formatting gives the canonical text', async () => {
  const document = await editor.open(`genes m{
A,   B&C
}
`);
  const edits = await editor.request<TextEdit[]>('textDocument/formatting', {
    textDocument,
    options: { tabSize: 2, insertSpaces: true },
  });
  assert.equal(
    applied(document, edits),
    `genes m {
  A, B & C
}
`,
  );
  await editor.open(example);
  assert.deepEqual(
    await editor.request('textDocument/formatting', { textDocument, options: { tabSize: 2, insertSpaces: true } }),
    [],
  );
});

test('semantic tokens tell genes from fates', async () => {
  const { legend } = editor.initialized.capabilities.semanticTokensProvider as { legend: { tokenTypes: string[] } };
  const document = await editor.open(example);
  const { data } = await editor.request<SemanticTokens>('textDocument/semanticTokens/full', { textDocument });
  const found = new Map<string, string>();
  for (let index = 0, line = 0, character = 0; index < data.length; index += 5) {
    character = data[index] ? data[index + 1] : character + data[index + 1];
    line += data[index];
    found.set(
      cut(document, { start: { line, character }, end: { line, character: character + data[index + 2] } }),
      legend.tokenTypes[data[index + 3]],
    );
  }
  assert.deepEqual(
    ['genes', 'Pax6', 'progenitor', 'within', 'um', '5000', 'migrate', 'mouse'].map((text) => found.get(text)),
    ['keyword', 'variable', 'enumMember', 'parameter', 'type', 'number', 'property', 'class'],
  );
});

test('signature help names the parameter at the cursor', async () => {
  const { result } = await editor.at<SignatureHelp>(
    'textDocument/signatureHelp',
    example.replace('within: 60', 'within: ‸60'),
  );
  assert.match(result.signatures[0].label, /^neighbours\(/);
  assert.equal(result.signatures[0].parameters![result.activeParameter!].label, 'within');
});

test('what the science says comes after what the text says', async () => {
  editor.change(`language 1
data d from nowhere_set
`);
  await editor.open(`language 1
genes m {
  A, B
  B, A
  fate never = A & !A
}
`);
  const found = await editor.diagnostics((all) => all.some(({ code }) => String(code).startsWith('G')));
  assert.ok(found.length > 0);
});
