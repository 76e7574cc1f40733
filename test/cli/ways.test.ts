import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { endProbability, hasFate, stepsTo } from '../genes/oracle.ts';
import { networkOf } from '../genes/sample-networks.ts';
import { temporaryFolder } from '../runs/stripes-study.ts';
import { anlage } from './bundled-command.ts';

const rules = 'A, A & !B | C\nB, B & !A\nC, D & !B\nD, A | C\n';
const fates = { left: 'A & !B', right: 'B & !A' };
const text = `genes switch {
  update asynchronous
${rules.replace(/^/gm, '  ')}${Object.entries(fates)
  .map(([name, rule]) => `  fate ${name} = ${rule}\n`)
  .join('')}}
`;

test(
  'genes --from: where one start ends and the shortest way to each fate, whether it is a state, a fate or ' +
    'what is on',
  async (t) => {
    const folder = temporaryFolder(t);
    fs.writeFileSync(path.join(folder, 'study.anl'), text);
    const network = networkOf(rules, fates, { update: 'asynchronous' });
    for (const [from, state] of [
      ['1101', '1101'],
      ['A,B,D', '1101'],
      ['right', '0100'],
    ] as const) {
      const { from: found } = JSON.parse((await anlage(folder, 'genes', 'study.anl', '--json', '--from', from)).out);
      assert.deepEqual([found.state, found.method], [state, 'exact']);
      for (const fate of Object.keys(fates)) {
        const ends = endProbability(network, 'asynchronous', (states) =>
          states.every((other) => hasFate(network, fate, other)),
        );
        assert.ok(Math.abs(found.fates[fate].probability - (ends.get(state) as number)) < 1e-12);
        const shortest = stepsTo(network, state, fate, 'asynchronous');
        assert.deepEqual(
          [found.fates[fate].reachable, found.fates[fate].finished, found.fates[fate].turns.length],
          [shortest < Infinity, true, shortest < Infinity ? shortest : 0],
        );
      }
    }
    const { out } = await anlage(folder, 'genes', 'study.anl', '--from', 'right');
    assert.match(out, /from B\nends, exact\nleft +0\.00 %\nright +100\.00 %/);
    assert.match(out, /right: there already/);
    assert.match(out, /left: out of reach/);
  },
);
for (const [from, message] of [
  ['E', /--from takes a fate, a state such as 0000, or what is on: A,B\. switch has no fate, gene or free input "E"/],
  ['010', /--from 010 has 3 values; switch has 4 genes and free inputs: A B C D/],
] as const) {
  test(`genes --from ${from}: says what would do`, async (t) => {
    const folder = temporaryFolder(t);
    fs.writeFileSync(path.join(folder, 'study.anl'), text);
    const { status, err } = await anlage(folder, 'genes', 'study.anl', '--from', from);
    assert.equal(status, 2);
    assert.match(err, message);
  });
}
