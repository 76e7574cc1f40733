import assert from 'node:assert/strict';
import fs from 'node:fs';
import { it } from 'node:test';
import { stream } from '../../engine/random/index.ts';
import { analyseRulesFile, analyseScience, analyseText, specify } from '../../language/index.ts';
import { projectFile } from '../data.ts';
import { trials } from '../fuzz-trials.ts';
import { readerOf } from './reader-of-texts.ts';

it('no damage to a file makes anything throw, and every diagnostic stands in the text', async () => {
  const random = stream(1, 'damage', 'test');
  const texts = [
    genesAndScreens,
    ...fs
      .readdirSync(projectFile('examples'))
      .filter((name) => name.endsWith('.anl'))
      .map((name) => fs.readFileSync(projectFile('examples', name), 'utf8')),
  ];
  const tokens = texts.join('\n').match(/\w+|[^\s\w]/g) ?? [];
  const pick = <T>(of: readonly T[]): T => of[random.below(of.length)];
  for (let round = 0; round < trials(400); round++) {
    let text = pick(texts);
    for (let changes = random.below(3); changes >= 0; changes--) {
      const found = pick([...text.matchAll(/\w+|[^\s\w]/g)]);
      const replacement = pick(['', pick(tokens), `${found[0]} ${pick(tokens)}`]);
      text = text.slice(0, found.index) + replacement + text.slice(found.index + found[0].length);
    }
    const analysis = analyseText(text);
    const diagnostics = [
      ...analysis.diagnostics,
      ...(round % 10 === 0 ? await analyseScience(analysis, readerOf()) : []),
    ];
    for (const { code, range, message } of diagnostics)
      assert.ok(
        code !== 'L016' && range.start >= 0 && range.start <= range.end && range.end <= text.length,
        `${code} ${message}\n${text}`,
      );
    await specify(analysis, readerOf());
  }
});

/** Words that no example has. */
const genesAndScreens = `language 1
genes rules from "rules.bnet" { update asynchronous;  fate on = Pax6 }
genes toggle {
  input Niche, "n-1"
  A, !B & Niche
  "B-1", !A | "n-1"
  A -| "B-1"
  fate a = A & !"B-1"
}
experiment screens {
  seeds 6
  compare { wild = toggle;  null = rewired_rules(knock_out(toggle, "B-1"));  other = over_express(rules, Sox2) }
  screen knock_out of every gene
  screen pairs of A, "B-1"
  measure ends = count(steady_states, genes: toggle)
  measure a    = absorption(a, from: a)
  measure far  = derrida()
  expect a of knock_out_B_1 <= a of wild within 0.1
  plot screen
  plot a by condition
}
`;

it('no damage to a file of rules makes anything throw', () => {
  const random = stream(2, 'damage', 'rules');
  const right = 'targets, factors\nA, A & !B # why\nB, (A | C) & !(B)\nC, 1\n"D-1", C\n';
  const pieces = [...(right.match(/\w+|[^\w]/g) ?? []), '', '\u0000', '\r', '&&', '((', '\ufeff'];
  for (let round = 0; round < trials(300); round++) {
    const parts = right.match(/\w+|[^\w]/g) ?? [];
    for (let changes = random.below(4); changes >= 0; changes--)
      parts[random.below(parts.length)] = pieces[random.below(pieces.length)];
    const text = parts.join('');
    for (const { code, range, message, fixes } of analyseRulesFile(text, 'damaged.bnet')) {
      for (const { start, end } of [range, ...(fixes ?? []).flatMap(({ edits }) => edits.map((edit) => edit.range))])
        assert.ok(start >= 0 && start <= end && end <= text.length, `${code} ${message}\n${text}`);
    }
  }
});
