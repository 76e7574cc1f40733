// What `anlage show` writes: reports, figures, a crate; by the bundled command.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { sha256 } from '../../runs/data/sha256.ts';
import { readCrate } from '../reports/crate-rules.ts';
import { readPdf } from '../reports/text-of-pdf.ts';
import { temporaryFolder } from '../runs/stripes-study.ts';
import { anlage, writeStudy } from './bundled-command.ts';

const filesBelow = (folder: string): string[] =>
  fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();

test('a run as PDF, its figures in millimetres, and all of it as a crate', async (t) => {
  const folder = temporaryFolder(t);
  writeStudy(folder, { more: 'plot circuit' });
  await anlage(folder, 'run', 'study.anl', '--quiet');
  const written = await anlage(
    ...([folder, 'show', 'study.anl', '--quiet', '--pdf', 'a.pdf', '--html', 'a.html'] as const),
    ...(['--figures', 'drawn', '--width', '85 mm', '--crate', 'crate', '--author', 'Ada Lovelace'] as const),
  );
  assert.deepEqual(written, { status: 0, out: '', err: '' });
  const { text } = readPdf(fs.readFileSync(path.join(folder, 'a.pdf')));
  assert.ok(text.includes('What this does not show') && text.includes('accuracy of grown > 20 %'), text);
  assert.ok(
    /<script>\S[\s\S]+data-panel[\s\S]+<\/script>\n<\/body>/.test(fs.readFileSync(path.join(folder, 'a.html'), 'utf8')),
  );
  const drawn = path.join(folder, 'drawn');
  assert.deepEqual(filesBelow(drawn), ['accuracy-by-condition.pdf', 'circuit.pdf']);
  const box = /\/MediaBox \[0 0 ([\d.]+)/.exec(
    readPdf(fs.readFileSync(path.join(drawn, 'circuit.pdf'))).objects.join(),
  );
  assert.ok(Math.abs(Number(box?.[1]) - (85 / 25.4) * 72) < 0.01);

  const crate = path.join(folder, 'crate');
  const { files } = readCrate(fs.readFileSync(path.join(crate, 'ro-crate-metadata.json'), 'utf8'));
  assert.deepEqual([...files.keys(), 'ro-crate-metadata.json'].sort(), filesBelow(crate));
  for (const [place, { contentSize, sha256: sum }] of files) {
    const bytes = fs.readFileSync(path.join(crate, place));
    assert.deepEqual([String(bytes.length), sha256(bytes)], [contentSize, sum], place);
  }
  for (const place of ['spec.anl', 'measures.csv', 'report.html', 'report.pdf', 'CITATION.cff', 'SHA256SUMS'])
    assert.ok(files.has(place), place);

  // a copy is no run, and another file with an experiment of that name has not been run
  const { runs } = JSON.parse((await anlage(folder, 'runs', '.', '--json')).out);
  assert.equal(runs.length, 1);
  const source = fs.readFileSync(path.join(folder, 'study.anl'), 'utf8');
  fs.writeFileSync(path.join(folder, 'other.anl'), source.replace('seeds 1 .. 2', 'seeds 1 .. 3'));
  assert.match((await anlage(folder, 'show', 'other.anl')).err, /other\.anl has not been run yet/);
  // of what fails half-way nothing is left
  const figure = path.join(runs[0].folder, 'figures', 'circuit.svg');
  fs.appendFileSync(figure, ' ');
  const half = await anlage(folder, 'show', 'study.anl', '--crate', 'half', '--quiet');
  assert.match(half.err, /circuit\.svg is damaged/);
  assert.deepEqual(
    fs.readdirSync(folder).filter((name) => name.startsWith('half')),
    [],
  );

  const refused = [
    [['--crate', 'crate'], /crate is there already/],
    [['--crate', 'other', '--author', 'Ada <me>'], /write a name/],
    [['--figures', 'drawn', '--width', '30'], /60 to 1000 mm/],
    [['--figures', 'drawn', '--as', 'png'], /as pdf or as svg/],
    [['--pdf', 'study.anl'], /no such report/],
  ] as const;
  for (const [given, why] of refused) {
    const { status, err } = await anlage(folder, 'show', 'study.anl', '--quiet', ...given);
    assert.equal(status, 2);
    assert.match(err, why);
  }
  assert.ok(!fs.existsSync(path.join(folder, 'other')), 'nothing is begun that cannot be ended');
});
