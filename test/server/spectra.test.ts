import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import type { CodeAction, CompletionItem, Hover, InlayHint } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { drawSvg, type Figure } from '../../figures/index.ts';
import { unpacked } from '../../server/typed-arrays.ts';
import { connect, defaultUri, type Editor, hostOf } from './client.ts';

let editor: Editor;
before(async () => {
  editor = await connect(hostOf());
});
after(() => editor.close());

const textDocument = { uri: defaultUri };
const whole = { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } };
const study = `language 1
connect wild { neurons 1000;  weights uniform(-1, 1), symmetric;  spectrum max 0.99 }
connect free { neurons 400;  weights normal(0, 1);  spectrum radius 0.9 }
connect clans {
  neurons 1200;  groups 20
  wire if(same_group, 0.5, 0.01);  weights 1, symmetric, centred
  spectrum max 0.99
}
connect small like wild { neurons 100 }
connect loose { neurons 30;  weights normal(0, 1), symmetric;  spectrum max 1.5 }
connect none { neurons 50;  weights 1;  wire 2^-30;  spectrum max 0.9 }
dynamics rest of wild { model linear;  tau 20 ms;  dt 2 ms;  noise 1;  run 10 s, discard 1 s, starts 1 }
experiment e {
  seeds 1 .. 2
  compare { a = wild;  b = wild { spectrum max 0.9 };  c = free }
  measure alpha = exponent(covariance, ranks: 5 .. 200)
}
`;
function marked(mark: string): string {
  const plain = mark.replace('‸', '');
  assert.ok(study.includes(plain), `the text says ${plain}`);
  return study.replace(plain, mark);
}
/** The answer, asked again as long as it says that it is being computed. */
async function hovered(mark: string): Promise<string> {
  for (let tries = 0; tries < 50; tries++) {
    const { result } = await editor.at<Hover>('textDocument/hover', marked(mark));
    const { value } = result.contents as { value: string };
    if (!value.includes('being computed')) return value;
  }
  throw new Error('never computed');
}

const hovers: readonly [mark: string, says: readonly RegExp[]][] = [
  [
    'symmetric;  spec‸trum max 0.99 }\nconnect free',
    [
      /\| largest real part \| 0\.99 \|/,
      /\| gap \| 0\.01 \|/,
      /\| slowest time constant \| 2 s \(tau 20 ms of rest\) \|/,
      /\| exponent \| 0\.\d\d ± 0\.\d\d over ranks 5 \.\. 200 at N = 1,000 \(semicircle, 6 samples\) \|/,
      /not a test for a power law/,
      /\*\*spectrum\*\*/,
    ],
  ],
  ['connect wi‸ld {', [/^\*\*wild\*\* connect/, /over ranks 5 \.\. 200 at N = 1,000/]],
  ['dynamics re‸st of', [/slowest time constant \| 2 s/]],
  [
    'b = wild { spec‸trum',
    [/largest real part \| 0\.9 \|/, /slowest time constant \| 200 ms \(tau 20 ms of rest\)/, /over ranks 5 \.\. 200/],
  ],
  [
    'spec‸trum radius',
    [
      /\| radius \| 0\.9 \|/,
      /over ranks 5 \.\. 150 at N = 300 \(reduced, 3 samples\)/,
      /Computed with 300 of the 400 neurons and over ranks up to 150 for 200/,
    ],
  ],
  [
    'connect sma‸ll',
    [/slowest time constant \| 100 tau \|/, /over ranks 11 \.\. 50 at N = 100 \(semicircle, 6 samples\)/],
  ],
  ['spec‸trum max 1.5', [/activity grows without bound/, /there is no stationary activity/]],
  ['wire 2^-30;  spec‸trum', [/No prediction: .*eigenvalues/]],
];
test('hover on a spectrum, a matrix or a dynamics predicts the spectrum before anything runs', async (t) => {
  for (const [mark, says] of hovers) {
    await t.test(mark.replaceAll('\n', ' '), async () => {
      const text = await hovered(mark);
      for (const each of says) assert.match(text, each);
    });
  }
});

