/** Whether a measure can be taken of what is compared (C031, C033). */
import { isSigned, lawOfInput } from '../../catalogue/laws-of-motion.ts';
import { isCounted } from '../../catalogue/spiking-model.ts';
import { type CurvePlot, curvePlotNamed } from '../../catalogue/plots/index.ts';
import type { Call, Declaration, Range } from '../../grammar/tree.ts';
import { bareName } from '../match.ts';
import type { Diagnostic, Fix } from '../diagnostic.ts';
import { measureNamed, type Need, type SideOfActivity } from '../../catalogue/measures/index.ts';
import type { Reader } from '../reader.ts';
import type { ConnectNoun, Noun } from '../specification.ts';
import { functionEntry } from '../vocabulary/index.ts';
import { conditionsOf, settingsNamed, type View } from '../view.ts';
import { type Check, diagnostic, distinct, replaceBy } from './check.ts';
import { type OutOfDomain, outsideByLaw, outsideByLearning, outsideInFiles, weighedFiles } from './domain-checks.ts';
import { withoutGroups } from './group-domain.ts';
import { isSymmetric } from '../spectral-edge.ts';
import { type Learner, learnerHindrances, learnersOf } from './learner-hindrances.ts';
import { sideOf, surrogateThatIsNoNull } from './surrogate-checks.ts';
import { estimatorOf, measuresOf, soundExperiments } from './spectrum-checks.ts';
import { mayHoldPlaces } from '../nouns/data-noun.ts';
import { nounsIn } from '../nouns-within.ts';
import { unscaled } from '../nouns/unscaled.ts';

const matrix = (settings: string): string => `connect wild { neurons 200;  ${settings};  spectrum max 0.9 }\n`;
const measuring = (nouns: string, subject: string, measure: string): string =>
  `language 1
${nouns}experiment modes {
  seeds 6
  compare { one = ${subject} }
  measure m = ${measure}
}
`;
const resting = `${matrix('weights uniform(-1, 1)')}dynamics rest of wild { tau 20 ms;  dt 2 ms;  run 60 s }\n`;
const placed = 'place uniform in 1 mm, 1 mm, torus;  weights uniform(-1, 1)';

const C031: Check = {
  code: 'C031',
  severity: 'error',
  tier: 'text',
  find: preconditions,
  title: 'symmetric-only operation on a directed matrix',
  explanation:
    'The eigenvectors of a symmetric matrix stand at right angles and are its modes; those of a directed ' +
    'matrix are neither. Kinds of matrix are types: an operation that needs a symmetric one is an error at its ' +
    'own word. `symmetrised(W)` is symmetric.',
  bad: measuring(matrix(placed), 'wild', 'globality(modes: 1 .. 20)'),
  good: measuring(matrix(`${placed}, symmetric`), 'wild', 'globality(modes: 1 .. 20)'),
};
const C033: Check = {
  code: 'C033',
  severity: 'error',
  tier: 'text',
  find: preconditions,
  title: 'a measure whose precondition no condition meets',
  explanation:
    'A measure that applies to some conditions gives no row, and a note, for the others. One that applies ' +
    'to none is a mistake: modes and timescales are of activity (`dynamics`, or a recording), the departure ' +
    'from normality is of a matrix, odds by distance need positions, and a branching ratio needs counts: signed ' +
    'activity has none. An accuracy is of a task that wants answers, `explained` of one that wants values; errors ' +
    'and stiff modes are of a network that follows another, `unrecorded` of one that hears not all of it. ' +
    'Weighted clustering and efficiency are of weights in 0 .. 1, other weighted measures of a graph of weights that ' +
    'are not negative: `weights: magnitudes`, `scale: none` or `scale: largest` say what is meant of others.',
  bad: measuring(resting, 'rest', 'branching()'),
  good: measuring(resting, 'rest', 'rotations(dmd(lag: 5 steps, ranks: 50))'),
};

const outOfDomain = (found: readonly OutOfDomain[]): readonly Diagnostic[] =>
  distinct(found.map(({ range, message, severity }) => diagnostic(C033, range, message, [], severity)));
/** Of matrices that files hold: found once for the same measures of the same files. */
export async function domainsOfFiles(
  view: View,
  reader: Reader,
  cache: Map<string, readonly Diagnostic[]>,
): Promise<readonly Diagnostic[]> {
  const { key: weighed, paths } = weighedFiles(view);
  if (paths.length === 0) return [];
  const key = JSON.stringify(['weights', weighed, await Promise.all(paths.map(reader.locate))]),
    found = cache.get(key) ?? outOfDomain(await outsideInFiles(view, reader));
  cache.set(key, found);
  return found;
}

