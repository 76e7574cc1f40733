/** Family C: plots that have nothing to draw. */
import { isPicture, type Picture, pictures } from '../../catalogue/plots/index.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { removed } from '../edits.ts';
import { bareName } from '../match.ts';
import { nounsIn } from '../nouns-within.ts';
import type { Noun } from '../specification.ts';
import { tasksTrained } from '../tasks-trained.ts';
import { conditionsOf, declarations, settingsNamed, type View } from '../view.ts';
import { type Check, diagnostic } from './check.ts';
import { measuresOf } from './spectrum-checks.ts';

const study = (plot: string): string => `language 1
connect wild { neurons 20;  weights normal(0, 1) }
experiment ranks {
  seeds 6
  compare { wild = wild }
  measure r = rank(recurrent)
  plot ${plot}
}
`;
const C047: Check = {
  code: 'C047',
  severity: 'warning',
  tier: 'text',
  find: nothingToDraw,
  title: 'a plot that draws nothing',
  explanation:
    'A picture is drawn of nouns of some kinds: a circuit of a growth, attractors of genes. No condition of the ' +
    'experiment is one of them or depends on one. A network is none of its weights: what it has learned is a matrix, ' +
    '`connect learned from trained NETWORK`. `landscape` and `stiffness` are of what `loss_landscape` and ' +
    '`stiff_modes` have found.',
  bad: study('circuit'),
  good: study('matrix'),
};
function nothingToDraw(view: View): readonly Diagnostic[] {
  const experiments = declarations(view, 'experiment');
  // one experiment may take a measure over from another
  const measured = new Set(experiments.flatMap(measuresOf).map(({ call }) => call.callee.text));
  return experiments.flatMap((experiment) => {
    const conditions = conditionsOf(view, experiment);
    if (conditions.length === 0 || conditions.some(({ noun }) => noun === undefined)) return [];
    const nouns = conditions.flatMap(({ noun }) => noun ?? []);
    const kinds = new Set<string>(nouns.flatMap(drawnOf).map(({ noun }) => noun));
    if (tasksTrained(view, experiment).length > 0) kinds.add('task');
    return settingsNamed(experiment, 'plot').flatMap((plot) => {
      const name = bareName(plot.items[0]?.value);
      if (!name || !isPicture(name.text)) return [];
      const { foundBy }: Picture = pictures[name.text];
      if (foundBy && !foundBy.some((measure) => measured.has(measure)))
        return [
          diagnostic(
            C047,
            name.range,
            `\`${name.text}\` draws what \`${foundBy[0]}\` has found, and nothing measures it. ` +
              `Write \`measure ${name.text} = ${foundBy[0]}()\` too.`,
          ),
        ];
      if (pictures[name.text].of.some((kind) => kinds.has(kind))) return [];
      const of = pictures[name.text].of.map((kind) => `\`${kind}\``).join(' or ');
      const isOfNetworks =
        nouns.some(({ noun }) => noun === 'network') && pictures[name.text].of.some((kind) => kind === 'connect');
      return [
        diagnostic(
          C047,
          name.range,
          `\`${name.text}\` is drawn of a ${of}, and no condition is one${
            isOfNetworks ? '' : ' or depends on one'
          }: it draws nothing. ${
            isOfNetworks
              ? 'Compare a matrix: what a network has learned is one, `connect learned from trained NETWORK`.'
              : 'Remove it.'
          }`,
          [{ title: 'Remove the plot', edits: [removed(plot.range, view.source)] }],
        ),
      ];
    });
  });
}
/** What pictures of a condition are drawn of: of a network, nothing that its weights are made from, but a growth. */
const drawnOf = (condition: Noun): readonly Noun[] =>
  condition.noun === 'network' ? nounsIn(condition).filter(({ noun }) => noun !== 'connect') : nounsIn(condition);

export const plotChecks = { C047 };
