import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { stream } from '../../engine/random/index.ts';
import { compare, compareUnpaired, summarise } from '../../engine/statistics/index.ts';
import { analyseScience, analyseText, specify } from '../../language/index.ts';

import { drawSvg, figureData, figuresOf } from '../../figures/index.ts';
import { methodsOf } from '../../runs/index.ts';
import { nodeReader } from '../../runs/data/node-reader.ts';
import type { Row } from '../../results/contract.ts';
import { sha256 } from '../../runs/data/sha256.ts';
import { temporaryFolder } from './stripes-study.ts';
import { runText } from './text-runs.ts';

/** 300 times × 6 neurons that share a signal of this strength. */
function recording(seed: number, shared: number): string {
  const draws = stream(seed, 'rat', 'recording');
  return Array.from({ length: 300 }, () => {
    const signal = draws.normal() * shared;
    return Array.from({ length: 6 }, () => signal + draws.normal()).join(',');
  }).join('\n');
}
const animals = ['name,genotype', ...[1, 2, 3, 4, 5, 6].map((k) => `rat${k},${k % 2 ? 'mutant' : 'wild'}`)];
/** Six rats, awake and asleep. */
function laboratory(t: TestContext): string {
  const folder = temporaryFolder(t);
  for (const state of ['awake', 'asleep']) fs.mkdirSync(path.join(folder, state));
  for (let k = 1; k <= 6; k++) {
    fs.writeFileSync(path.join(folder, `awake/rat${k}.csv`), recording(k, 0.4 + 0.15 * k));
    fs.writeFileSync(path.join(folder, `asleep/rat${k}.csv`), recording(100 + k, 0.3));
  }
  fs.writeFileSync(path.join(folder, 'animals.csv'), `${animals.join('\n')}\n`);
  return folder;
}
const data = (state: string, grouped: boolean, pattern = `${state}/*.csv`): string =>
  `data ${state} from "${pattern}" { rows times;  sampled at 20 Hz` +
  `${grouped ? ';  subjects from "animals.csv" by name;  group by genotype' : ''} }\n`;
const study = (grouped: boolean, claims: readonly string[], awake = data('awake', grouped)): string => `language 1
${awake}${data('asleep', grouped)}experiment states {
  seeds 3
  compare { awake = awake;  asleep = asleep;  shifted = shifted(awake) }
  measure dimension = participation_ratio(covariance)
  measure gain = dimension of asleep - dimension of awake
${claims.map((claim) => `  expect ${claim}\n`).join('')}}
`;
const values = (rows: readonly Row[], condition: string): ReadonlyMap<string, number> => {
  const each = new Map<string, number[]>();
  for (const row of rows)
    if (row.condition === condition && row.measure === 'dimension')
      each.set(row.subject!, [...(each.get(row.subject!) ?? []), row.value]);
  return new Map([...each].map(([name, found]) => [name, found.reduce((sum, one) => sum + one, 0) / found.length]));
};
const close = (found: readonly number[] | null | undefined, wanted: readonly number[] | null): void => {
  assert.equal(found?.length, wanted?.length);
  for (const [at, value] of (found ?? []).entries())
    assert.ok(Math.abs(value - wanted![at]) < 1e-9, `${found} for ${wanted}`);
};

