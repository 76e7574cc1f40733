/** Family S: claims that are held against a file of published values. */
import type { ClaimTable, Declaration, Range, Statement } from '../../grammar/tree.ts';
import { all, read } from '../canonical/read-settings.ts';
import { tablesOfClaims } from '../claim-rows.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { choicesIn } from '../experiments/choices.ts';
import { isOfShares, sharesIn } from '../experiments/shares.ts';
import { added } from '../edits.ts';
import { sweepVariable } from '../experiments/sweep-variable.ts';
import { groupingsIn } from '../groupings.ts';
import { nounEntry } from '../nouns/index.ts';
import {
  isSameValue,
  measureOfTable,
  type Published,
  type PublishedRow,
  publishedOf,
  type PublishedValues,
  readPublished,
} from '../published-values.ts';
import type { Reader } from '../reader.ts';
import type { SweepVariable } from '../specification.ts';
import { TableError } from '../table-rows.ts';
import { allowed, declarations, isSound, scopeOf, type View } from '../view.ts';
import { type Check, diagnostic, listed } from './check.ts';
import { notFound } from './data-checks.ts';
import { refusedTable } from './table-checks.ts';

const study = (values: string): string => `language 1
connect thin { neurons 200;  wire 0.1;  weights 1, symmetric, centred;  spectrum max 0.9 }
experiment sparse {
  seeds 6
  vary partners in ${values}
  compare { sparse = thin { wire partners / 100 } }
  measure alpha = exponent(covariance, ranks: 2 .. 100)
  expect alpha of sparse by partners matches "published.csv" within 0.1
}
`;
const S100: Check = {
  code: 'S100',
  severity: 'error',
  tier: 'science',
  find: 'reader',
  title: 'published values at no point of the sweep',
  explanation:
    'No row of the file is of a value that the variable has, so nothing is claimed. The column may be in another ' +
    'unit than is said, or the sweep goes elsewhere: vary the variable at the published values.',
  bad: study('40, 80'),
  good: study('5, 10'),
};
const S101: Check = {
  code: 'S101',
  severity: 'warning',
  tier: 'science',
  find: 'reader',
  title: 'published values and a sweep that do not cover each other',
  explanation:
    'Some points of the sweep have no row in the file, so nothing is claimed there; or some rows are of no point, or ' +
    'lack a number, so they are held against nothing.',
  bad: study('5, 40'),
  good: study('5, 10'),
};
const ofShare = (column: string): string => `language 1
connect thin { neurons 200;  wire 0.1;  weights 1 }
experiment sparse {
  seeds 6
  vary partners in 5, 10
  compare { sparse = thin { wire partners / 100 } }
  measure mutual = reciprocity(recurrent)
  expect mutual of sparse by partners matches "percents.csv" within 10 %${column}
}
`;
const S102: Check = {
  code: 'S102',
  severity: 'error',
  tier: 'science',
  find: 'reader',
  title: 'published values that no share can have',
  explanation:
    'The measure is a share, between 0 and 1, and the file has larger values: it may hold per cents, or another ' +
    'quantity. Say the unit of the column, `in %`.',
  bad: ofShare(''),
  good: ofShare(' { column mutual in % }'),
};
export const publishedChecks = { S100, S101, S102 };

export type PublishedRows = ReadonlyMap<ClaimTable, readonly PublishedRow[]>;
/** The rows of each table that is read from a file, at points of the sweep, and what is wrong with them. */
export async function publishedIn(
  view: View,
  reader: Reader,
): Promise<{
  readonly published: PublishedRows;
  readonly problems: readonly Diagnostic[];
}> {
  const published = new Map<ClaimTable, readonly PublishedRow[]>(),
    problems: Diagnostic[] = [];
  for (const experiment of declarations(view, 'experiment').filter((one) => isSound(view, one)))
    for (const table of tablesOfClaims(experiment.block?.statements ?? [])) {
      const path = table.published?.path;
      const variable = sweepOf(view, experiment).find(({ name }) => name === table.by.text);
      const choices = choicesAmong(variable, groupingsIn(view.scope).has(table.by.text));
      const spec = path && allowed(() => publishedOf(table, scopeOf(view, experiment), choices), view.guard);
      if (!spec || published.has(table)) continue;
      const isShare = isOfShares(table.left, experiment.block?.statements ?? []);
      const found = await readPublished(spec, isShare, reader);
      if (found === undefined) problems.push(notFound(path.value, path.range, await missing(reader, path.value)));
      else if (found instanceof TableError) problems.push(refusedTable(found, placeOf(table, found, path.range)));
      else {
        published.set(table, atPoints(found.rows, variable));
        const aboveAll = aboveShares(view, table, spec, found, experiment.block?.statements ?? []);
        problems.push(...(aboveAll ? [aboveAll] : covered(table, found, variable, path.range)));
      }
    }
  return { published, problems };
}
async function missing(reader: Reader, path: string): Promise<Parameters<typeof notFound>[2]> {
  const located = await reader.locate(path);
  return located.found ? { tried: [] } : located;
}
/** Where a share is held against numbers above 1. */
function aboveShares(
  { source }: View,
  { left, block, published, range }: ClaimTable,
  { measured }: Published,
  { rows }: PublishedValues,
  statements: readonly Statement[],
): Diagnostic | undefined {
  const above = rows.find(({ test }) => (test.kind === 'in' ? test.to : test.right) > 1);
  if (!above || !published || !sharesIn(statements).has(measureOfTable({ left }) ?? '')) return undefined;
  const from = measured.name === measured.called ? '' : ` from "${measured.name}"`;
  const statement = `column ${measured.called}${from} in %`;
  const isSaid = measured.unit !== undefined || from !== '';
  const edit = block
    ? added(block, statement, source)
    : { range: { start: range.end, end: range.end }, text: ` { ${statement} }` };
  return diagnostic(
    S102,
    published.path.range,
    `\`${measured.called}\` is a share, between 0 and 1, and the file says \`${above.says} at ${above.point}\`. ` +
      (measured.unit === undefined ? `Are these per cents? Say so: \`${statement}\`.` : 'Is this another quantity?'),
    isSaid ? [] : [{ title: `Write \`${statement}\``, edits: [edit] }],
  );
}
/** At the `column` that names it in the file, or at the file. */
function placeOf({ block }: ClaimTable, { asked }: TableError, file: Range): Range {
  const statement = (block?.statements ?? []).find(
    (one) =>
      one.kind === 'setting' &&
      (asked.word === 'rows'
        ? one.word.text === 'rows'
        : [...one.items, ...one.phrases.flatMap(({ items }) => items)].some(
            ({ value: { base } }) =>
              (base.kind === 'name' ? base.text : base.kind === 'string' ? base.value : undefined) === asked.of,
          )),
  );
  return statement?.range ?? file;
}

