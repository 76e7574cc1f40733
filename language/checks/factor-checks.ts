/** Family S: factors of a comparison, and whether their effects can be told. */
import { expressionText } from '../../grammar/index.ts';
import type { Declaration, Name, Range, Statement, Value } from '../../grammar/tree.ts';
import { key } from '../canonical/description.ts';
import type { Diagnostic, Fix } from '../diagnostic.ts';
import { countMade, type Factor, type MakingLevel, mostMade, type NamingLevel } from '../experiments/factors.ts';
import { comparedIn, conditionStatements, factorsOf } from '../experiments/experiment-spec.ts';
import { missingText } from '../experiments/factorial-design.ts';
import { nounEntry } from '../nouns/index.ts';
import { declarations, isSound, type View } from '../view.ts';
import { type Check, diagnostic, listed, takingOutOf } from './check.ts';

export const circuits = (compare: string, claim = ''): string => `language 1
connect net { neurons 60;  wire 0.2;  weights normal(0, 1);  spectrum max 0.8 }
experiment ingredients {
  seeds 8
  compare {
${compare}
  }
  measure density = density(net)
${claim}}
`;

const S082: Check = {
  code: 'S082',
  severity: 'warning',
  tier: 'text',
  find: incomplete,
  title: 'not every combination of the factors is there',
  explanation:
    'A main effect is the mean difference between two levels over the levels of all other factors, and an ' +
    'interaction is a difference of such differences: both need every combination. Where some are missing, effects ' +
    'of different factors cannot be told apart, and an analysis of variance by ranks or by sequential sums of ' +
    'squares gives numbers that depend on the order of the factors, down to negative sums of squares. So no effects ' +
    'of the whole are given. All conditions run and are compared with the first; effects are those of the largest ' +
    'part of the design that is complete, and a note says which it is. Add the missing conditions, or take away the ' +
    'levels that need them.',
  bad: circuits(`    a = net
    b = net { weights uniform(-1, 1) }
    c = net { wire 0.4 }
    factor weights { normal of a, c;  uniform of b }
    factor wiring { thin of a, b;  dense of c }`),
  good: circuits(`    a = net
    b = net { weights uniform(-1, 1) }
    c = net { wire 0.4 }
    d = net { wire 0.4;  weights uniform(-1, 1) }
    factor weights { normal of a, c;  uniform of b, d }
    factor wiring { thin of a, b;  dense of c, d }`),
};
function incomplete(view: View): readonly Diagnostic[] {
  return experimentsWithFactors(view).flatMap(({ experiment, factors }) => {
    if (wrong(view, experiment, factors).length > 0) return [];
    const missing = missingText(comparedIn(experiment));
    return missing === undefined ? [] : [diagnostic(S082, factors[0].setting.word.range, missing)];
  });
}