function preconditions(view: View): readonly Diagnostic[] {
  return [
    ...hindered(view),
    ...outOfDomain([...outsideByLaw(view), ...outsideByLearning(view), ...withoutGroups(view)]),
  ];
}
function hindered(view: View): readonly Diagnostic[] {
  return soundExperiments(view).flatMap((experiment) => {
    const learners = learnersOf(view, experiment),
      all = conditionsOf(view, experiment);
    if (learners.length === 0 || all.some(({ noun }) => !noun)) return [];
    return [
      ...measuresOf(experiment).flatMap(({ definition, call }) => {
        const reads = sideOf(view, experiment, definition);
        return unmet(view, learners, call.callee.range, (learner) => hindrance(call, learner, reads));
      }),
      ...curvesOf(experiment).flatMap(({ plot, range }) =>
        unmet(view, learners, range, (learner) => firstHindrance(plot.needs, takenOf(plot.name, learner))),
      ),
    ];
  });
}
/** One diagnostic where no condition has what is needed. */
function unmet(
  view: View,
  learners: readonly Learner[],
  range: Range,
  hindranceOf: (learner: Learner) => Hindrance | undefined,
): readonly Diagnostic[] {
  const reasons = learners.map(hindranceOf);
  const [first] = reasons;
  if (!first || reasons.includes(undefined)) return [];
  return reasons.every((reason) => reason?.directed)
    ? [diagnostic(C031, range, first.says, symmetric(view, learners))]
    : [diagnostic(C033, range, first.says, first.fixes)];
}
/** The weights of the matrices that a measure asks to be symmetric. */
const symmetric = (view: View, learners: readonly Learner[]): readonly Fix[] => {
  const names = new Set(learners.flatMap(({ noun }) => connectIn(noun)?.name ?? []));
  const weights = view.tree.declarations
    .filter(({ noun, name }) => noun.text === 'connect' && names.has(name.text))
    .flatMap((declaration) => settingsNamed(declaration, 'weights'));
  return weights.length < names.size
    ? []
    : [
        {
          title: 'Let `weights` be `symmetric`',
          edits: weights.map(({ range: { end } }) => ({ range: { start: end, end }, text: ', symmetric' })),
        },
      ];
};
/** The curves that an experiment plots, and where it says so. */
const curvesOf = (experiment: Declaration): readonly { readonly plot: CurvePlot; readonly range: Range }[] =>
  settingsNamed(experiment, 'plot').flatMap(({ items }) => {
    const name = bareName(items[0]?.value),
      plot = name && curvePlotNamed(name.text);
    return name && plot ? [{ plot, range: name.range }] : [];
  });

interface Hindrance {
  readonly says: string;
  readonly directed?: true;
  readonly fixes?: readonly Fix[];
}
/** Why a measure cannot be taken of a condition; undefined where it can, or where only a run tells. */
function hindrance(call: Call, learner: Learner, reads: SideOfActivity | undefined): Hindrance | undefined {
  const name = call.callee.text;
  const needs = namesMatrix(call) ? [] : (measureNamed(name)?.needs ?? []);
  const why = surrogateThatIsNoNull(learner.noun, reads);
  if (why)
    return { says: `\`${name}\` cannot be taken of \`${learner.noun.name}\`: ${why}. Compare the recording too.` };
  return firstHindrance(needs, { ...takenOf(name, learner), call });
}
function firstHindrance(needs: readonly Need[], taken: Taken): Hindrance | undefined {
  for (const need of needs) {
    const found = hindrances[need](taken);
    if (found) return found;
  }
  return undefined;
}
/** Whether a measure says of which matrix it is, so that the condition need have none. */
function namesMatrix(call: Call): boolean {
  const of = functionEntry(call.callee.text)?.parameters.find(({ name }) => name === 'matrix' || name === 'measure');
  const given = call.arguments.find(({ name }) => !name || name.text === of?.name)?.value;
  if (!of || !given) return false;
  if (given.kind === 'call') {
    const made = functionEntry(given.callee.text)?.result;
    return made === 'matrix' || made === 'measure' ? namesMatrix(given) : true;
  }
  return !(given.kind === 'name' && (given.text === 'recurrent' || given.text === 'recurrent_at_start'));
}
/** A measure's call, what it is taken of, and the matrix of that. */
interface Taken {
  readonly name: string;
  /** Absent of a plot. */
  readonly call?: Call;
  readonly learner: Learner;
  readonly noun: Noun;
  readonly is: string;
  readonly connect: ConnectNoun | undefined;
}
const takenOf = (name: string, learner: Learner): Taken => {
  const { noun } = learner;
  return { name, learner, noun, is: kindText(noun), connect: connectIn(noun) };
};
const connectIn = (noun: Noun): ConnectNoun | undefined =>
  noun.noun === 'connect' ? noun : noun.noun === 'dynamics' ? noun.matrix : undefined;
function kindText(noun: Noun): string {
  const kind = (): string => {
    if (noun.noun === 'connect') return 'a matrix';
    if (noun.noun === 'data') return noun.table ? 'a table of cells' : noun.recording ? 'a recording' : 'a data set';
    return `a \`${noun.noun}\``;
  };
  return `\`${noun.name}\` is ${kind()}`;
}

const ofLearner =
  (need: keyof typeof learnerHindrances) =>
  (taken: Taken): Hindrance | undefined => {
    const says = learnerHindrances[need](taken);
    return says === undefined ? undefined : { says };
  };
