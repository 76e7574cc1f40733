import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { endProbability, hasFate, statesOf } from '../genes/oracle.ts';
import { networkOf } from '../genes/sample-networks.ts';
import { stream } from '../../engine/random/index.ts';
import { noSharedData, sharedData } from '../data.ts';
import { temporaryFolder } from '../runs/stripes-study.ts';
import { anlage, start } from './bundled-command.ts';

const rules = 'A, A & !B | C\nB, B & !A\nC, D & !B\nD, A | C\n';
const text = `genes switch {
  update asynchronous
${rules.replace(/^/gm, '  ')}
  fate left = A & !B
  fate right = B & !A
}
genes ring {
  X, !Y
  Y, X
}
`;
function folderWith(t: TestContext, files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder(t);
  for (const [name, content] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), content);
  return folder;
}

test('genes --json: exactly the documented shape, states in the order of genes, basins as they are', async (t) => {
  const folder = folderWith(t, { 'study.anl': text });
  const { status, out } = await anlage(folder, 'genes', 'study.anl', 'switch', '--json');
  assert.equal(status, 0);
  const { diagnostics, fates, ...found } = JSON.parse(out);
  assert.deepEqual(found, {
    genes: ['A', 'B', 'C', 'D'],
    update: 'asynchronous',
    method: 'exhaustive',
    complete: true,
    inputs: [],
    attractors: ['0000', '0100', '1011'].map((state) => ({ kind: 'steady', size: 1, basin: null, states: [state] })),
  });
  const network = networkOf(rules, { left: 'A & !B', right: 'B & !A' }, { update: 'asynchronous' });
  for (const fate of ['left', 'right']) {
    const ends = endProbability(network, 'asynchronous', (states) =>
      states.every((state) => hasFate(network, fate, state)),
    );
    const exact = statesOf(network).reduce((sum, state) => sum + (ends.get(state) as number), 0) / 16;
    assert.equal(fates[fate].reachable, true);
    assert.ok(Math.abs(fates[fate].basin - exact) < 1e-12);
    assert.deepEqual(Object.keys(fates[fate]), ['reachable', 'basin']);
  }
  assert.ok(Array.isArray(diagnostics));
});

test('genes: --update, --knock-out and --over-express; basins of synchronous update count states', async (t) => {
  const folder = folderWith(t, { 'rules.bnet': `targets, factors\n${rules}E, Q | E` });
  const found = JSON.parse(
    (
      await anlage(
        folder,
        'genes',
        'rules.bnet',
        '--json',
        '--update',
        'synchronous',
        '--knock-out',
        'A, D',
        '--over-express',
        'Q',
      )
    ).out,
  );
  assert.deepEqual([found.genes, found.inputs, found.update], [['A', 'B', 'C', 'D', 'E'], [], 'synchronous']);
  assert.deepEqual(found.attractors, [
    { kind: 'steady', size: 1, basin: 4, states: ['00001'] },
    { kind: 'steady', size: 1, basin: 4, states: ['01001'] },
  ]);
});

test('genes: every network of a file, as tables and as lines of JSON', async (t) => {
  const folder = folderWith(t, { 'study.anl': text });
  const { status, out } = await anlage(folder, 'genes', 'study.anl');
  assert.equal(status, 0);
  for (const said of [
    /^switch {2}4 genes, asynchronous; all 2\^4 states visited$/m,
    /^3 {2}steady +1 {2}left +A C D$/m,
    /^ring {2}2 genes, synchronous/m,
    /^1 {2}cycle +4 +100\.0 % {2}1: none$/m,
    /^ +2: X$/m,
    /warning G002 `ring` oscillates/,
  ])
    assert.match(out, said);
  const lines = (await anlage(folder, 'genes', 'study.anl', '--json')).out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    lines.map(({ name, attractors }) => [name, attractors.length]),
    [
      ['switch', 3],
      ['ring', 1],
    ],
  );
});