const S083: Check = {
  code: 'S083',
  severity: 'error',
  tier: 'text',
  find: clashes,
  title: 'two factors change the same',
  explanation:
    'Conditions that factors make have the changes of one level of each. Where two factors replace the same word, or ' +
    'put something in the place of the same noun, one would undo the other: the levels of the earlier factor would ' +
    'make no difference. Let each factor change words of its own, replace a noun that the word depends on ' +
    '(`net with place = grid`), or put both into the levels of one factor.',
  bad: circuits(`    factor wiring { thin = net;  dense = net { wire 0.4;  spectrum max 0.5 } }
    factor density { low = net;  high = net { wire 0.6 } }`),
  good: circuits(`    factor wiring { thin = net;  dense = net { wire 0.4;  spectrum max 0.5 } }
    factor weights { normal = net;  uniform = net { weights uniform(-1, 1) } }`),
};
interface Change {
  readonly key: string;
  readonly said: string;
  readonly range: Range;
}
function clashes(view: View): readonly Diagnostic[] {
  return experimentsWithFactors(view).flatMap(({ factors }) => clashing(view, factors));
}
function clashing(view: View, factors: readonly Factor[]): readonly Diagnostic[] {
  const making = factors.flatMap((factor) => (factor.kind === 'makes' ? [factor] : []));
  const base = making[0]?.levels[0].value.base;
  const repeated = repeatedWords(view, base);
  const first = new Map<string, Name>();
  return making.flatMap(({ name, levels }) => {
    const changes = levels.flatMap(({ value }) => changesOf(value, repeated));
    const own = new Map(changes.toReversed().map((change) => [change.key, change]));
    const found = [...own.values()].flatMap(({ key: changed, said, range }) => {
      const earlier = [...first].find(([key]) => isWithin(key, changed) || isWithin(changed, key))?.[1];
      return earlier
        ? [
            diagnostic(
              S083,
              range,
              `${listed([earlier.text, name.text])} both change \`${said}\`, so their levels cannot be combined. ` +
                'Let each change something of its own, or make one factor of the two.',
            ),
          ]
        : [];
    });
    for (const changed of own.keys()) if (!first.has(changed)) first.set(changed, name);
    return found;
  });
}
/** `recurrent.matrix` in `recurrent`, which says it too. */
const isWithin = (part: string, whole: string): boolean => part === whole || part.startsWith(`${whole}.`);
const changesOf = ({ modifiers }: Value, repeated: ReadonlySet<string>): readonly Change[] =>
  modifiers.flatMap((modifier): readonly Change[] => {
    if (modifier.kind === 'block')
      return modifier.statements.map((statement) => ({
        key: key(statement, repeated),
        said: wordOf(statement),
        range: statement.range,
      }));
    const { kind, name, range } = modifier;
    return [{ key: kind === 'with' ? `with ${name.text}` : name.text, said: name.text, range }];
  });
function wordOf(statement: Statement): string {
  switch (statement.kind) {
    case 'setting':
      return statement.word.text;
    case 'definition':
    case 'assignment':
      return statement.name.text;
    case 'regulation':
      return statement.target.text;
    case 'expectation':
    case 'claims':
    case 'row':
      return 'expect';
  }
}
function repeatedWords({ scope }: View, base: Value['base'] | undefined): ReadonlySet<string> {
  const noun = base?.kind === 'name' ? scope.declared.get(base.text)?.declaration.noun.text : undefined;
  const words = (noun === undefined ? undefined : nounEntry(noun))?.words ?? [];
  return new Set(words.filter((word) => word.repeats).map(({ word }) => word));
}

const S084: Check = {
  code: 'S084',
  severity: 'error',
  tier: 'text',
  find: (view) =>
    experimentsWithFactors(view).flatMap(({ experiment, factors }) => wrong(view, experiment, factors).slice(0, 1)),
  title: 'factors that do not fit together',
  explanation:
    'The factors of a comparison either all make its conditions (`functional = noun`) or all name written ones ' +
    '(`functional of a, b`). Each has two levels at least. Those that make conditions change one noun, that ' +
    'which the first level of the first factor begins with; only the first factor may begin with others. Of those ' +
    'that name conditions, each condition that has a level of one has exactly one level of every factor, and no two ' +
    'conditions have the same. A condition that no factor names is compared with the first like any other and is in ' +
    'no effect.',
  bad: circuits(`    a = net
    b = net { wire 0.4 }
    factor wiring { thin of a;  dense of a, b }`),
  good: circuits(`    a = net
    b = net { wire 0.4 }
    factor wiring { thin of a;  dense of b }`),
};
/** What hinders factors from being a design. */
export function wrong({ source }: View, experiment: Declaration, factors: readonly Factor[]): readonly Diagnostic[] {
  const said: Said = (range, message, fixes) => [diagnostic(S084, range, message, fixes)];
  const single = factors.find(({ levels }) => levels.length < 2);
  if (single)
    return said(
      single.name.range,
      `\`${single.name.text}\` has one level, so nothing differs by it: write another, or leave the factor out.`,
    );
  const [making, naming] = [
    factors.flatMap((factor) => (factor.kind === 'makes' ? [factor] : [])),
    factors.flatMap((factor) => (factor.kind === 'names' ? [factor] : [])),
  ];
  if (making.length > 0 && naming.length > 0)
    return said(
      naming[0].name.range,
      `\`${making[0].name.text}\` makes conditions and \`${naming[0].name.text}\` names written ones: write all ` +
        'factors of a comparison in one way.',
    );
  const mixed = making.flatMap(({ block, levels }) => (block.statements.length > levels.length ? [block] : []));
  if (mixed.length > 0) {
    const odd = mixed[0].statements.find(({ kind }) => kind !== 'assignment');
    return odd ? said(odd.range, 'A factor either makes all its levels (`=`) or names conditions for all (`of`).') : [];
  }
  const count = countMade(making);
  if (count > mostMade)
    return said(
      making[0].setting.word.range,
      `These factors make ${count.toLocaleString('en')} conditions; there can be at most ${mostMade}. Take fewer ` +
        'levels, or fewer factors.',
    );
  return making.length > 0
    ? otherBase(source, making, said)
    : misnamed(source, naming, new Set(conditionStatements(experiment).map(({ name }) => name.text)), said);
}
type Said = (range: Range, message: string, fixes?: readonly Fix[]) => readonly Diagnostic[];

