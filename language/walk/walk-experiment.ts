/** What stands in an experiment: conditions, variables, measures, claims. */
import type { Block, Declaration, Name, Range, Setting, Value } from '../../grammar/tree.ts';
import { replaceBy, takingOut } from '../checks/check.ts';
import { misplaced, missing, twice, unexpected } from '../checks/language-checks.ts';
import { dimensioned, dimensionOf, type Kind } from '../kinds-of-expressions.ts';
import { groupingsIn } from '../groupings.ts';
import { variedName } from '../file-parameters.ts';
import { same } from '../../catalogue/units.ts';
import { experimentEntry } from '../nouns/experiment-words.ts';
import { studiedKinds } from '../nouns/index.ts';
import { wordEntry } from '../vocabulary/index.ts';
import { derivedIn, madeAcross } from '../experiments/derived-measures.ts';
import { choiceOf } from '../experiments/choices.ts';
import { sharesIn } from '../experiments/shares.ts';
import { conditionsIn, isFactor } from '../experiments/factors.ts';
import { kindOfValues, measuredKinds } from '../experiments/measured-kinds.ts';
import type { FactorNames, Names, Walk } from './walk-context.ts';
import { checkChoice, choiceNames } from './walk-choices.ts';
import { checkFactor, factorNames } from './walk-factors.ts';
import { allGenes, declare } from './walk-names.ts';
import { checkClaimTable } from './walk-claim-tables.ts';
import { checkExpectation } from './walk-claims.ts';
import { checkDerived } from './walk-derived.ts';
import { checkScreens, screenedIn } from './walk-screens.ts';
import { constantOf } from '../constants.ts';
import { nounType } from './walk-kinds.ts';
import { checkSweptDimensions, checkVariedParameter } from './walk-parameters.ts';
import { reachedBy, valuesOf } from './walk-varied.ts';
import { checkBlock, checkValue } from './walk-statements.ts';

const studied = nounType(...studiedKinds);

/** `known`: the declaration with what it inherits, whose names its own statements may use. */
export function checkExperiment(walk: Walk, { block }: Declaration, known: Declaration): void {
  if (!block) return;
  const before = walk.problems.length;
  const whole = known.block ?? block;
  const names = namesOf(walk, whole);
  const kinds = measuredKinds(walk.scope, whole.statements);
  const derived = derivedIn(whole);
  const claimed = { names, kinds, shares: sharesIn(whole.statements), statements: whole.statements };
  checkBlock(
    walk,
    {
      ...block,
      statements: block.statements.filter(
        (statement) =>
          statement.kind !== 'expectation' &&
          statement.kind !== 'claims' &&
          !(statement.kind === 'definition' && derived.includes(statement)) &&
          !(statement.kind === 'setting' && (statement.word.text === 'screen' || choiceOf(statement))),
      ),
    },
    { words: experimentEntry.words, names, where: 'in `experiment`', changes: known.block !== block },
  );
  const trains = whole.statements.some(
    (statement) => statement.kind === 'setting' && ['train', 'then train', 'teach'].includes(statement.word.text),
  );
  const unsure = !block.closed || walk.problems.slice(before).some(({ code }) => code === 'L001' || code === 'L003');
  checkScreens(walk, block, whole, names, unsure);
  if (!trains && !unsure && names.conditions.size > 0) checkUntrained(walk, block);
  for (const statement of block.statements) {
    if (statement.kind === 'expectation') checkExpectation(walk, statement, claimed);
    else if (statement.kind === 'claims') checkClaimTable(walk, statement, claimed);
    else if (statement.kind === 'definition' && statement.word.text === 'measure') {
      declare(walk, statement.name, 'measure', names.measures);
      checkMeasureName(walk, statement.name, names);
      if (derived.includes(statement)) checkDerived(walk, statement, whole, { names, kinds });
    } else if (statement.kind === 'setting' && statement.word.text === 'seeds') checkSeeds(walk, statement);
    else if (statement.kind === 'setting' && statement.word.text === 'compare') checkCompare(walk, statement, names);
    else if (statement.kind === 'setting' && (statement.word.text === 'vary' || statement.word.text === 'choose')) {
      const variable = variedName(statement),
        choice = choiceOf(statement),
        first = new Map([...names.variables].map(([name, { range }]) => [name, range]));
      if (choice) checkChoice(walk, choice);
      if (choice || !checkVariedParameter(walk, statement)) declare(walk, variable, 'variable', first);
      else if (variable && first.get(variable.text)?.start !== variable.range.start)
        walk.problems.push(
          twice(variable.text, variable.range, 'The variable', undefined, [takingOut(statement.range, walk.source)]),
        );
      if (choice) continue;
      checkSweptDimensions(walk, statement);
      checkRepeatedValues(walk, statement);
    }
  }
}

