/** Neurons and times of a recording chosen in the text, read from files; and choices that say nothing. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { writeNpy } from '../../formats/index.ts';
import { analyseScience, analyseText, specify } from '../../language/index.ts';
import { nodeReader } from '../../runs/data/node-reader.ts';
import { loadRecording } from '../../runs/data/recordings.ts';
import { nounsIn } from '../../language/nouns-within.ts';
import { filesOfData } from '../../runs/plan/jobs.ts';
import { interruptedNwb } from '../formats/recording/written.ts';
import { temporaryFolder } from './stripes-study.ts';

const files: Readonly<Record<string, string | Uint8Array>> = {
  'spikes.csv': 'neuron,time\na,0.5\na,1.5\nb,2.5\nc,3.5\nb,5.5\n',
  'samples.csv': '3,1,4,1\n5,9,2,6\n5,3,5,8\n',
  'info.tsv': 'id\tgroup\tsnr\nc\tgood\t5\nb\tmua\t9\na\tgood\t1\n',
  'in-order.csv': 'quality,depth\n1,\n2,100\n2,900\n',
  'is-cell.npy': writeNpy({ type: 'f8', shape: [3, 2], values: Float64Array.of(1, 0.9, 0, 0.2, 1, 0.7) }),
  'trials.csv': 'begin,end,choice\n0,2000,left\n2000,4000,right\n4000,6000,left\n',
  'twice.csv': 'id,good\na,1\na,0\nb,1\n',
  'long-ids.csv': 'id\n864691135000000001\n864691135000000002\n',
  'units.nwb': await interruptedNwb(),
};
const spikes = 'data d from "spikes.csv" { spikes in s;  bin 1 s;  ',
  samples = 'data d from "samples.csv" { rows neurons;  sampled at 1 Hz;  ',
  nwb = 'data d from "units.nwb" { bin 1 s;  ';

type Names = readonly string[] | number;
const chosen: readonly (readonly [text: string, neurons: Names, runs: readonly number[]])[] = [
  [`${spikes}neurons from "info.tsv" by id where group = "good"`, ['a', 'c'], [5]],
  [`${spikes}neurons from "info.tsv" by id where group = "good" and snr > 2`, ['c'], [5]],
  [`${spikes}time 1 s .. 3 s, 4000 ms .. 6 s`, ['a', 'b', 'c'], [2, 2]],
  [`${spikes}time 0 s .. 6 s;  epochs from "trials.csv" in ms where choice = "left", start begin, stop end`, 3, [2, 2]],
  [`${samples}neurons from "in-order.csv" where quality = 2`, 2, [4]],
  [`${samples}neurons from "in-order.csv" where depth < 500`, 1, [4]],
  [`${samples}neurons from "is-cell.npy" where column1 = 1 and column2 > 0.8;  time 1 s .. 3 s`, 1, [2]],
  [`${nwb}neurons where quality = "good"`, ['3', '7'], [5, 4]],
  [`${nwb}neurons where snr > 1`, ['3', '12'], [4]],
  [`${nwb}neurons where quality = "noise"`, ['12'], [6]],
  [`${nwb}neurons where quality = "good";  epochs trials where choice = "left"`, ['3', '7'], [2, 2]],
];
const refused: readonly (readonly [text: string, message: RegExp])[] = [
  [`${spikes}neurons where group = "good"`, /says nothing of its neurons by which to choose them; name a table/],
  [`${spikes}neurons from "info.tsv" by ids where group = "good"`, /no column `ids`. Did you mean `id`\?/],
  [`${spikes}neurons from "info.tsv" by id where quality = 1`, /no column `quality`/],
  [`${spikes}neurons from "info.tsv" by id where group = "best"`, /No row is chosen.*`group`: `good`, `mua`/],
  [`${spikes}neurons from "info.tsv" by id where group > 3`, /cannot be chosen so/],
  [`${spikes}neurons from "in-order.csv" by depth`, /None of the 3 neurons chosen is in the recording/],
  [`${samples}neurons from "trials.csv" by end where end > 2000`, /have no names to be found by/],
  [`${spikes}epochs trials`, /holds no table of epochs; name one/],
  [`${nwb}epochs trial`, /no table of epochs `trial`; it has `trials`/],
  [`${nwb}epochs trials, stop choice`, /column `choice` of the table `trials` of this file holds no times/],
  [`${spikes}epochs from "trials.csv" in s, start begin, stop end;  time 0 s .. 9 s`, /None of 3 epochs lies within/],
  [
    `${spikes}epochs from "trials.csv" in s, start end, stop begin`,
    /Row 1 of `trials.csv` has no epoch: it goes from 2000/,
  ],
  [`${samples}time 2 s .. 9 s`, /lasts from 0 s to 4 s, and time 2 s \.\. 9 s reaches beyond/],
  [`${spikes}time 100 s .. 200 s`, /lasts from 0\.5 s to 5\.5 s, the first spike to the last, and .* lies beyond it/],
  [`${spikes}time 1 s .. 1.5 s`, /What is taken of the recording lasts 0\.5 s, less than one bin of 1 s/],
  [`${samples}bin 2 s;  time 1 s .. 2 s`, /What is taken of the recording lasts 1 s, less than one bin of 2 s/],
  [`${spikes}neurons from "twice.csv" by id where good = 1`, /names a in rows 1 and 2 of its `id`/],
  [`${spikes}neurons from "long-ids.csv" by id where id = 864691135000000001`, /cannot be chosen so/],
];
const misread: readonly (readonly [text: string, message: RegExp])[] = [
  [`${spikes}neurons`, /Which neurons\?|needs/],
  [`${spikes}neurons by id where snr > 2`, /`by` names a column of a table/],
  [`${spikes}time 10 s`, /has a beginning and an end/],
  [`${spikes}time 20 s .. 10 s`, /runs downwards/],
  [`${spikes}time 10 s .. 10 s`, /ends where it begins/],
  [
    `${spikes}time 1 s .. 3 s }\nexperiment o { vary till in 1 s, 2 s;  compare { e = d { time 0 s .. till } }`,
    /do not vary: wr/,
  ],
  [`${spikes}time 1 s .. 3 s, 2 s .. 4 s`, /overlaps one before it/],
  [`${spikes}epochs from "trials.csv"`, /write it, `in s`/],
  [`${spikes}epochs trials in ms`, /leave `in` out/],
  [`${spikes}epochs in s`, /Which epochs\?/],
  [`${spikes}neurons from "info.tsv" by id where snr > 2 mV`, /columns of this table have no units/],
];

const study = (statements: string): string =>
  `language 1\n${statements} }\nexperiment e { seeds 1;  compare { d = d }\n  measure f = fano() }\n`;
async function folder(t: Parameters<typeof temporaryFolder>[0]): Promise<string> {
  const made = temporaryFolder(t);
  for (const [name, content] of Object.entries(files)) fs.writeFileSync(path.join(made, name), content);
  return made;
}
async function load(made: string, text: string) {
  const { specification, diagnostics } = await specify(analyseText(study(text)), nodeReader(path.join(made, 'a.anl')));
  assert.deepEqual(
    diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message),
    [],
  );
  const data = nounsIn(specification!.experiments[0]).find((noun) => noun.noun === 'data')!;
  return loadRecording(data, Object.fromEntries(filesOfData(data).map((name) => [name, path.join(made, name)])));
}

describe('neurons and times of a recording', () => {
  for (const [text, neurons, runs] of chosen)
    it(text.slice(text.indexOf('{')), async (t) => {
      const { activity, names, notes } = await load(await folder(t), text);
      assert.deepEqual(activity.runs, runs);
      assert.deepEqual(typeof neurons === 'number' ? activity.neurons : names, neurons);
      if (/neurons/.test(text.slice(text.indexOf('{') + 15))) assert.match(notes.join(' '), /neurons are chosen/);
    });
  for (const [text, message] of refused)
    it(`${text.slice(text.indexOf('{'))}: refused`, async (t) => {
      const made = await folder(t);
      await assert.rejects(load(made, text), (error) => {
        assert.match(String(error), message);
        return true;
      });
    });
  for (const [text, message] of misread)
    it(`${text.slice(text.indexOf('{'))}: an error of the text`, async (t) => {
      const analysis = analyseText(study(text)),
        reader = nodeReader(path.join(await folder(t), 'a.anl'));
      const said = [...analysis.diagnostics, ...(await analyseScience(analysis, reader))];
      assert.match(
        said.filter(({ severity }) => severity === 'error').map((each) => each.message)[0] ?? 'no error',
        message,
      );
    });
});
