/** What the statements of a table say together: units in `rows where`, and what is said twice. */
import { type Dimension, meaningOf, same } from '../../catalogue/units.ts';
import type { Declaration, Setting } from '../../grammar/tree.ts';
import { twice } from '../checks/language-checks.ts';
import { infer, type Kind } from '../kinds-of-expressions.ts';
import { columnsOf } from '../declared-columns.ts';
import type { Walk } from './walk-context.ts';
import { report } from './walk-numbers.ts';

export function checkTable(walk: Walk, declaration: Declaration): void {
  const settings = (declaration.block?.statements ?? []).filter((each): each is Setting => each.kind === 'setting');
  const columns = columnsOf(declaration);
  const kindOf = (name: string): Kind | undefined => meaningOf(columns.get(name) ?? '')?.dimension;
  for (const { word, phrases } of settings)
    for (const { label, items } of phrases)
      if (word.text === 'rows' && label.text === 'where' && items[0])
        infer(items[0].value.base, {
          kindOf,
          report: (misfit) => report(walk, misfit, unitOf(misfit.expected, columns)),
        });
  repeated(walk, settings, 'column', 'The column');
  repeated(walk, settings, 'match', 'The type');
}

/** The unit of the columns that a number is held against. */
const unitOf = (dimension: Dimension, columns: ReadonlyMap<string, string>): string | undefined =>
  [...columns.values()].find((unit) => {
    const meant = meaningOf(unit);
    return meant && same(meant.dimension, dimension);
  });
function repeated(walk: Walk, settings: readonly Setting[], word: string, what: string): void {
  const seen = new Set<string>();
  for (const { word: said, items } of settings) {
    const range = items[0]?.value.range;
    if (said.text !== word || !range) continue;
    const name = walk.source.slice(range.start, range.end).replaceAll('"', '');
    if (seen.has(name)) walk.problems.push(twice(name, range, what));
    seen.add(name);
  }
}
