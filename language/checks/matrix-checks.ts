/** Family C: what a matrix is drawn from, and whether it can be. */
import { goesInSteps, isLinear } from '../../catalogue/laws-of-motion.ts';
import { matrixControlOf } from '../../catalogue/controls/index.ts';
import type { MatrixProgram } from '../../engine/connectivity/index.ts';
import { nodesAt, walk } from '../../grammar/index.ts';
import type { Call, Declaration, Range, Setting, Value } from '../../grammar/tree.ts';
import type { Diagnostic, Fix } from '../diagnostic.ts';
import { addedAll } from '../edits.ts';
import { match } from '../match.ts';
import { nounEntry } from '../nouns/index.ts';
import { wordEntry } from '../vocabulary/index.ts';
import { canonical } from '../canonical/canonical-expression.ts';
import { misfitIn } from '../nouns/connect-noun.ts';
import { namesOf } from '../nouns/over-pairs.ts';
import { fieldTables, recordedTables } from '../nouns/field-source.ts';
import { misfit, originOf } from '../nouns/matrix-origins.ts';
import { describeDeclaration } from '../canonical/description.ts';
import { settled } from '../canonical/instantiate.ts';
import { sampledPairs } from '../sampled-pairs.ts';
import { settingOf, studied } from '../studied.ts';
import { allowed, conditionsOf, declarations, isSound, scopeOf, settingsNamed, type View } from '../view.ts';
import { type Check, diagnostic, distinct, listed, replaceBy, puttingIn, takingOutOf } from './check.ts';
import { misplaced, missing } from './language-checks.ts';
import { rounded } from './spectrum-checks.ts';

const drawn = (settings: string): string =>
  `language 1
connect wild { neurons 2000;  ${settings};  spectrum max 0.999 }
experiment exponents {
  seeds 6
  compare { wild = wild }
  measure alpha = exponent(covariance, ranks: 11 .. 500)
}
`;
const ones = 'weights 1, symmetric, centred';

const C023: Check = {
  code: 'C023',
  severity: 'warning',
  tier: 'text',
  find: thinWiring,
  title: 'density under log N / N',
  explanation:
    'A random graph of N neurons falls apart into pieces where fewer than log N / N of the pairs are ' +
    'connected (Erdős & Rényi 1960): neurons without any partner give eigenvalues of zero, and their own ' +
    'exponents. The density of an expression is its mean over the pairs.',
  bad: drawn(`wire 2^-11;  ${ones}`),
  good: drawn(`wire 2^-6;  ${ones}`),
};
function thinWiring(view: View): readonly Diagnostic[] {
  return distinct(
    studied(view, 'connect').flatMap((found) => {
      const program =
        found.noun.source.kind === 'drawn' ? settled<MatrixProgram>(found.noun.source.program) : undefined;
      if (program?.wire === undefined || program.neurons < 2) return [];
      const density = densityOf(program),
        least = Math.log(program.neurons) / program.neurons;
      if (density === undefined || !(density < least)) return [];
      return [
        diagnostic(
          C023,
          settingOf(found, 'wire', view)?.range ?? found.range,
          `${rounded(100 * density)} % of the pairs are connected; below log N / N = ` +
            `${rounded(100 * least)} % the graph falls apart. Wire at least that, or say so beside the result.`,
          typeof program.wire === 'number' ? wiredAtLeast(settingOf(found, 'wire', view), least) : [],
        ),
      ];
    }),
  );
}
/** In %, rounded up. */
const wiredAtLeast = (wire: Setting | undefined, least: number): readonly Fix[] =>
  wire?.items[0] ? [replaceBy(wire.items[0].value.range, `${Math.ceil(least * 1e4) / 100} %`)] : [];
/** Mean connection probability over the pairs: of 2,000 drawn pairs where it depends on the pair. */
function densityOf(program: MatrixProgram): number | undefined {
  try {
    const probabilities = sampledPairs(program, 'wire', program.wire!).map(({ value }) => value);
    return probabilities.reduce((sum, value) => sum + Math.min(1, Math.max(0, value)), 0) / probabilities.length;
  } catch {
    return undefined;
  }
}

