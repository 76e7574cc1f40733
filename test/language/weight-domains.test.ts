// Weights outside what a measure counts (C033): told by the law they are drawn from, or by the file they are in.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyseScience, analyseText } from '../../language/index.ts';
import { nodeReader } from '../../runs/data/index.ts';
import { noSharedData, projectFile, sharedData } from '../data.ts';
import { readerOf } from './reader-of-texts.ts';

const files = {
  'strong.csv': '0,3,1\n2,0,1\n1,9.5,0\n',
  'signed.csv': '0,-0.5,1\n0.25,0,1\n1,1,0\n',
  'tame.csv': '0,0.5,1\n0.25,0,1\n1,1,0\n',
};
const nouns = `language 1
connect strong from "strong.csv" { square }
connect signed from "signed.csv" { square }
connect tame from "tame.csv" { square }
connect normal { neurons 50;  weights normal(0, 1);  spectrum max 0.9 }
connect shifted_normal { neurons 50;  weights normal(9, 1);  spectrum max 0.9 }
connect dale { neurons 50;  weights lognormal(0, 1), excitatory 80 %;  spectrum max 0.9 }
connect centred { neurons 50;  weights 1, symmetric, centred;  wire 0.2;  spectrum max 0.9 }
connect positive { neurons 50;  weights uniform(0, 1);  spectrum max 0.9 }
`;
const said = async (conditions: string, measure: string): Promise<readonly string[]> => {
  const analysis = analyseText(`${nouns}experiment e {
  compare { ${conditions} }
  measure m = ${measure}
}
`);
  const science = await analyseScience(analysis, readerOf(files));
  return [...analysis.diagnostics, ...science]
    .filter(({ severity }) => severity === 'error')
    .map(({ code, message }) => `${code} ${message}`);
};

const weighted = 'clustering(recurrent, weights: weighted)';
const refused: readonly (readonly [string, string, RegExp])[] = [
  [
    'a = strong',
    weighted,
    /counts weights in 0 \.\. 1, and of `strong` \(strong\.csv\) 3 .* above 1, the largest 9\.5: add `scale: none`/,
  ],
  ['a = strong', 'clustering(strong, weights: magnitudes)', /above 1/],
  ['a = tame', 'efficiency(strong, weights: weighted)', /`efficiency` .*strong\.csv/],
  ['a = strong;  b = permuted(strong)', weighted, /strong\.csv/],
  [
    'a = signed',
    weighted,
    /\(signed\.csv\) 1 of its weights are negative, the least -0\.5: take `weights: magnitudes`/,
  ],
  ['a = signed', 'path_length(recurrent, weights: weighted)', /counts weights that are not negative/],
  ['a = signed', 'motifs(recurrent, weights: weighted, scale: none)', /negative/],
  ['a = normal', weighted, /`normal` draws negative ones: take `weights: magnitudes`, or `weights: binary`/],
  ['a = dale', 'assortativity(recurrent, weights: weighted)', /`dale` draws negative ones/],
  ['a = centred', 'rich_club_curve(recurrent, weights: weighted)', /negative/],
  ['a = normal;  b = dale', 'transitivity(recurrent, weights: weighted)', /negative/],
  ['a = strong', 'excess(clustering(recurrent, weights: weighted))', /strong\.csv/],
  ['a = normal', 'z(efficiency(normal, weights: weighted))', /`efficiency` .*negative/],
  ['a = normal;  b = signed', 'transitivity(recurrent, weights: weighted)', /signed\.csv/],
];
const fine: readonly (readonly [string, string])[] = [
  ['a = strong', 'clustering(recurrent)'],
  ['a = strong', 'clustering(recurrent, weights: weighted, scale: none)'],
  ['a = strong', 'clustering(recurrent, weights: weighted, scale: largest)'],
  ['a = strong', 'path_length(recurrent, weights: weighted)'],
  ['a = signed', 'clustering(recurrent, weights: magnitudes)'],
  ['a = tame', weighted],
  ['a = strong', 'clustering(strongest(recurrent, 50 %), weights: weighted)'],
  ['a = signed', 'excess(clustering(strongest(signed, 50 %), weights: weighted))'],
  ['a = tame;  b = strong', weighted],
  ['a = positive', weighted],
  ['a = normal;  b = positive', weighted],
  ['a = normal', 'path_length(recurrent, weights: magnitudes)'],
  ['a = shifted_normal', 'path_length(recurrent, weights: weighted)'],
  ['a = normal', 'entropy(recurrent)'],
  ['a = normal', 'mean_communicability(recurrent)'],
];
describe('weights outside the domain of a measure', () => {
  for (const [conditions, measure, says] of refused)
    it(`${measure} of ${conditions}`, async () => {
      const found = await said(conditions, measure);
      assert.equal(found.length, 1, found.join('\n'));
      assert.match(found[0], /^C033 /);
      assert.match(found[0], says);
    });
  for (const [conditions, measure] of fine)
    it(`none in ${measure} of ${conditions}`, async () => assert.deepEqual(await said(conditions, measure), []));
});
it('numbers of synapses of a field', { skip: sharedData('connectome', 'microns') ? false : noSharedData }, async () => {
  const analysis = analyseText(`language 1
connect field from "connectome/microns/4_7_8"
experiment e {
  compare { a = field }
  measure m = clustering(recurrent, weights: weighted)
  measure n = clustering(recurrent)
}
`);
  const found = await analyseScience(analysis, nodeReader(projectFile('field.anl')));
  assert.deepEqual(
    found.filter(({ severity }) => severity === 'error').map(({ code }) => code),
    ['C033'],
  );
  assert.match(
    found.map(({ message }) => message).join(),
    /of `field` \(connectome\/microns\/4_7_8\) 16 of its weights/,
  );
});

