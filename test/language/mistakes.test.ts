import assert from 'node:assert/strict';
import fs from 'node:fs';
import { describe, it } from 'node:test';
import { analyseText } from '../../language/index.ts';
import { projectFile } from '../data.ts';

/**
 * One slip in a file that is right: what stood there, what stands there now, the code and the text that are marked, and
 * what the message says.
 */
type Slip = readonly [from: string, to: string, code: string, marked: string, says: RegExp, fixed?: string];

const growth: readonly Slip[] = [
  // words
  ['genes mouse', 'gene mouse', 'L001', 'gene', /mean `genes`/, 'genes'],
  ['update asynchronous', 'Update asynchronous', 'L001', 'Update', /mean `update`/, 'update'],
  ['update asynchronous', 'update asyncronous', 'L001', 'asyncronous', /mean `asynchronous`/, 'asynchronous'],
  ['fate neuron     =', 'fat neuron     =', 'L001', 'fat', /mean `fate`/, 'fate'],
  ['fate neuron', 'Fate neuron', 'L001', 'Fate', /mean `fate`/, 'fate'],
  ['space 1 mm', 'spce 1 mm', 'L001', 'spce', /mean `space`/, 'space'],
  ['probability exp', 'probabilty exp', 'L001', 'probabilty', /mean `probability`/, 'probability'],
  ['at centre', 'at center', 'L001', 'center', /mean `centre`/, 'centre'],
  ['neighbours(', 'neighbors(', 'L001', 'neighbors', /mean `neighbours`/, 'neighbours'],
  ['within: 60 um', 'withn: 60 um', 'L013', 'withn', /takes `fate`, `within`/],
  ['until 5000', 'untill 5000', 'L003', 'untill', /mean `until`/, 'until'],
  ['cortex from', 'cortex From', 'L003', 'From', /mean `from`/, 'from'],
  ['optimiser adam', 'optimizer adam', 'L001', 'optimizer', /mean `optimiser`/, 'optimiser'],
  ['expect accuracy', 'expct accuracy', 'L001', 'expct', /mean `expect`/, 'expect'],
  ['expect accuracy', 'Expect accuracy', 'L001', 'Expect', /mean `expect`/, 'expect'],
  ['measure accuracy =', 'measure acuracy =', 'L004', 'acuracy', /mean `accuracy`/, 'accuracy'],
  ['fate neuron     =', 'fate neurn     =', 'L004', 'neurn', /`neuron` is used \d+ times.*mean `neuron`/, 'neuron'],
  ['measure accuracy =', 'mesure accuracy =', 'L001', 'mesure', /mean `measure`/, 'measure'],
  ['plot learning', 'plot learnin', 'L004', 'learnin', /mean `learning`/, 'learning'],
  ['language 1', 'langage 1', 'L003', 'langage', /mean `language`/],
  ['seeds 1 .. 10\n', 'seeds 1 .. 10\n  epochs 3\n', 'L003', 'epochs', /belongs in `train`/],
  [
    'stop at 10 day\n',
    `stop at 10 day
  network x { input 3;  readout 2 }
`,
    'L003',
    'network',
    /begins a declaration/,
  ],
  // names
  ['Sox2 & !Tbr1', 'Sox2 & !Tbr', 'G008', 'Tbr', /mean `Tbr1`/, 'Tbr1'],
  ['develop cortex from mouse', 'develop cortex from mous', 'L004', 'mous', /mean `mouse`/, 'mouse'],
  ['signal Niche =', 'signal Room =', 'L004', 'Room', /No input of the genes is named `Room`.*`Niche`/],
  ['cells neuron;', 'cells astrocyte;', 'L004', 'astrocyte', /No fate is named.*`neuron`/],
  ['expect accuracy of grown', 'expect loss of grown', 'L004', 'loss', /No measure/],
  ['accuracy of grown >', 'accuracy of reader >', 'L004', 'reader', /No condition/],
  ['plot accuracy by', 'plot loss by', 'L004', 'loss', /No measure/],
  [
    'expect accuracy of grown >',
    'expect grown.accuracy >',
    'L003',
    'grown.accuracy',
    /`accuracy of grown`/,
    'accuracy of grown',
  ],
  ['network reader {', 'network {', 'L003', 'network', /expected a name/],
  ['genes mouse {', 'genes {', 'L003', 'genes', /expected a name/],
  ['develop cortex from mouse {', 'develop from mouse {', 'L003', 'from', /a name before it/],
  ['data digits from mnist', 'data from mnist', 'L003', 'from', /a name before it/],
  ['network reader {', 'network 1 {', 'L003', '1', /expected a name/],
  ['network reader {', 'network grown {', 'L005', 'grown', /given twice/],
  ['develop cortex from mouse {', 'develop cortex {', 'L011', 'cortex', /needs `from`/],
  ['develop cortex from mouse {', 'develop cortex of mouse {', 'L003', 'of', /takes no `of`/],
  ['develop cortex from mouse', 'develop cortex from 3', 'L010', '3', /the name of a `genes`/],
  ['develop cortex from mouse', 'develop cortex from cortex', 'L010', 'cortex', /is a `develop` noun/],
  ['Pax6,    Sox2\n', 'Pax6,    Sox2\n  Pax6, Hes1\n', 'G009', 'Pax6', /has a rule already/],
  ['fate neuron     =', 'fate progenitor =', 'L005', 'progenitor', /given twice/],
  ['random     = reader', 'rewired    = reader', 'L005', 'rewired', /given twice/],
  ['input Niche\n', 'input Niche, Niche\n', 'L005', 'Niche', /given twice/],
  ['random     = reader', 'without    = reader', 'L003', 'without', /in quotes/, '"without"'],
  ['random     = reader', '2nd        = reader', 'L003', '2nd', /in quotes/, '"2nd"'],
  // definitions, rules, conditions
  ['fate neuron     = Tbr1 & !Hes1', 'fate neuron', 'L003', 'fate neuron', /needs a name and `=`/],
  [
    'fate neuron     = Tbr1 & !Hes1',
    'fate = Tbr1 & !Hes1',
    'L003',
    'fate = Tbr1 & !Hes1',
    /needs a name and `=`.*"fate"/,
  ],
  ['measure accuracy = accuracy(test)', 'measure accuracy', 'L003', 'measure accuracy', /needs a name and `=`/],
  [
    'measure accuracy = accuracy(test)',
    'measure = accuracy(test)',
    'L003',
    'measure = accuracy(test)',
    /needs a name and `=`/,
  ],
  [
    'signal Niche = neigh',
    'signal Niche neigh',
    'L003',
    'signal Niche neighbours(progenitor, within: 60 um) < 520',
    /needs a name and `=`/,
  ],
  ['input Niche\n', 'input\n', 'L011', 'input', /needs a name/],
  ['Pax6,    Sox2\n', 'Pax6,    Sox2\n  Sox2\n', 'L003', 'Sox2', /alone says nothing/],
  ['Pax6,    Sox2\n', 'Pax6    Sox2\n', 'L003', 'Pax6', /has a comma/],
  ['Pax6,    Sox2\n', 'Pax6:    Sox2\n', 'L003', ':', /only after the name of an argument/],
  ['Pax6,    Sox2\n', 'Pax6,    Sox2,\n', 'L003', ',', /missing after `,`|Unexpected `,`/],
  ['grown      = reader\n', 'grown\n', 'L003', 'grown', /`name = noun`/],
  ['Niche & !Neurog2', 'Niche && !Neurog2', 'L003', '&&', /written `&`/, '&'],
  ['Niche & !Neurog2', 'Niche AND !Neurog2', 'L003', 'AND', /written `and`/, 'and'],
  ['Niche & !Neurog2', 'Niche & ~Neurog2', 'L003', '~', /not is written `!`/],
  ['Niche & !Neurog2', 'Niche + Neurog2', 'L010', 'Niche + Neurog2', /gene rule/],
  // braces, brackets, commas
  ['genes mouse {', 'genes mouse', 'L003', 'mouse', /A `\{` is missing/],
  ['150 um)\n  }\n', '150 um)\n', 'L002', '{', /never closed/],
  ['train on digits { optimiser', 'train on digits optimiser', 'L003', 'digits', /A `\{` is missing/],
  ['grown from cortex { cells', 'grown from cortex cells', 'L003', 'cortex', /A `\{` is missing/],
  ['epochs 1 }', 'epochs 1', 'L002', '{', /never closed/],
  ['stop at 10 day\n}', 'stop at 10 day\n}\n}', 'L003', '}', /one `}` too many/],
  ['adam(1e-3)', 'adam(1e-3', 'L003', '(', /never closed/],
  ['grown, fixed, steps 1\n  readout', 'grown, fixed, steps 1,\n  readout', 'L003', ',', /joins the next line/, ''],
  ['space 1 mm, 1 mm\n', 'space 1 mm, 1 mm,\n', 'L003', ',', /joins the next line/, ''],
  ['grown, fixed, steps 1\n  readout', 'grown fixed, steps 1\n  readout', 'L003', 'grown', /comma is missing/],
  ['input     784, relu', 'input     784 relu', 'U070', 'relu', /Put a comma before it/],
  ['5000 cells', '5,000 cells', 'L003', ',', /`5_000`/, '_'],
  ['step 6 h\n  start', 'step 6 h start', 'L003', 'start', /end of the statement/],
  ['step 6 h', 'step = 6 h', 'L003', 'step = 6 h', /without `=`/, 'step 6 h'],
  ['step 6 h', 'step 6 h // six', 'L003', '//', /begins with `#`/, '#'],
  // units and numbers
  ['step 6 h', 'step 6', 'U071', '6', /A time needs its unit/, '6 h'],
  ['step 6 h', 'step 6 um', 'U070', '6 um', /a time must stand here/],
  ['step 6 h', 'step 6 hours', 'U070', 'hours', /Write `h`/, 'h'],
  ['10 day', '10 d', 'U070', 'd', /Write `day`/, 'day'],
  ['spread 50 um', 'spread 50 µm', 'L003', 'µ', /written `um`/],
  ['spread 50 um', 'spread 50 h', 'U070', '50 h', /a length must stand here/],
  ['2 um/h', '2', 'U071', '2', /A speed needs its unit/, '2 um/h'],
  ['2 um/h', '2 um', 'U070', '2 um', /a speed must stand here/],
  ['step 6 h', 'step 0 h', 'L010', '0 h', /more than 0/],
  ['space 1 mm', 'space -1 mm', 'L010', '-1 mm', /more than 0/],
  ['within: 60 um', 'within: -60 um', 'L010', '-60 um', /at least 0/],
  ['probability exp(-distance / 150 um)', 'probability 1.5', 'L010', '1.5', /between 0 and 1/],
  ['probability exp(-distance / 150 um)', 'probability 150 %', 'L010', '150 %', /between 0 and 1/],
  ['seeds 1 .. 10', 'seeds 0', 'L010', '0', /nothing runs/],
  ['seeds 1 .. 10', 'seeds 3 .. 1', 'L010', '3 .. 1', /downwards/, '1 .. 3'],
  ['seeds 1 .. 10', 'seeds 1-10', 'L010', '1-10', /`1 .. 10`/],
  ['seeds 1 .. 10', 'seeds 1 .. 1e12', 'L010', '1 .. 1e12', /more than 1,000,000/],
  ['seeds 1 .. 10', 'seeds 1e12', 'L010', '1e12', /a million/],
  ['seeds 1 .. 10', 'seeds 1 .. 10, 3', 'L005', '3', /seed `3` is given twice.*counts once/, ''],
  ['seeds 1 .. 10', 'seeds 1, 2, 1', 'L005', '1', /seed `1` is given twice/, ''],
  ['seeds 1 .. 10', 'seeds 1 .. 10, 5 .. 12', 'L005', '5 .. 12', /seed `5` is given twice/],
  ['batch 64', 'batch 64;  samples 60001', 'L010', '60001', /60,000 samples/, '60000'],
  ['batch 64', 'batch 64;  normalise 0.1307, 0', 'L010', '0', /more than 0/],
  ['batch 64', 'batch 0', 'L010', '0', /at least 1/],
  ['epochs 1 }', 'epochs 1.5 }', 'L010', '1.5', /whole number/],
  ['> 85 %', '> 85', 'L010', '85', /Write `85 %`/, '85 %'],
  ['> 85 %', '> 185 %', 'L010', '185 %', /between 0 and 1/],
  ['> 85 %', '== 85 %', 'L003', '==', /written `=`/, '='],
  // what is not there
  ['input Niche\n', '\n', 'G008', 'Niche', /has no rule and is not an input/],
  [
    '  space 1 mm, 1 mm\n  step 6 h\n',
    '',
    'L011',
    'cortex',
    /needs `space` and `step`/,
    '  space 1 mm, 1 mm\n  step 6 h\n',
  ],
  [
    'probability exp(-distance / 150 um)\n',
    '\n',
    'L011',
    'synapse',
    /needs `probability`/,
    '  probability exp(-distance / 120 um)\n',
  ],
  ['readout   10', 'readout   7', 'N051', '7', /`readout 10`/, '10'],
  ['input     784', 'input     785', 'N050', '785', /`input 784`/, '784'],
  ['without recurrent', 'without noise', 'L010', 'noise', /no `noise` to take away/],
  ['without recurrent', 'without input', 'L010', 'input', /cannot do without/],
  [
    'reader without recurrent',
    'reader with digits = knock_out(mouse, Pax6)',
    'L010',
    'knock_out(mouse, Pax6)',
    /the name of a `data`/,
  ],
  [
    '  train on digits { optimiser adam(1e-3);  batch 64;  epochs 1 }\n',
    '',
    'L011',
    'accuracy(test)',
    /something to learn/,
  ],
  [
    'language 1\n',
    `language 1
language 1
`,
    'L003',
    'language 1',
    /stands once/,
    '',
  ],
];

