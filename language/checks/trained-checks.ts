/** Family N: what networks have learned, in experiments in which they learn. */
import type { Declaration, Range } from '../../grammar/tree.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { measureOf } from '../experiments/experiment-spec.ts';
import { coursesOf } from '../lessons.ts';
import { nounsIn } from '../nouns-within.ts';
import { allowed, conditionsOf, scopeOf, settingsNamed, type View } from '../view.ts';
import { type Check, diagnostic, distinct } from './check.ts';
import { measuresOf, soundExperiments } from './spectrum-checks.ts';

const study = (teaching: string): string => `language 1
task cycles is cycling { trials 60 }
network rnn { neurons 20;  input 2;  recurrent normal(0, 0.1), tanh;  readout 1 }
network other like rnn { bias 0 }
experiment learn {
  seeds 6
  ${teaching}
  compare { a = rnn;  b = other }
  train on cycles { epochs 1 }
  measure radius = spectral_radius(trained rnn)
}
`;
const N078: Check = {
  code: 'N078',
  severity: 'error',
  tier: 'text',
  find: untaught,
  title: 'what a network has learned, where it does not learn',
  explanation:
    '`trained NETWORK` is what the network has learned by the end of the training: in a measure, of each ' +
    'condition that is the network or a variant of it; of a network that `teach` teaches, in every condition, and ' +
    'wherever a condition is made of it.',
  bad: study(''),
  good: study('teach rnn on cycles { epochs 1 }'),
};
function untaught(view: View): readonly Diagnostic[] {
  return distinct(soundExperiments(view).flatMap((experiment) => untaughtIn(view, experiment)));
}
function untaughtIn(view: View, experiment: Declaration): readonly Diagnostic[] {
  const conditions = conditionsOf(view, experiment);
  const [course] = coursesOf(view, experiment);
  const learns = ['train', 'teach'].some((word) => settingsNamed(experiment, word).length > 0);
  if ((learns && !course) || conditions.some(({ noun }) => noun === undefined)) return [];
  const taught = (course?.teach ?? []).flatMap(({ pupils }) => pupils.map(({ noun }) => noun.name));
  const trains = (course?.trainings ?? []).length > 0;
  const inConditions = conditions.flatMap(({ name, noun, range }) =>
    trainedIn(noun).flatMap((network) => (taught.includes(network) ? [] : [missing(network, name, range)])),
  );
  const inMeasures = measuresOf(experiment).flatMap(({ definition, call }) => {
    const nouns = allowed(() => measureOf(definition, view.source, scopeOf(view, experiment)).nouns);
    return trainedIn(nouns).flatMap((network) => {
      if (taught.includes(network)) return [];
      const without = conditions.find(({ noun }) => !trains || noun?.noun !== 'network' || noun.name !== network);
      return without ? [missing(network, without.name, call.range)] : [];
    });
  });
  return [...inConditions, ...inMeasures];
}
/** The networks of which something is the trained matrix. */
const trainedIn = (value: unknown): readonly string[] => [
  ...new Set(
    nounsIn(value).flatMap((noun) =>
      noun.noun === 'connect' && noun.source.kind === 'trained' ? [noun.source.network.name] : [],
    ),
  ),
];
const missing = (network: string, condition: string, at: Range): Diagnostic =>
  diagnostic(
    N078,
    at,
    `\`trained ${network}\`: this experiment does not teach \`${network}\`, and the condition \`${condition}\` does ` +
      `not learn as a variant of it. Write \`teach ${network} on TASK\`, or compare variants of it alone: ` +
      `\`${network} { … }\`.`,
  );

export const trainedChecks = { N078 };
