/** Family G: knock-outs and over-expression, against the genes they are of. */
import { isIntervention } from '../../catalogue/controls/index.ts';
import type { Call, Declaration, Expression, Range, RangeExpression, Value } from '../../grammar/tree.ts';
import { fatesNaming } from '../../engine/genes/index.ts';
import { describe } from '../canonical/description.ts';
import { genesOf } from '../nouns/genes-noun.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { allowed, declarations, scopeOf, type View } from '../view.ts';
import { conditionStatements } from '../experiments/experiment-spec.ts';
import { type Check, diagnostic, listed } from './check.ts';
import { undefinedGene } from './gene-checks.ts';

export const G010: Check = {
  code: 'G010',
  severity: 'hint',
  tier: 'science',
  find: interventions,
  title: 'a fate is defined by the gene that is changed',
  explanation:
    'A fate’s own definition names the gene that is knocked out or over-expressed: what the fate means ' +
    'changes with it, and a loss of the fate may be no more than that.',
  bad: `language 1
genes mouse {
  Sox2, Sox2
  Pax6, Sox2
  fate stem = Sox2 & Pax6
}
experiment loss {
  compare { wild = mouse;  none = knock_out(mouse, Pax6) }
}
`,
  good: `language 1
genes mouse {
  Sox2, Sox2
  Pax6, Sox2
  fate stem = Sox2
}
experiment loss {
  compare { wild = mouse;  none = knock_out(mouse, Pax6) }
}
`,
};

/**
 * Every intervention of every condition: its gene is one of the noun's (the text knows only those it shows), and what
 * it does to fates.
 */
function interventions(view: View): readonly Diagnostic[] {
  return declarations(view, 'experiment').flatMap((experiment) =>
    conditionStatements(experiment)
      .flatMap(({ value }) => callsIn(value))
      .flatMap((call) => judge(view, experiment, call)),
  );
}

function judge(view: View, experiment: Declaration, call: Call): readonly Diagnostic[] {
  const [of, named] = call.arguments.map(({ value }) => value);
  const gene = named && nameOf(named);
  const description = of && allowed(() => describe(of, scopeOf(view, experiment)));
  if (!gene || description?.entry.noun !== 'genes') return [];
  const noun = allowed(() => genesOf(description));
  if (!noun) return [];
  const known = [...noun.genes.map(({ name }) => name), ...noun.inputs];
  if (!known.includes(gene.name)) return view.errors.length > 0 ? [] : [undefinedGene(gene.name, gene.range, known)];
  const fates = fatesNaming(noun, gene.name);
  return fates.length === 0
    ? []
    : [
        diagnostic(
          G010,
          gene.range,
          `The definition of ${listed(fates)} names \`${gene.name}\`: what the fate means changes with the gene.`,
        ),
      ];
}

/** `knock_out` and `over_express`, wherever they stand in a condition. */
function callsIn(value: Value | Expression | RangeExpression): readonly Call[] {
  if (value.kind === 'value')
    return [
      ...callsIn(value.base),
      ...value.modifiers.flatMap((modifier) => (modifier.kind === 'with' ? callsIn(modifier.value) : [])),
    ];
  if (value.kind === 'group') return callsIn(value.expression);
  if (value.kind !== 'call') return [];
  return [
    ...(isIntervention(value.callee.text) ? [value] : []),
    ...value.arguments.flatMap((argument) => callsIn(argument.value)),
  ];
}
function nameOf(value: Expression | RangeExpression): { readonly name: string; readonly range: Range } | undefined {
  if (value.kind === 'name') return { name: value.text, range: value.range };
  return value.kind === 'string' ? { name: value.value, range: value.range } : undefined;
}

export const interventionChecks = { G010 };