test('genes: one network in four formats', async (t) => {
  if (!sharedData('boolean', 'formats')) return t.skip(noSharedData);
  const folder = temporaryFolder(t);
  const found = await Promise.all(
    ['bnet', 'aeon', 'sbml', 'booleannet.txt'].map(async (end) => {
      const { diagnostics, ...rest } = JSON.parse(
        (
          await anlage(
            folder,
            'genes',
            sharedData('boolean', 'formats', `007_CORTICAL-AREA-DEVELOPMENT.${end}`) as string,
            '--json',
            '--update',
            'asynchronous',
          )
        ).out,
      );
      return rest;
    }),
  );
  for (const other of found) assert.deepEqual(other, found[0]);
  assert.deepEqual(
    found[0].attractors.map(({ states }: { states: string[] }) => states),
    [['00111'], ['11000']],
  );
});

/** Forty genes in a ring of copies and one switch that is on or off: beyond exhaustion. */
const many = Array.from({ length: 40 }, (_, g) => `g${g}, g${(g + 39) % 40}`).join('\n');
test('genes: beyond exhaustion the answer is symbolic, and says so', async (t) => {
  const folder = folderWith(t, { 'many.bnet': `${many}\nX, !X\n` });
  const found = JSON.parse((await anlage(folder, 'genes', 'many.bnet', '--json')).out);
  assert.deepEqual([found.method, found.complete, found.count, found.at_least], ['symbolic', false, null, '2']);
  const oneByOne = JSON.parse((await anlage(folder, 'genes', 'many.bnet', '--json', '--update', 'asynchronous')).out);
  assert.deepEqual([oneByOne.method, oneByOne.complete, oneByOne.attractors.length], ['symbolic', true, 2]);
  assert.deepEqual(
    found.attractors,
    ['0', '1'].map((value) => ({ kind: 'trap', size: 2, basin: null, states: [`${value.repeat(40)}*`] })),
  );
  const { out } = await anlage(folder, 'genes', 'many.bnet');
  assert.match(
    out,
    /2\^41 states: steady states and minimal trap spaces, found symbolically\n\nNot finished: the cycles of/,
  );
  assert.match(out, /\n\nat least 2 steady states and minimal trap spaces\n(?:.*\n)*.*none; free: X$/m);
});

test('genes --control: the smallest sets that force a fate, and how near each single change comes', async (t) => {
  const toggle = `language 1
genes toggle {
  update asynchronous
  A, !B
  B, !A
  C, A & D
  D, D
  fate lit = C
}
`;
  const folder = folderWith(t, { 'toggle.anl': toggle });
  const found = JSON.parse((await anlage(folder, 'genes', 'toggle.anl', '--control', 'lit', '--json')).out).control;
  assert.deepEqual(
    [found.fate, found.sets, found.indirect, found.complete, found.not_known],
    [
      'lit',
      [{ C: 1 }],
      [
        { A: 1, D: 1 },
        { B: 0, D: 1 },
      ],
      true,
      [],
    ],
  );
  assert.deepEqual(found.singles.slice(0, 3), [
    { set: { C: 1 }, share: 1 },
    { set: { A: 1 }, share: 0.5 },
    { set: { B: 0 }, share: 0.5 },
  ]);
  const { out } = await anlage(folder, 'genes', 'toggle.anl', '--control', 'lit');
  assert.match(out, /\n {2}\+C\nwithout the genes that its own rule names\n {2}\+A \+D\n {2}−B \+D\n/);
  assert.match(out, /as a condition: forced = over_express\(toggle, C\)/);
  const most = await anlage(folder, 'genes', 'toggle.anl', '--control', 'lit', '--share', '50');
  assert.match(
    most.out,
    /at least 50\.0 % of all starts end in lit\n {2}\+C +100\.0 %\n {2}\+A +50\.0 %\n {2}−B +50\.0 %\n/,
  );
  const json = (await anlage(folder, 'genes', 'toggle.anl', '--control', 'lit', '--share', '60 %', '--json')).out;
  assert.deepEqual(JSON.parse(json).control.from_share, {
    share: 0.6,
    sets: [{ set: { C: 1 }, share: 1 }],
    complete: true,
    not_known: [],
  });
  for (const wrong of [
    ['--share', '50'],
    ['--control', 'lit', '--share', 'most'],
  ])
    assert.equal((await anlage(folder, 'genes', 'toggle.anl', ...wrong)).status, 2);
  const none = await anlage(folder, 'genes', 'toggle.anl', '--control', 'of');
  assert.equal(none.status, 2);
  assert.match(none.err, /--control: no fate is called of; known: lit\./);
});