/** Habits of other languages: the message leads to what is written here. */
const habits: readonly Slip[] = [
  ['language 1\n', 'language 1\n// why\n', 'L003', '//', /begins with `#`/, '#'],
  ['language 1\n', 'language 1\n/* why */\n', 'L003', '/*', /begins with `#`/, '#'],
  ['language 1\n', 'language 1\n-- why\n', 'L003', '--', /begins with `#`/, '#'],
  ['language 1\n', 'language 1\nlet N 400\n', 'L003', '400', /expected `=` and a number/],
  ['language 1\n', 'language 1\nconst tau = 20 ms\n', 'L003', 'const', /by `let N = 400`/, 'let'],
  ['language 1\n', 'language 1\nvary x in 1, 2\n', 'L003', 'vary', /inside an experiment/],
  ['language 1\n', 'language 1\nimport "x.anl"\n', 'L003', 'import', /`use "file.anl"`/, 'use'],
  ['adam(1e-3)', 'adam(rate = 1e-3)', 'L003', 'rate = 1e-3', /`rate: 1e-3`/, 'rate: 1e-3'],
  ['adam(1e-3)', 'admn(1e-3)', 'L001', 'admn', /mean `adam`\?/, 'adam'],
  ['adam(1e-3)', 'adam', 'L010', 'adam', /brackets: `adam\(1e-3\)`/, 'adam(1e-3)'],
  [
    'accuracy of grown > 85',
    'accuracy(grown) > 85',
    'L003',
    'accuracy(grown)',
    /`accuracy of grown`/,
    'accuracy of grown',
  ],
  ['reader without recurrent', 'reader no recurrent', 'L003', 'no', /mean `without`/, 'without'],
  ['reader without recurrent', 'reader with steps = 3', 'L003', 'with steps = 3', /a setting is said in braces/],
  ['reader without recurrent', 'random { recurrent grown }', 'L003', 'random', /is a condition/],
  ['plot accuracy by condition', 'plot accuracy vs condition', 'L003', 'vs', /mean `by`/, 'by'],
  ['plot learning', 'plot learning log', 'L003', 'log', /`plot` takes no `log`/, ''],
  ['seeds 1 .. 10', 'seeds 1-8', 'L010', '1-8', /`1 .. 10`/, '1 .. 8'],
  [
    'data digits from mnist',
    'data digits from fashion-mnist',
    'L001',
    'fashion-mnist',
    /`fashion_mnist`/,
    'fashion_mnist',
  ],
  ['data digits from mnist', 'data digits from fashion', 'L001', 'fashion', /`fashion_mnist`/, 'fashion_mnist'],
  ['input     784', 'input     neurons(reader)', 'L010', 'neurons(reader)', /only after a run.*`784`/],
];

