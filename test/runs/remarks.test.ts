import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { it } from 'node:test';
import { listRuns, newsOf, remarkFile, runList, verifyRuns, writeRemark } from '../../runs/index.ts';
import { runText } from './text-runs.ts';

const study = (claim: string) => `language 1
genes toggle { update asynchronous;  Sox2, !Tbr1;  Tbr1, !Sox2;  fate stem = Sox2 & !Tbr1 }
experiment ends { compare { wild = toggle };  measure stem = basin(stem);  expect stem of wild > ${claim} }
`;
const read = (folder: string): Record<string, string> =>
  Object.fromEntries(
    fs.readdirSync(folder).flatMap((name) => {
      const file = path.join(folder, name);
      return fs.statSync(file).isFile() ? [[name, fs.readFileSync(file, 'utf8')]] : [];
    }),
  );

it('a star and a note stand beside the folder of a run and change nothing in it; a damaged one is said', async (t) => {
  const { folder, runs } = await runText(t, study('1 %'));
  const before = read(folder);
  const of = async () => (await listRuns(runs))[0];
  assert.deepEqual((await of()).remark, { starred: false, note: '' });
  writeRemark(folder, { starred: true, note: 'the "first"\none' });
  assert.deepEqual((await of()).remark, { starred: true, note: 'the "first"\none' });
  assert.deepEqual(read(folder), before);
  assert.deepEqual(verifyRuns(runs).damaged, []);
  await runText(t, study('2 %'), { out: runs });
  assert.equal((await listRuns(runs)).filter(({ remark }) => remark?.starred).length, 1);

  for (const text of ['{', '[]', '{"starred": 1, "note": ""}']) {
    fs.writeFileSync(remarkFile(folder), text);
    const { problem, remark, record } = (await listRuns(runs)).find((run) => run.folder === folder) ?? {};
    assert.match(problem ?? '', /\.remark\.json is damaged: delete it, or say anew what it said\.$/);
    assert.deepEqual([remark, record?.experiment], [undefined, 'ends']);
  }
  writeRemark(folder, { starred: false, note: '' });
  assert.ok(!fs.existsSync(remarkFile(folder)));
});

it('a run that has not ended has the remark of its key', () => {
  assert.equal(remarkFile('/w/runs/e/.0123.partial'), remarkFile('/w/runs/e/0123'));
});

it('a list that is looked at again reads what has changed, and says what is new in each run', async (t) => {
  const { folder, runs } = await runText(t, study('1 %'));
  const second = await runText(t, study('2 %'), { out: runs });
  const list = runList();
  const [newest, oldest] = await list.update([folder, second.folder]);
  assert.deepEqual(
    [newsOf(newest), newsOf(oldest)],
    [['expect stem of wild > 1 % is gone (was claimed)', 'expect stem of wild > 2 % claimed is new'], []],
  );
  assert.ok(newest.bytes > 1000);
  fs.rmSync(folder, { recursive: true });
  assert.deepEqual((await list.update([second.folder])).map(newsOf), [[]]);
});
