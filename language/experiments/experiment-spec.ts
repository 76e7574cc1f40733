/** An experiment's canonical form: conditions, sweep, training, measures, claims, figures. */
import type { GeneNetwork } from '../../engine/genes/gene-network.ts';
import type {
  ClaimTable,
  Declaration,
  Definition,
  Expectation,
  Expression,
  Name,
  Range,
  RangeExpression,
  Setting,
  Statement,
} from '../../grammar/tree.ts';
import { type Claim, claimsIn } from '../claim-rows.ts';
import { expressionText } from '../../grammar/statement-text.ts';
import { measureNamed } from '../../catalogue/measures/index.ts';
import { toleranceOf } from '../claim-tolerance.ts';
import type { PublishedRow } from '../published-values.ts';
import { isOfShares } from './shares.ts';
import { variedName } from '../file-parameters.ts';
import type {
  ConditionSpec,
  ExperimentSpec,
  ExpectationSpec,
  MeasureSpec,
  PlotSpec,
  SweepVariable,
} from '../specification.ts';
import { claimFunctions, measuringEntry } from '../vocabulary/index.ts';
import { callFormOf } from '../canonical/call-form.ts';
import { describe } from '../canonical/description.ts';
import { canonical, constantOf, ends, levelsOf, mostValues, sweepOf } from '../canonical/canonical-expression.ts';
import { nounEntry, nounOf, studiedKinds } from '../nouns/index.ts';
import { type Declared, Refused, type FileScope, type Scope, scopeIn } from '../canonical/scope.ts';
import { tooMuch } from './amount.ts';
import { withEffects } from './claimed-effects.ts';
import { derivedIn, derivedOf, withAcross } from './derived-measures.ts';
import { measuredKinds } from './measured-kinds.ts';
import type { Compared } from './factorial-design.ts';
import { conditionsIn, type Factor, factorsIn, type WrittenCondition } from './factors.ts';
import { checkLearning, learningOf } from './trainings.ts';
import { studyOf } from '../study-texts.ts';
import { sweepVariable } from './sweep-variable.ts';
import { withPoints } from './points-in-claims.ts';
import { type Choice, choicesIn } from './choices.ts';
import { screenedConditions } from './screened-conditions.ts';
import { all, last, optional, read, type Read, statementsOf, value, values, word } from '../canonical/read-settings.ts';

export interface Source {
  readonly text: string;
  readonly file: FileScope;
  readonly networks: ReadonlyMap<string, GeneNetwork>;
  /** Rows of the files that claims are held against; none while only the text is known. */
  readonly published?: ReadonlyMap<ClaimTable, readonly PublishedRow[]>;
}

/** Of a declaration with what it inherits, where what is chosen stands in the place of its variables. */
export function experimentOf(declaration: Declaration, source: Source): ExperimentSpec {
  const statements = declaration.block?.statements ?? [];
  const choices = choicesIn(statements);
  const scope = scopeIn(source.file, source.networks, new Set(numbersVaried(statements, choices)));
  const settings = choices.map(({ setting }) => setting);
  const reads = read(
    statementsOf(
      statements.filter((statement) => !settings.some((setting) => setting === statement)),
      scope,
    ),
    nounEntry('experiment')?.words ?? [],
  );
  const learning = learningOf(reads);
  const written = conditionsOf(declaration, scope, learning.learns);
  const conditions = [...written, ...screenedConditions(all(reads, 'screen'), written)];
  const amount = {
    name: declaration.name.text,
    seeds: seedsOf(last(reads, 'seeds')),
    conditions,
    vary: inTurn(statements, choices, all(reads, 'vary').map(sweepVariable)),
  };
  const excess = tooMuch(amount);
  if (excess)
    throw new Refused(
      excess,
      (last(reads, 'vary') ?? last(reads, 'seeds'))?.match.setting.range ?? declaration.name.range,
    );
  for (const { name, noun } of conditions) checkLearning(learning, noun, conditionRange(declaration, name));
  const { factors = [] } = comparedIn(declaration);
  const parameters = parametersFor(scope),
    study = studyOf(source.file.tree.studies);
  const computed = derivedIn({ statements });
  const derived = derivedOf(
    computed,
    measuredKinds(source.file, statements),
    ({ value: made }) => sliced(source.text, made.range),
    scope.variables,
  );
  return {
    ...amount,
    ...(study && { study }),
    ...(parameters.length > 0 && { parameters }),
    ...(factors.length > 0 && { factors }),
    ...learning.spec,
    measures: withBeside(
      statements.flatMap((statement) =>
        statement.kind === 'definition' && statement.word.text === 'measure' && !computed.includes(statement)
          ? [measureOf(statement, source.text, scope)]
          : [],
      ),
    ),
    ...(derived.length > 0 && { derived }),
    expectations: claimsIn(statements).flatMap((claim) => {
      const compared = { factors, conditions, derived };
      return claim.table?.published
        ? publishedClaims(claim.table, source, (side) => claimed(side, scope.variables, compared))
        : [expectationOf(claim, source.text, scope.variables, compared, statements)];
    }),
    plots: all(reads, 'plot').map((found) => plotOf(found, source.text)),
  };
}

