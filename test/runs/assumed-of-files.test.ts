/** What the readers of files assumed stands in the notes of a run and in its report, as the check says it. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { htmlReport } from '../../reports/html-report.ts';
import { analyseScience, analyseText } from '../../language/index.ts';
import { nodeReader } from '../../runs/data/node-reader.ts';
import { peerFiles } from '../peers/peer-files.ts';
import { temporaryFolder } from './stripes-study.ts';
import { runText } from './text-runs.ts';

const files: Readonly<Record<string, string | Uint8Array>> = {
  'counted.csv': ',0,1\n0,0,0.5\n1,0.5,0\n',
  'several.mat': peerFiles('octave').get('some.txt')!,
  'cells.edgelist': 'a b 0.5\nb a 0.25\n',
  'strength.csv': 'source,target,strength\na,b,2\nb,a,3\n',
  'w.h5': peerFiles('matrices').get('w-h5py.h5')!,
  'rounded.csv': '0,0.5\n0.50000000000001,0\n',
  'numbered.csv': ['0,1,5', '1,2,4', '2,8,3', '3,3,9', '4,1,7', '5,2,1'].join('\n'),
};
const text = (source: string, words = ''): string => `language 1
connect w from "${source}" { ${words} }
experiment e {
  seeds 1
  compare { w = w }
  measure radius = spectral_radius(w)
}
`;
const recording = `language 1
data w from "numbered.csv" { rows times;  sampled at 10 Hz }
experiment e {
  seeds 1
  compare { w = w }
  measure dimension = participation_ratio(direct)
}
`;
for (const [what, source, said] of [
  ['a table', text('counted.csv', 'square'), /^counted\.csv: The first line and the first column count from 0/],
  ['one of several matrices', text('several.mat'), /^several\.mat: The matrix "TS" was taken; the file also holds "X"/],
  ['an edge list', text('cells.edgelist'), /^cells\.edgelist: .* taken for from, to and weight/],
  ['other weights', text('strength.csv'), /^strength\.csv: .*columns weight "strength"/],
  ['other weights that are named', text('strength.csv', 'columns weight strength'), undefined],
  ['HDF5', text('w.h5', 'dataset "x"'), undefined],
  [
    'weights symmetric to rounding',
    text('rounded.csv', 'square'),
    /^rounded\.csv: .* differ by 2e-14 .* counts as symm/,
  ],
  ['a recording', recording, /^numbered\.csv: The first column \(0, 1, 2 …\) rises from row to row/],
] as const)
  test(`what was assumed of ${what} is said by the check, the run and its report`, async (t) => {
    const runs = temporaryFolder(t);
    for (const [name, content] of Object.entries(files)) fs.writeFileSync(path.join(runs, name), content);
    const checked = await analyseScience(analyseText(source), nodeReader(path.join(runs, 'study.anl'))),
      hints = checked.filter(({ code }) => code === 'D020').map(({ message }) => message.replaceAll('`', ''));
    const { summary, results } = await runText(t, source, { out: runs }),
      notes = summary.notes
        .filter(({ code }) => code === 'D020')
        .map(({ text: note }) => note.replaceAll('`', '').replace(/^.*?: (?=[\w]+\.\w+: )/, ''));
    assert.equal(notes.length, said ? 1 : 0, notes.join('\n'));
    assert.deepEqual(notes, hints);
    if (!said) return;
    assert.match(notes[0], said);
    const shown = (await htmlReport([{ results, source }]))
      .replace(/<[^>]*>/g, '')
      .replaceAll('&quot;', '"')
      .replaceAll('`', '');
    assert.ok(shown.includes(notes[0]), shown.slice(-2000));
  });
