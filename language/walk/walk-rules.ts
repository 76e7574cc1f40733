/** Gene rules and fates: every name in them is a gene or an input. */
import type { Expression, Range, RangeExpression } from '../../grammar/tree.ts';
import { undefinedGene } from '../checks/gene-checks.ts';
import { otherKind } from '../checks/language-checks.ts';
import type { GeneNames, Walk } from './walk-context.ts';
import { occur } from './walk-names.ts';

export function checkRule(walk: Walk, written: Expression | RangeExpression, genes: GeneNames): void {
  switch (written.kind) {
    case 'name':
    case 'string':
      checkGene(walk, written.kind === 'name' ? written.text : written.value, written.range, genes);
      return;
    case 'number':
      if (written.value !== 0 && written.value !== 1)
        walk.problems.push(otherKind(written.range, 'A number', 'a gene, `0` or `1`', 'Sox2 & !Tbr1'));
      return;
    case 'group':
      checkRule(walk, written.expression, genes);
      return;
    case 'unary':
      if (written.operator === 'not') checkRule(walk, written.operand, genes);
      else walk.problems.push(otherKind(written.range, '`-`', 'a gene rule', 'Sox2 & !Tbr1'));
      return;
    case 'binary':
      if (written.operator === 'and' || written.operator === 'or') {
        checkRule(walk, written.left, genes);
        checkRule(walk, written.right, genes);
      } else
        walk.problems.push(
          otherKind(
            written.range,
            `\`${written.symbol}\``,
            'a gene rule made of genes, `!`, `&` and `|`',
            'Sox2 & !Tbr1',
          ),
        );
      return;
    case 'error':
      return;
    default:
      walk.problems.push(
        otherKind(written.range, 'This', 'a gene rule made of genes, `!`, `&` and `|`', 'Sox2 & !Tbr1'),
      );
  }
}

/** A gene or an input of a network: one in its rules, or one that an override gives another rule. */
export function checkGene(walk: Walk, name: string, range: Range, { genes, inputs, open }: GeneNames): void {
  const gene = genes.get(name),
    input = inputs.get(name);
  if (gene) occur(walk, range, name, 'gene', gene);
  else if (input) occur(walk, range, name, 'input', input);
  else if (name === 'true' || name === 'false') return;
  else if (open) occur(walk, range, name, 'gene', undefined);
  else walk.problems.push(undefinedGene(name, range, [...genes.keys(), ...inputs.keys()]));
}