test('genes: rules that are open are counted, and looked into member by member', async (t) => {
  const folder = folderWith(t, {
    'open.aeon': 'A -| B\nB -> A\nA -> C\nB -?? C\nC -> D\nD -? D\nA -> D\n',
    'few.aeon': 'A ->? A\n',
    'net.anl': 'language 1\ngenes net from "open.aeon" {\n  member drawn\n  fate high = D & C\n}\n',
  });
  const few = (await anlage(folder, 'genes', 'few.aeon')).out;
  assert.match(few, /the rule of A is open\n3 members, each as likely; all were looked into/);
  assert.match(few, /1 attractor +66\.7 %\n +2 attractors +33\.3 %/);
  const found = JSON.parse((await anlage(folder, 'genes', 'net.anl', '--members', '20', '--json')).out);
  assert.deepEqual([found.open, found.drawn, found.fates.high.known], [['C', 'D'], 20, 20]);
  const attractors = found.attractors as readonly { readonly members: number }[];
  assert.equal(
    attractors.reduce((sum, { members }) => sum + members, 0),
    20,
  );
  const one = JSON.parse(
    (await anlage(folder, 'genes', 'net.anl', '--member', '3', '--control', 'high', '--json')).out,
  );
  assert.deepEqual([one.complete, one.control.fate], [true, 'high']);
  for (const wrong of [
    ['net.anl', '--control', 'high'],
    ['net.anl', '--members', '0'],
  ])
    assert.equal((await anlage(folder, 'genes', ...wrong)).status, 2);
  const to = async (file: string) => anlage(folder, 'convert', 'open.aeon', file);
  assert.equal((await to('again.aeon')).status, 0);
  assert.deepEqual(
    JSON.parse((await anlage(folder, 'genes', 'again.aeon', '--members', '5', '--json')).out).members,
    found.members,
  );
  for (const file of ['net.bnet', 'block.anl']) assert.match((await to(file)).err, /the rules of C, D are open/);
});

