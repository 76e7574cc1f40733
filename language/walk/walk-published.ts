/** `matches "published.csv" within …`: columns and their units, as far as the text tells. */
import type { Block, ClaimTable, Expression, Name, RangeExpression, Setting } from '../../grammar/tree.ts';
import { exampleOf, isNumber, meaningOf, same } from '../../catalogue/units.ts';
import { misplaced, missing } from '../checks/language-checks.ts';
import { otherDimension, publishedWithoutUnit } from '../checks/unit-checks.ts';
import { isPercent } from '../claim-tolerance.ts';
import { constantOf } from '../constants.ts';
import { dimensioned, dimensionOf, infer, isBare, type Kind } from '../kinds-of-expressions.ts';
import { matchesWord } from '../vocabulary/published-words.ts';
import { columnsWithin, measureOfTable } from '../published-values.ts';
import type { Claimed } from './walk-claims.ts';
import type { Walk } from './walk-context.ts';
import { report, visitNumber } from './walk-numbers.ts';
import { checkBlock } from './walk-statements.ts';

export function checkPublished(
  walk: Walk,
  { left, by, block }: ClaimTable,
  { word, path, within }: NonNullable<ClaimTable['published']>,
  { names, kinds }: Claimed,
): void {
  walk.marks.push({ range: word.range, meaning: { kind: 'word', entry: matchesWord } });
  const measured = measureOfTable({ left });
  if (measured === undefined) {
    walk.problems.push(
      misplaced(
        left.range,
        'What a file is held against is one measure: give this a name, `measure ratio = …`, and claim that.',
      ),
    );
    return;
  }
  if (!within) {
    if (path.value)
      walk.problems.push(
        missing(word.range, '`matches`', '`within` and how far the measure may be from it', matchesWord.example, [
          {
            title: 'Write `within 10 %`',
            edits: [{ range: { start: path.range.end, end: path.range.end }, text: ' within 10 %' }],
          },
        ]),
      );
    return;
  }
  const kind = infer(left, { kindOf: (name) => kinds.get(name), report: () => {} });
  const before = walk.problems.length;
  checkWithin(walk, within, kind);
  if (block) checkBlock(walk, block, { words: matchesWord.block ?? [], names, where: 'in `matches`' });
  if (walk.problems.length > before) return;
  const asked = new Map<string, Kind>([
    [by.text, names.variables.get(by.text)?.kind ?? 'any'],
    [measured, kind],
    ...columnsWithin(within).map(({ text }): [string, Kind] => [text, kind]),
  ]);
  const said = columnsOf(block);
  for (const { name, unit } of said.values()) checkColumnOf(walk, name, unit, asked);
  const ofChoices = names.variables.get(by.text)?.levels && said.get(by.text)?.unit;
  if (ofChoices)
    walk.problems.push(
      misplaced(ofChoices.range, `\`${by.text}\` is a choice: its column holds names and has no unit.`),
    );
  for (const needed of [by.text, measured]) {
    const expected = asked.get(needed) ?? 'any';
    const { unit, name } = said.get(needed) ?? {};
    if (!dimensioned(expected) || isNumber(expected) || unit) continue;
    walk.problems.push(publishedWithoutUnit(name?.range ?? path.range, needed, exampleOf(expected)));
    return;
  }
}

function checkWithin(walk: Walk, within: Expression | RangeExpression, kind: Kind): void {
  const visit = (part: Expression | RangeExpression): void => {
    switch (part.kind) {
      case 'number':
        visitNumber(walk, part);
        return;
      case 'group':
        visit(part.expression);
        return;
      case 'unary':
        visit(part.operand);
        return;
      case 'binary':
        visit(part.left);
        visit(part.right);
        return;
      case 'range':
        visit(part.from);
        visit(part.to);
        return;
      case 'name':
      case 'error':
        return;
      default:
        walk.problems.push(
          misplaced(
            part.range,
            'A number or columns of the file must stand here: `0.05`, `10 %`, `2 * sd`, `low .. high`.',
          ),
        );
    }
  };
  const before = walk.problems.length;
  visit(within);
  if (walk.problems.length > before) return;
  const fixed = within.kind === 'range' ? undefined : constantOf(within);
  if (within.kind === 'range' && columnsWithin(within).length === 0)
    walk.problems.push(
      misplaced(
        within.range,
        'These bounds would be the same in every row: claim `in`, or name two columns, `low .. high`.',
      ),
    );
  else if (fixed !== undefined && fixed < 0) walk.problems.push(misplaced(within.range, 'This must be at least 0.'));
  else if (fixed !== undefined && within.kind !== 'range' && !isPercent(within)) {
    const found = dimensionOf(within);
    if (found && dimensioned(kind) && !same(found, kind))
      report(
        walk,
        isNumber(found) && isBare(within)
          ? { misfit: 'bare', range: within.range, expected: kind }
          : { misfit: 'dimension', range: within.range, found, expected: kind },
      );
  }
}

interface Column {
  readonly name: Name;
  readonly unit?: { readonly text: string; readonly range: Name['range'] };
}
function columnsOf(block: Block | undefined): ReadonlyMap<string, Column> {
  const columns = (block?.statements ?? []).filter(
    (statement): statement is Setting => statement.kind === 'setting' && statement.word.text === 'column',
  );
  return new Map(
    columns.flatMap(({ items, phrases }) => {
      const base = items[0]?.value.base;
      const name: Name | undefined =
        base?.kind === 'string'
          ? { kind: 'name', text: base.value, quoted: true, range: base.range }
          : base?.kind === 'name'
            ? base
            : undefined;
      const unit = phrases.find(({ label }) => label.text === 'in')?.items[0]?.value.base;
      if (!name) return [];
      return [[name.text, { name, ...(unit?.kind === 'name' && { unit: { text: unit.text, range: unit.range } }) }]];
    }),
  );
}
function checkColumnOf(walk: Walk, name: Name, unit: Column['unit'], asked: ReadonlyMap<string, Kind>): void {
  const expected = asked.get(name.text);
  if (expected === undefined)
    walk.problems.push(
      misplaced(
        name.range,
        `Nothing asks for this column: what is read are ${[...asked.keys()].map((one) => `\`${one}\``).join(', ')}. ` +
          'Another name in the file stands behind `from`: `column alpha from "Exponent"`.',
      ),
    );
  const found = unit && meaningOf(unit.text)?.dimension;
  if (unit && found && expected !== undefined && dimensioned(expected) && !same(found, expected))
    walk.problems.push(otherDimension(unit.range, found, expected));
}
