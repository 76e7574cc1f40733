import assert from 'node:assert/strict';
import fs from 'node:fs';
import { it } from 'node:test';
import { stream } from '../../engine/random/index.ts';
import { analyseScience, analyseText, specify } from '../../language/index.ts';
import { projectFile } from '../data.ts';
import { readerOf } from './reader.ts';

it('no damage to a file makes anything throw, and every diagnostic stands in the text', async () => {
  const random = stream(1, 'damage', 'test');
  const texts = fs.readdirSync(projectFile('examples')).filter((name) => name.endsWith('.anl')).map((name) => fs.readFileSync(projectFile('examples', name), 'utf8'));
  const tokens = texts.join('\n').match(/\w+|[^\s\w]/g) ?? [];
  const pick = <T>(of: readonly T[]): T => of[random.below(of.length)];
  for (let round = 0; round < 400; round++) {
    let text = pick(texts);
    for (let changes = random.below(3); changes >= 0; changes--) {
      const found = pick([...text.matchAll(/\w+|[^\s\w]/g)]);
      const replacement = pick(['', pick(tokens), `${found[0]} ${pick(tokens)}`]);
      text = text.slice(0, found.index) + replacement + text.slice(found.index + found[0].length);
    }
    const analysis = analyseText(text);
    const diagnostics = [...analysis.diagnostics, ...(round % 10 === 0 ? await analyseScience(analysis, readerOf()) : [])];
    for (const { code, range, message } of diagnostics) assert.ok(range.start >= 0 && range.start <= range.end && range.end <= text.length, `${code} ${message}\n${text}`);
    await specify(analysis, readerOf());
  }
});
