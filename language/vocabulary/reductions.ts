import { type FunctionEntry, named } from '../../catalogue/entry.ts';

/** What turns a series into a number inside `expect`. */
export const reductions: readonly FunctionEntry[] = [
  ['final', 'the last value'],
  ['max', 'the largest'],
  ['mean', 'the mean'],
].map(([name, says]) => ({
  name,
  result: 'number',
  documentation: `Of a series, ${says}.`,
  example: `${name}(accuracy of grown)`,
  parameters: [{ name: 'series', documentation: 'A measure.', type: named('measure', 'accuracy') }],
}));
