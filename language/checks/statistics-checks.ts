/** Family S: what the statistics can say. */
import { fewestSeedsForP } from '../../engine/statistics/index.ts';
import { geneControls } from '../../catalogue/controls/index.ts';
import type { Declaration, Expression } from '../../grammar/tree.ts';
import type { Diagnostic, Fix } from '../diagnostic.ts';
import { allowed, conditionsOf, declarations, isSound, scopeOf, settingsNamed, type View } from '../view.ts';
import type { Description } from '../canonical/description.ts';
import { conditionStatements, impliedSubject, seedsOf } from '../experiments/experiment-spec.ts';
import { isMemberDrawn } from '../nouns/genes-noun.ts';
import { choicesIn, combinationsOf, withChosen } from '../experiments/choices.ts';
import { familiesIn } from '../of-subject.ts';
import { nounEntry } from '../nouns/index.ts';
import { last, read, statementsOf } from '../canonical/read-settings.ts';
import { type Check, diagnostic, listed, replaceBy, takingOut } from './check.ts';
import { isDesign } from './factor-checks.ts';

const network = `language 1
data digits from mnist
network reader {
  input 784, relu
  neurons 85
  readout 10
}
`;
const train = '  train on digits { optimiser adam(1e-3) }\n  measure accuracy = accuracy(test)\n';

const S061: Check = {
  code: 'S061',
  severity: 'warning',
  tier: 'text',
  find: fewSeeds,
  title: 'fewer seeds than a p-value below 0.05 needs',
  explanation:
    'Conditions are compared by a sign-flip test over seed pairs. With n seeds its smallest p is 2/2ⁿ: 0.25 ' +
    'with 3, 0.03 with 6. With fewer than 6 seeds no p can reach 0.05, and none is reported; an effect size (d_z) ' +
    'needs 4 seeds, an interval over seeds 2. p is corrected for the comparisons of an experiment: a run also says ' +
    'so where 6 seeds or more can reach 0.05 in none of them. A recording is ' +
    'held against a surrogate for each seed: with n of them its smallest p is 1/(1 + n), and 19 reach 0.05. ' +
    'Experiments on genes alone are exact and need no seeds, unless rules are drawn: then each seed draws others.',
  bad: `${network}experiment few {
  seeds 3
  compare { a = reader;  b = reader { neurons 40 } }
${train}}
`,
  good: `${network}experiment few {
  seeds 6
  compare { a = reader;  b = reader { neurons 40 } }
${train}}
`,
};
function fewSeeds(view: View): readonly Diagnostic[] {
  return declarations(view, 'experiment').flatMap((experiment) => {
    if (!isSound(view, experiment)) return [];
    const [compare] = settingsNamed(experiment, 'compare'),
      [screen] = settingsNamed(experiment, 'screen');
    const conditions = conditionsOf(view, experiment);
    if (conditions.length < 2 && !screen) return [];
    if (conditions.some(({ noun }) => familiesIn(noun).length > 0)) return [];
    const implied = impliedSubject(view.scope, settingsNamed(experiment, 'train').length > 0)?.declaration.noun.text;
    if (
      conditions.every(({ description }) => description?.entry.noun === 'data') &&
      conditions.some(({ description }) => description && description.controls.length > 0)
    )
      return fewSurrogates(view, experiment);
    if (
      compare
        ? !conditions.some(({ description }) => description && needsSeeds(description))
        : implied === undefined || isExact(implied)
    )
      return [];
    const [written] = settingsNamed(experiment, 'seeds');
    const count = seedCount(view, experiment);
    if (count === undefined || count >= fewestSeedsForP) return [];
    return [
      diagnostic(
        S061,
        (written ?? (compare ?? screen).word).range,
        `${count} ${count === 1 ? 'seed' : 'seeds'}: the smallest p a comparison can reach is ` +
          `${Math.min(1, 2 / 2 ** count)}, so none is reported. Take at least ${fewestSeedsForP}, better ` +
          `10: \`seeds 1 .. 10\`.`,
        written ? [replaceBy(written.range, 'seeds 1 .. 10')] : [],
      ),
    ];
  });
}
/** A recording is one object: each seed draws a surrogate of it. */
function fewSurrogates(view: View, experiment: Declaration): readonly Diagnostic[] {
  const count = seedCount(view, experiment),
    [written] = settingsNamed(experiment, 'seeds');
  return count === undefined || count >= fewestSurrogates
    ? []
    : [
        diagnostic(
          S061,
          (written ?? experiment.name).range,
          `${count} ${count === 1 ? 'seed draws one surrogate' : `seeds draw ${count} surrogates`}: the ` +
            `smallest p of a recording against them is 1/${count + 1}. Take at least ${fewestSurrogates}, better 99: ` +
            `\`seeds 1 .. 99\`.`,
        ),
      ];
}
/** p = 1/(1 + n) reaches 0.05. */
const fewestSurrogates = 19;
/** Where genes lead is exact, unless their rules are drawn. */
const isExact = (noun: string): boolean => noun === 'genes' || noun === 'data';
const needsSeeds = (description: Description): boolean =>
  !isExact(description.entry.noun) ||
  isMemberDrawn(description) ||
  description.controls.some(({ call }) => geneControls.some(({ name, draws }) => draws && name === call.callee.text));