const C040: Check = {
  code: 'C040',
  severity: 'error',
  tier: 'text',
  find: matrixSettings,
  title: 'a quantity of the pair that nothing gives',
  explanation:
    '`distance` needs neurons that stand somewhere (`place uniform in 8 mm, 8 mm`), `same_group` needs `groups`.',
  bad: drawn(`wire 0.5 * exp(-distance / 250 um);  ${ones}`),
  good: drawn(`place uniform in 1 mm, 1 mm;  wire 0.5 * exp(-distance / 250 um);  ${ones}`),
};
const C041: Check = {
  code: 'C041',
  severity: 'error',
  tier: 'text',
  find: matrixSettings,
  title: 'properties of weights that exclude each other',
  explanation:
    'A symmetric matrix has no asymmetry, and cannot obey Dale’s law: w(i, j) has the sign of neuron j and ' +
    'w(j, i) that of neuron i. The two constructions of partial asymmetry, the study’s `asymmetric` and the ' +
    'textbook’s `elliptic`, mix the two directions too, so neither goes with `excitatory`, nor with the other. ' +
    '`weights goe` draws eigenvalues without a matrix, so nothing that acts on weights goes with it.',
  bad: drawn('weights uniform(-1, 1), symmetric, excitatory 80 %'),
  good: drawn('weights uniform(-1, 1), excitatory 80 %'),
};
const exclusive = ['symmetric', 'asymmetric', 'elliptic', 'excitatory'];
const C042: Check = {
  code: 'C042',
  severity: 'error',
  tier: 'text',
  find: matrixSettings,
  title: '`spectrum` needs one of `max` and `radius`',
  explanation:
    '`spectrum max r` divides by the largest real part of the eigenvalues, `spectrum radius r` by the ' +
    'largest modulus; times r. Exactly one of them is meant.',
  bad: `language 1
connect wild { neurons 200;  weights uniform(-1, 1);  spectrum max 0.9, radius 0.9 }
`,
  good: `language 1
connect wild { neurons 200;  weights uniform(-1, 1);  spectrum max 0.9 }
`,
};
const C043: Check = {
  code: 'C043',
  severity: 'error',
  tier: 'text',
  find: densely,
  title: 'nothing to rewire',
  explanation:
    '`rewired` and `random` move connections to pairs that have none. Where every pair is connected there ' +
    'is none: take `shuffled` or `permuted`, or give the matrix a `wire`.',
  bad: drawn('weights uniform(-1, 1), symmetric').replace('wild = wild', 'wild = wild;  other = rewired(wild)'),
  good: drawn('weights uniform(-1, 1), symmetric').replace('wild = wild', 'wild = wild;  other = shuffled(wild)'),
};
function densely(view: View): readonly Diagnostic[] {
  return distinct(
    [
      ...studied(view, 'connect'),
      ...studied(view, 'dynamics').map(({ noun, ...rest }) => ({ ...rest, noun: noun.matrix })),
    ].flatMap(({ noun, range }) => {
      const control = noun.controls.find((form) => matrixControlOf(form).needsFreePairs);
      if (control === undefined || noun.source.kind !== 'drawn') return [];
      const { wire, centred } = noun.source.program;
      if (wire !== undefined && !centred) return [];
      const why = wire === undefined ? '' : ' (`centred` gives one to absent pairs)';
      return [
        diagnostic(
          C043,
          range,
          `Every pair of \`${noun.name}\` has a weight${why}, ` +
            `so \`${control.call}\` finds no place to move one to. Take \`shuffled\` or \`permuted\`.`,
          otherControls(view, range, control.call),
        ),
      ];
    }),
  );
}

/** Where the control stands alone in its condition, and takes nothing but the matrix. */
function otherControls({ tree }: View, { start }: Range, control: string): readonly Fix[] {
  const condition = nodesAt(tree, start).find((node) => 'kind' in node && node.kind === 'assignment');
  const calls: Call[] = [];
  if (condition)
    walk(condition, (node) => {
      if ('kind' in node && node.kind === 'call' && node.callee.text === control) calls.push(node);
      return undefined;
    });
  return calls.length === 1 && calls[0].arguments.length === 1
    ? ['shuffled', 'permuted'].map((other) => replaceBy(calls[0].callee.range, other))
    : [];
}

/** Settings of a declaration or an override that cannot stand as they are. */
function matrixSettings(view: View): readonly Diagnostic[] {
  return distinct([...inDeclarations(view), ...inOverrides(view)]);
}
const inOverrides = (view: View): readonly Diagnostic[] =>
  declarations(view, 'experiment')
    .flatMap((experiment) => conditionsOf(view, experiment))
    .flatMap(({ description }) => (description?.entry.noun === 'connect' ? description.statements : []))
    .flatMap(({ statement, scope }) =>
      statement.kind === 'setting' && scope.file === view.scope
        ? [...excluding(statement, view.source), ...unscaled(statement, view.source)]
        : [],
    );