function otherBase(
  source: string,
  [first, ...others]: readonly { readonly levels: readonly MakingLevel[]; readonly name: Name }[],
  said: Said,
): readonly Diagnostic[] {
  const textOf = ({ base }: Value): string => expressionText(base);
  const base = textOf(first.levels[0].value);
  for (const { levels, name } of others)
    for (const { value } of levels)
      if (textOf(value) !== base && value.base.kind !== 'error')
        return said(
          value.base.range,
          `\`${name.text}\` changes what \`${first.name.text}\` begins with: write its levels as changes of ` +
            `\`${base}\`, not of \`${source.slice(value.base.range.start, value.base.range.end)}\`.`,
        );
  return [];
}

function misnamed(
  source: string,
  factors: readonly { readonly levels: readonly NamingLevel[]; readonly name: Name }[],
  conditions: ReadonlySet<string>,
  said: Said,
): readonly Diagnostic[] {
  const levelsOf = new Map<string, { range: Range; levels: (string | undefined)[] }>();
  for (const [place, { name: factor, levels }] of factors.entries())
    for (const { name: level, conditions: named } of levels)
      for (const { text, range } of named) {
        if (!conditions.has(text)) continue;
        const known = levelsOf.get(text) ?? { range, levels: factors.map(() => undefined) };
        levelsOf.set(text, known);
        if (known.levels[place] !== undefined)
          return said(
            range,
            `\`${text}\` has two levels of \`${factor.text}\`, ${listed([known.levels[place], level.text])}: leave ` +
              'it in one of them.',
            [takingOutOf(range, source, `Take \`${text}\` out of \`${level.text}\``)],
          );
        known.levels[place] = level.text;
      }
  const first = new Map<string, string>();
  for (const [text, { range, levels }] of levelsOf) {
    const lacking = levels.indexOf(undefined);
    if (lacking >= 0) {
      const given = factors.flatMap(({ name }, place) => (levels[place] === undefined ? [] : [name.text]));
      return said(
        range,
        `\`${text}\` has a level of ${listed(given)} and none of \`${factors[lacking].name.text}\`: name it in one ` +
          'of its levels too, or in no factor.',
      );
    }
    const twin = first.get(levels.join('\n'));
    if (twin !== undefined)
      return said(
        range,
        `${listed([twin, text])} have the same level of every factor: add the factor that tells them apart, or name ` +
          'only one of them.',
      );
    first.set(levels.join('\n'), text);
  }
  return [];
}

export const experimentsWithFactors = (
  view: View,
): readonly { readonly experiment: Declaration; readonly factors: readonly Factor[] }[] =>
  declarations(view, 'experiment').flatMap((experiment) => {
    const factors = factorsOf(experiment);
    return factors.length > 0 && isSound(view, experiment) ? [{ experiment, factors }] : [];
  });

export const factorChecks = { S082, S083, S084 };

/** Whether the factors of an experiment, where it has some, make or name conditions as they are meant to. */
export const isDesign = (view: View, experiment: Declaration): boolean => {
  const factors = factorsOf(experiment);
  return [...clashing(view, factors), ...(factors.length > 0 ? wrong(view, experiment, factors) : [])].length === 0;
};
