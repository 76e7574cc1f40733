// Habits from other languages: each leads to the right text.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyseText } from '../../language/index.ts';

const study = (line: string, { b = 'r { recurrent.steps x }', rate = '1e-3', top = '' } = {}) => `language 1
connect k { neurons 20;  wire 0.3;  weights normal(0, 1);  spectrum max 0.9 }
network r { input 784;  recurrent k, fixed, steps 2;  readout 10 }
data digits from mnist
experiment e {
  ${line}
  seeds 6
  vary x in 1, 2
  compare { a = r;  b = ${b} }
  train on digits { optimiser adam(${rate});  epochs 1 }
  measure acc = accuracy(test)
}
${top}`;
const plot = 'plot acc by x';

/** `fixed`: the text after the one fix. */
const habits: readonly (readonly [written: string, says: RegExp, fixed?: string])[] = [
  [study('// hi'), /A comment begins with `#`/, study('# hi')],
  [study('let y = 3'), /stands at the top, outside all braces/],
  [study(plot, { top: 'import "x.anl"\n' }), /`use "file\.anl"`/, study(plot, { top: 'use "x.anl"\n' })],
  [study(plot, { rate: 'rate = 1e-3' }), /`rate: 1e-3`/, study(plot, { rate: 'rate: 1e-3' })],
  [study('expect acc(a) > 0.5'), /`acc of a`/, study('expect acc of a > 0.5')],
  [study('plot acc vs x'), /did you mean `by`/, study(plot)],
  [
    study(plot, { b: 'r { recurrent steps 3 }' }),
    /the part that changes/,
    study(plot, { b: 'r { recurrent.steps 3 }' }),
  ],
  [study(plot, { b: 'r with steps = 3' }), /in braces/, study(plot, { b: 'r { recurrent.steps 3 }' })],
  [study(plot, { b: 'a { recurrent.steps 3 }' }), /is a condition, and a condition is made of a noun/],
];
describe('a habit from another language', () => {
  for (const [written, says, fixed] of habits)
    it(String(says), () => {
      const errors = analyseText(written).diagnostics.filter(({ severity }) => severity === 'error');
      assert.equal(errors.length, 1, JSON.stringify(errors));
      assert.match(errors[0].message, says);
      if (fixed === undefined) return;
      const [{ range, text }] = errors[0].fixes?.[0].edits ?? [];
      assert.equal(written.slice(0, range.start) + text + written.slice(range.end), fixed);
    });
});