const inDeclarations = (view: View): readonly Diagnostic[] =>
  declarations(view, 'connect')
    .filter((declaration) => isSound(view, declaration))
    .flatMap((declaration) => {
      const description = allowed(() => describeDeclaration(declaration, view.scope, scopeOf(view)));
      const statements = (description?.statements ?? []).flatMap(({ statement, scope }) =>
        statement.kind === 'setting'
          ? [
              {
                statement,
                own:
                  scope.file === view.scope &&
                  statement.range.start >= declaration.range.start &&
                  statement.range.end <= declaration.range.end,
              },
            ]
          : [],
      );
      const words = statements.map(({ statement }) => statement.word.text);
      const from = description?.header.find(({ phrase }) => phrase.label.text === 'from')?.phrase.items[0]?.value.base;
      if (!description) return [];
      const own = statements.filter((held) => held.own).map(({ statement }) => statement);
      return [
        ...own.flatMap((statement) => [
          ...excluding(statement, view.source),
          ...unscaled(statement, view.source),
          ...unknownPair(statement, words, from !== undefined, (word) =>
            declaration.block ? [puttingIn(declaration.block, word, view.source)] : [],
          ),
        ]),
        ...misfits(declaration, own, from, words, view.scope.declared),
        ...(from ? [] : lacking(declaration, words, view)),
      ];
    });
const filledIn = (statement: Setting): readonly string[] =>
  match(statement, wordEntry(nounEntry('connect')?.words ?? [], statement.word.text)!).filled.map(
    ({ slot }) => slot.name,
  );

const isGoe = ({ word, items }: Setting): boolean => {
  const base = items[0]?.value.base;
  return word.text === 'weights' && base?.kind === 'name' && base.text === 'goe';
};

function excluding(statement: Setting, source: string): readonly Diagnostic[] {
  if (statement.word.text !== 'weights') return [];
  const given = filledIn(statement).filter((name) => exclusive.includes(name));
  const ofMatrix = isGoe(statement)
    ? filledIn(statement).filter((name) => name !== 'weights' && name !== 'symmetric')
    : [];
  if (ofMatrix.length > 0)
    return [
      diagnostic(
        C041,
        statement.range,
        `\`weights goe\` draws eigenvalues without a matrix: ${listed(ofMatrix)} ` +
          `${ofMatrix.length === 1 ? 'has' : 'have'} nothing to act on. \`weights normal(0, 1)\` draws the weights.`,
      ),
    ];
  return given.length < 2
    ? []
    : [
        diagnostic(
          C041,
          statement.range,
          `${listed(given).replace(/, (?=[^,]*$)/, ' and ')} exclude each other: keep one.`,
          without(statement, given, source),
        ),
      ];
}
function unscaled(statement: Setting, source: string): readonly Diagnostic[] {
  if (statement.word.text !== 'spectrum') return [];
  const given = filledIn(statement);
  return given.length === 1
    ? []
    : [
        diagnostic(
          C042,
          statement.range,
          given.length === 0
            ? '`spectrum` needs `max` or `radius` and a number: `spectrum max 0.999`.'
            : '`spectrum` takes either `max` or `radius`, not both.',
          without(statement, given, source),
        ),
      ];
}
/** Each of the items of these names taken out. */
const without = ({ items }: Setting, names: readonly string[], source: string): readonly Fix[] =>
  items.flatMap(({ word, value, range }) => {
    const name = word?.text ?? (value.base.kind === 'name' ? value.base.text : '');
    return names.includes(name) ? [takingOutOf(range, source, `Remove \`${name}\``)] : [];
  });
function unknownPair(
  statement: Setting,
  words: readonly string[],
  isRead: boolean,
  adding: (statement: string) => readonly Fix[],
): readonly Diagnostic[] {
  if (isRead || !['wire', 'weights'].includes(statement.word.text)) return [];
  const value = statement.items[0]?.value;
  const names = value && allowed(() => namesOf(canonical(value.base, new Set(), [])));
  return (names ?? [])
    .flatMap((name) =>
      name in givenBy && !words.includes(givenBy[name].word)
        ? [
            diagnostic(
              C040,
              value.range,
              `\`${name}\` is not known here: it needs ${givenBy[name].example}.`,
              givenBy[name].statement ? adding(givenBy[name].statement) : [],
            ),
          ]
        : [],
    )
    .slice(0, 1);
}
const adding = (word: string, statement: string) => ({ word, example: `\`${statement}\``, statement });
const givenBy: Readonly<
  Record<string, { readonly word: string; readonly example: string; readonly statement?: string }>
