// A workspace to test in: the project's own example, made small enough to run in seconds, with nothing else changed.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const project = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

export function makeWorkspace() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'anlage-ws-'));
  const example = fs.readFileSync(path.join(project, 'examples', 'rapid-learning.anl'), 'utf8');
  fs.writeFileSync(path.join(folder, 'rapid-learning.anl'), example);
  fs.writeFileSync(path.join(folder, 'small.anl'), shrunk(example, { seeds: '1 .. 6', samples: 30000 }));
  fs.writeFileSync(path.join(folder, 'long.anl'), shrunk(example, { seeds: '1 .. 40', samples: 60000 }));
  fs.writeFileSync(path.join(folder, 'reloaded.anl'), shrunk(example, { seeds: '1 .. 12', samples: 30001 }));
  fs.writeFileSync(path.join(folder, 'genes.anl'), genes);
  fs.writeFileSync(path.join(folder, 'area.bnet'), area);
  fs.writeFileSync(path.join(folder, 'spectra.anl'), spectra);
  fs.writeFileSync(path.join(folder, 'claims.anl'), claims);
  fs.writeFileSync(path.join(folder, 'failing.anl'), claims.replace('my study', 'failing').replace('> 10 %', '> 99 %'));
  return folder;
}

/** A network with a cycle that only synchronous update has, and one from a file. */
const genes = `language 1
genes toggle {
  update synchronous
  Sox2, !Tbr1
  Tbr1, !Sox2
  Pax6, Sox2 | Sox2 & Tbr1
  fate stem   = Sox2 & !Tbr1
  fate neuron = Tbr1 & !Sox2
}

genes area from "area.bnet" {
  update asynchronous
  fate front = Pax6
}
`;
const area = `targets, factors
Fgf8, Fgf8 & Sp8 & !Emx2
Emx2, Coup_tfi & !Fgf8 & !Pax6 & !Sp8
Pax6, Sp8 & !Coup_tfi & !Emx2
Coup_tfi, !Fgf8 & !Sp8
Sp8, Fgf8 & !Emx2
`;

/** A drawn matrix at the edge, and one that is not symmetric. */
const spectra = `language 1
connect wild  { neurons 1000;  weights uniform(-1, 1), symmetric;  spectrum max 0.999 }
connect clans {
  neurons 1000;  groups 10
  wire if(same_group, 0.5, 2^-7);  weights 1, symmetric, centred
  spectrum max 0.99
}
connect free  { neurons 300;  weights normal(0, 1);  spectrum max 0.9 }
dynamics rest of wild {
  model linear
  tau 20 ms;  dt 2 ms;  noise 1
  run 600 s, discard 8 s, starts 8
}
experiment exponents {
  seeds 1 .. 3
  compare { symmetric = wild;  directed = free }
  measure alpha = exponent(covariance, ranks: 11 .. 500)
}
`;

/** An experiment in quotes behind a comment that looks like one; it takes no time. */
const claims = `language 1
genes toggle {
  update asynchronous
  Sox2, !Tbr1
  Tbr1, !Sox2
  fate stem   = Sox2 & !Tbr1
  fate neuron = Tbr1 & !Sox2
}
# experiment no_study {
experiment "my study" {
  compare { wild = toggle;  held = knock_out(toggle, Sox2) }
  measure stem = basin(stem)
  expect stem of wild > 10 %
  expect stem of held = 0
}
`;

function shrunk(text, { seeds, samples }) {
  const replace = (from, to) => {
    if (!text.includes(from)) throw new Error(`the example no longer says '${from}'`);
    text = text.replace(from, to);
  };
  replace('seeds 1 .. 10', `seeds ${seeds}`);
  replace('until 5000 cells', 'until 400 cells');
  replace('< 520', '< 25'); // fewer cells stand less close
  replace('batch 64;  epochs 1', `batch 64;  epochs 1;  samples ${samples}`);
  return text;
}
