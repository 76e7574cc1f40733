import assert from 'node:assert/strict';
import fs from 'node:fs';
import test, { after, before } from 'node:test';
import type {
  CodeAction,
  Diagnostic,
  Hover,
  InlayHint,
  Location,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { drawSvg, type Figure } from '../../figures/index.ts';
import { unpacked } from '../../server/typed-arrays.ts';
import { projectFile } from '../data.ts';
import { connect, defaultUri, type Editor, hostOf } from './client.ts';
import { controlText } from '../../server/gene-text.ts';

const files = {
  'open.aeon': 'A -> B\nC -| B\nB -> C\nA ->? A\n$C: B\n',
  'base.anl': `genes base {
  A, B
  B, A
  fate on = A
}
genes other {
  C, A
  A, !A
}
`,
  'area.bnet': 'targets, factors\nEmx2, Emx2 & !Pax6\nPax6, Pax6 & !Emx2\nSp8, Fgf8\n',
};
let editor: Editor;
before(async () => {
  editor = await connect(hostOf(files));
});
after(() => editor.close());

const textDocument = { uri: defaultUri };
const whole = { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } };
/**
 * The toggle: each gene shuts the other off. Synchronously also a cycle between 00 and 11; steady states 01 and 10
 * under both.
 */
const toggle = `language 1
genes toggle {
  update synchronous
  A, !B
  B, !A
  fate a = A & !B
  fate b = B & !A
}
`;
const study = `language 1
use "base.anl"
genes area from "area.bnet" {
  fate front = Pax6
}
${toggle.replace('language 1\n', '')}experiment e {
  compare { wild = toggle;  a_out = knock_out(toggle, A);  area = area;  pax_out = knock_out(area, Pax6) }
  screen over_express of A, B
  measure share = basin(a)
}
`;
const at = (text: string, mark: string): string => {
  const plain = mark.replace('‸', '');
  assert.ok(text.includes(plain), `the text says ${plain}`);
  return text.replace(plain, mark);
};
/** The answer, asked again as long as it says that it is being computed. */
async function hovered(marked: string): Promise<string> {
  for (let tries = 0; tries < 50; tries++) {
    const { result } = await editor.at<Hover>('textDocument/hover', marked);
    const { value } = result.contents as { value: string };
    if (!value.includes('being computed')) return value;
  }
  throw new Error('never computed');
}

const hovers: readonly [mark: string, says: readonly RegExp[]][] = [
  [
    '  A‸, !B',
    [
      /Regulators: `B` \(inhibits\)\./,
      /Targets: `B` \(inhibits\)\./,
      /\| `B` \| \*\*`A`\*\* \|\n\| --- \| --- \|\n\| 0 \| 1 \|\n\| 1 \| 0 \|/,
      /synchronous update on in 2 of 3 attractors: `a`, (mixed|undecided) \(cycle of 2: on in 50 % of its states\)/,
    ],
  ],
  ['fate a = A‸ &', [/Regulators: `B`/]],
  [
    'fate a‸ =',
    [/Under synchronous update in 1 attractor \(steady state\); basin 25 %/, /forced by the smallest change: /],
  ],
  ['knock_out(toggle, A‸)', [/Regulators: `B`/]],
  ['over_express of A, B‸', [/Regulators: `A`/]],
  ['basin(a‸)', [/basin 25 %/]],
  [
    'genes togg‸le',
    [
      /2 genes, synchronous update/,
      /3 attractors: 2 × steady state, cycle of 2/,
      /\| `a` \| 1 \| 25 % \|/,
      /\| undecided \| 1 \| 50 % \|/,
    ],
  ],
  [
    'upda‸te synchronous',
    [
      /\| attractors \| 3 \| 2 \|/,
      /\| cycles \| 1 \| 0 \|/,
      /\| states that never settle \| 2 of 4 \| 0 \|/,
      /Only under synchronous update: cycle of 2/,
      /basin of `a` \| 25 % \| 50 % \|/,
    ],
  ],
  ['update synchro‸nous', [/under both schemes/]],
  ['fate front = Pax‸6', [/Pax6, Pax6 & !Emx2/, /Regulators: `Pax6` \(activates\), `Emx2` \(inhibits\)/]],
  ['genes are‸a', [/3 genes, 1 input/, /Inputs are held constant/]],
];
test('hover says what a gene does, where its network ends, and what the update scheme changes', async (t) => {
  for (const [mark, says] of hovers) {
    await t.test(mark, async () => {
      const text = await hovered(at(study, mark));
      for (const each of says) assert.match(text, each);
    });
  }
  await t.test('the MIR-9 example: what never settles under synchronous update', async () => {
    const file = projectFile('examples', 'fates.anl');
    if (!fs.existsSync(file)) return;
    const text = fs.readFileSync(file, 'utf8');
    const scheme = text.indexOf('update ');
    const said = await hovered(`${text.slice(0, scheme + 3)}‸${text.slice(scheme + 3)}`);
    assert.match(said, /under both schemes/);
  });
});