const sweep: readonly Slip[] = [
  ['vary images in 250', 'vary images 250', 'L011', 'vary', /needs `in`/],
  ['samples images', 'samples image', 'L004', 'image', /mean `images`/, 'images'],
  ['samples images', 'samples 1000', 'L006', 'images', /never used/],
  ['at images = 250', 'at images = 300', 'L010', '300', /250, 1000, 4000, 16000/],
  ['at images = 250', 'at image = 250', 'L004', 'image', /mean `images`/, 'images'],
  ['by images', 'by pictures', 'L004', 'pictures', /No variable/],
];

const imported: readonly Slip[] = [
  ['89 % .. 95 %', '95 % .. 89 %', 'L010', '95 % .. 89 %', /downwards/, '89 % .. 95 %'],
  ['.zip" {', '.zip {', 'L003', '"developmental/grown_neural_network.zip {', /closing `"`|A `\{` is missing/],
  ['type = "neuron"', 'type "neuron"', 'L003', 'type', /`=` is missing/],
  ['type = "neuron"', 'type = “neuron”', 'L003', '“', /straight double quotes/],
  ['rows  source ', 'rows  sources ', 'L001', 'sources', /mean `source`/, 'source'],
  ['rewired(published)', 'rewired(published, keep: degree)', 'L001', 'degree', /`both`, `out`, `in`/],
  ['random(published)', 'random(reader)', 'L010', 'reader', /is a `network` noun/],
];