/** Those of a sweep over choices; of a grouping of files none are known; undefined of a sweep over numbers. */
const choicesAmong = (variable: SweepVariable | undefined, isGrouping: boolean): readonly string[] | undefined => {
  const names = (variable?.values ?? []).flatMap((value) => (typeof value === 'string' ? [value] : []));
  return names.length > 0 || (!variable && isGrouping) ? names : undefined;
};
/** Those of points of the sweep, at the sweep's own value. */
const atPoints = (rows: readonly PublishedRow[], variable: SweepVariable | undefined): readonly PublishedRow[] =>
  rows.flatMap((row) => {
    const at = variable ? variable.values.find((own) => isSameValue(own, row.at)) : row.at;
    return at === undefined ? [] : [{ ...row, at }];
  });
function covered(
  { by }: ClaimTable,
  { rows, without }: PublishedValues,
  variable: SweepVariable | undefined,
  file: Range,
): readonly Diagnostic[] {
  const has = (value: PublishedRow['at']): boolean =>
    !variable || variable.values.some((own) => isSameValue(own, value));
  const outside = rows.filter(({ at }) => !has(at));
  if (outside.length === rows.length)
    return [
      diagnostic(
        S100,
        file,
        rows.length === 0
          ? `No row of the file has a number for \`${by.text}\`, for the measure and for what stands behind \`within\`.`
          : `No row of the file is of a point of the sweep: it has ${points(outside)}. ` +
              (typeof outside[0].at === 'string'
                ? `The choices are ${listed((variable?.values ?? []).map(String))}: name them as the file does, ` +
                  `\`vary ${by.text} { NAME = … }\`.`
                : `Vary \`${by.text}\` at these values, or say its unit, \`column ${by.text} in …\`.`),
      ),
    ];
  const unclaimed = (variable?.values ?? []).filter((value) => !rows.some(({ at }) => isSameValue(at, value))).length;
  const says = [
    ...(unclaimed > 0 ? [`${unclaimed} of ${variable?.values.length} points of the sweep have no row`] : []),
    ...(outside.length > 0 ? [`${points(outside)} ${outside.length === 1 ? 'is' : 'are'} no point of the sweep`] : []),
    ...(without > 0 ? [`${without} ${without === 1 ? 'row lacks' : 'rows lack'} a number`] : []),
  ];
  return says.length === 0
    ? []
    : [diagnostic(S101, file, `Of this file ${says.join('; ')}: nothing is claimed there.`)];
}
const points = (rows: readonly PublishedRow[]): string =>
  listed(
    rows.map(({ point }) => point),
    4,
  );
function sweepOf(view: View, experiment: Declaration): readonly SweepVariable[] {
  const scope = scopeOf(view, experiment);
  const statements = experiment.block?.statements ?? [];
  const choices = choicesIn(statements);
  const numbers = statements
    .filter(
      (statement) =>
        statement.kind === 'setting' &&
        statement.word.text === 'vary' &&
        !choices.some(({ setting }) => setting === statement),
    )
    .map((statement) => ({ statement, scope }));
  return [
    ...choices.map(({ variable, levels }) => ({ name: variable.text, values: levels.map(({ name }) => name) })),
    ...(allowed(
      () => all(read(numbers, nounEntry('experiment')?.words ?? []), 'vary').map(sweepVariable),
      view.guard,
    ) ?? []),
  ];
}
