// All that is said of a gene network while it is typed, rules and where they lead. Goals: 15 genes and inputs in 10 ms,
// 50 genes in 500 ms, a folder of 103 published networks in 30 s.
import fs from 'node:fs';
import path from 'node:path';
import { encodeText, readRules } from '../formats/index.ts';
import { analyseRulesFile } from '../language/index.ts';
import { noSharedData, sharedData } from '../test/data.ts';
import { median } from './bench-data.ts';

const repeats = 5;
const folder = sharedData('boolean', 'bbm_all_bnet');
if (!folder) {
  console.log(`lint: ${noSharedData}`);
  process.exit(0);
}

const begun = performance.now();
const rows = fs
  .readdirSync(folder)
  .filter((file) => file.endsWith('.bnet'))
  .map((file) => {
    const text = fs.readFileSync(path.join(folder, file), 'utf8');
    const { genes, inputs } = readRules(encodeText(text), file);
    const start = performance.now();
    analyseRulesFile(text, file);
    return {
      file,
      text,
      genes: genes.length,
      variables: genes.length + inputs.length,
      once: performance.now() - start,
    };
  });
const whole = performance.now() - begun;
const again = (text: string, file: string): number =>
  median(
    Array.from({ length: repeats }, () => {
      const start = performance.now();
      analyseRulesFile(text, file);
      return performance.now() - start;
    }),
  );

report(
  'up to 15 genes and inputs',
  rows.filter(({ variables }) => variables <= 15),
  10,
);
report(
  'up to 50 genes',
  rows.filter(({ genes }) => genes <= 50),
  500,
);
report('all', rows, 0);
console.log(`the whole folder, ${rows.length} files, read and checked once: ${(whole / 1000).toFixed(1)} s (goal 30)`);

function report(which: string, chosen: typeof rows, goal: number): void {
  const timed = chosen
    .map(({ file, text }) => ({ file, milliseconds: again(text, file) }))
    .sort((a, b) => b.milliseconds - a.milliseconds);
  console.log(
    `lint, ${which} (${timed.length} networks, median of ${repeats} each): slowest ` +
      `${timed[0].milliseconds.toFixed(1)} ms (${timed[0].file}), median ` +
      `${median(timed.map(({ milliseconds }) => milliseconds)).toFixed(1)} ms${goal > 0 ? `; goal ${goal}` : ''}`,
  );
}
