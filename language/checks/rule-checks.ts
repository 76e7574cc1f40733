/** Family G: what a gene rule is as a function, whatever way it is written. (Rules of a file: `rules-files.ts`.) */
import {
  type BooleanExpression,
  type Contradiction,
  contradictedSigns,
  type Gene,
  type GeneNetwork,
  type Influence,
  ruleFacts,
  ruleText,
} from '../../engine/genes/index.ts';
import type { Declaration, Expression, Range, RangeExpression, Regulation } from '../../grammar/tree.ts';
import type { Diagnostic, Fix } from '../diagnostic.ts';
import { removed } from '../edits.ts';
import { booleanOf } from '../canonical/canonical-expression.ts';
import { allowed, declarations, nounOfDeclaration, type View } from '../view.ts';
import { asName, type Check, diagnostic, replaceBy } from './check.ts';

export const G004: Check = {
  code: 'G004',
  severity: 'warning',
  tier: 'text',
  find: writtenRules,
  title: 'an input of a rule has no effect',
  explanation:
    'The rule names a gene whose value never changes its result. Either the rule means something else, or ' +
    'the gene can be left out; the fix leaves it out.',
  bad: `language 1
genes mouse {
  Sox2, Sox2
  Pax6, Pax6
  Hes1, Sox2 | Sox2 & Pax6
}
`,
  good: `language 1
genes mouse {
  Sox2, Sox2
  Pax6, Pax6
  Hes1, Sox2 | Pax6
}
`,
};
export const G005: Check = {
  code: 'G005',
  severity: 'warning',
  tier: 'text',
  find: writtenRules,
  title: 'the rule contradicts the declared sign',
  explanation:
    '`A -> B` says that A can only turn B on, `A -| B` that it can only turn B off. The rule of B does something else.',
  bad: `language 1
genes mouse {
  Sox2, Sox2
  Pax6, !Sox2
  Sox2 -> Pax6
}
`,
  good: `language 1
genes mouse {
  Sox2, Sox2
  Pax6, !Sox2
  Sox2 -| Pax6
}
`,
};
export const G006: Check = {
  code: 'G006',
  severity: 'warning',
  tier: 'text',
  find: writtenRules,
  title: 'the rule is constant',
  explanation: 'The rule names genes and gives the same value in every state. Write `0` or `1` if that is meant.',
  bad: `language 1
genes mouse {
  Sox2, Sox2
  Pax6, Sox2 & !Sox2
}
`,
  good: `language 1
genes mouse {
  Sox2, Sox2
  Pax6, 0
}
`,
};

/** Every `genes` block of the text that holds its own rules. */
function writtenRules(view: View): readonly Diagnostic[] {
  return declarations(view, 'genes').flatMap((declaration) => {
    const noun = nounOfDeclaration(view, declaration);
    return noun?.noun === 'genes' ? [...rulesInText(declaration), ...signsInText(declaration, noun, view.source)] : [];
  });
}

function rulesInText(declaration: Declaration): readonly Diagnostic[] {
  return (declaration.block?.statements ?? []).flatMap((statement) => {
    if (statement.kind !== 'assignment') return [];
    const { base } = statement.value;
    const rule = allowed(() => booleanOf(base));
    return rule
      ? findings({ name: statement.name.text, rule }).map((finding) =>
          diagnosed(
            finding,
            finding.input === undefined ? base.range : (placeOf(finding.input, base) ?? base.range),
            base.range,
          ),
        )
      : [];
  });
}
/** `rule`: where the rule is written, for the fix; absent where it cannot be changed. */
export function diagnosed(finding: Finding, range: Range, rule: Range | undefined): Diagnostic {
  const fixes = rule
    ? [
        replaceBy(
          rule,
          finding.means,
          ...(finding.input === undefined ? [] : [`Leave \`${finding.input}\` out: \`${finding.means}\``]),
        ),
      ]
    : [];
  return finding.input === undefined
    ? diagnostic(
        G006,
        range,
        `The rule of \`${finding.gene}\` is ${finding.means === '1' ? 'true' : 'false'} in every state. ` +
          `Write \`${finding.means}\` if that is meant.`,
        fixes,
      )
    : diagnostic(
        G004,
        range,
        `\`${finding.input}\` has no effect in the rule of \`${finding.gene}\`: the rule means \`${finding.means}\`.`,
        fixes,
      );
}