test('what forces a fate, and what is not known of it', () => {
  const nothing = { sets: [], indirect: [], complete: true, notKnown: [] };
  for (const [control, says] of [
    [
      { ...nothing, sets: [{ A: 1, B: 0 }] },
      /^From every start, forced by the smallest change: over-express `A` and knock out `B`\.$/,
    ],
    [{ ...nothing, sets: [{ A: 1 }], indirect: [{ C: 0 }] }, /change: knock out `C`\.$/],
    [{ ...nothing, sets: [{ A: 1 }], complete: false }, /over-express `A`\. .*other ones is not known/],
    [{ ...nothing, sets: [{}] }, /^Every start ends in it\.$/],
    [nothing, /^No change of up to 2 genes forces it/],
    [{ ...nothing, complete: false }, /^Which changes force it is not known/],
  ] as const)
    assert.match(controlText(control), says);
});

test('of open rules: what a gene may be, how many networks there are, and no attractors', async () => {
  const text = 'language 1\ngenes some from "open.aeon" {\n  member drawn\n  fate lit = B\n}\n';
  for (const [mark, says] of [
    ['lit = B‸', /Its rule is open: 2 functions, each as likely\. Regulators: `A` \(activates\), `C` \(inhibits\)\./],
    ['genes so‸me', /The rules of `B`, `A` are open: 6 networks\. Where they end is not known before a member/],
    ['fate li‸t', /6 networks/],
  ] as const)
    assert.match(await hovered(at(text, mark)), says);
});

test('an inlay hint counts attractors by fate, when they are known', async () => {
  await editor.open(study);
  const hints = async (): Promise<InlayHint[]> =>
    editor.request<InlayHint[]>('textDocument/inlayHint', { textDocument, range: whole });
  let found = await hints();
  for (let tries = 0; found.length < 2 && tries < 100; tries++) {
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
    found = await hints();
  }
  assert.deepEqual(
    found.map(({ label, position: { line } }) => `${study.split('\n')[line]} ${label as string}`),
    [
      'genes area from "area.bnet" { 6 attractors: front 2, undecided 4',
      'genes toggle { 3 attractors: a 1, b 1, undecided 1',
    ],
  );
  assert.deepEqual(
    await editor.request('textDocument/inlayHint', {
      textDocument,
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
    }),
    [],
  );
});

test('a hint stands before the comment of its line', async () => {
  const commented = 'genes toggle { # two genes\n  A, !B\n  B, !A\n}\n';
  await editor.open(commented);
  let found: InlayHint[] = [];
  for (let tries = 0; found.length === 0 && tries < 100; tries++) {
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
    found = await editor.request<InlayHint[]>('textDocument/inlayHint', { textDocument, range: whole });
  }
  assert.deepEqual(
    found.map(({ position }) => position),
    [{ line: 0, character: 'genes toggle {'.length }],
  );
});

const user = `use "base.anl"
genes more like base {
  D, A
}
experiment e {
  compare { a = base;  b = knock_out(base, B) }
  measure m = basin(on)
}
`;
const definitions: readonly [text: string, mark: string, uri: string, line: number, character: number][] = [
  [user, 'knock_out(base, B‸)', 'file:///files/base.anl', 2, 2],
  [user, 'basin(on‸)', 'file:///files/base.anl', 3, 7],
  [user, 'D, A‸', 'file:///files/base.anl', 1, 2],
  [study, 'front = Pax‸6', 'file:///files/area.bnet', 2, 0],
  [study, 'knock_out(area, Pax‸6)', 'file:///files/area.bnet', 2, 0],
  [study, 'knock_out(toggle, A‸)', defaultUri, 7, 2],
];
test('definition goes to the file that declares, gene rules too', async (t) => {
  for (const [text, mark, uri, line, character] of definitions) {
    await t.test(mark, async () => {
      const { result } = await editor.at<Location>('textDocument/definition', at(text, mark));
      assert.deepEqual([result.uri, result.range.start], [uri, { line, character }]);
    });
  }
});

