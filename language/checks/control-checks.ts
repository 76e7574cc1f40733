/** Family C: whether a control changes the matrix alone. */
import { matrixControlOf } from '../../catalogue/controls/index.ts';
import type { Declaration, Setting } from '../../grammar/tree.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { type Choice, choicesIn, withChosen } from '../experiments/choices.ts';
import type { ConnectNoun, Noun } from '../specification.ts';
import { type Condition, conditionsOf, declarations, isSound, type View } from '../view.ts';
import { combinationsStudied, settingOf } from '../studied.ts';
import { type Check, diagnostic, distinct, replaceBy } from './check.ts';

const study = (control: string): string => `language 1
data digits from mnist
connect wild { neurons 85;  wire 0.1;  weights normal(0, 1) }
network reader {
  input 784, relu
  recurrent wild, fixed, steps 2
  readout 10
}
experiment learn {
  seeds 6
  compare { wild = reader;  rewired = reader { recurrent rewired(wild)${control} } }
  train on digits { epochs 1 }
  measure accuracy = accuracy(test)
}
`;
const C046: Check = {
  code: 'C046',
  severity: 'warning',
  tier: 'text',
  find: unequalControls,
  title: 'a control that changes more than the matrix',
  explanation:
    'A condition has a control of the matrix of another and differs from it in more: what it shows may come from ' +
    'either. A statement in braces replaces the whole statement of its word, with what it said besides the matrix; ' +
    '`recurrent.matrix rewired(wild)` changes that part alone. Where both are meant, add the condition that has the ' +
    'other setting with the matrix as it is.',
  bad: study(''),
  good: study(', fixed, steps 2'),
};