for (const [name, slips] of Object.entries({
  'rapid-learning': [...growth, ...habits],
  'how-much-data': sweep,
  'published-circuit': imported,
})) {
  const right = fs.readFileSync(projectFile('examples', `${name}.anl`), 'utf8');
  describe(`${name}: one slip, one diagnostic, at the slip`, () => {
    for (const [from, to, code, marked, says, fixed] of slips) {
      it(JSON.stringify(to || `no ${from.trim()}`), () => {
        assert.ok(right.includes(from), from);
        const source = right.replace(from, () => to);
        const { diagnostics } = analyseText(source);
        assert.deepEqual(
          diagnostics.map(({ code, range }) => [code, source.slice(range.start, range.end)]),
          [[code, marked]],
          diagnostics.map(({ message }) => message).join('\n'),
        );
        assert.match(diagnostics[0].message, says);
        if (fixed !== undefined) assert.equal(diagnostics[0].fixes?.[0].edits[0].text, fixed);
      });
    }
  });
}

it('what may be written in more than one way is no mistake', () => {
  const right = fs.readFileSync(projectFile('examples', 'rapid-learning.anl'), 'utf8');
  const same: readonly (readonly [string, string])[] = [
    ['5000 cells', '5000 cell'],
    ['85 %', '85%'],
    ['6 h', '6h'],
    ['10 day', '10 days'],
    ['step 6 h', '\tstep\t6\th'],
    ['step 6 h', 'step 6\u00A0h;'],
    ['Niche & !Neurog2', 'Niche and not Neurog2'],
    ['as progenitor at centre', 'at centre as progenitor'],
    ['train on digits {', 'train on digits\n  {'],
    ['input     784', 'input     28 * 28'],
    ['seeds 1 .. 10', 'seeds 1, 2, 3, 4, 5, 6'],
  ];
  for (const [from, to] of [...same, ['', ''] as const])
    assert.deepEqual(analyseText(right.replace(from, to)).diagnostics, [], to);
  assert.deepEqual(analyseText(right.replaceAll('\n', '\r\n')).diagnostics, []);
});

