import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { parse } from '../../grammar/index.ts';
import { analyseScience, analyseText, type Diagnostic, loadImports, specify } from '../../language/index.ts';
import { sharedData, sharedExample } from '../data.ts';
import { readerOf, smallFiles } from './reader-of-texts.ts';

const codes = (diagnostics: readonly Diagnostic[]): readonly string[] => diagnostics.map(({ code }) => code);
const marked = (source: string): readonly string[] =>
  analyseText(source).diagnostics.map(({ code, range }) => `${code} ${source.slice(range.start, range.end)}`);

const genes = `genes mouse {
  update asynchronous
  input Niche
  Sox2, Sox2 & !Tbr1
  Tbr1, Tbr1 | !Niche
  fate progenitor = Sox2 & !Tbr1
  fate neuron = Tbr1 & !Sox2
}
`;
const develop = (lines: string): string =>
  `develop cortex from mouse {
  space 1 mm, 1 mm
  step 6 h
  start 1 cell as progenitor at centre
${lines}  stop at 10 day
}
`;
const study = (body: string): string =>
  `data digits from mnist
network reader {
  input 784, relu
  neurons 85
  readout 10
}
experiment study {
  seeds 10
${body}}
`;
const grown = (lines: string): string => `language 1\n${genes}${develop(lines)}`;

describe('one mistake, one diagnostic, at the user’s own text', () => {
  const cases: Readonly<Record<string, readonly [string, readonly string[]]>> = {
    'an unknown word': [grown('  migrat neuron along outward at 2 um/h\n'), ['L001 migrat']],
    'an unknown label': [grown('  divide progenitor evry 12 h until 5 cells\n'), ['L001 evry']],
    'an unknown option': [grown('  divide progenitor every 12 h until 5 cells, spred 5 um\n'), ['L001 spred']],
    'an unknown noun, used by others': [`language 1\n${genes.replace('genes', 'gens')}${develop('')}`, ['L001 gens']],
    'an unknown function': [
      grown('  synapse neuron to neuron { probability epx(-distance / 150 um) }\n'),
      ['L001 epx'],
    ],
    'an unknown quantity': [
      grown('  synapse neuron to neuron { probability exp(-distnce / 150 um) }\n'),
      ['L004 distnce'],
    ],
    'an unknown fate': [grown('  divide progenitr every 12 h until 5 cells\n'), ['L004 progenitr']],
    'a signal that sets no input': [grown('  signal Nich = neighbours(neuron, within: 60 um) < 3\n'), ['L004 Nich']],
    'a time where a length is due': [grown('  signal Niche = neighbours(neuron, within: 60 ms) < 3\n'), ['U070 60 ms']],
    'a length where a speed is due': [grown('  migrate neuron along outward at 2 um\n'), ['U070 2 um']],
    'another count': [grown('  divide progenitor every 12 h until 5 neurons\n'), ['U070 5 neurons']],
    'an unknown unit': [grown('  divide progenitor every 12 hours until 5 cells\n'), ['U070 hours']],
    'a bare number inside an expression': [
      grown('  synapse neuron to neuron { probability exp(-distance / 150) }\n'),
      ['U071 150'],
    ],
    'a bare number compared with a length': [
      grown('  synapse neuron to neuron { probability if(distance < 50, 1, 0) }\n'),
      ['U071 50'],
    ],
    'a sum of a length and a time': [
      grown('  synapse neuron to neuron { probability exp(-(distance + 1 h) / 50 um) }\n'),
      ['U070 1 h'],
    ],
    'a condition where a number is due': [
      grown('  synapse neuron to neuron { probability distance < 50 um }\n'),
      ['L010 distance < 50 um'],
    ],
    'one length for a space': [grown('').replace('1 mm, 1 mm', '1 mm'), ['L011 space']],
    'a fraction where a whole number is due': [
      `language 1
${study('  compare { a = reader }\n  train on digits { batch 1.5 }\n')}`,
      ['L010 1.5'],
    ],
    'a noun of another kind': [
      `language 1
${study('  compare { a = reader }\n  train on reader { }\n')}`.replace('data digits from mnist\n', ''),
      ['L010 reader'],
    ],
    'an equals sign in a setting': [
      `language 1
${study('  compare { a = reader }\n  train on digits { batch = 64 }\n')}`,
      ['L003 batch = 64'],
    ],
    'a rule outside genes': [grown('  Sox2, Sox2\n'), ['L003 Sox2, Sox2']],
    'a claim of another dimension': [
      `language 1
${study(
  '  compare { a = reader;  b = reader { neurons 5 } }\n  train on digits { }\n  measure accuracy = ' +
    'accuracy(test)\n  expect accuracy of a > 85 um\n',
)}`,
      ['U070 85 um'],
    ],
    'a condition that does not exist': [
      `language 1
${study(
  '  compare { a = reader;  b = reader { neurons 5 } }\n  train on digits { }\n  measure accuracy = ' +
    'accuracy(test)\n  expect accuracy of c > 0\n',
)}`,
      ['L004 c'],
    ],
    'a misspelt experiment word does not take its claims along': [
      `language 1
${study(`  compre { a = reader }
  train on digits { }
  measure accuracy = accuracy(test)
  expect accuracy of a > 0
`)}`,
      ['L001 compre'],
    ],
    'a gene that the noun of a call does not have': [
      `language 1
${genes}experiment e { compare { a = mouse;  b = knock_out(mouse, Pax6) } }
`,
      ['L004 Pax6'],
    ],
    'a rate per length': [grown('  synapse neuron to neuron { probability 0.1 per um }\n'), ['U070 um']],
    'zero needs no unit': [grown('  synapse neuron to neuron { probability if(distance > 0, 1, 0) }\n'), []],
    'a reserved word as a name': [
      `language 1
genes g {
  to, to
}
`,
      ['L003 to'],
    ],
  };
  for (const [name, [source, expected]] of Object.entries(cases)) {
    it(name, () => {
      assert.deepEqual(
        marked(source).filter((found) => !/^[SD]/.test(found)),
        expected,
      );
    });
  }
});

