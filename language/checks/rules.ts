/** Family G: what a gene rule is as a function, whatever way it is written. For rules in the text at once; for those of a file when it is read. */
import { type BooleanExpression, contradictedSigns, type GeneNetwork, type Influence, ruleFacts, ruleText } from '../../engine/genes/index.ts';
import type { Declaration, Expression, Range, RangeExpression } from '../../grammar/tree.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { isPlainName } from '../../grammar/index.ts';
import { booleanOf } from '../canonical/expression.ts';
import { allowed, declarations, nounOfDeclaration, type View } from '../view.ts';
import { type Check, diagnostic, listed, replaceBy } from './check.ts';

const G004: Check = {
  code: 'G004', severity: 'warning', tier: 'text', title: 'an input of a rule has no effect',
  explanation: 'The rule names a gene whose value never changes its result. Either the rule means something else, or the gene can be left out; the fix leaves it out.',
  bad: 'language 1\ngenes mouse {\n  Sox2, Sox2\n  Pax6, Pax6\n  Hes1, Sox2 | Sox2 & Pax6\n}\n', good: 'language 1\ngenes mouse {\n  Sox2, Sox2\n  Pax6, Pax6\n  Hes1, Sox2 | Pax6\n}\n',
};
const G005: Check = {
  code: 'G005', severity: 'warning', tier: 'text', title: 'the rule contradicts the declared sign',
  explanation: '`A -> B` says that A can only turn B on, `A -| B` that it can only turn B off. The rule of B does something else.',
  bad: 'language 1\ngenes mouse {\n  Sox2, Sox2\n  Pax6, !Sox2\n  Sox2 -> Pax6\n}\n', good: 'language 1\ngenes mouse {\n  Sox2, Sox2\n  Pax6, !Sox2\n  Sox2 -| Pax6\n}\n',
};
const G006: Check = {
  code: 'G006', severity: 'warning', tier: 'text', title: 'the rule is constant',
  explanation: 'The rule names genes and gives the same value in every state. Write `0` or `1` if that is meant.',
  bad: 'language 1\ngenes mouse {\n  Sox2, Sox2\n  Pax6, Sox2 & !Sox2\n}\n', good: 'language 1\ngenes mouse {\n  Sox2, Sox2\n  Pax6, 0\n}\n',
};

/** Every `genes` block of the text that holds its own rules. */
export const writtenRules = (view: View): readonly Diagnostic[] => declarations(view, 'genes').flatMap((declaration) => {
  const noun = nounOfDeclaration(view, declaration);
  return noun?.noun === 'genes' ? [...rulesInText(declaration), ...signsInText(declaration, noun)] : [];
});

function rulesInText(declaration: Declaration): readonly Diagnostic[] {
  return (declaration.block?.statements ?? []).flatMap((statement) => {
    if (statement.kind !== 'assignment') return [];
    const { base } = statement.value;
    const rule = allowed(() => booleanOf(base));
    if (!rule) return [];
    const { influences, constant } = ruleFacts(rule);
    if (influences.size === 0) return [];
    if (constant !== undefined) return [diagnostic(G006, base.range, `The rule of \`${statement.name.text}\` is ${constant ? 'true' : 'false'} in every state. Write \`${constant ? 1 : 0}\` if that is meant.`, [replaceBy(base.range, constant ? '1' : '0')])];
    return idle(influences).map((name) => {
      const simpler = ruleText(without(rule, name), (gene) => (isPlainName(gene) ? gene : `"${gene}"`));
      return diagnostic(G004, placeOf(name, base) ?? base.range, `\`${name}\` has no effect in the rule of \`${statement.name.text}\`: the rule means \`${simpler}\`.`, [replaceBy(base.range, simpler, `Leave \`${name}\` out: \`${simpler}\``)]);
    });
  });
}
function signsInText(declaration: Declaration, network: GeneNetwork): readonly Diagnostic[] {
  const contradictions = contradictedSigns(network);
  return (declaration.block?.statements ?? []).flatMap((statement) => {
    if (statement.kind !== 'regulation') return [];
    const wrong = contradictions.find(({ sign }) => sign.source === statement.source.text && sign.target === statement.target.text && (sign.sign === 1) === (statement.sign === '->'));
    return wrong ? [diagnostic(G005, statement.range, `\`${statement.source.text} ${statement.sign} ${statement.target.text}\` says that \`${statement.source.text}\` ${statement.sign === '->' ? 'activates' : 'inhibits'} \`${statement.target.text}\`, but in the rule it ${does[wrong.found]}. Change the sign or the rule.`)] : [];
  });
}
const does: Readonly<Record<Influence | 'absent', string>> = { '+': 'activates', '-': 'inhibits', both: 'does both, depending on the other genes', none: 'has no effect', absent: 'does not occur' };

/** The same for rules that a file holds: one diagnostic per kind, at the place that names the file. */
export function rulesOfFile(network: GeneNetwork, at: Range): readonly Diagnostic[] {
  const idleInputs: string[] = [], constants: string[] = [];
  for (const { name, rule } of network.genes) {
    const { influences, constant } = ruleFacts(rule);
    if (influences.size === 0) continue;
    if (constant !== undefined) constants.push(name);
    else idleInputs.push(...idle(influences).map((input) => `${input} in ${name}`));
  }
  return [
    ...(idleInputs.length > 0 ? [diagnostic(G004, at, `${idleInputs.length === 1 ? 'An input has' : `${idleInputs.length} inputs have`} no effect in the rules of this file: ${listed(idleInputs)}.`)] : []),
    ...(constants.length > 0 ? [diagnostic(G006, at, `${constants.length === 1 ? 'A rule of this file is' : `${constants.length} rules of this file are`} constant: ${listed(constants)}.`)] : []),
  ];
}
const idle = (influences: ReadonlyMap<string, Influence>): readonly string[] => [...influences].filter(([, influence]) => influence === 'none').map(([name]) => name);

/** The rule with a gene that has no effect left out: put at 0, and constants folded away. */
function without(rule: BooleanExpression, name: string): BooleanExpression {
  if ('gene' in rule) return rule.gene === name ? { constant: false } : rule;
  if ('constant' in rule) return rule;
  if ('not' in rule) {
    const inner = without(rule.not, name);
    return 'constant' in inner ? { constant: !inner.constant } : { not: inner };
  }
  const [parts, absorbing] = 'and' in rule ? [rule.and, false] : [rule.or, true];
  const kept: BooleanExpression[] = [];
  for (const part of parts.map((inner) => without(inner, name))) {
    if (!('constant' in part)) { if (!kept.some((other) => JSON.stringify(other) === JSON.stringify(part))) kept.push(part); }
    else if (part.constant === absorbing) return { constant: absorbing };
  }
  if (kept.length === 0) return { constant: !absorbing };
  return kept.length === 1 ? kept[0] : 'and' in rule ? { and: kept } : { or: kept };
}

/** Where a gene stands in a rule, first. */
function placeOf(name: string, written: Expression | RangeExpression): Range | undefined {
  switch (written.kind) {
    case 'name': return written.text === name ? written.range : undefined;
    case 'string': return written.value === name ? written.range : undefined;
    case 'group': return placeOf(name, written.expression);
    case 'unary': return placeOf(name, written.operand);
    case 'binary': return placeOf(name, written.left) ?? placeOf(name, written.right);
    default: return undefined;
  }
}
export const rules: readonly Check[] = [G004, G005, G006];