/** In a claim a name means one thing. */
function checkMeasureName(walk: Walk, { text, range }: Name, { variables }: Names): void {
  const other = variables.has(text) ? 'variable of `vary`' : walk.scope.parameters.has(text) ? 'parameter' : undefined;
  if (other) walk.problems.push(misplaced(range, `\`${text}\` is a ${other}: a measure has a name of its own.`));
}

/** Accuracy and loss are of a network that has learned. */
function checkUntrained(walk: Walk, block: Block): void {
  const learned = block.statements.find(
    (statement) =>
      statement.kind === 'definition' &&
      statement.value.kind === 'call' &&
      ['accuracy', 'loss'].includes(statement.value.callee.text),
  );
  if (learned?.kind === 'definition')
    walk.problems.push(
      missing(
        learned.value.range,
        `\`${walk.source.slice(learned.value.range.start, learned.value.range.end)}\``,
        'something to learn in its experiment',
        wordEntry(experimentEntry.words, 'train')!.example,
      ),
    );
}

function checkSeeds(walk: Walk, { items }: Setting): void {
  const [only] = items.length === 1 ? items : [];
  const count = only && only.value.base.kind !== 'range' ? constantOf(only.value.base) : undefined;
  if (count !== undefined && count > 1e6 && count <= Number.MAX_SAFE_INTEGER)
    walk.problems.push(misplaced(only.value.range, 'There can be at most a million seeds.'));
  if (count === 0)
    walk.problems.push(
      misplaced(only.value.range, 'With 0 seeds nothing runs: write how many, `seeds 10`, or which, `seeds 1 .. 10`.'),
    );
  if (items.length > 1) checkRepeatedSeeds(walk, items);
}
/** A seed twice is one seed: what it gives counts once. */
function checkRepeatedSeeds({ problems, source }: Walk, items: Setting['items']): void {
  const spans = items.map(({ value: { base } }) =>
    base.kind === 'range'
      ? {
          from: constantOf(base.from),
          to: constantOf(base.to),
          by: base.isGeometric ? undefined : base.by ? constantOf(base.by) : 1,
        }
      : { from: constantOf(base), to: constantOf(base), by: 1 },
  );
  items.forEach(({ range }, index) => {
    const [own, earlier] = [spans[index], spans.slice(0, index)];
    const shared = earlier.map((other) => sharedSeed(own, other)).find((seed) => seed !== undefined);
    if (shared === undefined) return;
    const fixes =
      own.from === own.to
        ? [
            replaceBy(
              { start: items[index - 1].range.end, end: range.end },
              '',
              `Remove \`${source.slice(range.start, range.end)}\``,
            ),
          ]
        : [];
    problems.push(twice(String(shared), range, 'The seed', 'It counts once: remove it, or take another.', fixes));
  });
}
/** The same point of a sweep twice is computed once, and drawn twice. */
function checkRepeatedValues({ problems, source }: Walk, { phrases }: Setting): void {
  const items = phrases.find(({ label }) => label.text === 'in')?.items ?? [];
  const seen = new Map<number, Kind>();
  for (const [index, { value, range }] of items.entries()) {
    const number = constantOf(value.base),
      dimension = dimensionOf(value.base);
    if (number === undefined || !dimension) continue;
    const other = seen.get(number);
    if (other && dimensioned(other) && same(other, dimension)) {
      const text = source.slice(range.start, range.end);
      const start = index > 0 ? items[index - 1].range.end : range.start;
      const fixes = [replaceBy({ start, end: range.end }, '', `Remove \`${text}\``)];
      problems.push(twice(text, range, 'The value', 'Remove it, or take another.', fixes));
    }
    seen.set(number, dimension);
  }
}
type Span = { readonly from?: number; readonly to?: number; readonly by?: number };
/** The first seed that two stretches of seeds share; those that step by more than 1 are left alone. */
function sharedSeed(a: Span, b: Span): number | undefined {
  if (
    a.from === undefined ||
    a.to === undefined ||
    b.from === undefined ||
    b.to === undefined ||
    a.by !== 1 ||
    b.by !== 1
  )
    return undefined;
  const first = Math.max(a.from, b.from);
  return first <= Math.min(a.to, b.to) ? first : undefined;
}

