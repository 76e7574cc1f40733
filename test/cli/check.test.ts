import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { positions } from '../../cli/shown-diagnostic.ts';
import { parseSeeds, parseSetting } from '../../cli/run-settings.ts';
import { columns, takesColour, wrapped } from '../../cli/terminal.ts';
import { temporaryFolder } from '../runs/stripes-study.ts';
import { anlage, writeStudy } from './bundled-command.ts';

test('check: nothing to object to', async (t) => {
  const folder = temporaryFolder(t);
  writeStudy(folder);
  const { status, out, err } = await anlage(folder, 'check', 'study.anl', '--json');
  assert.deepEqual([status, err], [0, '']);
  const {
    files: [{ file, diagnostics }],
  } = JSON.parse(out);
  assert.equal(file, 'study.anl');
  assert.deepEqual(
    diagnostics.filter(({ severity }: { severity: string }) => severity === 'error'),
    [],
  );
});

test('check: file, line, column, code, message, the line with the place marked; exit status 1', async (t) => {
  const folder = temporaryFolder(t);
  fs.writeFileSync(
    path.join(folder, 'wrong.anl'),
    `language 1
genes mouse {
  Sox2, Sox2 & & Tbr1
}
`,
  );
  const { status, out } = await anlage(folder, 'check', 'wrong.anl');
  assert.equal(status, 1);
  assert.match(out, /^wrong\.anl:3:16: error L003 .+\n {2}3 \| {3}Sox2, Sox2 & & Tbr1\n {4}\| {16}\^/);
});

test('check --json: positions count from zero, as in the Language Server Protocol', async (t) => {
  const folder = temporaryFolder(t);
  fs.writeFileSync(
    path.join(folder, 'wrong.anl'),
    `language 1
genes mouse {
  Sox2, Sox2 & & Tbr1
}
`,
  );
  const { status, out } = await anlage(folder, 'check', 'wrong.anl', '--json');
  assert.equal(status, 1);
  const {
    files: [
      {
        diagnostics: [{ code, severity, message, range, fixes }],
      },
    ],
  } = JSON.parse(out);
  assert.deepEqual([code, severity, range.start], ['L003', 'error', { line: 2, character: 15 }]);
  assert.ok(message.length > 0 && Array.isArray(fixes));
});

test('check: a file of gene rules, each mistake at its own line', async (t) => {
  const folder = temporaryFolder(t);
  fs.writeFileSync(path.join(folder, 'rules.bnet'), 'targets, factors\nA, A\nB, A | A & B\nA, B\n');
  const { status, out } = await anlage(folder, 'check', 'rules.bnet', '--json');
  assert.equal(status, 1);
  const {
    files: [{ diagnostics }],
  } = JSON.parse(out);
  assert.deepEqual(
    diagnostics.map(({ code, range }: { code: string; range: { start: { line: number } } }) => [
      code,
      range.start.line,
    ]),
    [
      ['G004', 2],
      ['G009', 3],
    ],
  );
});

test('a file with errors is not run', async (t) => {
  const folder = temporaryFolder(t);
  const file = writeStudy(folder);
  fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace('epochs 2', 'epochs 2 2'));
  const { status, err } = await anlage(folder, 'run', 'study.anl');
  assert.equal(status, 1);
  assert.match(err, /^study\.anl:\d+:\d+: error /);
  assert.equal(fs.existsSync(path.join(folder, 'runs')), false);
});

test('format: lays a file out anew; --check only says so', async (t) => {
  const folder = temporaryFolder(t);
  const file = path.join(folder, 'crooked.anl');
  fs.writeFileSync(
    file,
    `language 1
genes mouse {
 Sox2,   Sox2
}
`,
  );
  const checked = await anlage(folder, 'format', '--check', 'crooked.anl');
  assert.equal(checked.status, 1);
  assert.match(checked.err, /crooked\.anl is laid out otherwise/);
  assert.equal((await anlage(folder, 'format', 'crooked.anl')).status, 0);
  assert.match(fs.readFileSync(file, 'utf8'), /^ {2}Sox2, Sox2$/m);
  assert.equal((await anlage(folder, 'format', '--check', 'crooked.anl')).status, 0);
});

