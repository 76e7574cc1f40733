import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { analyseScience, analyseText } from '../../language/index.ts';
import { nodeReader } from '../../runs/data/node-reader.ts';
import { temporaryFolder } from './stripes-study.ts';
import { runText } from './text-runs.ts';

const edges = ['Source,Target,Weight', 'a,b,1', 'b,c,2', 'c,a,3', 'a,d,4', 'd,a,5', 'd,b,1'];
const neurons = ['name,class,size', 'a,sensory,3', 'b,motor,5', 'c,motor,7', 'd,sensory,', 'e,sensory,9'];
function laboratory(t: TestContext): string {
  const folder = temporaryFolder(t);
  fs.writeFileSync(path.join(folder, 'edges.csv'), `${edges.join('\n')}\n`);
  fs.writeFileSync(path.join(folder, 'neurons.csv'), `${neurons.join('\n')}\n`);
  return folder;
}
const study = (nodes: string, conditions: string): string => `language 1
connect worm from "edges.csv" { columns pre Source, post Target, weight Weight;  nodes from ${nodes} }
experiment classes {
  seeds 1
  compare { ${conditions} }
  measure neurons = neurons(recurrent)
  measure edges = edges(recurrent)
}
`;

describe('a table of the neurons of a file of connections', () => {
  it('tells which are meant, by words and by numbers', async (t) => {
    const conditions = [
      'all = worm',
      'sensory = worm { cells where class = "sensory" }',
      'motor = worm { cells where class = "motor" }',
      'large = worm { cells where size > 4 }',
    ];
    const folder = laboratory(t);
    const { results } = await runText(t, study('"neurons.csv" by name', conditions.join(';  ')), { out: folder });
    const found = Object.fromEntries(
      results.experiment.conditions.map(({ name }) => [
        name,
        ['neurons', 'edges'].map(
          (measure) => results.rows.find((row) => row.condition === name && row.measure === measure)?.value,
        ),
      ]),
    );
    assert.deepEqual(found, { all: [4, 6], sensory: [2, 2], motor: [2, 1], large: [2, 1] });
    assert.deepEqual(results.run.files.map(({ reference }) => reference).sort(), ['edges.csv', 'neurons.csv']);
  });
  const mistakes: Readonly<Record<string, RegExp>> = {
    '"neurons.csv" by label': /no column `label`: its columns are `name`, `class`, `size`/,
    '"neurons.csv" by class': /`\w+` stands twice in the column `class`/,
    '"neurons.csv" by size': /no row of neurons.csv is of a node/,
    '"nowhere.csv" by name': /`nowhere.csv` was not found/,
  };
  for (const [nodes, said] of Object.entries(mistakes))
    it(`is missed with a reason: ${nodes}`, async (t) => {
      const reader = nodeReader(path.join(laboratory(t), 'study.anl'));
      const found = await analyseScience(analyseText(study(nodes, 'all = worm')), reader);
      assert.match(found.find(({ severity }) => severity === 'error')?.message ?? '', said);
    });
});
