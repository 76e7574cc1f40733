import { type BooleanExpression, type GeneNetwork, regulators } from '../../engine/genes/index.ts';
import { escaped } from '../xml.ts';
import { ruleIn, symbols } from './dialects.ts';
import { identifiersFor, namesOf, signsByTarget } from './gene-names.ts';
import { demandWritable } from './write-sbml.ts';

/**
 * A regulatory graph: genes with a function of level 1, inputs, and an interaction for each regulator. Names that are
 * no identifiers stand in the attribute `name`, and in a comment as in other formats. @throws FormatError for a name
 * that XML cannot hold
 */
export function writeGinml(network: GeneNetwork): string {
  const names = namesOf(network),
    { of, comments } = identifiersFor(names);
  demandWritable('GINML', names);
  const rules = new Map(network.genes.map(({ name, rule }) => [name, withoutConstants(rule)])),
    known = new Set(names),
    signs = signsByTarget(network);
  const reaching = new Map(
    [...rules].map(([target, rule]) => {
      const declared = signs(target);
      const sources = new Set(
        [...declared.map(({ source }) => source), ...regulators(rule)].filter((one) => known.has(one)),
      );
      return [target, { sources: [...sources], signs: new Map(declared.map((sign) => [sign.source, sign])) }] as const;
    }),
  );
  const nodes = names.map((name) => {
    const rule = rules.get(name),
      [source] = reaching.get(name)?.sources ?? [];
    const is = `    <node id="${of(name)}"${of(name) === name ? '' : ` name="${escaped(name)}"`} maxvalue="1"`;
    if (!rule) return `${is} input="true"/>`;
    if ('constant' in rule && (!rule.constant || source === undefined))
      return `${is}${rule.constant ? ' basevalue="1"' : ''}/>`;
    // a basal level is that of no active regulator: with regulators, what is always on needs a function
    const always = { or: [{ gene: source }, { not: { gene: source } }] };
    const text = ruleIn(symbols, 'constant' in rule ? always : rule, of);
    return `${is}>\n      <value val="1"><exp str="${escaped(text)}"/></value>\n    </node>`;
  });
  const edges = [...reaching].flatMap(([target, { sources, signs }]) =>
    sources.map((source) => {
      const sign = signs.get(source),
        word = !sign || sign.optional ? 'unknown' : sign.sign === 1 ? 'positive' : 'negative';
      return (
        `    <edge id="${of(source)}:${of(target)}" from="${of(source)}" to="${of(target)}" minvalue="1" ` +
        `sign="${word}"/>`
      );
    }),
  );
  // two hyphens may not stand in a comment
  const told = comments.length > 0 ? `<!--\n${comments.join('\n').replace(/-(?=-)/g, '\\u002d')}\n-->\n` : '';
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE gxl SYSTEM "http://ginsim.org/GINML_2_2.dtd">
<gxl xmlns:xlink="http://www.w3.org/1999/xlink">
${told}  <graph class="regulatory" id="genes" nodeorder="${names.map(of).join(' ')}">
${[...nodes, ...edges].join('\n')}
  </graph>
</gxl>
`;
}

/** A constant alone, or the rule without any: functions of GINsim have none. */
function withoutConstants(rule: BooleanExpression): BooleanExpression {
  if ('constant' in rule || 'gene' in rule) return rule;
  if ('not' in rule) {
    const of = withoutConstants(rule.not);
    return 'constant' in of ? { constant: !of.constant } : { not: of };
  }
  const [absorbs, all] = 'and' in rule ? [false, rule.and] : [true, rule.or];
  const parts = all.map(withoutConstants).filter((part) => !('constant' in part && part.constant !== absorbs));
  if (parts.some((part) => 'constant' in part)) return { constant: absorbs };
  if (parts.length <= 1) return parts[0] ?? { constant: !absorbs };
  return absorbs ? { or: parts } : { and: parts };
}