describe('names', () => {
  const source = `language 1
${genes}${develop(`  signal Niche = neighbours(neuron, within: 60 um) < 3
  divide progenitor every 12 h until 5 cells
`)}experiment e {
  compare { wild = mouse;  none = knock_out(mouse, Sox2) }
  vary progenitor in 1, 2
}
`;
  const { walk } = analyseText(source);
  const uses = (kind: string, name: string): readonly string[] =>
    walk.occurrences
      .filter((found) => found.kind === kind && found.name === name)
      .map(
        ({ range, defines }) =>
          `${defines ? 'declares' : 'uses'} line ${source.slice(0, range.start).split('\n').length}`,
      );
  it('a gene, in its rule, in fates and as an argument', () =>
    assert.deepEqual(
      uses('gene', 'Sox2').toSorted(),
      ['declares line 5', 'uses line 19', 'uses line 5', 'uses line 7', 'uses line 8'].toSorted(),
    ));
  it('an input, from its declaration to the signal that sets it', () =>
    assert.deepEqual(uses('input', 'Niche').toSorted(), ['declares line 4', 'uses line 14', 'uses line 6'].toSorted()));
  it('a fate and a variable of one name are two things', () => {
    assert.deepEqual(uses('fate', 'progenitor'), ['declares line 7', 'uses line 13', 'uses line 15']);
    assert.deepEqual(uses('variable', 'progenitor'), ['declares line 20']);
  });
  it('every use points at the declaration', () => {
    for (const { range, declaration, name } of walk.occurrences) {
      assert.ok(declaration, name);
      assert.equal(source.slice(declaration.start, declaration.end), source.slice(range.start, range.end));
    }
  });
  it('nouns share one namespace; conditions, measures and variables have their own', () => {
    assert.deepEqual(
      marked(`language 1
${genes}data mouse from mnist
`),
      ['L005 mouse'],
    );
    assert.deepEqual(
      codes(
        analyseText(
          `language 1
${study(
  '  vary reader in 1, 2\n  compare { reader = reader { neurons reader };  digits = reader without neurons ' +
    '}\n  measure digits = accuracy(test)\n  train on digits { batch reader }\n',
)}`,
        ).diagnostics,
      ).filter((code) => code !== 'L011'),
      [],
    );
  });
});