const refusals: readonly {
  readonly what: string;
  readonly given: readonly string[];
  readonly status: number;
  readonly says: RegExp;
}[] = [
  {
    what: 'a misspelt network',
    given: ['study.anl', 'swich'],
    status: 2,
    says: /no genes named "swich"; did you mean switch\?/,
  },
  {
    what: 'a misspelt gene',
    given: ['long.bnet', '--knock-out', 'Emx1'],
    status: 2,
    says: /long has no gene "Emx1"; did you mean Emx2\?/,
  },
  {
    what: 'another scheme',
    given: ['study.anl', '--update', 'parallel'],
    status: 2,
    says: /--update takes synchronous or asynchronous; "parallel" is neither/,
  },
  { what: 'a missing file', given: ['absent.bnet'], status: 2, says: /absent\.bnet is not there/ },
  { what: 'a folder', given: ['.'], status: 2, says: /no file of gene rules/ },
  {
    what: 'a file of something else',
    given: ['picture.png'],
    status: 2,
    says: /picture\.png is no file of gene rules/,
  },
  { what: 'a file without rules', given: ['empty.bnet'], status: 2, says: /empty\.bnet:1:1: error D002/ },
  { what: 'a text without genes', given: ['bare.anl'], status: 2, says: /bare\.anl declares no genes/ },
  {
    what: 'a mistake in a rule',
    given: ['wrong.bnet'],
    status: 1,
    says: /^wrong\.bnet:2:7: error D002 .*\n +2 \| B, A & /m,
  },
  { what: 'a mistake in a text', given: ['wrong.anl'], status: 1, says: /^wrong\.anl:2:\d+: error L003/m },
];
for (const { what, given, status, says } of refusals) {
  test(`genes, ${what}: exit status ${status} and one clear message`, async (t) => {
    const folder = folderWith(t, {
      'study.anl': text,
      'long.bnet': 'Emx2, Pax6\nPax6, !Emx2\n',
      'picture.png': 'x',
      'empty.bnet': '\n',
      'bare.anl': 'language 1\n',
      'wrong.bnet': 'A, B\nB, A & \n',
      'wrong.anl': `genes a {
  X, X &
}
`,
    });
    const ended = await anlage(folder, 'genes', ...given);
    assert.equal(ended.status, status, ended.err);
    assert.match(ended.err, says);
    assert.equal(ended.out, '');
    assert.doesNotMatch(ended.err, /^\s+at .*:\d+:\d+/m, 'no stack trace');
  });
}

test('genes: of what is said of many rules, five of a code and how many more; check lists all', async (t) => {
  const idle = Array.from({ length: 8 }, (_, i) => `g${i}, g${i} & (A | !A)\n`).join('');
  const folder = folderWith(t, { 'idle.bnet': `A, A\n${idle}` });
  const times = (text: string): number => text.match(/warning G004/g)?.length ?? 0;
  const [few, all] = [await anlage(folder, 'genes', 'idle.bnet'), await anlage(folder, 'check', 'idle.bnet')];
  assert.deepEqual([times(few.out), times(all.out)], [5, 8]);
  assert.match(few.out, /And 3 G004 more: anlage check idle\.bnet lists them\./);
});
test('check: the same status for a rule that cannot be read, whatever the format; UTF-16 as it is', async (t) => {
  const wide = `\ufeffA, !B &\n`;
  const folder = folderWith(t, { 'm.aeon': '$A: B\n$B: A &\n', 'm.txt': 'A, B\nB, A &\n' });
  fs.writeFileSync(path.join(folder, 'm.bnet'), Buffer.from(wide, 'utf16le'));
  const checked = await Promise.all(['m.aeon', 'm.txt', 'm.bnet'].map((file) => anlage(folder, 'check', file)));
  assert.deepEqual(
    checked.map(({ status }) => status),
    [1, 1, 1],
  );
  assert.match(checked[2].out, /\n {2}1 \| A, !B &\n/);
});

test('genes: Ctrl-C stops a long search, and gives 130', async (t) => {
  const draws = stream(1, 'slow', 'rules');
  // Parities are hard to search.
  const odd = (a: string, b: string, c: string) =>
    `${a} & ${b} & ${c} | ${a} & !${b} & !${c} | !${a} & ${b} & !${c} | !${a} & !${b} & ${c}`;
  const any = () => `g${draws.below(150)}`;
  const folder = folderWith(t, {
    'slow.bnet': Array.from({ length: 150 }, (_, g) => `g${g}, ${odd(any(), any(), any())}`).join('\n'),
  });
  const running = start(folder, ['genes', 'slow.bnet']);
  while (!running.err().includes('Ctrl-C stops') && running.child.exitCode === null)
    await new Promise((resolve) => setTimeout(resolve, 20));
  running.child.kill('SIGINT');
  const { status, out, err } = await running.ended;
  assert.deepEqual([status, out], [130, '']);
  assert.match(err, /^Looking for where slow ends \(2\^150 states\); Ctrl-C stops\.\n\nStopping\.\n$/);
});
