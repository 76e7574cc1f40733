import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { htmlReport } from '../../reports/html-report.ts';
import { resultTable } from '../../cli/result-table.ts';
import { type Stream, stream } from '../../engine/random/index.ts';
import { drawings } from '../../figures/index.ts';
import type { ExperimentSpec } from '../../language/specification.ts';
import { Failure, loadRun, runExperiment } from '../../runs/index.ts';
import { checksumsIn, checksumText } from '../../runs/keep/checksum-list.ts';
import { sha256 } from '../../runs/data/sha256.ts';
import { trials } from '../fuzz-trials.ts';
import { fromPlainData } from './executor-here.ts';
import { alpha, experimentOf, rest, timescale, wild } from './laboratory.ts';
import { specificationOf, temporaryFolder } from './stripes-study.ts';

const experiment: ExperimentSpec = experimentOf({
  seeds: [1],
  conditions: [
    { name: 'rest', noun: { ...rest, run: { duration: 4, discard: 2, starts: 1 } } },
    { name: 'matrix', noun: wild },
  ],
  measures: [alpha, timescale],
  expectations: [
    {
      text: 'alpha of rest > 0',
      line: 1,
      every: false,
      at: {},
      left: { call: 'of', arguments: [{ name: 'alpha' }, { name: 'rest' }] },
      test: { kind: 'compare', operator: '>', right: 0 },
    },
  ],
  plots: [
    ...['spectrum', 'timescales', 'eigenvalues'].map((what) => ({ what, text: `plot ${what}` })),
    { what: 'alpha', by: 'condition', text: 'plot alpha by condition' },
  ],
});

const values = [null, true, 0, -1, 1e300, '', 'x', '<b>', [], {}, [[]], { a: 1 }];
/** JSON of which one value is another, or gone; or text of which a character is. */
function mutated(text: string, draws: Stream): string {
  if (draws.below(3) === 0 || !text.startsWith('{')) {
    const at = draws.below(text.length);
    return text.slice(0, at) + ['', '0', '"', ',', '-', 'e', '\n'][draws.below(7)] + text.slice(at + draws.below(2));
  }
  const json: unknown = JSON.parse(text);
  const places: [Record<string, unknown>, string][] = [];
  const walk = (held: unknown): void => {
    if (held === null || typeof held !== 'object') return;
    for (const name of Object.keys(held)) {
      places.push([held as Record<string, unknown>, name]);
      walk((held as Record<string, unknown>)[name]);
    }
  };
  walk(json);
  const [holder, name] = places[draws.below(places.length)];
  const choice = draws.below(values.length + 1);
  if (choice === values.length) delete holder[name];
  else holder[name] = values[choice];
  return JSON.stringify(json, null, 2);
}

test('a run whose files say something else is refused by name, also where its checksums fit', async (t) => {
  const place = temporaryFolder(t);
  const { folder } = await runExperiment({
    specification: specificationOf(experiment),
    experiment: experiment.name,
    source: 'the text\n',
    file: path.join(place, 'study.anl'),
    backend: 'wasm',
    executor: fromPlainData,
    draw: drawings,
  });
  const shown = async () => {
    const results = await loadRun(folder);
    resultTable(results, { colour: false, width: 100 });
    return htmlReport([{ results, source: '' }]);
  };
  const whole = await shown();
  const sums = path.join(folder, 'SHA256SUMS');
  const sumsBefore = fs.readFileSync(sums, 'utf8');
  const draws = stream(5, 'mutations', 'runs');
  const counts = { refused: 0, same: 0, other: 0 };
  for (const name of ['run.json', 'summary.json', 'spec.json', 'measures.csv']) {
    const file = path.join(folder, name);
    const before = fs.readFileSync(file, 'utf8');
    for (let trial = 0; trial < trials(60); trial++) {
      const text = mutated(before, draws);
      if (text === before) continue;
      fs.writeFileSync(file, text);
      await assert.rejects(shown(), (error) => error instanceof Failure && error.message.includes(name));
      fs.writeFileSync(sums, checksumText(new Map(checksumsIn(sumsBefore, sha256)).set(name, sha256(text)), sha256));
      try {
        counts[(await shown()) === whole ? 'same' : 'other']++;
      } catch (error) {
        assert.ok(error instanceof Failure, `${name}: ${error}\n${text}`);
        counts.refused++;
      }
      fs.writeFileSync(sums, sumsBefore);
    }
    fs.writeFileSync(file, before);
  }
  assert.ok(counts.refused > counts.other, JSON.stringify(counts));
});