test('references are found in the file that declares and in those that use it, and only of the same gene', async () => {
  const { result } = await editor.at<Location[]>('textDocument/references', at(user, 'knock_out(base, B‸)'), {
    context: { includeDeclaration: true },
  });
  assert.deepEqual(
    result.map(({ uri, range: { start } }) => `${uri.split('/').at(-1)} ${start.line}:${start.character}`).sort(),
    ['base.anl 1:5', 'base.anl 2:2', 'test.anl 5:43'],
  );
  const inRules = await editor.at<Location[]>('textDocument/references', at(study, 'knock_out(area, Pax‸6)'), {
    context: { includeDeclaration: true },
  });
  assert.deepEqual(
    inRules.result.map(({ uri, range: { start } }) => `${uri.split('/').at(-1)} ${start.line}`),
    ['area.bnet 2', 'test.anl 3', 'test.anl 13'],
  );
});

test('a rename where a gene is declared reaches the open files that use it', async () => {
  const other = await connect(hostOf(files));
  try {
    await other.open(user, 'file:///files/user.anl');
    await other.open(files['base.anl'], 'file:///files/base.anl');
    const { changes } = await other.request<WorkspaceEdit>('textDocument/rename', {
      textDocument: { uri: 'file:///files/base.anl' },
      position: { line: 2, character: 2 },
      newName: 'Bee',
    });
    const renamed = (uri: string, text: string): string =>
      TextDocument.applyEdits(TextDocument.create(uri, 'anlage', 0, text), changes![uri] as TextEdit[]);
    assert.equal(
      renamed('file:///files/base.anl', files['base.anl']),
      files['base.anl'].replace('A, B', 'A, Bee').replace('  B, A', '  Bee, A'),
    );
    assert.equal(renamed('file:///files/user.anl', user), user.replace('(base, B)', '(base, Bee)'));
  } finally {
    await other.close();
  }
});
const refusals: readonly [text: string, mark: string, says: RegExp][] = [
  [
    user,
    'knock_out(base, B‸)',
    /`B` is declared in base\.anl, which is only read here: open that file and rename it there/,
  ],
  [user, 'basin(on‸)', /`on` is declared in base\.anl/],
  [
    study,
    'front = Pax‸6',
    /`Pax6` is declared in area\.bnet, line 3, which is only read here: rename it in that file and here, or copy its /,
  ],
];
test('what another file declares is read-only: a rename says which file, and what to do', async (t) => {
  for (const [text, mark, says] of refusals) {
    await t.test(mark, async () => {
      await assert.rejects(editor.at('textDocument/rename', at(text, mark), { newName: 'X' }), says);
      await assert.rejects(editor.at('textDocument/prepareRename', at(text, mark)), says);
    });
  }
});

const fixes: readonly [code: string, text: string, gives: string][] = [
  [
    'G004',
    `language 1
genes m {
  A, A
  B, A | A & B
}
`,
    `language 1
genes m {
  A, A
  B, A
}
`,
  ],
  [
    'G005',
    `language 1
genes m {
  A, A
  B, !A
  A -> B
}
`,
    `language 1
genes m {
  A, A
  B, !A
  A -| B
}
`,
  ],
  ['G007', toggle, toggle.replace('update synchronous', 'update asynchronous')],
  [
    'G008',
    `language 1
genes m {
  A, A & X
}
`,
    `language 1
genes m {
  A, A & X
  X, X
}
`,
  ],
  [
    'G009',
    `language 1
genes m {
  A, A
  A, !A
}
`,
    `language 1
genes m {
  A, A
}
`,
  ],
];
test('the fixes of what is said of genes, as the editor applies them', async (t) => {
  for (const [code, text, gives] of fixes) {
    await t.test(code, async () => {
      const document = await editor.open(text);
      const given = (await editor.diagnostics((all) => all.some((each) => each.code === code))).find(
        (each) => each.code === code,
      ) as Diagnostic;
      const actions = await editor.request<CodeAction[]>('textDocument/codeAction', {
        textDocument,
        range: given.range,
        context: { diagnostics: [given] },
      });
      const results = actions
        .filter(({ diagnostics }) => diagnostics!.some((each) => each.code === code))
        .map(({ edit }) => TextDocument.applyEdits(document, edit!.changes![defaultUri]));
      assert.ok(results.includes(gives), `none of these is what was wanted: ${JSON.stringify(results)}`);
    });
  }
});

interface Previewed {
  readonly title: string;
  readonly text: string;
  readonly figures: readonly Figure[];
}
const grown = fs
  .readFileSync(projectFile('examples', 'rapid-learning.anl'), 'utf8')
  .replace('until 5000 cells', 'until 60 cells')
  .replace('< 520', '< 8');