const numbersVaried = (statements: readonly Statement[], choices: readonly Choice[]): readonly string[] =>
  variablesOf(statements).filter((name) => !choices.some(({ variable }) => variable.text === name));
/** Variables in the order in which they are written. */
const inTurn = (
  statements: readonly Statement[],
  choices: readonly Choice[],
  numbers: readonly SweepVariable[],
): readonly SweepVariable[] =>
  variablesOf(statements).flatMap((name): readonly SweepVariable[] => {
    const choice = choices.find(({ variable }) => variable.text === name);
    if (choice) return [{ name, values: choice.levels.map((level) => level.name) }];
    return numbers.filter((variable) => variable.name === name);
  });

export const variablesOf = (statements: readonly Statement[]): readonly string[] =>
  statements.flatMap((statement) =>
    statement.kind === 'setting' && statement.word.text === 'vary'
      ? [variedName(statement)?.text ?? ''].filter(Boolean)
      : [],
  );

/** What is not varied of the parameters that the experiment can see. */
const parametersFor = ({ file, variables }: Scope): NonNullable<ExperimentSpec['parameters']> =>
  [...file.parameters.values()]
    .filter(({ declared }) => !variables.has(declared.name.text))
    .map(({ declared: { name, value: given } }) => ({ name: name.text, text: expressionText(given) }));

/** `seeds 6` means 1 .. 6; a list or a range is taken as written. */
export function seedsOf(found: Read | undefined): readonly number[] {
  if (!found) return [1];
  const given = values(found, 'seeds');
  if (given.length === 1 && given[0].base.kind !== 'range') {
    const count = constantOf(given[0]);
    if (count > mostValues) throw new Refused('There can be at most a million seeds.', given[0].range);
    return Array.from({ length: count }, (_, index) => index + 1);
  }
  return [...new Set(given.flatMap(sweepOf))];
}
const compared = (declaration: Declaration): readonly Statement[] =>
  (declaration.block?.statements ?? []).flatMap((statement) =>
    statement.kind === 'setting' && statement.word.text === 'compare' ? (statement.block?.statements ?? []) : [],
  );
/** Those that are written and those that factors make, in their order. */
export const conditionStatements = (declaration: Declaration): readonly WrittenCondition[] =>
  conditionsIn(compared(declaration));
export const factorsOf = (declaration: Declaration): readonly Factor[] => factorsIn(compared(declaration));

/** Factors and conditions by their names alone. */
export const comparedIn = (declaration: Declaration): Compared => ({
  factors: factorsOf(declaration).map(({ name, levels }) => ({
    name: name.text,
    levels: levels.map((level) => level.name.text),
  })),
  conditions: conditionStatements(declaration).map(({ name, levels }) => ({
    name: name.text,
    ...(levels && { levels: levels.map(({ text }) => text) }),
  })),
});

const conditionRange = (declaration: Declaration, name: string): Range =>
  conditionStatements(declaration).find((condition) => condition.name.text === name)?.name.range ??
  declaration.name.range;

