/** Family D: growth and data, as far as numbers tell before anything grows. */
import { bounds } from '../../engine/expressions/index.ts';
import type { Declaration, Range, Setting } from '../../grammar/tree.ts';
import type { Diagnostic, Fix } from '../diagnostic.ts';
import type { DevelopNoun } from '../specification.ts';
import { declarations, nounOfDeclaration, settingsNamed, type View, whole } from '../view.ts';
import { constantOf } from '../constants.ts';
import { nounsIn } from '../nouns-within.ts';
import { conditionsStudied } from '../studied.ts';
import { type Check, diagnostic, distinct, replaceBy, puttingIn } from './check.ts';
import { misplaced } from './language-checks.ts';

const grown = (divide: string): string =>
  `language 1
genes mouse {
  Sox2, Sox2
  fate progenitor = Sox2
}
develop cortex from mouse {
  space 1 mm, 1 mm
  step 6 h
  start 1 cell as progenitor
  divide progenitor every 6 h${divide}
  synapse progenitor to progenitor { probability 0.1 }
  stop at 10 day
}
`;

const D010: Check = {
  code: 'D010',
  severity: 'warning',
  tier: 'text',
  find: growthNumbers,
  title: 'division never stops',
  explanation:
    'Nothing but the end of the growth stops division, and until then cells double without a cap. Write ' +
    '`until N cells`.',
  bad: grown(''),
  good: grown(' until 500 cells'),
};
/** Cells beyond which doubling without a cap is taken for an oversight. */
const manyCells = 10_000;
export const D015: Check = {
  code: 'D015',
  severity: 'warning',
  tier: 'text',
  find: growthNumbers,
  title: 'beyond this machine',
  explanation:
    'The expected number of cells, pairs of cells or recorded positions needs more memory or time than an ' +
    'ordinary machine has.',
  bad: grown(' until 2000000 cells'),
  good: grown(' until 5000 cells'),
};
const D018: Check = {
  code: 'D018',
  severity: 'warning',
  tier: 'text',
  find: loneCells,
  title: 'one cell for ever',
  explanation: 'A growth that starts with one cell and divides none has one cell at its end.',
  bad: grown(' until 500 cells').replace(/\n {2}divide.*/, ''),
  good: grown(' until 500 cells'),
};
const sloped = (probability: string): string =>
  grown(' until 500 cells').replace('probability 0.1', `probability ${probability}`);
const D021: Check = {
  code: 'D021',
  severity: 'warning',
  tier: 'text',
  find: certainSynapses,
  title: 'every pair is connected',
  explanation:
    'The probability of a synapse is 1 or more at every distance that the space has, so every pair is connected: a ' +
    'sign was forgotten, as in `exp(distance / 100 um)`. Where all shall be connected, `probability 1` says so.',
  bad: sloped('exp(distance / 100 um)'),
  good: sloped('exp(-distance / 100 um)'),
};
/** Of expressions that read the distance alone. */
function certainSynapses(view: View): readonly Diagnostic[] {
  return declarations(view, 'develop').flatMap((declaration) => {
    const noun = nounOfDeclaration(view, declaration),
      written = settingsNamed(declaration, 'synapse');
    if (noun?.noun !== 'develop' || noun.synapses.length !== written.length) return [];
    const longest = Math.hypot(...noun.space.filter((length) => typeof length === 'number'));
    return noun.synapses.flatMap(({ probability, perSecond }, at) => {
      if (perSecond || typeof probability === 'number') return [];
      const { low, high } = bounds(probability, { distance: { low: 0, high: longest } });
      if (low < 1 - 1e-9 || !(high > 1)) return [];
      const place = written[at].block?.statements.find(
        (statement) => statement.kind === 'setting' && statement.word.text === 'probability',
      );
      return [
        diagnostic(
          D021,
          place?.range ?? written[at].range,
          `This is at least 1 at every distance (up to ${rounded(high)}), so every pair is connected. Is a sign ` +
            'missing, as in `exp(-distance / …)`? For all pairs write `probability 1`.',
          place ? [replaceBy(place.range, 'probability 1')] : [],
        ),
      ];
    });
  });
}
/** Those that an experiment uses may be told to divide there. */
function loneCells(view: View): readonly Diagnostic[] {
  const changed = declarations(whole(view), 'experiment').length > 0;
  const declared = declarations(view, 'develop').map((declaration) => ({
    noun: nounOfDeclaration(view, declaration),
    at: declaration.name.range,
  }));
  const compared = declarations(view, 'experiment').flatMap((experiment) =>
    conditionsStudied(view, experiment).flatMap(({ noun, range }) =>
      nounsIn(noun).map((part) => ({ noun: part, at: range })),
    ),
  );
  return distinct(
    (changed ? compared : declared).flatMap(({ noun, at }) =>
      noun?.noun === 'develop' && noun.divide.length === 0 && noun.start.count === 1
        ? [
            diagnostic(
              D018,
              view.tree.declarations.find(({ name }) => name.text === noun.name)?.name.range ?? at,
              `\`${noun.name}\` begins with one cell and nothing divides it, so it stays one. Write for example ` +
                '`divide FATE every 12 h until 500 cells`, or start with more.',
              dividing(view, noun),
            ),
          ]
        : [],
    ),
  );
}
function dividing({ tree, source }: View, { name, genes }: DevelopNoun): readonly Fix[] {
  const block = tree.declarations.find((declared) => declared.name.text === name)?.block;
  return block
    ? genes.fates.map((fate) => puttingIn(block, `divide ${fate.name} every 12 h until 500 cells`, source))
    : [];
}
/** 4 GB: what a process on an ordinary machine can be expected to have. */
export const manyBytes = 4e9;

