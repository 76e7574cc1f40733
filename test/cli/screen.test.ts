import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { growingCortex } from '../growing-cortex.ts';
import { jobsKept } from '../runs/kept-jobs.ts';
import { temporaryFolder } from '../runs/stripes-study.ts';
import { anlage, start } from './bundled-command.ts';

const growing = (
  seeds: string,
  more: string,
  cells = 300,
): string => `${growingCortex({ cells, hours: 16, rules: '  Emx2, Sox2\n' })}connect grown from cortex { cells neuron }
experiment hunt {
  seeds ${seeds}
  compare { wild = grown }
  measure neurons = count(cells(cortex), fate: neuron)
  measure density = density(recurrent)
  measure states = count(attractors)
  ${more}
}
`;
const folderOf = (folder: string): string => {
  const runs = path.join(folder, 'runs', 'hunt');
  return path.join(runs, fs.readdirSync(runs).find((name) => !name.startsWith('.')) as string);
};
const numbers = (folder: string): string => fs.readFileSync(path.join(folderOf(folder), 'measures.csv'), 'utf8');

test('a screen as one table: genes as declared by measures, in the terminal and in the report', async (t) => {
  const folder = temporaryFolder(t);
  fs.writeFileSync(path.join(folder, 'study.anl'), growing('6', 'screen knock_out of every gene', 60));
  const { status, out } = await anlage(folder, 'run', 'study.anl');
  assert.equal(status, 0, out);
  assert.match(out, /^hunt {2}1 condition and 3 of a screen × 6 seeds/m);
  assert.match(
    out,
    /^knock_out +neurons − wild, 95 % interval, p +density \(%\) − wild, 95 % interval(, p)? +states − wild$/m,
  );
  const lines = out
    .slice(out.search(/^knock_out /m))
    .split('\n')
    .slice(1, 5)
    .map((line) => line.split(/ {2,}/));
  assert.deepEqual(
    lines.map(([name]) => name),
    ['wild', 'Sox2', 'Tbr1', 'Emx2'],
  );
  assert.deepEqual(lines[1].slice(1, 3), ['—', '—'], 'without its founder nothing grows');
  const html = path.join(folder, 'report.html');
  assert.equal((await anlage(folder, 'show', 'study.anl', '--html', 'report.html', '--quiet')).status, 0);
  assert.match(
    fs.readFileSync(html, 'utf8'),
    /<caption>knock_out<\/caption>(?:.|\n){0,400}<th scope="row">wild<\/th>/u,
  );
});

test('a screen that is killed with -9 goes on from its finished jobs to the same numbers', async (t) => {
  const [folder, other] = [temporaryFolder(t), temporaryFolder(t)];
  for (const one of [folder, other])
    fs.writeFileSync(
      path.join(one, 'study.anl'),
      growing('1 .. 6', 'screen knock_out of every gene; screen pairs of genes'),
    );
  await anlage(other, 'run', 'study.anl', '--jobs', '1');
  const stored = () => jobsKept(path.join(folder, 'runs'));
  const { child, ended } = start(folder, ['run', 'study.anl', '--jobs', '2']);
  while (stored() < 15 && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 2));
  child.kill('SIGKILL');
  await ended;
  const kept = stored();
  const { status, out } = await anlage(folder, 'run', 'study.anl', '--jobs', '2', '--json');
  assert.equal(status, 0);
  const first = out
    .split('\n')
    .map((line) => JSON.parse(line || '{}'))
    .find(({ kind }) => kind === 'progress');
  assert.ok(first.done === kept && kept >= 15 && kept < first.total, `${kept} of ${first.total} were finished`);
  assert.equal(numbers(folder), numbers(other));
});

test('diff: what was asked differently, and the interval of each difference over shared seeds', async (t) => {
  const [before, after] = [temporaryFolder(t), temporaryFolder(t)];
  fs.writeFileSync(path.join(before, 'study.anl'), growing('1 .. 6', '', 60));
  fs.writeFileSync(
    path.join(after, 'study.anl'),
    growing('3 .. 8', 'measure radius = spectral_radius(recurrent)', 40).replace('Emx2, Sox2', 'Emx2, Sox2 & !Tbr1'),
  );
  for (const folder of [before, after]) assert.equal((await anlage(folder, 'run', 'study.anl')).status, 0);
  const { status, out } = await anlage(before, 'diff', folderOf(before), folderOf(after), '--json');
  assert.equal(status, 0);
  const { specification, computed, measures } = JSON.parse(out);
  assert.deepEqual(specification, [
    { where: 'genes mouse, Emx2', values: ['Sox2', 'Sox2 & !Tbr1'] },
    { where: 'develop cortex, divide, progenitor, until', values: ['60', '40'] },
    { where: 'measure radius', values: [null, 'spectral_radius(recurrent)'] },
  ]);
  assert.deepEqual(computed, [{ where: 'seeds', values: ['1–6', '3–8'] }]);
  const values = (folder: string) =>
    new Map(
      numbers(folder)
        .split('\n')
        .filter((line) => /^wild,[3-6],,neurons,/.test(line))
        .map((line) => {
          const [, seed, , , value] = line.split(',');
          return [seed, Number(value)];
        }),
    );
  const differences = [...values(after)].map(([seed, value]) => value - (values(before).get(seed) as number));
  const mean = differences.reduce((sum, value) => sum + value, 0) / 4;
  // Student's t, three degrees of freedom
  const half = 3.182446 * Math.sqrt(differences.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 3 / 4);
  const sidesOf = (name: string) => measures.find(({ measure }: { measure: string }) => measure === name).sides;
  const [a, b] = sidesOf('neurons');
  const { n, value, ci, pairing } = b.difference;
  assert.deepEqual([n, pairing, a.n, b.n], [4, 'seeds', 6, 6]);
  assert.ok(
    Math.abs(value - mean) < 1e-9 && Math.abs(ci[0] - (mean - half)) < 1e-4 && Math.abs(ci[1] - (mean + half)) < 1e-4,
  );
  assert.deepEqual(sidesOf('radius')[0], null);
  const html = ['--html', path.join(before, 'diff.html')];
  const shown = (await anlage(before, 'diff', folderOf(before), folderOf(after), ...html)).out;
  for (const said of [
    /^ {2}− \d+: +Emx2, Sox2$/m,
    /^ {2}\+ \d+: +Emx2, Sox2 & !Tbr1$/m,
    /^ {2}genes mouse, Emx2\n {4}A {2}Sox2\n {4}B {2}Sox2 & !Tbr1$/m,
    /^neurons +run +mean +95 % interval +difference from A/m,
    /^wild +B .* 6, 4 paired$/m,
  ])
    assert.match(shown, said);
  const page = fs.readFileSync(html[1], 'utf8');
  for (const said of [
    /<caption>Changed lines of the text<\/caption>/,
    /<td>6, 4 paired<\/td>/,
    /, runs A and B<\/text>/,
  ])
    assert.match(page, said);
  assert.match(
    (await anlage(before, 'diff', ...[before, before, before].map(folderOf))).out,
    /^All 3 measured values are the same\.$/m,
  );
  assert.deepEqual([(await anlage(before, 'diff', '.', folderOf(before))).status], [2]);
});