function conditionsOf(declaration: Declaration, scope: Scope, trains: boolean): readonly ConditionSpec[] {
  const written = conditionStatements(declaration);
  if (written.length > 0)
    return written.map(({ name, value: given, levels }) => ({
      name: name.text,
      noun: nounOf(describe(given, scope)),
      ...(levels && { levels: levels.map(({ text }) => text) }),
    }));
  const { name } = impliedSubject(scope.file, trains)?.declaration ?? {};
  if (name) return [{ name: name.text, noun: nounOf(describe(name, scope)) }];
  throw new Refused(
    `\`experiment ${declaration.name.text}\` needs \`compare\`: nothing says what is studied.`,
    declaration.name.range,
  );
}

/** What an experiment without `compare` studies: the one noun of the first kind that there is. */
export function impliedSubject(file: FileScope, trains: boolean): Declared | undefined {
  for (const kind of trains ? ['network'] : studiedKinds) {
    const candidates = [...file.declared.values()].filter(({ declaration: { noun } }) => noun.text === kind);
    if (candidates.length > 0) return candidates.length === 1 ? candidates[0] : undefined;
  }
  return undefined;
}

/** @throws Refused where it is no measure */
export function measureOf({ name, value: written }: Definition, text: string, scope: Scope): MeasureSpec {
  const entry = written.kind === 'call' ? measuringEntry(written.callee.text) : undefined;
  if (written.kind !== 'call' || !entry)
    throw new Refused('Here a measure must stand, such as `accuracy(test)`.', written.range);
  const named = new Map<string, Expression | RangeExpression>();
  const call = callFormOf(written, entry, { ...scope, named });
  return {
    name: name.text,
    call,
    text: sliced(text, written.range),
    nouns: Object.fromEntries([...named].map(([known, value]) => [known, nounOf(describe(value, scope))])),
  };
}

/** With what measures ask for beside them, where it is not measured in any case. */
function withBeside(measures: readonly MeasureSpec[]): readonly MeasureSpec[] {
  return measures.flatMap((spec) => {
    const call = measureNamed(spec.call.call)?.beside?.(spec.call.takes);
    const name = `${spec.name}_${call?.call}`;
    const isThere = measures.some(
      (other) =>
        other.name === name ||
        (other.call.call === call?.call && JSON.stringify(other.call.takes.measure) === JSON.stringify(spec.call)),
    );
    return call && !isThere
      ? [spec, { name, call, text: `${call.call}(${spec.text})`, nouns: spec.nouns, beside: spec.name }]
      : [spec];
  });
}

