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
  fs.writeFileSync(path.join(folder, 'genes.anl'), genes);
  fs.writeFileSync(path.join(folder, 'area.bnet'), area);
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

function shrunk(text, { seeds, samples }) {
  const replace = (from, to) => { if (!text.includes(from)) throw new Error(`the example no longer says '${from}'`); text = text.replace(from, to); };
  replace('seeds 1 .. 10', `seeds ${seeds}`);
  replace('until 5000 cells', 'until 400 cells');
  replace('< 520', '< 25'); // fewer cells stand less close
  replace('batch 64;  epochs 1', `batch 64;  epochs 1;  samples ${samples}`);
  return text;
}