const seedCount = (view: View, experiment: Declaration): number | undefined =>
  allowed(() => {
    const statements = (experiment.block?.statements ?? []).filter(
      (statement) => statement.kind === 'setting' && statement.word.text === 'seeds',
    );
    return seedsOf(
      last(read(statementsOf(statements, scopeOf(view, experiment)), nounEntry('experiment')?.words ?? []), 'seeds'),
    ).length;
  });

const S062: Check = {
  code: 'S062',
  severity: 'hint',
  tier: 'text',
  find: claimWithoutControl,
  title: 'an accuracy claim without a control',
  explanation:
    'A claim about accuracy says little without something to hold it against. Chance, the untrained network ' +
    'and the same readout on the raw input are reported unasked; compare with a control for a claim about the circuit.',
  bad: `${network}experiment claim {
  seeds 10
  compare { a = reader }
${train}  expect accuracy of a > 90 %
}
`,
  good: `${network}experiment claim {
  seeds 10
  compare { a = reader;  b = reader { neurons 40 } }
${train}  expect accuracy of a > 90 %
}
`,
};
function claimWithoutControl(view: View): readonly Diagnostic[] {
  return declarations(view, 'experiment').flatMap((experiment) => {
    if (
      !isSound(view, experiment) ||
      conditionsOf(view, experiment).length > 1 ||
      settingsNamed(experiment, 'screen').length > 0
    )
      return [];
    const statements = experiment.block?.statements ?? [];
    const accuracies = new Set(
      statements.flatMap((statement) =>
        statement.kind === 'definition' &&
        statement.word.text === 'measure' &&
        statement.value.kind === 'call' &&
        statement.value.callee.text === 'accuracy'
          ? [statement.name.text]
          : [],
      ),
    );
    return statements.flatMap((statement) =>
      (statement.kind === 'expectation' || statement.kind === 'claims') &&
      namesIn(statement.left).some((name) => accuracies.has(name))
        ? [
            diagnostic(
              S062,
              statement.range,
              'This claim about accuracy is held against no control. Chance, the untrained network and the ' +
                'readout on the raw input are reported; `compare` adds a control of your own.',
              ownControl(view, experiment),
            ),
          ]
        : [],
    );
  });
}
/** Beside the only condition: the network without its circuit, or one that has none without its activation. */
function ownControl(view: View, experiment: Declaration): readonly Fix[] {
  const [written] = conditionStatements(experiment);
  const network = written ? conditionsOf(view, experiment)[0]?.noun : undefined;
  if (!written || network?.noun !== 'network' || written.value.modifiers.length > 0) return [];
  const { start, end } = written.value.range;
  const declaration = view.tree.declarations.find(({ name }) => name.text === network.name);
  const [input] = declaration ? settingsNamed(declaration, 'input') : [];
  const of = view.source.slice(start, end);
  const beside = (name: string, value: string, title: string): Fix => ({
    title,
    edits: [{ range: { start: end, end }, text: `;  ${name} = ${value}` }],
  });
  if (network.recurrent)
    return [beside('no_circuit', `${of} without recurrent`, 'Compare with the network without its circuit')];
  const [width, ...activation] = input?.items ?? [];
  if (!input || input.phrases.length > 0 || activation.length === 0) return [];
  const linear = `input ${view.source.slice(width.range.start, width.range.end)}`;
  return [beside('linear', `${of} { ${linear} }`, 'Compare with a network without its activation')];
}
function namesIn(expression: Expression): readonly string[] {
  switch (expression.kind) {
    case 'name':
      return [expression.text];
    case 'of':
      return namesIn(expression.measure);
    case 'group':
      return namesIn(expression.expression);
    case 'unary':
      return namesIn(expression.operand);
    case 'binary':
      return [...namesIn(expression.left), ...namesIn(expression.right)];
    case 'call':
      return expression.arguments.flatMap(({ value }) => (value.kind === 'range' ? [] : namesIn(value)));
    default:
      return [];
  }
}

