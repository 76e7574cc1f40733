/** Family C: how much of a matrix can stay, and how many of its neurons can be recorded. */
import type { Diagnostic } from '../diagnostic.ts';
import { settled } from '../canonical/instantiate.ts';
import type { ConnectNoun } from '../specification.ts';
import { settingOf, studied } from '../studied.ts';
import type { View } from '../view.ts';
import { type Check, diagnostic, distinct, replaceBy } from './check.ts';

const reduced = (rank: string): string =>
  `language 1
connect student { neurons 100;  weights normal(0, 0.14), autapses;  ${rank} }
experiment recorded_neurons {
  seeds 3
  compare { student = student }
  measure unseen = linear_error(recorded: 20)
}
`;
const C050: Check = {
  code: 'C050',
  severity: 'error',
  tier: 'text',
  find: beyondRank,
  title: 'more singular components than neurons',
  explanation: 'A matrix of N neurons has N singular components. `rank` says how many of them stay: 1 to N.',
  bad: reduced('rank 120'),
  good: reduced('rank 60'),
};
function beyondRank(view: View): readonly Diagnostic[] {
  return distinct(
    studied(view, 'connect').flatMap((found) => {
      const neurons = neuronsOf(found.noun),
        components = found.noun.rank && settled<number>(found.noun.rank.components);
      if (neurons === undefined || components === undefined || components <= neurons) return [];
      return [
        diagnostic(
          C050,
          settingOf(found, 'rank', view)?.range ?? found.range,
          `\`rank ${components}\` of ${neurons} neurons: there are ${neurons} singular components. Write at most ` +
            `\`rank ${neurons}\`.`,
          settingOf(found, 'rank', view)
            ?.items.slice(0, 1)
            .map(({ value }) => replaceBy(value.range, `${neurons}`)),
        ),
      ];
    }),
  );
}
const neuronsOf = ({ source }: ConnectNoun): number | undefined =>
  source.kind === 'drawn' ? settled<number>(source.program.neurons) : undefined;

export const rankChecks = { C050 };
