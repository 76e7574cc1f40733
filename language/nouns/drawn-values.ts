/** Parameters that each neuron has its own value of: those of cells that are drawn from a table. */
import { type FittedLaw, fittedLaws } from '../../engine/statistics/index.ts';
import { describeAs } from '../canonical/description.ts';
import { optional, type Read, word } from '../canonical/read-settings.ts';
import { Refused } from '../canonical/scope.ts';
import { dataOf } from './data-noun.ts';
import type { TableValues } from './table-values.ts';
import { sidesOf } from './table-words.ts';

/**
 * `tau from cells.tau by line_name, fit lognormal`; undefined where nothing of it is said.
 * @throws Refused for what stands beside it and means nothing
 */
export function tableValuesOf(found: Read | undefined, slot: string): TableValues | undefined {
  if (!found) return undefined;
  const from = optional(found, 'from'),
    by = optional(found, 'by'),
    fit = optional(found, 'fit'),
    { word: named } = found.match.entry;
  if (!from) {
    const idle = by ?? fit;
    if (idle) throw new Refused(`This is of a table: write \`${named} from cells.${named}\` before it.`, idle.range);
    return undefined;
  }
  if (optional(found, slot))
    throw new Refused(`Either one value of \`${named}\`, or those of a table.`, found.match.setting.range);
  const { base, range } = from;
  if (base.kind !== 'member') throw new Refused(`A column of a table must stand here: \`cells.${named}\`.`, range);
  const data = dataOf(describeAs('data', { kind: 'value', base: base.object, modifiers: [], range }, found.scope));
  if (!data.table)
    throw new Refused(
      `\`${data.name}\` is no table of cells: give it its columns, \`column ${base.property.text} in ms\`.`,
      range,
    );
  return {
    cells: data,
    column: base.property.text,
    ...(by && { by: sidesOf(by) }),
    ...(fit && { fit: fittedLawOf(word(fit), fit.range) }),
  };
}
function fittedLawOf(name: string, range: Refused['range']): FittedLaw {
  const law = fittedLaws.find((known) => known === name);
  if (law) return law;
  throw new Refused(`\`${name}\` is no distribution that is fitted: ${fittedLaws.join(', ')} are.`, range);
}
