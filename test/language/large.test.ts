import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyseScience, analyseText, type Diagnostic } from '../../language/index.ts';
import { readerOf } from './reader-of-texts.ts';

/** Beyond 20 genes not every state is visited; what is said must be certain all the same. */
const pairs = (rule: (own: string, other: string) => string): string =>
  Array.from(
    { length: 12 },
    (_, pair) => `  a${pair}, ${rule(`a${pair}`, `b${pair}`)}\n  b${pair}, ${rule(`b${pair}`, `a${pair}`)}\n`,
  ).join('');
const genes = (body: string): string => `language 1
genes g {
${body}}
`;
async function given(source: string): Promise<readonly Diagnostic[]> {
  const analysis = analyseText(source);
  const found = [...analysis.diagnostics, ...(await analyseScience(analysis, readerOf()))];
  return found.filter(({ severity }) => severity !== 'error' || assert.fail(JSON.stringify(found)));
}

describe('networks of 24 genes', () => {
  const clock = '  c0, !c1\n  c1, c0\n';
  const tables: readonly (readonly [what: string, source: string, codes: readonly string[], says?: RegExp])[] = [
    ['switches, one gene at a time', genes(`  update asynchronous\n${pairs((_, other) => `!${other}`)}`), []],
    [
      'switches, all at once',
      genes(`  update synchronous\n${pairs((_, other) => `!${other}`)}`),
      ['G007'],
      /cycle of period 2 exists only under synchronous/,
    ],
    [
      'a part that never rests',
      genes(`  update asynchronous\n${pairs((own) => own)}${clock}`),
      ['G002'],
      /oscillates under any update \(a trap space in which 2 genes keep changing/,
    ],
    [
      'a fate that lies there',
      genes(`  update asynchronous\n${pairs((own) => own)}${clock}  fate up = c0\n`),
      ['G002'],
      /`up` touches an oscillation/,
    ],
    [
      'a fate that an oscillation never loses',
      genes(`  update asynchronous\n${pairs((own) => own)}${clock}  fate high = b10\n`),
      [],
    ],
    ['a fate that does not', genes(`  update asynchronous\n${pairs((own) => own)}${clock}  fate high = a0\n`), []],
    [
      'fates that overlap where it ends',
      genes(`  update asynchronous\n${pairs((own) => own)}  fate one = a0\n  fate other = b0\n`),
      ['G003'],
      /a0 & b0/,
    ],
    [
      'a fate in which nothing ends',
      genes(`  update asynchronous\n${pairs((own, other) => (own < other ? '0' : own))}  fate one = a0\n`),
      ['G013'],
      /No attractor has the fate `one`/,
    ],
  ];
  for (const [what, source, codes, says] of tables) {
    it(what, async () => {
      const found = await given(source);
      assert.deepEqual(
        found.map(({ code }) => code),
        codes,
        JSON.stringify(found),
      );
      if (says) assert.match(found[0].message, says);
    });
  }
  it('a fate that growth cannot reach', async () => {
    const growth = (rule: string): string =>
      `${genes(`  update asynchronous
${pairs((own) => own)}  c, ${rule}
  fate stem = a0
  fate neuron = c & a0
`)}develop d from g {
  space 1 mm, 1 mm
  step 6 h
  start 1 cell as stem
  divide stem every 12 h until 10 cells
  synapse neuron to neuron { probability 0.1 }
  stop at 2 day
}
`;
    const [unreachable] = (await given(growth('c & b0'))).filter(({ code }) => code === 'G001');
    assert.match(unreachable.message, /`neuron` cannot be reached from the start: c stays off/);
    assert.deepEqual(
      (await given(growth('a0'))).filter(({ code }) => code === 'G001'),
      [],
    );
  });
});