describe('use', () => {
  const check = async (source: string, files: Readonly<Record<string, string>>): Promise<readonly string[]> => {
    const reader = readerOf({ ...smallFiles, ...files });
    const analysis = analyseText(source, await loadImports(parse(source), reader, '/here/main.anl'));
    return codes(
      [...analysis.diagnostics, ...(await analyseScience(analysis, reader))].filter(
        ({ severity }) => severity !== 'hint',
      ),
    );
  };
  const experiment = 'experiment e { compare { a = mouse;  b = knock_out(mouse, Sox2) } }\n';
  it('imports nouns, and those that they use, but not experiments', async () => {
    assert.deepEqual(
      await check(
        `language 1
use "lib/genes.anl"
${experiment}`,
        {
          'lib/genes.anl': `language 1
use "more.anl"
genes rat like mouse { }
experiment e { compare { a = rat } }
`,
          'lib/more.anl': `language 1\n${genes}`,
        },
      ),
      [],
    );
  });
  it('runs with them', async () => {
    const source = `language 1
use "genes.anl"
${experiment}`;
    const reader = readerOf({ 'genes.anl': `language 1\n${genes}` });
    const { specification } = await specify(analyseText(source, await loadImports(parse(source), reader)), reader);
    assert.deepEqual(
      specification?.experiments[0].conditions.map(({ noun }) => noun.noun === 'genes' && [noun.name, noun.fixed]),
      [
        ['mouse', {}],
        ['mouse', { Sox2: 0 }],
      ],
    );
  });
  it('a circle is an error, at the file that closes it', async () => {
    assert.deepEqual(
      await check(
        `language 1
use "a.anl"
`,
        { 'a.anl': 'use "b.anl"\n', 'b.anl': 'use "a.anl"\n' },
      ),
      ['L012'],
    );
    assert.deepEqual(
      await check(
        `language 1
use "a.anl"
`,
        { 'a.anl': 'use "main.anl"\n', 'main.anl': 'use "a.anl"\n' },
      ),
      ['L012'],
    );
  });
  it('a file that is not there, or is broken', async () => {
    assert.deepEqual(
      await check(
        `language 1
use "nowhere.anl"
`,
        {},
      ),
      ['L012'],
    );
    assert.deepEqual(
      await check(
        `language 1
use "a.anl"
`,
        { 'a.anl': 'genes {{{' },
      ),
      ['L012'],
    );
  });
  it('of a file that is not there it says what the folder has', async () => {
    const at = async (path: string, names: readonly string[]) => {
      const reader = { ...readerOf({}), places: () => ['/w'], list: async () => names };
      const source = `language 1\nuse "${path}"\n`;
      const imports = await loadImports(parse(source), reader, '/w/main.anl');
      const [{ message, fixes }] = analyseText(source, imports).diagnostics;
      return [message, fixes?.[0]?.edits[0].text];
    };
    const names = ['library.anl', 'library.csv', 'main.anl', 'other.anl'];
    assert.deepEqual(await at('libary.anl', names), [
      '"libary.anl" was not found in here/libary.anl. Did you mean `"library.anl"`?',
      '"library.anl"',
    ]);
    assert.deepEqual(await at('sub/quite-another.anl', names), [
      '"sub/quite-another.anl" was not found in here/sub/quite-another.anl. ' +
        'Its folder has `library.anl`, `main.anl`, `other.anl`.',
      undefined,
    ]);
    assert.deepEqual(await at('man.anl', ['main.anl']), [
      '"man.anl" was not found in here/man.anl. Correct the path, or make the file.',
      undefined,
    ]);
  });
  it('before it is read, its names are not objected to', () =>
    assert.deepEqual(
      codes(
        analyseText(`language 1
use "genes.anl"
${experiment}`).diagnostics,
      ),
      [],
    ));
});

describe('# warns:', () => {
  const body = `language 1\n${genes.replace('Sox2, Sox2 & !Tbr1', 'Sox2, Sox2 & !Tbr1 | Sox2 & !Tbr1 & Niche')}`;
  const whole = async (source: string): Promise<readonly string[]> => {
    const analysis = analyseText(source);
    return codes([...analysis.diagnostics, ...(await analyseScience(analysis, readerOf()))]);
  };
  it('is quiet about what it lists', async () => {
    assert.deepEqual(await whole(body), ['G004']);
    assert.deepEqual(await whole(`# warns: G004\n${body}`), []);
  });
  it('and fails if one is missing', async () => assert.deepEqual(await whole(`# warns: G004 G006\n${body}`), ['L008']));
  it('errors are never listed away', async () =>
    assert.deepEqual(
      await whole(`# warns: L004\n${body}develop d from nothing { space 1 mm, 1 mm;  step 1 h;  stop at 1 day }\n`),
      ['G004', 'L004'],
    ));
});

