// Writes examples/data/clones.csv: the rules of `truth` in examples/inferred.anl, run for 150 clones from random
// states, as measured expression. A clone is seen at three times, one update of all genes apart. On is 6, off is 1, and
// every value has a normal error of 0.8 (in log counts): nothing here is measured.
import fs from 'node:fs';
import { compileRule, variables } from '../engine/genes/index.ts';
import { stream } from '../engine/random/index.ts';
import { writeCsv } from '../formats/index.ts';
import { analyseText, specify } from '../language/index.ts';
import { nodeReader } from '../runs/data/index.ts';

const example = new URL('../examples/inferred.anl', import.meta.url),
  table = new URL('../examples/data/clones.csv', import.meta.url);
const { truth } = await genes();
const names = variables(truth),
  index = new Map(names.map((name, bit) => [name, bit]));
const rules = truth.genes.map(({ rule }) => compileRule(rule, index));
const draws = stream(1, 'clones', 'expression');

const rows: (string | number)[][] = [];
for (let clone = 1; clone <= 150; clone++) {
  let state = draws.below(2 ** names.length);
  for (let time = 0; time < 3; time++) {
    rows.push([
      `clone${clone}_${time}`,
      clone,
      time,
      ...names.map((_, bit) => Number(((state >>> bit) & 1 ? 6 : 1) + 0.8 * draws.normal()).toFixed(2)).map(Number),
    ]);
    state = rules.reduce((next, rule, bit) => (rule(state) ? next | (1 << bit) : next & ~(1 << bit)), state);
  }
}
fs.mkdirSync(new URL('.', table), { recursive: true });
fs.writeFileSync(table, writeCsv(['cell', 'clone', 'time', ...names], rows));

/** Only the block of `truth`: the rest of the example reads what is written here. */
async function genes() {
  const [block] = /^genes truth \{[\s\S]*?^\}/m.exec(fs.readFileSync(example, 'utf8')) ?? [''];
  const { specification } = await specify(
    analyseText(
      `language 1\n${block}\nexperiment ends {\n  compare { truth = truth }\n  measure ends = count(attractors)\n}\n`,
    ),
    nodeReader(),
  );
  const noun = specification?.experiments[0]?.conditions[0].noun;
  if (noun?.noun !== 'genes') throw new Error('examples/inferred.anl has no genes named truth that can be read');
  return { truth: noun };
}
