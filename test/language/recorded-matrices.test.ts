// What is said of words that do not fit a field or a recording, and of folders that are none.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyseScience, analyseText } from '../../language/index.ts';
import { readerOf, smallFiles } from './reader-of-texts.ts';

const files = { ...smallFiles, 's.csv': '0,1,0\n1,0,1\n' };
async function saidOf(connect: string): Promise<readonly string[]> {
  const reader = readerOf(files);
  const analysis = analyseText(`language 1
data v1 from "s.csv" { rows neurons;  sampled at 10 Hz }
data placed from "s.csv" { rows neurons;  sampled at 10 Hz;  positions from "s.csv" in um }
connect a ${connect}
experiment e {
  seeds 6
  compare { a = a;  b = permuted(a) }
  measure r = rank(recurrent)
}
`);
  const found = [...analysis.diagnostics, ...(await analyseScience(analysis, reader))];
  return found.flatMap(({ code, severity, message }) => (severity === 'error' ? [`${code} ${message}`] : []));
}

for (const [connect, said] of [
  ['{ neurons 20;  place measured;  weights normal(0, 1) }', /L017 `place measured` is of the neurons of a field/],
  ['{ neurons 20;  place uniform;  weights normal(0, 1) }', /L017 `place uniform` needs the lengths of its space/],
  ['{ neurons 20;  weights correlation }', /C040 `correlation` is not known here: it needs `from "FOLDER"` of a field/],
  [
    '{ neurons 20;  sttc mean;  weights normal(0, 1) }',
    /L010 `sttc` .* is of a field or a recording, and this is neither/,
  ],
  ['from "field" { place uniform in 1 mm;  weights sttc }', /L017 The neurons of a field stand where they were found/],
  ['from "field" { place measured in 1 mm;  weights sttc }', /L017 `place measured` has no lengths/],
  ['from "field" { place grid in 2 mm, 3 mm;  weights distance / 1 mm }', /C053 .* 2 × 3 has 6 places, .* 4 neurons/],
  [
    'from "field" { place grid in 1.5 mm, 2 mm;  weights distance / 1 mm }',
    /C053 .* a grid of 1\.5 × 2 mm .* whole millimetres, such as 2 mm, 2 mm/,
  ],
  ['from "field" { weights scaled(sttc), mean 0 }', /L010 This must be more than 0, such as `0\.1`/],
  [
    'from "parameters.bin" { weights normal(0, 1) }',
    /L017 `from "parameters\.bin"` is neither the folder of a field nor a file of connections or of a matrix/,
  ],
  ['from "parameters.bin"', /L017 `from "parameters\.bin"` is neither/],
  ['from "field" { wire 0.5 }', /L017 `wire` needs `weights`/],
  ['from "field" { sttc within 100 ms;  weights sttc }', /L017 .* `sttc within` is of a recording/],
  ['from "field" { neurons 20;  weights sttc }', /L010 `neurons` .* these neurons were recorded/],
  ['from "field" { square;  weights sttc }', /L010 `square` .* this is the folder of a field/],
  ['from "field" { autapses;  weights sttc }', /L010 `autapses` .* the diagonal of what was recorded is kept/],
  ['from "field" { weights normal(0, 1) * sttc, centred }', /L017 `centred` needs the mean of the weights/],
  ['from "field" { weights lognormal(0, -1) * sttc }', /L010 This must be at least 0/],
  ['from "field" { weights scaled(sttc - sttc) }', /C045 `a` cannot be drawn: .* is 0 for every pair/],
  ['from "field" { weights distance }', /U07/],
  ['from v1', /L017 `connect a`, a matrix made of a recording, needs `weights`/],
  ['from v1 { weights precision }', /L017 `precision` is not known .*; known are `correlation`, `sttc`\./],
  ['from v1 { weights distance / 1 mm }', /L017 `distance` is not known/],
  ['from v1 { weights sttc;  sttc mean }', /L017 .* write `sttc within 100 ms`/],
  ['from v1 { weights sttc;  place measured }', /L010 `place` .* stand where its `positions` say/],
] as const)
  test(`one message: connect a ${connect}`, async () => {
    const found = await saidOf(connect);
    assert.equal(found.length, 1, found.join('\n'));
    assert.match(found[0], said);
  });

for (const connect of [
  'from "field"',
  'from "field" { weights lognormal(mu: -0.5, sigma: 0.5) * scaled(abs(correlation)) * (1 + synapses) }',
  'from "field" { weights uniform(-1, 1), excitatory 80 %;  wire if(synapses > 0, 1, 0.5);  rows source }',
  'from "field" { weights binary() * exp(-distance / 200 um);  place corrected }',
  'from "field" { weights normal(0, 1) * scaled(distance);  place grid in 2 mm, 2 mm }',
  'from v1 { weights lognormal(-0.5, 0.5) * scaled(correlation) * scaled(sttc);  sttc within 50 ms }',
  'from placed { weights exp(-distance / 200 um) * correlation }',
  '{ neurons 20;  place uniform in 1 mm, 1 mm;  weights lognormal(0, 1) * exp(-distance / 200 um) }',
])
  test(`nothing is wrong with connect a ${connect}`, async () => {
    assert.deepEqual(await saidOf(connect), []);
  });