/**
 * What a rule does not need to say: an `input` without effect, or (without one) genes at all. `means`: the rule put
 * right.
 */
export interface Finding {
  readonly gene: string;
  readonly input?: string;
  readonly means: string;
}
export function findings({ name, rule }: Gene): readonly Finding[] {
  const { influences, constant } = ruleFacts(rule);
  if (influences.size === 0) return [];
  if (constant !== undefined) return [{ gene: name, means: constant ? '1' : '0' }];
  return [...influences].flatMap(([input, influence]) =>
    influence === 'none' ? [{ gene: name, input, means: ruleText(without(rule, input), asName) }] : [],
  );
}

function signsInText(declaration: Declaration, network: GeneNetwork, source: string): readonly Diagnostic[] {
  const contradictions = contradictedSigns(network);
  return (declaration.block?.statements ?? []).flatMap((statement) => {
    if (statement.kind !== 'regulation') return [];
    const wrong = contradictions.find(
      ({ sign }) =>
        sign.source === statement.source.text &&
        sign.target === statement.target.text &&
        (sign.sign === 1) === (statement.sign === '->'),
    );
    return wrong ? [contradicted(wrong, statement.range, rightSign(wrong, statement, source))] : [];
  });
}
export const contradicted = (
  { sign: { source, target, sign }, found }: Contradiction,
  range: Range,
  fixes: readonly Fix[] = [],
): Diagnostic =>
  diagnostic(
    G005,
    range,
    `\`${source} ${sign === 1 ? '->' : '-|'} ${target}\` says that \`${source}\` ` +
      `${sign === 1 ? 'activates' : 'inhibits'} \`${target}\`, but in the rule it ${does[found]}. Change the sign ` +
      `or the rule.`,
    fixes,
  );
function rightSign(
  { found }: Contradiction,
  { range, source: from, target }: Regulation,
  source: string,
): readonly Fix[] {
  if (found !== '+' && found !== '-') return [{ title: 'Remove this sign', edits: [removed(range, source)] }];
  const sign = found === '+' ? '->' : '-|';
  return [replaceBy({ start: from.range.end, end: target.range.start }, ` ${sign} `, `Change the sign to \`${sign}\``)];
}
const does: Readonly<Record<Influence | 'absent', string>> = {
  '+': 'activates',
  '-': 'inhibits',
  both: 'does both, depending on the other genes',
  none: 'has no effect',
  absent: 'does not occur',
};

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
    if (!('constant' in part)) {
      if (!kept.some((other) => JSON.stringify(other) === JSON.stringify(part))) kept.push(part);
    } else if (part.constant === absorbing) return { constant: absorbing };
  }
  if (kept.length === 0) return { constant: !absorbing };
  return kept.length === 1 ? kept[0] : 'and' in rule ? { and: kept } : { or: kept };
}

/** Where a gene stands in a rule, first. */
function placeOf(name: string, written: Expression | RangeExpression): Range | undefined {
  switch (written.kind) {
    case 'name':
      return written.text === name ? written.range : undefined;
    case 'string':
      return written.value === name ? written.range : undefined;
    case 'group':
      return placeOf(name, written.expression);
    case 'unary':
      return placeOf(name, written.operand);
    case 'binary':
      return placeOf(name, written.left) ?? placeOf(name, written.right);
    default:
      return undefined;
  }
}
export const ruleChecks = { G004, G005, G006 };
