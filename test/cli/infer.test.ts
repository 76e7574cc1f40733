import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { noSharedData, projectFile, sharedData } from '../data.ts';
import { anlage, start } from './bundled-command.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'anlage-infer-'));
after(() => fs.rmSync(folder, { recursive: true }));
const clones = projectFile('examples', 'data', 'clones.csv');
const usual = [clones, '--order', 'time', '--series', 'clone', '--known', 'Niche'];

describe('anlage infer', () => {
  it('prints a block that checks', async () => {
    const { status, out, err } = await anlage(folder, 'infer', ...usual, '--name', 'mouse');
    assert.equal(status, 0, err);
    const [first, second] = out.split('\n');
    assert.equal(first, 'genes mouse {');
    assert.match(
      second,
      /^ {2}# Inferred from clones.csv: 450 cells, ordered by time, each clone for itself; 300 pairs at/,
    );
    assert.match(second, /; 300 pairs at lag 1.$/);
    assert.match(out, /\n {2}input Niche\n/);
    assert.match(out, /\n {2}Pax6, Sox2\n/);
    assert.match(err, /5 rules from 300 pairs of cells; all are better than chance/);
    fs.writeFileSync(path.join(folder, 'pasted.anl'), `language 1\n${out.replace('synchronous', 'asynchronous')}`);
    assert.equal((await anlage(folder, 'check', 'pasted.anl')).status, 0);
  });
  it('--out writes a file, and the same one again', async () => {
    for (let round = 0; round < 2; round++) {
      const { status, out } = await anlage(folder, 'infer', ...usual, '--out', `${round}.anl`, '--quiet');
      assert.deepEqual([status, out], [0, '']);
    }
    const [first, second] = [0, 1].map((round) => fs.readFileSync(path.join(folder, `${round}.anl`), 'utf8'));
    assert.match(first, /^language 1\n\ngenes inferred \{/);
    assert.equal(first, second);
  });
  it('--json: one document, nothing else', async () => {
    const { status, out, err } = await anlage(
      folder,
      'infer',
      ...usual,
      '--json',
      '--draws',
      '19',
      '--regulators',
      '1',
      '--no-self',
    );
    const found = JSON.parse(out);
    assert.deepEqual(
      [
        status,
        err,
        found.rules.length,
        found.inputs,
        found.rules[1].gene,
        found.rules[1].rule,
        found.rules[1].better_than_chance,
      ],
      [0, '', 5, ['Niche'], 'Pax6', 'Sox2', true],
    );
    assert.ok(
      found.rules.every(
        (rule: { regulators: string[]; gene: string }) =>
          rule.regulators.length <= 1 && !rule.regulators.includes(rule.gene),
      ),
    );
  });
  it('an h5ad file, ordered by diffusion', { skip: !sharedData('scrna') && noSharedData }, async () => {
    const { status, out, err } = await anlage(
      folder,
      'infer',
      sharedData('scrna', 'scvelo_dentategyrus_100obs.h5ad') as string,
      '--variable',
      '5',
      '--transform',
      'counts',
      '--root',
      'GTGTAGTGATTTCC',
      '--regulators',
      '2',
      '--draws',
      '19',
    );
    assert.equal(status, 0, err);
    assert.match(out, /100 cells, ordered by diffusion from GTGTAGTGATTTCC; 99 pairs/);
    assert.equal(out.match(/# score \d/g)?.length, 5);
  });
  it('Ctrl-C ends it with 130 and writes nothing', async () => {
    const cells = Array.from({ length: 400 }, (_, cell) =>
      [cell, ...Array.from({ length: 60 }, (__, gene) => (Math.sin(cell * (gene + 1.7)) * 1e4) % 7)].join(','),
    );
    fs.writeFileSync(
      path.join(folder, 'long.csv'),
      `time,${Array.from({ length: 60 }, (_, gene) => `G${gene}`).join(',')}\n${cells.join('\n')}\n`,
    );
    const running = start(folder, [
      'infer',
      'long.csv',
      '--order',
      'time',
      '--regulators',
      '3',
      '--draws',
      '999',
      '--out',
      'never.anl',
    ]);
    while (!running.err().includes('%') && running.child.exitCode === null)
      await new Promise((resolve) => setTimeout(resolve, 20));
    running.child.kill('SIGINT');
    const { status, err } = await running.ended;
    assert.equal(status, 130, err);
    assert.match(err, /Cancelled; nothing was written/);
    assert.ok(!fs.existsSync(path.join(folder, 'never.anl')));
  });
  fs.writeFileSync(path.join(folder, 'torn.csv'), 'a,b\n1,2\n3\n');
  const wrong: readonly (readonly [given: readonly string[], message: RegExp])[] = [
    [[clones], /say how the cells follow each other: --order COLUMN/],
    [['torn.csv'], /torn\.csv:3: /],
    [['nowhere.csv', '--order', 'time'], /nowhere.csv is not there/],
    [['nowhere.csv', '--regulators', '9'], /nowhere.csv is not there/],
    [[clones, '--order', 'day'], /no column `day`. Columns of numbers are `time`/],
    [[clones, '--order', 'time', '--genes', 'Sox2,pax6'], /no gene "pax6"/],
    [[...usual, '--binarise', 'otsu'], /--binarise is kmeans, edge_detector, fixed:1.5 or quantile:50%, not "otsu"/],
    [[...usual, '--regulators', '9'], /1 to 5 regulators, not 9/],
    [[...usual, '--lag', '3'], /too few to learn a rule from/],
  ];
  for (const [given, message] of wrong) {
    it(`refuses ${given.slice(1).join(' ') || 'a table alone'}`, async () => {
      const { status, out, err } = await anlage(folder, 'infer', ...given);
      assert.deepEqual([status, out], [2, '']);
      assert.match(err, message);
      assert.doesNotMatch(err, /\n\s+at /);
    });
  }
});
