/** Family C: plots that have nothing to draw. */
import { measureNamed } from '../../catalogue/measures/index.ts';
import { isKnownWhileTraining } from '../../catalogue/measures/measure-record.ts';
import { byOfPictures, isPicture, type Picture, pictures } from '../../catalogue/plots/index.ts';
import type { Declaration, Name } from '../../grammar/tree.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { removed } from '../edits.ts';
import { variedName } from '../file-parameters.ts';
import { groupingsIn } from '../groupings.ts';
import { bareName } from '../match.ts';
import { nounsIn } from '../nouns-within.ts';
import type { Noun } from '../specification.ts';
import { coursesOf } from '../lessons.ts';
import { tasksTrained } from '../tasks-trained.ts';
import { conditionsOf, declarations, settingsNamed, type View, whole } from '../view.ts';
import { derivedIn, madeAcross } from '../experiments/derived-measures.ts';
import { variablesOf } from '../experiments/experiment-spec.ts';
import { type Check, diagnostic } from './check.ts';
import { measuresNamed } from './spectrum-checks.ts';
import { unscaled } from '../nouns/unscaled.ts';

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
    'experiment is one of them or depends on one. A network is none of its weights before it is trained over trials: ' +
    'then its matrix is what it has learned. `landscape` and `stiffness` are of what `loss_landscape` and ' +
    '`stiff_modes` have found.',
  bad: study('circuit'),
  good: study('matrix'),
};
function nothingToDraw(view: View): readonly Diagnostic[] {
  const experiments = declarations(view, 'experiment');
  // one experiment may take a measure over from another
  const measured = new Set(measuresNamed(whole(view)).map(([, callee]) => callee));
  return experiments.flatMap((experiment) => {
    const conditions = conditionsOf(view, experiment);
    if (conditions.length === 0 || conditions.some(({ noun }) => noun === undefined)) return [];
    const nouns = conditions.flatMap(({ noun }) => noun ?? []);
    const kinds = new Set<string>(nouns.flatMap(drawnOf).map(({ noun }) => noun));
    const trains = tasksTrained(view, experiment).length > 0;
    if (trains) kinds.add('task');
    return settingsNamed(experiment, 'plot').flatMap((plot) => {
      const name = bareName(plot.items[0]?.value);
      if (!name || !isPicture(name.text)) return [];
      const { foundBy, ofTrained }: Picture = pictures[name.text];
      if (ofTrained && trainsConditions(view, experiment) && kinds.has('network')) return [];
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
              ? `Compare a matrix: what a network has learned is one, \`connect learned from trained NETWORK\`${
                  ofTrained
                    ? '; or train the networks that are compared: then it is drawn of what they have learned'
                    : ''
                }.`
              : 'Remove it.'
          }`,
          [{ title: 'Remove the plot', edits: [removed(plot.range, view.source)] }],
        ),
      ];
    });
  });
}
/** Over trials; what is only taught is no condition's own. Of a text with an error elsewhere, what it seems. */
function trainsConditions(view: View, experiment: Declaration): boolean {
  const courses = coursesOf(view, experiment);
  return courses.length > 0
    ? courses.some(({ trainings }) => trainings.length > 0)
    : tasksTrained(view, experiment).length > 0;
}
/** What pictures of a condition are drawn of: of a network, nothing that its weights are made from, but a growth. */
const drawnOf = (condition: Noun): readonly Noun[] =>
  condition.noun === 'network' ? nounsIn(condition).filter(({ noun }) => noun !== 'connect') : nounsIn(condition);

const trained = (plot: string): string => `language 1
connect tissue { neurons 20;  place uniform in 1 mm, 1 mm, 1 mm;  weights normal(0, 0.2) }
task choose is one_choice { goal 2 steps;  delay 1 steps;  choice 2 steps }
network rnn { neurons from tissue;  input 8;  recurrent tissue, tanh;  readout 4 }
experiment learn {
  seeds 6
  compare { rnn = rnn }
  train on choose { trials 64;  batch 16;  epochs 2 }
  measure accuracy = accuracy(test)
  measure radius = spectral_radius(recurrent)
  plot ${plot}
}
`;
const S088: Check = {
  code: 'S088',
  severity: 'warning',
  tier: 'text',
  find: drawnOtherwise,
  title: 'a plot by what it has not',
  explanation:
    'A picture is drawn by itself or by words of its own: `matrix by module`, `matrix by place`, `weight by ' +
    'distance`. A measure is drawn by condition, by a variable of `vary`, by step where it is a series, and by epoch ' +
    'where it is known while networks train: accuracy, loss, and measures of `recurrent` where the experiment trains ' +
    'networks over trials. Nothing is drawn otherwise.',
  bad: trained('radius by module'),
  good: trained('radius by epoch'),
};
function drawnOtherwise(view: View): readonly Diagnostic[] {
  const measured = new Map(measuresNamed(whole(view)));
  return plotsOf(view).flatMap(({ experiment, name, by, isVaried }) => {
    const fixes = by
      ? [
          {
            title: `Remove \`by ${by.text}\``,
            edits: [{ range: { start: name.range.end, end: by.range.end }, text: '' }],
          },
        ]
      : [];
    const say = (message: string): Diagnostic[] => [diagnostic(S088, (by ?? name).range, message, fixes)];
    if (isVaried) return [];
    const measure = measured.get(name.text);
    if (isPicture(name.text) && !(measure && by)) {
      const own: Picture = pictures[name.text],
        words = Object.keys(own.by ?? {}).map((word) => `\`plot ${name.text} by ${word}\``);
      if (by ? Object.hasOwn(own.by ?? {}, by.text) : !own.onlyBy) return [];
      return say(
        `\`${name.text}\` is drawn ${
          words.length > 0
            ? `as ${[...(own.onlyBy ? [] : [`\`plot ${name.text}\``]), ...words].join(', ')}`
            : 'by itself'
        }${by ? `, and not by ${by.text}` : ''}.`,
      );
    }
    if (by && isComputed(experiment, name.text, by.text))
      return say(
        `\`${name.text}\` is computed of other measures: it is drawn \`by condition\` or by a variable of \`vary\`, ` +
          `and not by ${by.text}.`,
      );
    if (!measure || !by) return [];
    if (Object.hasOwn(byOfPictures, by.text))
      return say(`\`${name.text}\` is a measure: it is drawn \`by condition\`, and \`by ${by.text}\` draws nothing.`);
    const record = by.text === 'epoch' ? measureNamed(measure) : undefined;
    if (!record || record.curve || record.gives.series) return [];
    if (!isKnownWhileTraining(record))
      return say(
        `\`${name.text}\` is measured when training has ended. By epoch are drawn accuracy, loss, and measures of ` +
          '`recurrent`.',
      );
    return trainsConditions(view, experiment)
      ? []
      : say(`\`${name.text}\` is drawn by epoch where the experiment trains its networks over trials.`);
  });
}

/** Whether a derived measure cannot be drawn by a word: one of several conditions together has no levels. */
function isComputed({ block }: Declaration, name: string, by: string): boolean {
  const across = new Map<string, readonly string[] | undefined>(),
    variables = new Set(variablesOf(block?.statements ?? []));
  for (const derived of derivedIn(block ?? { statements: [] }))
    across.set(derived.name.text, madeAcross(derived.value, across, variables));
  return across.has(name) && by !== 'condition' && (isDrawnBy.has(by) || across.get(name) !== undefined);
}
const isDrawnBy: ReadonlySet<string> = new Set(['epoch', 'step', ...Object.keys(byOfPictures)]);

const S089: Check = {
  code: 'S089',
  severity: 'warning',
  tier: 'text',
  find: drawnNowhere,
  title: 'a plot of places without places',
  explanation:
    '`network`, `weight by distance` and `matrix by place` are drawn of neurons that have places. `place uniform in ' +
    '…` gives those of a `connect` some, and `neurons from CONNECT` gives a network the neurons of one.',
  bad: trained('network').replace('  place uniform in 1 mm, 1 mm, 1 mm;', ''),
  good: trained('network'),
};
function drawnNowhere(view: View): readonly Diagnostic[] {
  return plotsOf(view).flatMap(({ experiment, name, by, isVaried }) => {
    if (isVaried || !isPicture(name.text)) return [];
    const { placed }: Picture = pictures[name.text];
    if (placed === undefined || (placed !== true && by?.text !== placed)) return [];
    const nouns = conditionsOf(view, experiment).flatMap(({ noun }) => noun ?? []);
    if (nouns.length === 0 || !nouns.every(isNowhere)) return [];
    return [
      diagnostic(
        S089,
        name.range,
        `\`${name.text}${by ? ` by ${by.text}` : ''}\` is drawn of neurons in their places, and those of no ` +
          'condition have any. Give them some: `place uniform in 1 mm, 1 mm, 1 mm` in a `connect`, and `neurons ' +
          'from` it in a network.',
      ),
    ];
  });
}
/** Whether it is known that the neurons of a condition have no places. */
function isNowhere(condition: Noun): boolean {
  const wiring = condition.noun === 'network' ? [condition.recurrent?.matrix, condition.neuronsFrom] : [condition];
  return wiring.every((noun) => {
    if (noun?.noun !== 'connect') return true;
    const { source } = unscaled(noun);
    switch (source.kind) {
      case 'drawn':
        return source.program.place === undefined;
      case 'initial':
      case 'goe':
        return true;
      default:
        return false;
    }
  });
}

interface Plotted {
  readonly experiment: Declaration;
  readonly name: Name;
  readonly by?: Name;
  /** By a variable of the experiment. */
  readonly isVaried: boolean;
}
const plotsOf = (view: View): readonly Plotted[] =>
  declarations(view, 'experiment').flatMap((experiment) => {
    const varied = new Set([
      ...settingsNamed(experiment, 'vary').flatMap((vary) => variedName(vary)?.text ?? []),
      ...groupingsIn(view.scope).keys(),
    ]);
    return settingsNamed(experiment, 'plot').flatMap((plot): Plotted[] => {
      const name = bareName(plot.items[0]?.value),
        by = bareName(plot.phrases.find(({ label }) => label.text === 'by')?.items[0]?.value);
      return name ? [{ experiment, name, ...(by && { by }), isVaried: by !== undefined && varied.has(by.text) }] : [];
    });
  });

export const plotChecks = { C047, S088, S089 };
