/** Claims one by one: a row of a table of claims is one, at its value of the variable. */
import type { ClaimTable, Expectation, Statement } from '../grammar/tree.ts';

/** `table`: the one whose row it is; its left side and what stands behind its block are the row's too. */
export type Claim = Expectation & { readonly table?: ClaimTable };

/** What is claimed of a file is not known before it is read: its left side stands for it. */
export const claimsIn = (statements: readonly Statement[]): readonly Claim[] =>
  statements.flatMap((statement) => {
    if (statement.kind === 'expectation') return [statement];
    if (statement.kind !== 'claims') return [];
    return statement.published ? [unread(statement)] : rowsOf(statement);
  });

export const tablesOfClaims = (statements: readonly Statement[]): readonly ClaimTable[] =>
  statements.flatMap((statement) => (statement.kind === 'claims' ? [statement] : []));

export const rowsOf = (table: ClaimTable): readonly Claim[] =>
  (table.block?.statements ?? []).flatMap((row) =>
    row.kind === 'row' ? [{ ...claimOf(table), test: row.test, at: atRow(table, row.value), range: row.range }] : [],
  );

const claimOf = (table: ClaimTable) => ({
  kind: 'expectation' as const,
  every: table.every,
  left: table.left,
  table,
});
const atRow = ({ by, at }: ClaimTable, value: Expectation['left']): Expectation['at'] => [
  { name: by, value, range: value.range },
  ...at,
];
function unread(table: ClaimTable): Claim {
  const { range } = table;
  const right = { kind: 'error' as const, range: { start: range.end, end: range.end } };
  return { ...claimOf(table), test: { kind: 'compare', operator: '=', right }, at: table.at, range };
}
