/** A file that uses the words of the recipes. Run in the copy: it says what came of each. */
import fs from 'node:fs';
import path from 'node:path';
import { measures } from '../../catalogue/measures/index.ts';
import { figuresOf } from '../../figures/index.ts';
import { analyseText, specify } from '../../language/index.ts';
import { nodeReader } from '../../runs/data/index.ts';
import { runExperiment } from '../../runs/index.ts';
import { shownMeasures } from '../catalogue/shown-measures.ts';
import { writeStripes } from '../runs/stripes-study.ts';

const text = `language 1
data lines from "stripes"
connect wild { neurons 40;  weights laplace(1);  spectrum radius 0.9 }
dynamics rest of wild { tau 20 ms;  dt 4 ms;  run 4 s }
task memory is brief_memory { trials 40 }
probe tip { depth 800 um }
network reader {
  input 36, relu
  recurrent wild
  readout 3
}
experiment structure {
  seeds 1 .. 2
  compare { wild = wild;  negated = negated(wild) }
  measure leading = slowest(covariance)
  measure mean = mean_weight(wild)
  plot leading by condition
  plot strengths
}
experiment remembers {
  seeds 1 .. 1
  compare { rest = rest }
  measure recall = delayed_choice(memory)
}
experiment learns {
  seeds 1 .. 1
  compare { reader = reader }
  train on lines { optimiser averaged(0.1);  batch 16;  epochs 1 }
  measure self = autapses(recurrent)
  measure accuracy = accuracy(test)
}
`;
const folder = process.argv[2];
writeStripes(folder);
const file = path.join(folder, 'words.anl');
fs.writeFileSync(file, text);
const { specification, diagnostics } = await specify(analyseText(text), nodeReader(file));
const runs = [];
for (const { name } of specification?.experiments ?? []) {
  const { results } = await runExperiment({
    specification: specification!,
    experiment: name,
    source: text,
    file,
    backend: 'wasm',
    jobs: 1,
  });
  runs.push(results);
}
const said = {
  errors: diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message),
  rows: runs.flatMap(({ rows }) => rows.filter(({ step }) => step === null)),
  figures: runs.flatMap(figuresOf).map(({ name, panels }) => ({ name, kinds: panels.map(({ kind }) => kind) })),
  unshown: measures.map(({ name }) => name).filter((name) => !(name in shownMeasures)),
};
fs.writeFileSync(path.join(folder, 'said.json'), JSON.stringify(said));
