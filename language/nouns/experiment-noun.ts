/** What is done with nouns. It is none that another could hold: `experiments/` reads it. */
import { notYet } from '../canonical/scope.ts';
import { experimentEntry } from './experiment-words.ts';
import type { NounDefinition } from './noun-definition.ts';

export const experiment: NounDefinition<'experiment', never> = {
  entry: experimentEntry,
  formOf: ({ declaration }) => notYet('`experiment`', declaration.noun.range),
};