test('an inlay hint behind each spectrum says the slowest mode and the exponent', async () => {
  await editor.open(study);
  const hints = async (): Promise<InlayHint[]> =>
    editor.request<InlayHint[]>('textDocument/inlayHint', { textDocument, range: whole });
  let found = await hints();
  for (let tries = 0; found.length < 5 && tries < 100; tries++) {
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
    found = await hints();
  }
  const lines = study.split('\n');
  const behind = found.map(
    ({ position: { line, character }, label }) =>
      `${lines[line]
        .slice(0, character)
        .split(/\s{2,}/)
        .at(-1)} | ${(label as string).replaceAll(/0\.\d\d/g, '#')}`,
  );
  assert.match(
    behind.splice(1, 1)[0],
    /^spectrum radius 0\.9 \| slowest [\d.]+ tau · exponent ≈ [\d.#]+ ± # at N = 300$/,
  ); // its largest real part is that of a draw
  assert.deepEqual(behind, [
    'spectrum max 0.99 | slowest 2 s · exponent ≈ # ± #',
    'spectrum max 0.99 | slowest 100 tau · exponent ≈ # ± # at N = 1,000',
    'connect small like wild { neurons 100 } | slowest 100 tau · exponent ≈ # ± #',
    'spectrum max 1.5 | activity grows without bound',
  ]);
});

interface Previewed {
  readonly title: string;
  readonly text: string;
  readonly figures: readonly Figure[];
}
const previews: readonly [mark: string, title: string, says: readonly RegExp[], figures: readonly string[]][] = [
  [
    'connect wi‸ld {',
    'connect wild',
    [
      /^1,000 neurons · uniform\(−1, 1\), symmetric · density 1\.00\. Predicted: largest real part 0\.99 · radius /,
      / · gap 0\.01 · slowest 2 s \(tau 20 ms of rest\) · exponent 0\.\d\d ± 0\.\d\d over ranks 5 \.\. 200/,
    ],
    ['matrix', 'spectrum'],
  ],
  ['dynamics re‸st', 'dynamics rest: connect wild', [/slowest 2 s/], ['matrix', 'spectrum']],
  [
    'connect fr‸ee',
    'connect free',
    [/^400 neurons · normal\(0, 1\), directed · .* Shown: 300 neurons of the same kind, ranks 5 \.\. 150\./],
    ['matrix', 'spectrum', 'eigenvalues'],
  ],
  [
    'spectrum max 0.9‸9\n}',
    'connect clans',
    [/^1,200 neurons · weights 1, symmetric, centred, 20 groups · density 0\.0\d+\. Shown: 1,000 neurons/],
    ['matrix', 'spectrum'],
  ],
  ['connect loo‸se', 'connect loose', [/activity grows without bound/], ['matrix']],
  ['connect no‸ne', 'connect none', [/eigenvalues of the matrix are 0/], []],
];
test('the preview of a drawn matrix shows it and its spectrum', async (t) => {
  for (const [mark, title, says, figures] of previews) {
    await t.test(mark.replaceAll('\n', ' '), async () => {
      const text = marked(mark),
        offset = text.indexOf('‸');
      const document = await editor.open(study);
      const found = unpacked<Previewed>(
        await editor.request('anlage/preview', { uri: defaultUri, position: document.positionAt(offset) }),
      );
      assert.equal(found.title, title);
      for (const each of says) assert.match(found.text, each);
      assert.deepEqual(
        found.figures.map(({ name }) => name),
        figures,
      );
      for (const figure of found.figures) assert.match(drawSvg(figure), /^<svg/);
    });
  }
});

const drawn = 'connect w { neurons 100;  weights normal(0, 1), symmetric;  spectrum max 0.9 }\n';
const completions: readonly [marked: string, has: readonly string[], hasNot: readonly string[]][] = [
  [
    `connect w {
  ‸
}`,
    ['neurons', 'groups', 'place', 'wire', 'weights', 'spectrum'],
    ['tau', 'seeds'],
  ],
  [
    `connect w {
  neurons 10
  ‸
}`,
    ['weights', 'spectrum'],
    ['neurons'],
  ],
  ['connect w { neurons 10;  spectrum ‸ }', ['max', 'radius'], ['symmetric', 'uniform']],
  [
    'connect w { neurons 10;  weights ‸ }',
    ['uniform', 'normal', 'lognormal', 'exponential', 'binary'],
    ['symmetric', 'radius'],
  ],
  [
    'connect w { neurons 10;  weights normal(0, 1), ‸ }',
    ['symmetric', 'asymmetric', 'elliptic', 'centred', 'excitatory'],
    ['uniform', 'max'],
  ],
  ['connect w { neurons 10;  place ‸ }', ['uniform', 'grid'], ['torus']],
  ['connect w { neurons 10;  place uniform in 8 mm, 8 mm, ‸ }', ['torus'], ['grid']],
  ['connect w { neurons 10;  place uniform in 8 ‸ }', ['mm', 'um'], ['ms', 'Hz']],
  ['connect w { neurons 10;  place uniform in 1 mm;  wire exp(-‸) }', ['distance'], ['symmetric']],
  ['connect w { neurons 10;  groups 2;  wire if(‸, 0.5, 0.1) }', ['same_group'], ['radius']],
  [`${drawn}dynamics d ‸`, ['of', 'like'], ['w']],
  [`${drawn}dynamics d of ‸`, ['w', 'permuted', 'similar'], ['d']],
  [
    `${drawn}dynamics d of w {
  ‸
}`,
    ['model', 'tau', 'dt', 'noise', 'run', 'bin'],
    ['spectrum', 'seeds'],
  ],
  [`${drawn}dynamics d of w { model ‸ }`, ['linear'], ['tau']],
  [`${drawn}dynamics d of w { tau 20 ‸ }`, ['ms', 's'], ['um', 'Hz']],
  [`${drawn}dynamics d of w { run 60 s, ‸ }`, ['discard', 'starts'], ['tau']],
  [
    `${drawn}experiment e {
  compare { a = w { ‸ } }
}`,
    ['spectrum', 'weights'],
    ['tau'],
  ],
  [
    `${drawn}experiment e {
  compare { a = w }
  measure x = ‸
}`,
    ['exponent', 'participation_ratio', 'henrici'],
    ['uniform'],
  ],
  [
    `${drawn}experiment e {
  compare { a = w }
  measure x = exponent(‸)
}`,
    ['covariance', 'direct', 'shared_variance'],
    ['uniform'],
  ],
  [
    `${drawn}experiment e {
  compare { a = w }
  measure x = rotations(‸)
}`,
    ['dmd'],
    ['covariance'],
  ],
  [
    `${drawn}experiment e {
  compare { a = w }
  plot ‸
}`,
    ['spectrum', 'eigenvalues', 'timescales', 'matrix'],
    [],
  ],
];
test('completion in matrices, dynamics and what is measured of them', async (t) => {
  for (const [text, has, hasNot] of completions) {
    await t.test(JSON.stringify(text), async () => {
      const { result } = await editor.at<CompletionItem[]>('textDocument/completion', text);
      const labels = result.map(({ label }) => label);
      for (const label of has) assert.ok(labels.includes(label), `${label} is not among ${labels.join(' ')}`);
      for (const label of hasNot) assert.ok(!labels.includes(label), `${label} is among ${labels.join(' ')}`);
    });
  }
});

const resting = (run: string): string =>
  `language 1
${drawn}dynamics d of w { tau 20 ms;  ${run} }
experiment e {
  seeds 1 .. 6
  compare { a = d;  b = w }
  measure x = exponent(direct, ranks: 5 .. 20)
}
`;
const measured = (scale: string, ranks: string): string =>
  `language 1
connect w { neurons 100;  weights normal(0, 1), symmetric;  spectrum max ${scale} }
experiment e {
  seeds 1 .. 6
  compare { a = w;  b = permuted(w) }
  measure x = exponent(covariance, ranks: ${ranks})
}
`;
const fixes: readonly [code: string, text: string, gives: string][] = [
  ['C020', measured('1.2', '5 .. 20'), measured('0.999', '5 .. 20')],
  ['C022', measured('0.9', '5 .. 500'), measured('0.9', '5 .. 50')],
  ['T041', resting('dt 4 ms;  run 60 s;  bin 46 ms'), resting('dt 4 ms;  run 60 s;  bin 48 ms')],
  ['T042', resting('dt 3 ms;  run 1 s'), resting('dt 3 ms;  run 999 ms')],
];
test('the fixes of what is said of spectra and steps, as the editor applies them', async (t) => {
  for (const [code, text, gives] of fixes) {
    await t.test(code, async () => {
      const document = await editor.open(text);
      const given = (await editor.diagnostics((all) => all.some((each) => each.code === code))).find(
        (each) => each.code === code,
      )!;
      const actions = await editor.request<CodeAction[]>('textDocument/codeAction', {
        textDocument,
        range: given.range,
        context: { diagnostics: [given] },
      });
      assert.ok(
        actions.map(({ edit }) => TextDocument.applyEdits(document, edit!.changes![defaultUri])).includes(gives),
        `${given.message}: none of ${JSON.stringify(actions.map(({ title }) => title))} gives what was wanted`,
      );
    });
  }
});

test('a file that the text names is read again when it changes; what else is written makes no work', async () => {
  const files: Record<string, string> = { 'edges.csv': 'source,target,weight\na,b,1\n' };
  const other = await connect(hostOf(files));
  try {
    const text = 'connect w from "edges.csv"\n';
    await other.open(text);
    const shown = async (): Promise<string> =>
      unpacked<Previewed>(
        await other.request('anlage/preview', { uri: defaultUri, position: { line: 0, character: 9 } }),
      ).text;
    const changed = (uri: string) =>
      other.rpc.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 2 }] });
    assert.match(await shown(), /^2 neurons · 1 edge ·/);
    files['edges.csv'] += 'b,c,1\n';
    await changed('file:///files/runs/e/measures.csv');
    assert.match(await shown(), /^2 neurons · 1 edge ·/);
    await changed('file:///files/edges.csv');
    assert.match(await shown(), /^3 neurons · 2 edges ·/);
  } finally {
    await other.close();
  }
});