const S063: Check = {
  code: 'S063',
  severity: 'warning',
  tier: 'text',
  find: sameConditions,
  title: 'two conditions are the same after all',
  explanation:
    'Two conditions have the same canonical form: they will give the same numbers for every seed, and a ' +
    'comparison of the two says nothing.',
  bad: `${network}experiment twins {
  seeds 6
  compare { a = reader;  b = reader { neurons 85 } }
${train}}
`,
  good: `${network}experiment twins {
  seeds 6
  compare { a = reader;  b = reader { neurons 40 } }
${train}}
`,
};
/** Of a text without errors: an error may hide what tells two conditions apart. */
/** Of choices, looked at. */
const mostCombinations = 16;
function sameConditions(view: View): readonly Diagnostic[] {
  if (view.errors.length > 0) return [];
  return declarations(view, 'experiment').flatMap((experiment) => {
    if (!isDesign(view, experiment)) return [];
    const first = new Map<string, string>();
    const choices = choicesIn(experiment.block?.statements ?? []);
    const chosen = combinationsOf(choices).slice(0, mostCombinations);
    const made = chosen.map((levels) => conditionsOf(view, withChosen(experiment, choices, levels)));
    return made[0].flatMap(({ name, range, noun }, place) => {
      if (!noun) return [];
      const nouns = made.map((conditions) => conditions[place]?.noun);
      const form = JSON.stringify(nouns, (key, value) =>
        key === 'name' && typeof value === 'string' ? undefined : value,
      );
      const other = first.get(form);
      if (other === undefined) {
        first.set(form, name);
        return [];
      }
      return [
        diagnostic(
          S063,
          range,
          `${listed([name])} is the same as ${listed([other])} in everything that matters: both will give ` +
            `the same numbers. Change one, or remove it.`,
          withoutCondition(view, experiment, name),
        ),
      ];
    });
  });
}

/** Where nothing else of the experiment names it. */
function withoutCondition({ source }: View, experiment: Declaration, name: string): readonly Fix[] {
  const written = conditionStatements(experiment).filter((condition) => condition.name.text === name);
  const { start, end } = experiment.range;
  const times = source.slice(start, end).match(new RegExp(`\\b${name}\\b`, 'g'))?.length;
  return written.length === 1 && times === 1
    ? [takingOut({ start: written[0].name.range.start, end: written[0].value.range.end }, source)]
    : [];
}

export const statisticsChecks = { S061, S062, S063 };