describe('subjects', () => {
  it('are what means, intervals and tests are over: seeds of one are one value', async (t) => {
    const { results } = await runText(t, study(false, ['gain > 0']), { out: laboratory(t) });
    const { rows, summary } = results;
    assert.equal(rows.filter(({ measure }) => measure === 'dimension').length, 3 * 6 * 3);
    const [awake, asleep, shifted] = ['awake', 'asleep', 'shifted'].map((name) => [...values(rows, name).values()]);
    const own = summary.measures.find(({ condition, measure }) => condition === 'shifted' && measure === 'dimension')!;
    assert.deepEqual([own.n, own.interval], [6, 'subjects']);
    close([own.mean, ...own.ci!], [summarise(shifted).mean, ...summarise(shifted).ci!]);
    const pair = summary.comparisons.find(({ a }) => a === 'asleep')!;
    const wanted = compare(asleep, awake, 'any');
    assert.deepEqual([pair.n, pair.p, pair.interval], [6, wanted.p, 'subjects']);
    close([pair.difference, ...pair.ci!], [wanted.difference, ...wanted.ci!]);
    const gain = summary.measures.find(({ measure }) => measure === 'gain')!;
    close([gain.n, gain.mean, ...gain.ci!], [6, wanted.difference, ...wanted.ci!]);
    // a surrogate of each rat, from draws of its own
    const draws = rows.filter(
      ({ condition, measure, seed }) => condition === 'shifted' && measure === 'dimension' && seed === 1,
    );
    assert.equal(new Set(draws.map(({ value }) => value)).size, 6);
    assert.deepEqual(
      results.run.files.map(({ reference }) => reference).sort(),
      ['awake', 'asleep'].flatMap((state) => [1, 2, 3, 4, 5, 6].map((k) => `${state}/rat${k}.csv`)).sort(),
    );
  });
  it('are held against each other within groups in pairs, and between groups by Welch’s t', async (t) => {
    const claims = [
      'dimension of asleep > dimension of awake at genotype = wild',
      '(dimension of awake at genotype = wild) < dimension of awake at genotype = mutant',
      'every (dimension of awake at genotype = wild) - (dimension of awake at genotype = mutant) < 9',
    ];
    const plots = '  plot dimension by condition\n  plot dimension by genotype\n}\n';
    const { results } = await runText(t, study(true, claims).replace(/}\n$/, plots), { out: laboratory(t) });
    const { rows, summary } = results;
    assert.deepEqual(results.experiment.vary, [{ name: 'genotype', values: ['mutant', 'wild'] }]);
    const of = (condition: string, genotype: string): number[] => [
      ...values(
        rows.filter(({ at }) => at.genotype === genotype),
        condition,
      ).values(),
    ];
    const within = summary.comparisons.find(({ a, at }) => a === 'asleep' && at.genotype === 'wild')!;
    const wanted = compare(of('asleep', 'wild'), of('awake', 'wild'), 'any');
    close([within.n, within.difference, ...within.ci!], [3, wanted.difference, ...wanted.ci!]);
    const { difference, ci } = compareUnpaired(of('awake', 'wild'), of('awake', 'mutant'));
    const [, between, every] = summary.expectations;
    const said = [difference, ...ci!].map((value) => value.toPrecision(2).replace('-', '−'));
    assert.match(between.observed, /n = 3 and 3$/);
    for (const number of said) assert.ok(between.observed.includes(number.slice(0, 3)), `${between.observed}: ${said}`);
    assert.deepEqual(
      results.run.files.filter(({ reference }) => reference === 'animals.csv'),
      [{ reference: 'animals.csv', sha256: sha256(`${animals.join('\n')}\n`) }],
    );
    const methods = methodsOf(results).paragraph;
    assert.match(methods, /Differences are those of the same subjects\..*judged by the 95 % interval of Welch’s t\./);
    assert.doesNotMatch(methods, /between seeds|same seeds|needs \d+ seeds/);
    const [dots, curves] = figuresOf(results);
    assert.match(figureData(dots), /,subject,rat2,/);
    assert.match(drawSvg(dots), /<title>awake, rat2: /);
    assert.match(figureData(curves), /,subject,rat2,/);
    assert.deepEqual([every.verdict, /`every` says nothing/.test(every.observed)], ['unknown', true]);
  });
  it('are grouped by their folders', async (t) => {
    const folder = laboratory(t);
    const source = `language 1
data rats from "*/rat?.csv" { rows times;  sampled at 20 Hz;  group by folder }
experiment e { measure d = participation_ratio(covariance);  expect d > 1 at folder = awake }
`;
    const { specification } = await specify(analyseText(source), nodeReader(path.join(folder, 'study.anl')));
    const [{ subjects = [], vary }] = specification!.experiments;
    assert.deepEqual(vary, [{ name: 'folder', values: ['asleep', 'awake'] }]);
    assert.deepEqual(subjects.map(({ name }) => name).slice(0, 2), ['asleep/rat1', 'asleep/rat2']);
  });
  it('of whom one cannot be read, the others are computed, and that one is named', async (t) => {
    const folder = laboratory(t);
    fs.writeFileSync(path.join(folder, 'awake/rat3.csv'), '1,2\n3,lost\n');
    const source = study(false, ['gain > 0']);
    const reader = nodeReader(path.join(folder, 'study.anl'));
    const found = await analyseScience(analyseText(source), reader);
    assert.deepEqual(
      found.map(({ code, message }) => [code, message.slice(0, 16)]),
      [['D025', '`awake/rat3.csv`']],
    );
    const { results, status } = await runText(t, source, { out: folder });
    assert.equal(status, 'failed');
    assert.deepEqual([...new Set(results.run.warnings.map((text) => /rat\d/.exec(text)?.[0]))], ['rat3']);
    assert.deepEqual([...values(results.rows, 'awake').keys()], ['rat1', 'rat2', 'rat4', 'rat5', 'rat6']);
    assert.match(results.summary.expectations[0].observed, /n = 5 of 6 subjects/);
  });
  it('of whom some are in one condition alone: a measure of both says whom it is of', async (t) => {
    const folder = laboratory(t);
    fs.renameSync(path.join(folder, 'asleep/rat6.csv'), path.join(folder, 'asleep/rat7.csv'));
    const { results } = await runText(t, study(false, ['gain > 0']), { out: folder });
    assert.deepEqual(
      results.summary.notes.flatMap(({ code, text }) => (code === 'S094' ? [text] : [])),
      [
        '`gain` of asleep, awake is of the 5 of 7 subjects that have all it is computed of: rat1, rat2, rat3, rat4, ' +
          'rat5. rat6, rat7 have no value of one of them, and are left out.',
      ],
    );
  });
  it('are in groups that claims name', async (t) => {
    const reader = nodeReader(path.join(laboratory(t), 'study.anl'));
    for (const [claim, ...wrong] of [
      ['(dimension of awake at genotype = wild) > dimension of awake at genotype = "mutant"'],
      ['dimension of awake > 0 at genotype = wlid', 'wlid'],
      ['(dimension of awake at genotype = 3) > dimension of awake at genotype = wildtype', '3', 'wildtype'],
      ['dimension of awake by genotype { "wild": > 0;  "heterozygous": > 0 }', '"heterozygous"'],
    ]) {
      const source = study(true, [claim]);
      const found = await analyseScience(analyseText(source), reader);
      const { diagnostics } = await specify(analyseText(source), reader);
      assert.deepEqual(diagnostics, found);
      assert.deepEqual(
        found.map(({ code, range: { start, end } }) => `${code} ${source.slice(start, end)}`),
        wrong.map((written) => `D026 ${written}`),
      );
    }
  });
  const mistakes: Readonly<Record<string, readonly [awake: string, code: string, said: RegExp]>> = {
    'no file': [data('awake', false, 'awake/*.npy'), 'D022', /no file in `.*awake` matches/],
    'no folder': [data('awake', false, 'nowhere/*.csv'), 'D022', /the folder `nowhere` was not found/],
    'no row': [data('awake', true).replace('animals', 'one'), 'D023', /the `genotype` of `rat2`, /],
    'no column': [data('awake', true).replace('group by genotype', 'group by strain'), 'D023', /no column `strain`/],
  };
  for (const [name, [awake, code, said]] of Object.entries(mistakes))
    it(`are missed with a reason: ${name}`, async (t) => {
      const folder = laboratory(t);
      fs.writeFileSync(path.join(folder, 'one.csv'), `${animals.slice(0, 2).join('\n')}\n`);
      const reader = nodeReader(path.join(folder, 'study.anl'));
      const { diagnostics } = await specify(analyseText(study(awake.includes('group'), [], awake)), reader);
      assert.equal(diagnostics[0]?.code, code);
      assert.match(diagnostics[0].message, said);
    });
});