describe('science', () => {
  const source = `language 1
connect chain from "chain.json"
experiment e {
  seeds 6
  compare { a = chain;  b = random(chain) }
}
`;
  it('is cached by what it was found in, and moves with the text', async () => {
    const reader = readerOf(),
      cache = new Map();
    const [first] = await analyseScience(analyseText(source), reader, { cache });
    const moved = `# a line\n${source}`;
    const [again] = await analyseScience(analyseText(moved), reader, { cache });
    assert.deepEqual(reader.reads, ['chain.json']);
    assert.deepEqual(
      [source.slice(first.range.start, first.range.end), moved.slice(again.range.start, again.range.end)],
      ['chain', 'chain'],
    );
    assert.match(first.message, /nilpotent/);
    assert.match(first.message, /rank 3 of 4/);
  });
  it('stops when it is told to', async () =>
    assert.deepEqual(await analyseScience(analyseText(source), readerOf(), { signal: { aborted: true } }), []));
  it('a ring is neither nilpotent nor deficient', async () =>
    assert.deepEqual(await analyseScience(analyseText(source.replace('chain.json', 'ring.json')), readerOf()), []));
  it('a missing file: where it was looked for, and the step that gets it', async () => {
    const [found] = await analyseScience(analyseText(source.replace('chain.json', 'gone.json')), readerOf());
    assert.equal(found.code, 'D001');
    assert.match(found.message, /here\/gone\.json, data\/gone\.json.*anlage data get gone\.json/);
  });
  it('a damaged file', async () =>
    assert.deepEqual(codes(await analyseScience(analyseText(source), readerOf({ 'chain.json': '{"nodes": [' }))), [
      'D002',
    ]));
  it('rules of a file: inputs without effect, constants, two rules, free inputs', async () => {
    const of = async (name: string): Promise<readonly string[]> =>
      codes(
        await analyseScience(
          analyseText(`language 1
genes g from "${name}" { update asynchronous }
`),
          readerOf(),
        ),
      );
    assert.deepEqual(await of('idle.bnet'), ['G004', 'G006']);
    assert.deepEqual(await of('two.bnet'), ['G009']);
    assert.deepEqual(await of('rules.bnet'), ['G008']);
  });
  it('a knock-out of a gene that the file does not have', async () => {
    const text = `language 1
genes g from "rules.bnet" { update asynchronous }
experiment e {
  compare { a = g;  b = knock_out(g, Sox3) }
}
`;
    const found = (await analyseScience(analyseText(text), readerOf())).filter(({ severity }) => severity === 'error');
    assert.deepEqual(
      found.map(({ code, range, fixes }) => [code, text.slice(range.start, range.end), fixes?.[0].edits[0].text]),
      [['G008', 'Sox3', 'Sox2']],
    );
  });
  it('another rule for a gene that the network does not have', async () => {
    const text = `language 1
genes g {
  Sox2, !Pax6
  Pax6, !Sox2
  fate f = Sox2
}
experiment e { compare { a = g; b = g { Sox3 = false }; c = g { Pax6, 0 } } }
`;
    assert.deepEqual(
      analyseText(text)
        .walk.problems.filter(({ code }) => code === 'G008')
        .map(({ range, fixes }) => [text.slice(range.start, range.end), fixes?.[0].edits[0].text]),
      [['Sox3', 'Sox2']],
    );
  });
  it('a fate over a gene that the file does not have', async () => {
    const text = `language 1
genes g from "rules.bnet" {
  update asynchronous
  fate a = Sox2 & Pax7
}
`;
    const found = (await analyseScience(analyseText(text), readerOf())).filter(({ severity }) => severity === 'error');
    assert.deepEqual(
      found.map(({ code, range }) => `${code} ${text.slice(range.start, range.end)}`),
      ['G008 Pax7'],
    );
  });
});

describe('the examples check without errors, and warn what they say', () => {
  const folder = path.dirname(sharedExample('rapid-learning.anl') ?? '');
  const files = folder ? fs.readdirSync(folder).filter((name) => name.endsWith('.anl')) : [];
  it('are there', (t) => {
    if (files.length === 0) t.skip('needs the shared examples');
  });
  const data = sharedData('MANIFEST.csv');
  const reader = data && {
    locate: async (reference: string) => {
      const location = path.join(path.dirname(data), reference);
      return fs.existsSync(location)
        ? { found: true as const, location, size: fs.statSync(location).size }
        : { found: false as const, tried: [location] };
    },
    bytes: async (location: string) => new Uint8Array(fs.readFileSync(location)),
  };
  for (const name of files) {
    it(name, async (t) => {
      const source = fs.readFileSync(path.join(folder, name), 'utf8');
      const analysis = analyseText(source);
      // Few seeds; words that come later; modes of 20 s in runs that keep 52 s; one input for all that are scaled.
      const own: Readonly<Record<string, string>> = { 'critical.anl': 'C021', 'near-critical.anl': 'C080' };
      const right = ['S061', 'L014', own[name]];
      assert.deepEqual(
        analysis.diagnostics.filter(({ code }) => !right.includes(code)),
        [],
      );
      if (!reader) return t.skip('its data need the shared test data');
      assert.deepEqual(
        codes(
          (await analyseScience(analysis, reader)).filter(
            ({ severity, code }) => severity !== 'hint' && code !== 'L014',
          ),
        ),
        [],
      );
      assert.ok((await specify(analysis, reader)).specification);
    });
  }
});
