import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyseText, specify } from '../../language/index.ts';
import { nouns } from '../../language/nouns/index.ts';
import { readerOf } from './reader-of-texts.ts';

/** One study that uses every noun of this version. */
const study: Readonly<Record<string, string>> = {
  genes: `genes mouse {
  input Niche
  Sox2, Sox2 & !Tbr1
  Tbr1, Tbr1 | !Niche
  fate progenitor = Sox2
  fate neuron = Tbr1
}
`,
  develop: `develop cortex from mouse {
  space 1 mm, 1 mm
  step 6 h
  start 1 cell as progenitor
  divide progenitor every 12 h until 5 cells
  stop at 10 day
}
`,
  connect: `connect grown from cortex {
  cells neuron
}
`,
  data: `data digits from mnist {
}
`,
  network: `network reader {
  input 784, relu
  recurrent grown, fixed
  readout 10
}
`,
  experiment: `experiment learn {
  compare { a = reader }
  train on digits { epochs 1 }
  measure accuracy = accuracy(test)
}
`,
};
const whole = (changes: Readonly<Record<string, string>> = {}): string =>
  `language 1\n${Object.values({ ...study, ...changes }).join('')}`;
async function reasons(source: string): Promise<readonly string[]> {
  const { specification, diagnostics } = await specify(analyseText(source), readerOf());
  assert.ok(specification, JSON.stringify(diagnostics));
  return specification.refused.map(({ reason }) => reason);
}

describe('words of later versions check, and refuse plainly when run', () => {
  it('the study without them runs', async () => assert.deepEqual(await reasons(whole()), []));
  for (const { noun, words } of nouns.filter((entry) => entry.noun in study))
    for (const word of words) {
      const [block] = [study[noun]];
      const placed =
        word.status === 'later'
          ? [{ word, text: block.replace(/\}\n$/, `  ${word.example}\n}\n`) }]
          : (word.block ?? [])
              .filter(({ status }) => status === 'later')
              .map((inner) => ({ word: inner, text: block.replace('{ epochs 1 }', `{ ${inner.example} }`) }));
      for (const { word: later, text } of placed) {
        if (later.word === 'teach') continue; // its example names a network and a task that must be there
        it(`${noun}: ${later.example}`, async () => {
          assert.deepEqual(await reasons(whole({ [noun]: text })), [
            `\`${later.word}\` belongs to a later version of Anlage: it checks, but cannot run yet.`,
          ]);
        });
      }
    }
  const parts: readonly (readonly [noun: string, written: string, instead: string, named: string])[] = [
    ['experiment', 'accuracy(test)', 'accuracy(validation)', 'validation'],
    ['experiment', 'measure', 'plot lineage\n  measure', 'lineage'],
  ];
  for (const [noun, written, instead, named] of parts) {
    it(`${noun}: ${instead.split('\n')[0]}`, async () => {
      const found = await reasons(whole({ [noun]: study[noun].replace(written, instead) }));
      assert.deepEqual(found, [`\`${named}\` belongs to a later version of Anlage: it checks, but cannot run yet.`]);
    });
  }
});