/** For each need of a measure, why a noun does not meet it. */
const hindrances: Readonly<Record<Need, (taken: Taken) => Hindrance | undefined>> = {
  training: ofLearner('training'),
  classes: ofLearner('classes'),
  values: ofLearner('values'),
  teacher: ofLearner('teacher'),
  student: ofLearner('student'),
  activity: ({ name, noun, is }) =>
    noun.noun === 'dynamics' || (noun.noun === 'data' && noun.recording !== undefined)
      ? undefined
      : { says: `\`${name}\` is taken of activity, and ${is}. Compare a \`dynamics\` or a recording.` },
  matrix: ({ name, noun, connect, is }) =>
    connect || noun.noun === 'network'
      ? undefined
      : { says: `\`${name}\` is taken of a matrix, and ${is}. Compare a \`connect\`, or a \`dynamics\` of it.` },
  spectrum: (taken) => (taken.noun.noun === 'connect' ? ofExactSpectrum(taken) : hindrances.activity(taken)),
  counts: ({ name, noun }) =>
    noun.noun === 'dynamics' && isSigned(noun)
      ? {
          says:
            `\`${name}\` counts events, and activity that has a sign has no branching ratio. Take a ` +
            'recording of spikes, or `model spiking`.',
        }
      : undefined,
  places: ({ name, noun, connect, is }) =>
    isPlaced(noun, connect) || (noun.noun === 'network' && !connect)
      ? undefined
      : {
          says:
            `\`${name}\` needs the places of neurons, and ${is} without any: say \`place\` of a drawn matrix, ` +
            `\`positions\` of a file.`,
        },
  symmetry: ({ name, connect }) =>
    connect?.source.kind === 'drawn' && !isSymmetric(connect)
      ? {
          directed: true,
          says:
            `\`${name}\` is of the eigenvectors of a symmetric matrix, and \`${connect.name}\` is ` +
            `directed: let \`weights\` be \`symmetric\`, or take \`symmetrised(${connect.name})\`.`,
        }
      : undefined,
  scaling: ({ name, noun, is }) =>
    nounsIn(noun).some(isOfScaled)
      ? undefined
      : {
          says:
            `\`${name}\` is of synapses that are scaled, and ${is} without: write \`scale synapses to flow 1.0\` in ` +
            `a ` +
            '`dynamics`.',
        },
  resilient: (taken) =>
    taken.noun.noun === 'dynamics' ? (hindrances.dynamics(taken) ?? hindrances.input(taken)) : ofNothingThatRuns(taken),
  dynamics: ({ name, noun, is }) =>
    noun.noun !== 'dynamics'
      ? { says: `\`${name}\` runs a network, and ${is}. Compare a \`dynamics\`.` }
      : isCounted(noun)
        ? {
            says:
              `\`${name}\` runs a network of rates, and \`${noun.name}\` is of \`model ${noun.motion}\`. Take ` +
              '`model rate, tanh`.',
          }
        : undefined,
  input: ({ name, noun }) =>
    noun.noun !== 'dynamics' || lawOfInput(noun.drive) !== undefined
      ? undefined
      : {
          says:
            `\`${name}\` is of an input that all neurons share and that varies, and \`${noun.name}\` has none. ` +
            'Write `drive uniform(-0.5, 0.5)`.',
        },
  'uniform input': ({ name, noun }) =>
    noun.noun !== 'dynamics' || lawOfInput(noun.drive) === 'uniform'
      ? undefined
      : { says: `\`${name}\` is of a uniform input. Write \`drive uniform(-0.5, 0.5)\`.` },
};
const ofNothingThatRuns = ({ name, noun, is }: Taken): Hindrance | undefined =>
  noun.noun === 'network'
    ? undefined
    : { says: `\`${name}\` damages a network that runs or has learned, and ${is}. Compare a \`dynamics\`.` };

/** Of a matrix only the covariance is exact; the other spectra are estimates from activity. */
function ofExactSpectrum({ call, is }: Taken): Hindrance | undefined {
  const estimator = call && estimatorOf(call),
    at = call?.arguments.find(({ name }) => !name || name.text === 'of');
  if (estimator === undefined || estimator === 'covariance') return undefined;
  return {
    says:
      `\`${estimator}\` is estimated from activity, and ${is}: its \`covariance\` is exact. Take that, or ` +
      `compare a \`dynamics\` of it.`,
    fixes: at ? [replaceBy(at.value.range, 'covariance')] : [],
  };
}
const isOfScaled = (noun: Noun): boolean =>
  (noun.noun === 'connect' && noun.source.kind === 'scaled') ||
  (noun.noun === 'develop' && noun.homeostasis !== undefined);
function isPlaced(noun: Noun, connect: ConnectNoun | undefined): boolean {
  if (noun.noun === 'data')
    return noun.recording !== undefined && (noun.recording.positions !== undefined || mayHoldPlaces(noun.reference));
  if (connect === undefined) return false;
  const { source } = unscaled(connect);
  if (source.kind === 'drawn') return source.program.place !== undefined;
  if (source.kind === 'recording') return isPlaced(source.data, undefined);
  return source.kind !== 'matrix' || source.positions !== undefined;
}
export const measuredChecks = { C031, C033 };