describe('weights that a network learns', () => {
  const warned = async (recurrent: string, measure: string): Promise<readonly string[]> => {
    const analysis = analyseText(`language 1
connect positive { neurons 50;  weights uniform(0, 1);  spectrum max 0.9 }
connect signed { neurons 50;  weights lognormal(0, 1), excitatory 80 %;  spectrum max 0.9 }
task choose is one_choice { goal 4 steps;  delay 2 steps;  choice 4 steps }
network learner { neurons 50;  input 8;  recurrent ${recurrent}, relu;  readout 4 }
experiment e {
  seeds 6
  compare { a = learner }
  train on choose { optimiser adam(1e-3);  batch 64;  epochs 1;  trials 128 }
  measure m = ${measure}
}
`);
    assert.deepEqual(
      analysis.diagnostics.filter(({ severity }) => severity === 'error'),
      [],
    );
    return analysis.diagnostics.flatMap(({ code, severity, message }) =>
      code === 'C033' ? [`${severity} ${message}`] : [],
    );
  };
  const cases: readonly (readonly [recurrent: string, measure: string, isWarned: boolean])[] = [
    ['orthogonal', 'modularity(recurrent)', true],
    ['positive', 'z(path_length(recurrent, weights: weighted))', true],
    ['signed, dale', 'modularity(recurrent)', true],
    ['positive, dale', 'modularity(recurrent)', false],
    ['positive, positive', 'modularity(recurrent)', false],
    ['positive, fixed', 'modularity(recurrent)', false],
    ['positive', 'modularity(recurrent_at_start)', false],
    ['orthogonal', 'modularity(positive)', false],
    ['orthogonal', 'modularity(recurrent, weights: magnitudes)', false],
    ['orthogonal', 'modularity(strongest(recurrent, 10 %))', false],
    ['orthogonal', 'clustering(recurrent)', false],
  ];
  for (const [recurrent, measure, isWarned] of cases)
    it(`${measure} of ${recurrent}`, async () => {
      const found = await warned(recurrent, measure);
      assert.equal(found.length, Number(isWarned), found.join());
      if (isWarned) assert.match(found[0], /^warning .*`learner` learns takes both signs .*`weights: magnitudes`/);
    });
});
