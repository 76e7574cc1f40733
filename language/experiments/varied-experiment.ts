/** An experiment's canonical form at every combination of what it chooses from. */
import type { Declaration } from '../../grammar/tree.ts';
import { Refused } from '../canonical/scope.ts';
import type { ExperimentSpec } from '../specification.ts';
import { type Choice, choicesIn, combinationsOf, mostChosen, withChosen } from './choices.ts';
import { experimentOf, type Source } from './experiment-spec.ts';

/** Of a declaration with what it inherits: at the first choices, and what differs at each other combination of them. */
export function variedExperimentOf(written: Declaration, source: Source): ExperimentSpec {
  const choices = choicesIn(written.block?.statements ?? []);
  const [first, ...others] = combinations(choices, written);
  const experiment = experimentOf(withChosen(written, choices, first), source);
  if (others.length === 0) return experiment;
  const names = experiment.conditions.map(({ name }) => name).join();
  return {
    ...experiment,
    choices: others.map((chosen) => {
      const { conditions, train, teach, trainings, measures } = experimentOf(
        withChosen(written, choices, chosen),
        source,
      );
      if (conditions.map(({ name }) => name).join() !== names)
        throw new Refused(
          'A screen makes the same conditions at every choice: name its genes, `screen knock_out of Pax6, Emx2`.',
          choices[0].setting.range,
        );
      const at = Object.fromEntries(
        choices.map(({ variable, levels }, place) => [variable.text, levels[chosen[place]].name]),
      );
      return {
        at,
        conditions,
        ...(train && { train }),
        ...(teach && { teach }),
        ...(trainings && { trainings }),
        measures,
      };
    }),
  };
}
function combinations(choices: readonly Choice[], { name }: Declaration): readonly (readonly number[])[] {
  const count = choices.reduce((product, { levels }) => product * levels.length, 1);
  if (count > mostChosen)
    throw new Refused(
      `The choices of \`${name.text}\` have ${count.toLocaleString('en')} combinations; there can be at most ` +
        `${mostChosen}.`,
      choices[0].setting.range,
    );
  return combinationsOf(choices);
}