function expectationOf(
  expectation: Claim,
  text: string,
  variables: ReadonlySet<string>,
  compared: Compared & Pick<Required<ExperimentSpec>, 'derived'>,
  statements: readonly Statement[],
): ExpectationSpec {
  const known = new Set(compared.conditions.map(({ name }) => name));
  for (const name of conditionsNamed(expectation))
    if (!known.has(name.text)) throw new Refused(noCondition(name.text), name.range);
  const { test } = expectation;
  let canonicalTest: ExpectationSpec['test'];
  if (test.kind === 'compare') {
    canonicalTest = {
      kind: 'compare',
      operator: test.operator,
      right: claimed(test.right, variables, compared),
      ...(test.within && { within: toleranceOf(test, isOfShares(expectation.left, statements)) }),
    };
  } else {
    const [from, to] = ends(test.range, variables);
    if (typeof from !== 'number' || typeof to !== 'number')
      throw new Refused('`in` needs two numbers: `in 0.8 .. 0.9`.', test.range.range);
    canonicalTest = { kind: 'in', from, to };
  }
  return {
    text: claimText(text, expectation),
    line: lineOf(text, expectation.range.start),
    ...(expectation.table && { table: tableText(text, expectation.table) }),
    every: expectation.every,
    left: claimed(expectation.left, variables, compared),
    test: canonicalTest,
    at: levelsOf(expectation.at),
  };
}
/** The rows of a file. */
function publishedClaims(
  table: ClaimTable,
  { text, published }: Source,
  canonicalOf: (side: Expression) => ExpectationSpec['left'],
): readonly ExpectationSpec[] {
  const { by, at, every, left, range } = table;
  return (published?.get(table) ?? []).map((row) => ({
    text: publishedText(text, table, row),
    line: lineOf(text, range.start),
    table: tableText(text, table),
    published: table.published?.path.value,
    every,
    left: canonicalOf(left),
    test: row.test,
    at: {
      [by.text]: row.at,
      ...levelsOf(at),
    },
  }));
}
/** As the row would be written. */
export function publishedText(text: string, table: ClaimTable, { says, point }: PublishedRow): string {
  const elsewhere = table.at.length > 0 ? `, ${pointText(text, table.at)}` : '';
  return `${leftText(text, table)} ${says} at ${point}${elsewhere}`;
}
export const noCondition = (name: string): string => `No condition is named \`${name}\`.`;
/** The conditions that a claim names. */
export function conditionsNamed({ left, test }: Expectation): readonly Name[] {
  const within = (side: Expression): readonly Name[] => {
    switch (side.kind) {
      case 'of':
        return side.condition.text ? [side.condition] : [];
      case 'group':
        return within(side.expression);
      case 'unary':
        return within(side.operand);
      case 'binary':
        return [...within(side.left), ...within(side.right)];
      case 'call':
        return side.arguments.flatMap(({ value: given }) => (given.kind === 'range' ? [] : within(given)));
      default:
        return [];
    }
  };
  return [left, ...(test.kind === 'compare' ? [test.right, ...(test.within ? [test.within] : [])] : [])].flatMap(
    within,
  );
}
/** A side of a claim, where `mean` is of a series and `effect` of factors. */
const claimed = (
  side: Expression,
  variables: ReadonlySet<string>,
  compared: Compared & Pick<Required<ExperimentSpec>, 'derived'>,
): ExpectationSpec['left'] =>
  withPoints(
    withAcross(withEffects(canonical(side, variables, claimFunctions), compared, side.range), compared.derived),
  );
function plotOf(found: Read, text: string): PlotSpec {
  const what = value(found, 'what'),
    by = optional(found, 'by');
  return {
    what: word(what),
    ...(by && { by: word(by) }),
    text: sliced(text, (found.match.setting satisfies Setting).range).replace(/^plot\s+/, ''),
  };
}

/** A claim as a summary and the editor name it: on one line, without its comments and without `expect`. */
export function claimText(text: string, { table, test, at, range }: Claim): string {
  if (!table || table.published) return sliced(text, range).replace(/^expect\s+/, '');
  const written = (part: Range): string => sliced(text, part);
  const says =
    test.kind === 'in'
      ? `in ${written(test.range.range)}`
      : `${test.operator} ${written({ start: test.right.range.start, end: range.end })}`;
  return `${leftText(text, table)} ${says} at ${pointText(text, at)}`;
}
/** `every alpha of sparse`: what all claims of a table are about. */
export const leftText = (text: string, { every, left }: ClaimTable): string =>
  `${every ? 'every ' : ''}${sliced(text, left.range)}`;
const tableText = (text: string, table: ClaimTable): string => `${leftText(text, table)} by ${table.by.text}`;
export const pointText = (text: string, at: Claim['at']): string =>
  at.map(({ name, value: given }) => `${name.text} = ${sliced(text, given.range)}`).join(', ');
const sliced = (text: string, range: { readonly start: number; readonly end: number }): string =>
  text.slice(range.start, range.end).replaceAll(/#.*$/gm, '').replaceAll(/\s+/g, ' ').trim();
/** 1-based. */
export const lineOf = (text: string, offset: number): number => linesIn(text)(offset);
/** The same for many places of one text, in their order. */
export function linesIn(text: string): (offset: number) => number {
  let [line, seen] = [1, 0];
  return (offset) => {
    if (offset < seen) [line, seen] = [1, 0];
    for (; seen < offset; seen++) if (text.charCodeAt(seen) === 10) line++;
    return line;
  };
}