const previews: readonly [text: string, mark: string, title: string, says: RegExp, figures: readonly string[]][] = [
  [
    study,
    'genes togg‸le',
    'genes toggle',
    /2 genes, synchronous update\. 3 attractors: a 1, b 1, undecided 1\./,
    ['wiring', 'attractors', 'transitions'],
  ],
  [study, '  A, !B‸', 'genes toggle', /3 attractors/, ['wiring', 'attractors', 'transitions']],
  [
    study,
    'knock_ou‸t(toggle, A)',
    'genes toggle with A = 0',
    /1 attractor: b 1/,
    ['wiring', 'attractors', 'transitions'],
  ],
  [study, 'wild = togg‸le', 'genes toggle', /3 attractors/, ['wiring', 'attractors', 'transitions']],
  [grown, 'develop cor‸tex', 'develop cortex', /^Seed 1: \d+ cells, \d+ synapses\.$/, ['circuit']],
  [grown, 'connect gro‸wn', 'connect grown', /\d+ neurons · \d+ edges .* density .* rank \d+/, ['matrix']],
  [grown, 'recurrent.matrix rewi‸red(grown)', 'connect grown, rewired', /\d+ neurons/, ['matrix']],
  [grown, 'network rea‸der', 'network reader: connect grown', /\d+ neurons/, ['matrix']],
];
test('the preview shows the noun at the cursor', async (t) => {
  for (const [text, mark, title, says, figures] of previews) {
    await t.test(mark, async () => {
      const marked = at(text, mark);
      const offset = marked.indexOf('‸');
      const document = await editor.open(text);
      const found = unpacked<Previewed>(
        await editor.request('anlage/preview', { uri: defaultUri, position: document.positionAt(offset) }),
      );
      assert.equal(found.title, title);
      assert.match(found.text, says);
      assert.deepEqual(
        found.figures.map(({ name }) => name),
        figures,
      );
      for (const figure of found.figures) assert.match(drawSvg(figure), /^<svg/);
    });
  }
  await t.test('nothing where there is nothing to show', async () => {
    await editor.open(study);
    assert.equal(
      await editor.request('anlage/preview', { uri: defaultUri, position: { line: 0, character: 3 } }),
      null,
    );
  });
});

test('what is wrong in a file of rules leads to its lines', async () => {
  await editor.open(`language 1
genes area from "area.bnet"
`);
  const found = await editor.diagnostics((all) => all.some(({ code }) => code === 'G008'));
  assert.deepEqual(
    found
      .find(({ code }) => code === 'G008')!
      .relatedInformation!.map(({ location }) => [location.uri, location.range.start.line]),
    [['file:///files/area.bnet', 3]],
  );
});

test('a file of gene rules is checked, mended, explained and shown like genes', async () => {
  const uri = 'file:///files/rules.bnet';
  const text = 'targets, factors\nA, A | A & B\nB, !B\nB, A\n';
  const document = await editor.open(text, uri);
  const found = await editor.diagnostics((all) => all.some(({ code }) => code === 'G009'), uri);
  assert.deepEqual(
    found.map(({ code, range: { start } }) => `${code} ${start.line}:${start.character}`),
    ['G004 1:0', 'G009 3:0'],
  );
  const actions = await editor.request<CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri },
    range: whole,
    context: { diagnostics: [] },
  });
  assert.deepEqual(
    actions.map(({ edit }) => TextDocument.applyEdits(document, edit!.changes![uri])),
    [text.replace('A | A & B', 'A'), text.replace('B, A\n', '')],
  );
  const mended = text.replace('B, A\n', '');
  editor.change(mended, uri);
  await editor.diagnostics((all) => all.some(({ code }) => code === 'G002'), uri);
  const request = { textDocument: { uri }, position: { line: 2, character: 4 } };
  let hover = '';
  for (let tries = 0; tries < 50 && !hover.includes('attractors'); tries++)
    hover = ((await editor.request<Hover>('textDocument/hover', request)).contents as { value: string }).value;
  assert.match(hover, /^\*\*B\*\* gene[\s\S]*B, !B[\s\S]*Regulators: `B` \(inhibits\)/);
  assert.match(hover, /Regulators: `B` \(inhibits\)[\s\S]*Under synchronous update on in 2 of 2 attractors/);
  assert.deepEqual((await editor.request<Location>('textDocument/definition', request)).range.start, {
    line: 2,
    character: 0,
  });
  const shown = unpacked<Previewed>(await editor.request('anlage/preview', { uri, position: request.position }));
  assert.equal(shown.title, 'genes rules.bnet');
  assert.deepEqual(
    shown.figures.map(({ name }) => name),
    ['wiring', 'attractors', 'transitions'],
  );
  assert.equal(await editor.request('textDocument/completion', request), null);
});
