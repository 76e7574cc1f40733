/** Claims over a table: rows that are written, or those of a file. */
import type { ClaimTable } from '../../grammar/tree.ts';
import { missing, twice } from '../checks/language-checks.ts';
import { rowsOf } from '../claim-rows.ts';
import { choiceMeant } from '../choice-names.ts';
import { constantOf } from '../constants.ts';
import { checkClaimPoint, checkTest, type Claimed } from './walk-claims.ts';
import { checkValueOf, checkVariable } from './walk-points.ts';
import { checkPublished } from './walk-published.ts';
import type { Walk } from './walk-context.ts';
import { checkOperand } from './walk-operands.ts';

/** What all rows share is told of once. */
export function checkClaimTable(walk: Walk, table: ClaimTable, claimed: Claimed): void {
  const before = walk.problems.length;
  checkOperand(walk, table.left, claimed.names);
  checkVariable(walk, table.by, claimed.names, true);
  checkClaimPoint(walk, table.at, claimed, true);
  if (walk.problems.length > before) return;
  if (table.published) checkPublished(walk, table, table.published, claimed);
  else if (table.block) checkRows(walk, table, claimed);
}

function checkRows(walk: Walk, table: ClaimTable, claimed: Claimed): void {
  const rows = rowsOf(table);
  const { block, by } = table,
    { names } = claimed;
  if (block) walk.blocks.push({ range: block.range, words: [], holds: 'settings', names: names });
  if (rows.length === 0 && block?.closed)
    walk.problems.push(missing(by.range, `\`by ${by.text}\``, 'a row for each value', '{ 2.4: 0.41 .. 0.62 }'));
  const seen = new Set<number | string>();
  for (const { test, at } of rows) {
    const [{ value }] = at,
      before = walk.problems.length,
      key = names.variables.get(by.text)?.levels ? choiceMeant(value) : constantOf(value);
    checkTest(walk, table.left, test, claimed, before);
    checkValueOf(walk, by.text, value, names, {
      checkNumber: (number) => checkOperand(walk, number, names),
    });
    if (key === undefined) continue;
    if (seen.has(key))
      walk.problems.push(twice(walk.source.slice(value.range.start, value.range.end), value.range, 'The value'));
    seen.add(key);
  }
}