it('a misspelt word whose names many claims use is one mistake', () => {
  const right = `language 1
genes mouse {
  Sox2, Sox2
  Pax6, Sox2
  fate stem = Sox2
}
experiment e {
  compare {
    wild = mouse
    none = knock_out(mouse, Pax6)
  }
  vary strength in 1, 2
  screen knock_out of every gene
  measure posterior = basin(stem)
  expect posterior of wild > posterior of knock_out_Sox2
  expect posterior of none > posterior of knock_out_Pax6
  expect posterior of none > 1 % at strength = 1
  expect posterior of wild > 1 % at strength = 2
}
`;
  const slips: readonly (readonly [from: string, to: string, code: string, marked: string])[] = [
    ['screen knock', 'scren knock', 'L001', 'scren'],
    ['compare {', 'compar {', 'L001', 'compar'],
    ['measure posterior', 'measure psterior', 'L004', 'psterior'],
    ['measure posterior', 'mesure posterior', 'L001', 'mesure'],
    ['vary strength', 'vry strength', 'L001', 'vry'],
    ['vary strength', 'vary strenght', 'L004', 'strenght'],
    ['    wild =', '    wlid =', 'L004', 'wlid'],
    ['genes mouse', 'genes muose', 'L004', 'muose'],
    ['fate stem', 'fat stem', 'L001', 'fat'],
  ];
  for (const [from, to, code, marked] of slips) {
    const source = right.replace(from, to);
    const errors = analyseText(source).diagnostics.filter(({ severity }) => severity === 'error');
    assert.deepEqual(
      errors.map((each) => [each.code, source.slice(each.range.start, each.range.end)]),
      [[code, marked]],
      to,
    );
  }
  assert.deepEqual(
    analyseText(right).diagnostics.filter(({ severity }) => severity === 'error'),
    [],
  );
});

it('a measure of a condition by its name: each condition has it already', () => {
  const source = `language 1
genes net {
  update synchronous
  A, !B
  B, A
}
experiment e {
  compare { w = net }
  measure d = derrida(w)
}
`;
  const [found, ...others] = analyseText(source).diagnostics.filter(({ severity }) => severity === 'error');
  assert.deepEqual(
    [others, found.code, source.slice(found.range.start, found.range.end), found.fixes?.[0].edits[0].text],
    [[], 'L004', 'w', 'net'],
  );
  assert.match(found.message, /`w`: that is a condition, and a measure is taken of each condition already/);
});