function growthNumbers(view: View): readonly Diagnostic[] {
  return [...growthSizes(view), ...impossibleProbabilities(view)];
}
function growthSizes(view: View): readonly Diagnostic[] {
  return declarations(view, 'develop').flatMap((declaration) => {
    const noun = nounOfDeclaration(view, declaration);
    if (noun?.noun !== 'develop' || !isWhole(noun)) return [];
    const endless = noun.divide.filter(
      ({ until, every }) => until === undefined && noun.start.count * 2 ** (noun.stop / every) > manyCells,
    );
    if (endless.length > 0)
      return endless.map(({ fate, every }) =>
        diagnostic(
          D010,
          divisionRange(settingsNamed(declaration, 'divide'), fate) ?? declaration.name.range,
          `Nothing stops the division of \`${fate}\` but the end of the growth: up to ` +
            `${rounded(noun.start.count * 2 ** (noun.stop / every))} cells. Add \`until 5000 cells\`.`,
          capping(declaration, fate, 5000),
        ),
      );
    const cells = expectedCells(noun);
    const bytes = cells * (noun.stop / noun.step) * (4 * noun.space.length + 1);
    const pairs = noun.synapses.length > 0 ? cells ** 2 : 0;
    if (bytes <= manyBytes && pairs * 8 <= manyBytes) return [];
    const at = noun.divide[0] ? divisionRange(settingsNamed(declaration, 'divide'), noun.divide[0].fate) : undefined;
    const what =
      pairs * 8 > bytes
        ? `${rounded(pairs)} pairs of cells, and a matrix of ${rounded((pairs * 8) / 1e9)} GB`
        : `${rounded(bytes / 1e9)} GB for its recorded steps`;
    return [
      diagnostic(
        D015,
        at ?? declaration.name.range,
        `Up to ${rounded(cells)} cells: ${what}. Lower the cap on cells, or lengthen the step.`,
        noun.divide.length === 1 ? capping(declaration, noun.divide[0].fate, mostWithin(noun)) : [],
      ),
    ];
  });
}
/** A constant probability lies between 0 and 1; a rate (`per h`) may be more. */
function impossibleProbabilities(view: View): readonly Diagnostic[] {
  return declarations(view, 'develop').flatMap((declaration) =>
    settingsNamed(declaration, 'synapse').flatMap(({ block }) =>
      (block?.statements ?? []).flatMap((statement) => {
        if (statement.kind !== 'setting' || statement.word.text !== 'probability' || statement.items.length !== 1)
          return [];
        const { value } = statement.items[0];
        const constant = constantOf(value.base);
        const most = statement.phrases.some(({ label }) => label.text === 'per') ? Number.POSITIVE_INFINITY : 1;
        return constant === undefined || (constant >= 0 && constant <= most)
          ? []
          : [
              misplaced(
                value.range,
                most === 1 ? 'A probability lies between 0 and 1, or 0 % and 100 %.' : 'A rate must be at least 0.',
              ),
            ];
      }),
    ),
  );
}

/** The number of cells that caps and time allow. */
function expectedCells({ divide, start, stop }: DevelopNoun): number {
  return divide.reduce(
    (most, { every, until }) =>
      Math.max(most, Math.min(until ?? Number.POSITIVE_INFINITY, start.count * 2 ** (stop / every))),
    start.count,
  );
}
/** No number varies with the sweep. */
const isWhole = ({ step, stop, start, divide }: DevelopNoun): boolean =>
  [step, stop, start.count, ...divide.flatMap(({ every, until }) => [every, until ?? 0])].every(
    (number) => typeof number === 'number',
  );
/** The cap of a division, said or lowered. */
function capping(declaration: Declaration, fate: string, cells: number): readonly Fix[] {
  const division = settingsNamed(declaration, 'divide').find(
    ({ items }) => items[0]?.value.base.kind === 'name' && items[0].value.base.text === fate,
  );
  const last = division?.phrases.at(-1);
  if (!division || !last) return [];
  const cap = division.phrases.find(({ label }) => label.text === 'until');
  const text = `until ${cells} cells`;
  return [
    replaceBy(
      cap?.range ?? { start: last.range.end, end: last.range.end },
      cap ? text : ` ${text}`,
      `Write \`${text}\``,
    ),
  ];
}
/** So many cells fit into memory, to one digit: their pairs, and their recorded steps. */
function mostWithin({ stop, step, space, synapses }: DevelopNoun): number {
  const byPairs = synapses.length > 0 ? Math.sqrt(manyBytes / 8) : Number.POSITIVE_INFINITY,
    bySteps = manyBytes / ((stop / step) * (4 * space.length + 1));
  const most = Math.min(byPairs, bySteps),
    digit = 10 ** Math.floor(Math.log10(most));
  return Math.floor(most / digit) * digit;
}
const divisionRange = (divisions: readonly Setting[], fate: string): Range | undefined =>
  divisions.find(({ items }) => items[0]?.value.base.kind === 'name' && items[0].value.base.text === fate)?.range;
const rounded = (count: number): string =>
  count >= 1e15 ? count.toExponential(0) : Number(count.toPrecision(2)).toLocaleString('en');

export const developmentChecks = { D010, D015, D018, D021 };
