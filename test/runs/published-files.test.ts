// Files of published values that claims are held against are among what a run has read, and no job depends on them.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { analyseText, specify } from '../../language/index.ts';
import { nodeReader } from '../../runs/data/node-reader.ts';
import { readInputs } from '../../runs/plan/inputs.ts';
import { sha256 } from '../../runs/data/sha256.ts';
import { temporaryFolder } from './stripes-study.ts';

const published = 'partners,alpha\n5,0.4\n10,0.5\n';
const text = `language 1
connect thin { neurons 200;  wire 0.1;  weights 1, symmetric, centred;  spectrum max 0.9 }
experiment study {
  seeds 6
  vary partners in 5, 10
  compare { sparse = thin { wire partners / 100 } }
  measure alpha = exponent(covariance, ranks: 2 .. 100)
  expect alpha of sparse by partners matches "published.csv" within 0.1
  expect alpha by partners matches "published.csv" within 0.2
}
`;

test('a file of published values is recorded with its checksum, once', async (t) => {
  const folder = temporaryFolder(t);
  fs.writeFileSync(path.join(folder, 'published.csv'), published);
  const file = path.join(folder, 'study.anl');
  const { specification } = await specify(analyseText(text), nodeReader(file));
  const { files, checksums, locations } = await readInputs(specification!.experiments[0], { file });
  assert.deepEqual(files, [{ reference: 'published.csv', sha256: sha256(published) }]);
  assert.deepEqual([checksums, locations], [{}, {}]);
});