> = {
  distance: adding('place', 'place uniform in 8 mm, 8 mm'),
  same_group: adding('groups', 'groups 20'),
  ...Object.fromEntries(
    fieldTables.map((table) => [
      table,
      {
        word: 'from',
        example: recordedTables.some((known) => known === table)
          ? '`from "FOLDER"` of a field, or `from` a recording'
          : '`from "FOLDER"` of a field',
      },
    ]),
  ),
};

/** Words of a drawn matrix in one that is read, and the other way round. */
function misfits(
  { name }: Declaration,
  own: readonly Setting[],
  from: Value['base'] | undefined,
  words: readonly string[],
  declared: View['scope']['declared'],
): readonly Diagnostic[] {
  const reference = from?.kind === 'string' ? from.value : undefined;
  const origin = originOf(from, words, own.some(isGoe), (called) => declared.get(called)?.declaration.noun.text);
  return own.flatMap(({ word }) => {
    const says = misfit(word.text, origin, reference);
    return says ? [misplaced(word.range, misfitIn(name.text, word.text, says))] : [];
  });
}

function lacking(
  { name, block, range }: Declaration,
  words: readonly string[],
  { source }: View,
): readonly Diagnostic[] {
  const needs = ['neurons', 'weights'].filter((word) => !words.includes(word));
  if (needs.length === 0 || (block && !block.closed)) return [];
  const examples = needs.map((word) => wordEntry(nounEntry('connect')?.words ?? [], word)!.example),
    named = needs.map((word) => `\`${word}\``).join(' and ');
  const edit = block
    ? addedAll(block, examples, source)
    : { range: { start: range.end, end: range.end } satisfies Range, text: ` { ${examples.join(';  ')} }` };
  return [
    missing(name.range, `\`connect ${name.text}\`, a matrix that is drawn,`, named, examples.join('; '), [
      { title: `Write ${named}`, edits: [edit] },
    ]),
  ];
}

const C044: Check = {
  code: 'C044',
  severity: 'warning',
  tier: 'text',
  find: discreteScale,
  title: '`spectrum max` in discrete time',
  explanation:
    'x(t+1) = W x(t) + noise is stable where every eigenvalue has a modulus below 1. `spectrum max` sets ' +
    'the largest real part only: an eigenvalue at the other end, or a rotating one, may lie beyond 1. `spectrum ' +
    'radius` sets the modulus.',
  bad: discrete('spectrum max 0.99'),
  good: discrete('spectrum radius 0.99'),
};
function discrete(spectrum: string): string {
  return `language 1
connect wild { neurons 200;  weights uniform(-1, 1);  ${spectrum} }
dynamics rest of wild { model linear, discrete;  dt 2 ms;  run 60 s }
experiment modes {
  seeds 6
  compare { rest = rest }
  measure alpha = exponent(direct, ranks: 11 .. 100)
}
`;
}
function discreteScale(view: View): readonly Diagnostic[] {
  return distinct(
    studied(view, 'dynamics').flatMap((found) => {
      const { matrix } = found.noun;
      if (
        !goesInSteps(found.noun) ||
        !isLinear(found.noun) ||
        matrix.spectrum?.kind !== 'max' ||
        (typeof matrix.spectrum.value === 'number' && matrix.spectrum.value >= 1)
      )
        return [];
      return [
        diagnostic(
          C044,
          settingOf(found, 'model', view)?.range ?? found.range,
          `In discrete time the modulus of every eigenvalue must be below 1, and \`spectrum max\` of ` +
            `\`${matrix.name}\` sets the largest real part only. Scale it by \`spectrum radius\`.`,
          byRadius(view, matrix.name),
        ),
      ];
    }),
  );
}

function byRadius(view: View, name: string): readonly Fix[] {
  const declaration = view.tree.declarations.find((declared) => declared.name.text === name);
  const scaled = declaration ? settingsNamed(declaration, 'spectrum').flatMap(({ items }) => items) : [];
  return scaled.flatMap(({ word }) => (word?.text === 'max' ? [replaceBy(word.range, 'radius')] : []));
}

export const matrixChecks = { C023, C040, C041, C042, C043, C044 };