interface Compared {
  readonly condition: Condition;
  readonly matrix: ConnectNoun;
  /** What is drawn, without what is done to it, as JSON. */
  readonly drawn: string;
  /** All but the matrix, by where it stands. */
  readonly rest: ReadonlyMap<string, string>;
}
/** A control of the matrix of another condition that shares nothing else with any such condition. */
function unequalControls(view: View): readonly Diagnostic[] {
  return declarations(view, 'experiment').flatMap((experiment) => {
    if (!isSound(view, experiment)) return [];
    const choices = choicesIn(experiment.block?.statements ?? []);
    const found = combinationsStudied(choices).flatMap((chosen) => {
      const here = unequalIn(view, withChosen(experiment, choices, chosen));
      const isFirst = chosen.every((turn) => turn === 0);
      return isFirst ? here : here.map((one) => ({ ...one, message: `${one.message} ${placeOf(choices, chosen)}` }));
    });
    return distinct(found.toReversed()).toReversed();
  });
}
const placeOf = (choices: readonly Choice[], chosen: readonly number[]): string =>
  `(Where ${choices
    .map(({ variable, levels }, at) => `\`${variable.text}\` is \`${levels[chosen[at]].name}\``)
    .join(', ')}.)`;
function unequalIn(view: View, experiment: Declaration): readonly Diagnostic[] {
  const conditions = conditionsOf(view, experiment);
  if (!conditions.some(({ noun }) => noun && (matrixOf(noun)?.controls.length ?? 0) > 0)) return [];
  const compared = conditions.flatMap(comparedOf);
  return compared.flatMap((control) => {
    const references = compared.filter((reference) => isControlOf(control, reference));
    const differing = references.map((reference) => ({ reference, found: differences(control, reference) }));
    const [first] = differing;
    if (!first || differing.some(({ found }) => found.length === 0)) return [];
    const { condition } = control;
    const { name } = first.reference.condition;
    const [word] = first.found[0].path.split(' ');
    const said = condition.description && settingOf({ description: condition.description }, word, view);
    const partial = said && matrixAlone(said, control, first, view);
    return [
      diagnostic(
        C046,
        said ? said.range : condition.range,
        `\`${condition.name}\` has a control of the matrix of \`${name}\`, and differs from it in more: ` +
          `${told(first.found)}. ${said && partial ? `Change that alone: \`${partial}\`.` : 'Say it alike in both.'}`,
        said && partial ? [replaceBy(said.range, partial)] : [],
      ),
    ];
  });
}
/** The part of a statement that its control is meant to change; undefined where that would not do. */
function matrixAlone(
  { part, word, items, range }: Setting,
  { condition: { value } }: Compared,
  { reference, found }: { readonly reference: Compared; readonly found: readonly Difference[] },
  { source }: View,
): string | undefined {
  const [base, other] = [value.base, reference.condition.value.base];
  const isOwn = value.range.start <= range.start && range.end <= value.range.end;
  const isOfOne = base.kind === 'name' && other.kind === 'name' && base.text === other.text;
  const matrix = items[0]?.value.range;
  return isOwn &&
    isOfOne &&
    reference.condition.value.modifiers.length === 0 &&
    word.text === 'recurrent' &&
    !part &&
    matrix &&
    source.slice(range.start, matrix.start).trim() === word.text &&
    found.every(({ path }) => path.startsWith('recurrent '))
    ? `recurrent.matrix ${source.slice(matrix.start, matrix.end)}`
    : undefined;
}
function comparedOf(condition: Condition): readonly Compared[] {
  const { noun } = condition;
  const matrix = noun && matrixOf(noun);
  if (!noun || !matrix) return [];
  const { controls: _, spectrum: __, unitRows: ___, rank: ____, ...drawn } = matrix;
  return [{ condition, matrix, drawn: JSON.stringify(drawn), rest: leavesOf(noun, matrix) }];
}
function matrixOf(noun: Noun): ConnectNoun | undefined {
  if (noun.noun === 'network') return noun.recurrent?.matrix;
  if (noun.noun === 'connect') return noun;
  return noun.noun === 'dynamics' ? noun.matrix : undefined;
}
/** The same matrix with more done to it, however the two are scaled. */
const isControlOf = (
  { matrix: { controls }, drawn, condition: { noun } }: Compared,
  { matrix: { controls: fewer }, drawn: other, condition: { noun: otherNoun } }: Compared,
): boolean =>
  noun?.noun === otherNoun?.noun &&
  controls.length > fewer.length &&
  drawn === other &&
  JSON.stringify(controls.slice(0, fewer.length)) === JSON.stringify(fewer);

/** What is called otherwise in the language, or has no word of its own there. */
const spoken: Readonly<Record<string, readonly string[]>> = {
  overTime: [],
  time: [],
  deviation: [],
  perStep: ['per', 'step'],
  firstState: ['state'],
  gainsOfAnySign: ['gain', 'any', 'sign'],
};
/** `recurrent steps` → `2`: everything that a noun says but its own name, and of its matrix how that is scaled. */
function leavesOf(noun: Noun, matrix: ConnectNoun): ReadonlyMap<string, string> {
  const leaves = new Map<string, string>();
  const visit = (value: unknown, path: readonly string[]): void => {
    if (value === matrix || value === undefined) return;
    if (typeof value === 'object' && value !== null && !('variable' in value))
      for (const [key, held] of Object.entries(value))
        visit(held, key in spoken ? [...path, ...spoken[key]] : [...path, key]);
    else leaves.set(path.join(' '), written(value));
  };
  const { name: _, stream: __, ...said } = noun as Noun & { readonly stream?: string };
  visit({ ...(noun !== matrix && said), spectrum: matrix.spectrum, unit_rows: matrix.unitRows, rank: matrix.rank }, []);
  return leaves;
}
function written(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return typeof value === 'object' && value !== null && 'variable' in value ? `\`${value.variable}\`` : String(value);
}
interface Difference {
  readonly path: string;
  readonly here: string;
  readonly there: string;
}
const told = (found: readonly Difference[]): string =>
  found.map(({ path, here, there }) => `\`${path}\` is ${here} here and ${there} there`).join(', ');
/**
 * What is learned follows from what is fixed: that a bias goes with it is not said beside it. A lesion of a network
 * does not grow back, which is of the lesion. A state of which nothing is said begins at zero.
 */
function differences({ rest: here, matrix: { controls } }: Compared, { rest: there }: Compared): readonly Difference[] {
  const paths = [...new Set([...here.keys(), ...there.keys()])].filter((path) => here.get(path) !== there.get(path));
  const isImplied = (path: string): boolean =>
    (path === 'state' && [here, there].every((said) => [undefined, 'zero'].includes(said.get(path)))) ||
    (path === 'recurrent biased' && paths.includes('recurrent fixed')) ||
    (path === 'recurrent masked' && controls.some((form) => matrixControlOf(form).alsoOfNetworks));
  const isWithin = (path: string): boolean => paths.some((whole) => path.startsWith(`${whole} `));
  return paths
    .filter((path) => !isImplied(path) && !isWithin(path))
    .map((path) => ({ path, here: here.get(path) ?? 'not said', there: there.get(path) ?? 'not said' }));
}

export const controlChecks = { C046 };
