/** Family N: read-outs in closed form. */
import { isClosedForm } from '../../catalogue/optimisers.ts';
import type { Diagnostic, Fix } from '../diagnostic.ts';
import { lessonsIn, type Pupil, saidIn, saidOf } from '../lessons.ts';
import { trainedParts } from '../trained-parts.ts';
import type { View } from '../view.ts';
import { type Check, diagnostic, distinct, listed, replaceBy, puttingIn } from './check.ts';

const study = (network: string): string => `language 1
task recall is delayed_recall { ago 3 }
network reservoir { neurons 50;  input 1;  recurrent critical(radius: 0.9), tanh, fixed;  readout 2;  ${network} }
experiment learn {
  seeds 6
  compare { a = reservoir }
  train on recall { optimiser ridge(1e-6) }
  measure loss = loss(test)
}
`;
const N076: Check = {
  code: 'N076',
  severity: 'error',
  tier: 'text',
  find: others,
  title: 'a closed form for more than a read-out',
  explanation:
    '`ridge` finds the read-out in one pass over the trials, from the activity of a network that stays as it is. ' +
    'Everything else is `fixed`, or `learn readout` says that nothing else learns.',
  bad: study('bias 0'),
  good: study('learn readout'),
};
function others(view: View): readonly Diagnostic[] {
  return distinct(
    lessonsIn(view).flatMap((lesson) => {
      const { optimiser, fixed } = lesson.training;
      if (!isClosedForm(optimiser)) return [];
      return lesson.pupils.flatMap((pupil) => {
        const learned = trainedParts(pupil.noun).filter((part) => part !== 'readout' && !fixed.includes(part));
        if (learned.length === 0) return [];
        return [
          diagnostic(
            N076,
            saidIn(lesson, 'optimiser')?.range ?? saidOf(pupil, 'learn', view)?.range ?? pupil.range,
            `\`${optimiser.call}\` finds a read-out, and of \`${pupil.noun.name}\` ${listed(learned)} would learn ` +
              'too. Write `learn readout` in the network, or train it with another optimiser.',
            learningReadout(pupil, view),
          ),
        ];
      });
    }),
  );
}
function learningReadout(pupil: Pupil, view: View): readonly Fix[] {
  const said = saidOf(pupil, 'learn', view);
  if (said) return [replaceBy(said.range, 'learn readout')];
  const block = view.tree.declarations.find(({ name }) => name.text === pupil.noun.name)?.block;
  return block ? [puttingIn(block, 'learn readout', view.source)] : [];
}
export const closedFormChecks = { N076 };
