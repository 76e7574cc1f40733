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

/** An effect of the factors of the comparison, inside `expect`. */
export const effectWord: FunctionEntry = {
  name: 'effect',
  result: 'number',
  documentation:
    'A main effect of a factor on a measure, or with several factors their interaction, in every seed: of two levels ' +
    'the second against the first; of more, the level that is named, `effect(accuracy, weights: orthogonal)`. Of two ' +
    'factors it is the difference of differences.',
  example: 'effect(accuracy, weights)',
  parameters: [
    { name: 'measure', documentation: 'A measure.', type: named('measure', 'accuracy') },
    {
      name: 'factor',
      documentation: 'Factors, or factors with a level.',
      type: named('factor', 'weights'),
      many: true,
    },
  ],
};
/** Functions that only a claim knows. */
export const claimFunctions: readonly FunctionEntry[] = [...reductions, effectWord];
/** What claims, and measures of measures, may take of numbers besides arithmetic and reductions. */
export const functionsOfNumbers: readonly string[] = ['abs', 'log', 'exp', 'sqrt', 'min'];
