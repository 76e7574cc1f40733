import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { temporaryFolder } from '../runs/stripes-study.ts';
import { anlage } from './bundled-command.ts';

const study = (largest: number, claims: string) => `language 1
connect w { neurons 40;  weights goe;  spectrum max ${largest} }
experiment spectra {
  seeds 1 .. 2
  compare { drawn = w }
  measure e = exponent(covariance)
  ${claims}
}
`;

test('claims are tests: lines, TAP, JUnit XML and JSON say the same, and so does the status', async (t) => {
  const place = temporaryFolder(t),
    put = (name: string, text: string) => fs.writeFileSync(path.join(place, name), text);
  put('a.anl', study(0.9, 'expect e of drawn > 0.1\n  expect e of drawn < 9'));
  put('b.anl', study(0.8, ''));
  const good = await anlage(place, 'test');
  assert.equal(good.status, 0, good.err);
  assert.match(good.out, /^✓ spectra: e of drawn > 0\.1 — supported: .* \(a\.anl:7\)\n✓ .*\n$/);
  assert.match(good.err, /2 claims: 2 passed, 0 did not; 1 experiment claims nothing and did not run\.\n$/);

  put('c & <d>.anl', study(0.9, 'expect e of drawn > 9'));
  put('e.anl', 'language 1\nexperiment broken { }\n');
  const bad = await anlage(place, 'test', 'a.anl', 'c & <d>.anl', 'e.anl', '--tap', '--quiet', '--junit', 'claims.xml');
  assert.equal(bad.status, 1);
  const points = bad.out.split('\n').filter((line) => /^(not )?ok /.test(line));
  assert.deepEqual(points, [
    'ok 1 - spectra: e of drawn > 0.1',
    'ok 2 - spectra: e of drawn < 9',
    'not ok 3 - spectra: e of drawn > 9',
    'not ok 4 - e.anl: it runs',
  ]);
  assert.match(bad.out, /^TAP version 14\n1\.\.4\n[\s\S]*at: "e\.anl"\n {2}\.\.\.\n$/);
  const xml = fs.readFileSync(path.join(place, 'claims.xml'), 'utf8');
  assert.match(xml, /file="c &amp; &lt;d&gt;\.anl" tests="1" failures="1"/);
  assert.match(xml, /<failure message="fails: .*" type="fails"\/>/);
  assert.equal(xml.match(/<testcase /g)?.length, 4);

  const json = JSON.parse((await anlage(place, 'test', 'a.anl', '--json')).out);
  assert.deepEqual(
    json.experiments[0].tests.map(({ passed, line }: { passed: boolean; line: number }) => [passed, line]),
    [
      [true, 7],
      [true, 8],
    ],
  );
  assert.equal((await anlage(place, 'test', 'none.anl')).status, 2);
});

test('runs lists what was begun, newest first, with what is new since the run before', async (t) => {
  const place = temporaryFolder(t);
  assert.equal((await anlage(place, 'runs')).out, '. holds no run.\n');
  assert.equal((await anlage(place, 'runs', 'nowhere')).status, 2);
  const runs = [
    ['0.9', '> 0.1', []],
    ['0.9', '> 0.1', ['--seeds', '1..3']],
    ['0.8', '> 9', []],
  ] as const;
  for (const [largest, claim, given] of runs) {
    fs.writeFileSync(path.join(place, 'a.anl'), study(Number(largest), `expect e of drawn ${claim}`));
    await anlage(place, 'run', 'a.anl', '--quiet', ...given);
  }
  const { out, status } = await anlage(place, 'runs');
  assert.equal(status, 0);
  const rows = out.split('\n').filter((line) => / spectra /.test(line));
  assert.match(rows[0], / spectra +✗ 0 of 1 claim +1 +2 /);
  for (const row of rows.slice(1)) assert.match(row, / spectra +✓ 1 of 1 claim +1 +[23] /);
  assert.equal(rows.length, 3);
  const plain = out.replace(/\s+/g, ' ');
  assert.ok(plain.includes('since the run before: connect w, spectrum, value 0.9 → 0.8;'), plain);
  assert.ok(plain.includes('changed on the command line: seeds 1 .. 3 since the run before: seeds 1, 2 → 1–3'));

  const listed = async (...given: string[]) =>
    JSON.parse((await anlage(place, 'runs', '--json', ...given)).out).runs as { claims: { failed: number } }[];
  assert.deepEqual(
    (await listed()).map(({ claims }) => claims.failed),
    [1, 0, 0],
  );
  assert.deepEqual(
    (await listed('--failed')).map(({ claims }) => claims.failed),
    [1],
  );
  assert.deepEqual(await listed('--experiment', 'other'), []);
  const counts = await Promise.all(['2000-01-01', '1h', '2999-12-31T23:59'].map((since) => listed('--since', since)));
  assert.deepEqual(
    counts.map(({ length }) => length),
    [3, 3, 0],
  );
  const refused = await anlage(place, 'runs', '--since', 'yesterday');
  assert.equal(refused.status, 2);
  assert.match(refused.err, /--since is a date \(.*not "yesterday"\./);
  fs.writeFileSync(path.join(JSON.parse((await anlage(place, 'runs', '--json')).out).runs[0].folder, 'run.json'), '{');
  assert.match((await anlage(place, 'runs')).out, /cannot be read[\s\S]*run\.json/);
});