function namesOf(walk: Walk, block: Block): Names {
  const variables = new Map<
    string,
    Names['variables'] extends ReadonlyMap<string, infer Variable> ? Variable : never
  >();
  const measures = new Map<string, Range>();
  const conditions = new Map<string, Range>();
  const factors = new Map<string, FactorNames>();
  const first = <T>(to: Map<string, T>, name: string, value: T): void => {
    if (name && !to.has(name)) to.set(name, value);
  };
  for (const statement of block.statements) {
    if (statement.kind === 'definition' && statement.word.text === 'measure')
      first(measures, statement.name.text, statement.name.range);
    if (statement.kind !== 'setting') continue;
    const variable = ['vary', 'choose'].includes(statement.word.text) ? variedName(statement) : undefined;
    const choice = choiceOf(statement);
    if (variable)
      first(variables, variable.text, {
        range: variable.range,
        kind: kindOfValues(statement),
        values: valuesOf(statement),
        written: writtenIn(walk, statement),
        reaches: reachedBy(statement),
        ...(choice && { levels: choiceNames(choice) }),
      });
    if (statement.word.text !== 'compare') continue;
    const compared = statement.block?.statements ?? [];
    for (const { name } of conditionsIn(compared)) first(conditions, name.text, name.range);
    for (const [name, factor] of factorNames(compared)) first(factors, name, factor);
  }
  for (const [name, range] of groupingsIn(walk.scope))
    first(variables, name, { range, kind: 'any', written: name, levels: new Map(), isOpen: true });
  const across = new Map<string, readonly string[] | undefined>();
  for (const { name, value } of derivedIn(block))
    across.set(name.text, madeAcross(value, across, new Set(variables.keys())));
  const screened = screenedIn(walk, block, [...conditions.keys()]);
  for (const [name, { range }] of screened.names) first<Range>(conditions, name, range);
  return { genes: allGenes(walk.scope), variables, measures, across, conditions, factors, screened };
}
/** The values of a sweep as they are written. */
const writtenIn = ({ source }: Walk, { phrases }: Setting): string =>
  (phrases.find(({ label }) => label.text === 'in')?.items ?? [])
    .map(({ range }) => source.slice(range.start, range.end))
    .join(', ');
const compareWord = wordEntry(experimentEntry.words, 'compare')!;

function checkCompare(walk: Walk, compare: Setting, names: Names): void {
  const lacking = `\`compare\` needs its conditions: \`${compareWord.example}\`.`;
  if (!compare.block) {
    walk.problems.push(unexpected(compare.word.range, lacking));
    return;
  }
  walk.blocks.push({ range: compare.block.range, words: compareWord.block ?? [], holds: 'conditions', names });
  if (compare.block.statements.length === 0 && compare.block.closed)
    walk.problems.push(unexpected(compare.word.range, lacking));
  const checkMade = (value: Value): void => {
    if (!namesCondition(walk, value, names)) checkValue(walk, value, studied, names);
  };
  for (const statement of compare.block.statements) {
    if (isFactor(statement)) checkFactor(walk, statement, names, checkMade);
    else if (statement.kind === 'assignment' && statement.symbol === '=') {
      declare(walk, statement.name, 'condition', names.conditions);
      checkMade(statement.value);
    } else
      walk.problems.push(
        unexpected(
          statement.range,
          'A condition is written `name = noun`, for example `grown = reader`; what several conditions are made of, ' +
            '`factor name { level = noun;  … }`.',
        ),
      );
  }
}

/** A condition is no noun that another could be made of. */
function namesCondition(walk: Walk, { base }: Value, { conditions }: Names): boolean {
  if (base.kind !== 'name' || !conditions.has(base.text) || walk.scope.declared.has(base.text)) return false;
  walk.problems.push(
    unexpected(
      base.range,
      `\`${base.text}\` is a condition, and a condition is made of a noun: write again what \`${base.text}\` is, ` +
        'with the change behind it.',
    ),
  );
  return true;
}