test('show: a run again, as JSON, and as a report that needs nothing beside it', async (t) => {
  const folder = temporaryFolder(t);
  writeStudy(folder, { more: 'plot learning' });
  const ran = await anlage(folder, 'run', 'study.anl');
  const shown = await anlage(folder, 'show', 'study.anl', '--html', 'report.html');
  assert.equal(shown.status, 0, shown.err);
  const table = (text: string) => text.slice(text.indexOf('accuracy (%)'), text.indexOf('baselines'));
  assert.equal(table(shown.out), table(ran.out));
  const { out } = await anlage(folder, 'show', 'runs', '--json');
  const {
    runs: [{ run, summary }],
  } = JSON.parse(out);
  assert.deepEqual([run.status, summary.expectations.length], ['done', 1]);
  const html = fs.readFileSync(path.join(folder, 'report.html'), 'utf8');
  assert.equal(html.match(/<svg/g)?.length, 2);
  assert.doesNotMatch(html, /(?:src|href)="(?!#)/, 'no resource from elsewhere');
  assert.doesNotMatch(html, /<figcaption/, 'one caption for a figure, that which is drawn with it');
  for (const [wide] of html.matchAll(/<div class="wide"[^>]*>/g))
    assert.match(wide, / tabindex="0" role="group" aria-label="[^"]+"/);
  assert.equal(html.match(/<div class="wide"/g)?.length, html.match(/<table/g)?.length, 'a table scrolls by itself');
  assert.equal(html.match(/<div class="wide drawing"/g)?.length, 2);
  assert.match(html, /href="#run-1-line-32"/);
  assert.match(html, /id="run-1-line-32"><code> {2}expect accuracy of grown &gt; 20 %/);
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  assert.equal(new Set(ids).size, ids.length, 'ids are unique');
});

test('offsets become lines and characters', () => {
  const at = positions('ab\ncd\n\ne');
  assert.deepEqual(
    [0, 2, 3, 5, 6, 7, 8].map(at),
    [
      [0, 0],
      [0, 2],
      [1, 0],
      [1, 2],
      [2, 0],
      [3, 0],
      [3, 1],
    ].map(([line, character]) => ({ line, character })),
  );
});

test('seeds on the command line', () => {
  assert.deepEqual(['1..3,7, 2', '4', '3,5'].map(parseSeeds), ['1 .. 3, 7, 2', '4 .. 4', '3, 5']);
  for (const wrong of ['', 'x', '1.5', '1..'])
    assert.throws(() => parseSeeds(wrong), /--seeds takes numbers and ranges/);
  assert.throws(() => parseSeeds('3..1'), /--seeds: 3\.\.1 runs backwards: 1\.\.3\./);
});

test('a setting on the command line', () => {
  assert.deepEqual(parseSetting(' reader.recurrent.steps = 3'), { path: 'reader.recurrent.steps', value: '3' });
  assert.deepEqual(parseSetting('cortex.step=2 h'), { path: 'cortex.step', value: '2 h' });
  for (const wrong of ['train.batch', 'train.batch=', '=3', 'a b=3'])
    assert.throws(() => parseSetting(wrong), /--set takes NAME=VALUE/);
});

test('colours: what --no-color, FORCE_COLOR, NO_COLOR and a terminal say', (t) => {
  const former = { ...process.env };
  t.after(() => {
    process.env = former;
  });
  for (const [environment, isTTY, wanted, expected] of [
    [{}, true, true, true],
    [{}, false, true, false],
    [{ NO_COLOR: '1' }, true, true, false],
    [{ FORCE_COLOR: '1' }, false, true, true],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false, true, true],
    [{ FORCE_COLOR: '0' }, true, true, false],
    [{ FORCE_COLOR: '1' }, true, false, false],
    [{ TERM: 'dumb' }, true, true, false],
  ] as const) {
    process.env = { ...environment };
    assert.equal(takesColour({ isTTY }, wanted), expected, JSON.stringify([environment, isTTY, wanted]));
  }
});

test('columns and lines keep their width, colour aside', () => {
  assert.equal(
    columns(
      [
        ['a', '1'],
        ['\u001b[1mbbb\u001b[22m', '22'],
      ],
      new Set([1]),
    ),
    'a     1\n\u001b[1mbbb\u001b[22m  22',
  );
  assert.equal(wrapped('one two three four', 11, '  '), '  one two\n  three\n  four');
});
