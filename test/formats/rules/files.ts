import assert from 'node:assert/strict';
import { type BooleanExpression, type GeneNetwork, ruleFacts } from '../../../engine/genes/index.ts';
import { encodeText, readRules, type RulesFile, type RulesFormatName } from '../../../formats/index.ts';

/** A name of a file of each format. */
export const fileOf: Readonly<Record<RulesFormatName, string>> = {
  bnet: 'm.bnet',
  aeon: 'm.aeon',
  sbml: 'm.sbml',
  booleannet: 'm.booleannet',
  boolode: 'm.txt',
  ginml: 'm.ginml',
  maboss: 'm.bnd',
};
export const read = (text: string, file: string): RulesFile => readRules(encodeText(text), file);

/** The rules of a file without a mistake. */
export function sound(text: string, file: string): RulesFile {
  const found = read(text, file);
  assert.deepEqual(found.problems, [], file);
  return found;
}
export const network = (of: Partial<GeneNetwork>): GeneNetwork => ({
  genes: [],
  inputs: [],
  fates: [],
  signs: [],
  update: 'synchronous',
  fixed: {},
  ...of,
});

/** Whether two rules have the same value in every state: what distinguishes them is never true. */
export const equal = (a: BooleanExpression, b: BooleanExpression): boolean =>
  ruleFacts({ or: [{ and: [a, { not: b }] }, { and: [{ not: a }, b] }] }).constant === false;

/** Every problem stands inside the text and says, in a sentence, what to do. */
export function wellPlaced(text: string, problems: RulesFile['problems']): void {
  const lines = text.split(/\r\n|\r|\n/);
  for (const { line, column, length, message } of problems) {
    assert.ok(line >= 1 && line <= lines.length, `line ${line} of ${lines.length}: ${message}`);
    assert.ok(
      column >= 1 && column <= lines[line - 1].length + 1,
      `column ${column} of ${lines[line - 1].length}: ${message}`,
    );
    assert.ok(Number.isInteger(length) && length >= 1);
    assert.match(message, /^[^\n\r]+[.)]$/);
  }
}
