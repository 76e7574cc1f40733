import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeText, readRules, type RulesFormatName, writeRules } from '../../../formats/index.ts';
import { type Stream, stream } from '../../../engine/random/index.ts';
import { equal, fileOf, network, read, wellPlaced } from './files.ts';

/**
 * Reads `count` damaged copies of a sound file — bytes changed, cut, removed, doubled, pieces of the format put in or
 * exchanged — and holds that nothing is ever thrown, that what is wrong has a place inside the text, and that what
 * passes for sound is: written and read again it is the same.
 */
export function survivesDamage(
  format: RulesFormatName,
  sample: string,
  pieces: readonly string[],
  count = 10_000,
): void {
  test(`${count.toLocaleString('en')} damaged ${format} files: never an exception, always a place`, () => {
    const draws = stream(1, 'damage', format);
    let refused = 0;
    for (let i = 0; i < count; i++) {
      const bytes = damaged(sample, pieces, draws);
      const found = readRules(bytes, fileOf[format]);
      wellPlaced(lenient.decode(bytes), found.problems);
      if (found.problems.length > 0) {
        refused++;
        continue;
      }
      assert.ok(found.genes.length + found.inputs.length > 0, `file ${i} holds nothing and nothing is said`);
      if (i % 10 !== 0 || lenient.decode(bytes).includes('\ufffd')) continue;
      // one of several functions has no words in AEON
      if (found.open?.some((rule) => 'tables' in rule)) continue;
      const again = read(writeRules(network(found), format, found.initial), fileOf[format]);
      assert.deepEqual(again.problems, [], `file ${i}`);
      assert.deepEqual(
        again.genes.map(({ name }) => name),
        found.genes.map(({ name }) => name),
        `file ${i}`,
      );
      again.genes.forEach(({ rule }, g) => {
        assert.ok(equal(rule, found.genes[g].rule), `file ${i}, ${found.genes[g].name}`);
      });
    }
    assert.ok(refused > count / 3, `${refused} of ${count} were refused`);
  });
}
const lenient = new TextDecoder();

function damaged(sample: string, pieces: readonly string[], draws: Stream): Uint8Array {
  let text = sample;
  let bytes: Uint8Array | undefined;
  for (let strokes = 1 + draws.below(3); strokes > 0; strokes--) {
    const at = draws.below(text.length + 1);
    const piece = pieces[draws.below(pieces.length)];
    switch (draws.below(6)) {
      case 0:
        text = text.slice(0, at);
        break;
      case 1:
        text = text.slice(0, at) + piece + text.slice(at);
        break;
      case 2:
        text = text.slice(0, at) + piece + text.slice(at + 1 + draws.below(6));
        break;
      case 3:
        text = text.slice(0, at) + text.slice(Math.max(0, at - draws.below(30)));
        break;
      case 4:
        text = text.slice(0, at) + text.slice(at + 1 + draws.below(8));
        break;
      default: {
        bytes = encodeText(text);
        for (let n = draws.below(4); n >= 0 && bytes.length > 0; n--)
          bytes[draws.below(bytes.length)] = draws.below(256);
      }
    }
  }
  return bytes ?? encodeText(text);
}
