import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import type { CodeLens } from 'vscode-languageserver';
import type { ExperimentsChanged, ListedExperiment } from '../../server/listed-experiments.ts';
import { connect, defaultUri, type Editor, hostOf } from './client.ts';

const files = {
  'shared.anl': `language 1
genes toggle {
  A, !B
  B, !A
}
experiment theirs {
  compare { wild = toggle }
  measure basins = count(attractors(toggle))
  expect basins > 0
}
`,
};
let editor: Editor;
const changes: ExperimentsChanged[] = [];
let arrived = (): void => {};
before(async () => {
  editor = await connect(hostOf(files));
  editor.rpc.onNotification('anlage/experimentsChanged', (changed: ExperimentsChanged) => {
    changes.push(changed);
    arrived();
  });
});
after(() => editor.close());

const listed = (uri = defaultUri): Promise<readonly ListedExperiment[] | null> =>
  editor.request('anlage/experiments', { uri });
async function listedOf(text: string): Promise<readonly ListedExperiment[]> {
  await editor.open(text);
  return (await listed())!;
}
const brief = (experiments: readonly ListedExperiment[]): readonly (readonly [string, readonly string[]])[] =>
  experiments.map(({ name, claims }) => [name, claims.map(({ text, line }) => `${line}: ${text}`)]);
/** The first of what is told from now on that satisfies a test. */
async function told(satisfies: (changed: ExperimentsChanged) => boolean): Promise<ExperimentsChanged> {
  for (let next = 0; ; ) {
    for (; next < changes.length; next++) if (satisfies(changes[next])) return changes[next];
    await new Promise<void>((resolve) => {
      arrived = resolve;
    });
  }
}

const study = `language 1
genes toggle {
  A, !B
  B, !A
}
experiment "my study" {
  seeds 1 .. 2
  compare {
    wild = toggle
    "without A" = knock_out(toggle, A)
  }
  measure basins = count(attractors)
  expect basins of wild > 1   # two of them
  expect every basins of wild <   # on two lines
    9
}
experiment second { expect basins of wild > 2; expect basins of wild < 3 }
`;

test('an experiment has its name, quoted or not, its conditions, its measures and its claims', async () => {
  const [first, second] = await listedOf(study);
  assert.equal(first.name, 'my study');
  assert.deepEqual(first.range, { start: { line: 5, character: 0 }, end: { line: 15, character: 1 } });
  assert.deepEqual(first.conditions, [
    { name: 'wild', range: { start: { line: 8, character: 4 }, end: { line: 8, character: 8 } } },
    { name: 'without A', range: { start: { line: 9, character: 4 }, end: { line: 9, character: 15 } } },
  ]);
  assert.deepEqual(first.measures, [
    {
      name: 'basins',
      range: { start: { line: 11, character: 10 }, end: { line: 11, character: 16 } },
      statement: { start: { line: 11, character: 2 }, end: { line: 11, character: 36 } },
    },
  ]);
  assert.deepEqual(first.claims[0], {
    text: 'basins of wild > 1',
    line: 13,
    range: { start: { line: 12, character: 2 }, end: { line: 12, character: 27 } },
  });
  assert.deepEqual(brief([first, second]), [
    ['my study', ['13: basins of wild > 1', '14: every basins of wild < 9']],
    ['second', ['17: basins of wild > 2', '17: basins of wild < 3']],
  ]);
});

test('the lens above an experiment in quotes runs it', async () => {
  await editor.open(study);
  const lenses = await editor.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri: defaultUri } });
  assert.deepEqual(
    lenses.map(({ command }) => command?.arguments),
    [
      [defaultUri, 'my study'],
      [defaultUri, 'second'],
    ],
  );
});

test('experiments with errors in them are listed all the same; one without a name is not', async () => {
  assert.deepEqual(
    brief(
      await listedOf(`language 1
experiment damaged {
  compar { a = nothing }
  expect accuracy of > 1 %
  expect accuracy of a > 2 %
}
experiment { expect accuracy > 0 }
experiment open {
  expect accuracy > 3 %
`),
    ),
    [
      ['damaged', ['4: accuracy of > 1 %', '5: accuracy of a > 2 %']],
      ['open', ['9: accuracy > 3 %']],
    ],
  );
});

test('what only looks like an experiment or a claim is none', async () => {
  assert.deepEqual(
    brief(
      await listedOf(`language 1
# experiment commented {
#   expect accuracy > 1 %
# }
genes toggle {
  experiment, !B   # experiment gene {
  B, !experiment
}
experiment real {
  # expect accuracy > 2 %
  seeds 1   # expect accuracy > 3 %
}
`),
    ),
    [['real', []]],
  );
});

test('what a file uses is not run from it: the experiments of an imported file are its own', async () => {
  const uri = 'file:///files/shared.anl';
  assert.equal(await listed(uri), null);
  assert.deepEqual(
    brief(
      await listedOf(`language 1
use "shared.anl"
use "missing.anl"
experiment ours {
  compare { wild = toggle }
  expect basins > 1
}
`),
    ),
    [['ours', ['6: basins > 1']]],
  );
  await editor.open(files['shared.anl'], uri);
  assert.deepEqual(brief((await listed(uri))!), [['theirs', ['9: basins > 0']]]);
});

test('a file of gene rules has none', async () => {
  const uri = 'file:///files/area.bnet';
  await editor.open('targets, factors\nA, !B\nB, !A\n', uri);
  assert.equal(await listed(uri), null);
});

test('the editor is told once when they change, and not when they stay', async () => {
  const uri = 'file:///files/told.anl';
  const text = 'language 1\nexperiment e {\n  expect accuracy > 1 %\n}\n';
  await editor.open(text, uri);
  const first = await told((changed) => changed.uri === uri);
  assert.deepEqual(brief(first.experiments), [['e', ['3: accuracy > 1 %']]]);
  editor.change(`${text}# a comment behind them changes nothing\n`, uri);
  editor.change(text.replace('experiment e', '\nexperiment "e f"'), uri);
  const second = await told((changed) => changed.uri === uri && changed !== first);
  assert.deepEqual(brief(second.experiments), [['e f', ['4: accuracy > 1 %']]]);
  editor.change(`${text.replace('experiment e', '\nexperiment "e f"')}# nor does this\n`, uri);
  await new Promise((resolve) => {
    setTimeout(resolve, 300);
  });
  assert.equal(changes.filter((changed) => changed.uri === uri).length, 2);
});

test('conditions that factors make are listed, each where its last level stands', async () => {
  const text = `connect net { neurons 60;  wire 0.2;  weights normal(0, 1) }
experiment made {
  compare {
    factor wiring  { thin = net;  dense = net { wire 0.4 } }
    factor weights { normal = net;  uniform = net { weights uniform(-1, 1) } }
  }
  measure d = density(net)
}
`;
  const [{ conditions }] = await listedOf(text);
  const line = text.split('\n')[4];
  assert.deepEqual(
    conditions.map(({ name, range }) => [name, line.slice(range.start.character, range.end.character)]),
    [
      ['thin.normal', 'normal'],
      ['thin.uniform', 'uniform'],
      ['dense.normal', 'normal'],
      ['dense.uniform', 'uniform'],
    ],
  );
});
