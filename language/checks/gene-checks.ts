/**
 * Family G, as far as the text tells: genes used and not defined, two rules for one gene. The rest: `rules.ts`,
 * `attractors.ts`.
 */
import type { Assignment, Block, Range } from '../../grammar/tree.ts';
import type { Diagnostic, Fix, Severity } from '../diagnostic.ts';
import { added, removed } from '../edits.ts';
import { type Check, diagnostic, suggestion } from './check.ts';

const G008: Check = {
  code: 'G008',
  severity: 'error',
  tier: 'text',
  find: 'walk',
  title: 'gene used and not defined',
  explanation:
    'A rule, a fate or a sign names a gene that has no rule and is not an input. In rules that stand in the ' +
    'file this is an error: write a rule, or declare `input NAME`. In an imported file it is a free input, held ' +
    'constant, and a hint says so.',
  bad: `language 1
genes mouse {
  Sox2, Sox2 & Pax6
}
`,
  good: `language 1
genes mouse {
  input Pax6
  Sox2, Sox2 & Pax6
}
`,
};
export function undefinedGene(name: string, range: Range, known: readonly string[]): Diagnostic {
  const near = suggestion(name, known, range);
  return diagnostic(
    G008,
    range,
    `\`${name}\` has no rule and is not an input.${near.text || ` Give it a rule, or declare \`input ${name}\`.`}`,
    near.fixes,
  );
}
/** The same with ways to define the gene in its block: as an input, or by a rule. */
export function withDefinitions(problem: Diagnostic, uses: number, block: Block, source: string): Diagnostic {
  const name = source.slice(problem.range.start, problem.range.end);
  return {
    ...problem,
    ...(uses > 1 && { message: `${problem.message} (It is used ${uses} times.)` }),
    fixes: [
      ...(problem.fixes ?? []),
      { title: `Declare \`input ${name}\``, edits: [added(block, `input ${name}`, source)] },
      {
        title: `Add a rule: \`${name}, ${name}\` (it keeps its value)`,
        edits: [added(block, `${name}, ${name}`, source)],
      },
    ],
  };
}
export const freeInputs = (names: readonly string[], range: Range, severity: Severity = 'hint'): Diagnostic =>
  diagnostic(
    G008,
    range,
    `${names.map((name) => `\`${name}\``).join(', ')} ${names.length === 1 ? 'has' : 'have'} no rule in the ` +
      `file: ${names.length === 1 ? 'a free input' : 'free inputs'}, held constant.`,
    undefined,
    severity,
  );

/** The same of one input, where a file of rules is itself checked. */
export const freeInput = (name: string, range: Range): Diagnostic =>
  diagnostic(G008, range, `\`${name}\` has no rule in this file: a free input, held constant.`, undefined, 'hint');

export const G009: Check = {
  code: 'G009',
  severity: 'error',
  tier: 'text',
  find: 'walk',
  title: 'two rules for one gene',
  explanation:
    'In BoolNet several rules for one gene make a probabilistic network, which this language does not have. ' +
    'Keep one rule, or join them with `|`.',
  bad: `language 1
genes mouse {
  Sox2, Sox2
  Sox2, !Sox2
}
`,
  good: `language 1
genes mouse {
  Sox2, Sox2
}
`,
};
export const twoRules = (name: string, range: Range, fixes?: readonly Fix[]): Diagnostic =>
  diagnostic(
    G009,
    range,
    `\`${name}\` has a rule already. (In BoolNet several rules make a probabilistic network.) Keep one, or ` +
      `join them with \`|\`.`,
    fixes,
  );
/** Ways to mend a second rule: joined with the first, or taken out. */
export function oneRule(first: Assignment, second: Assignment, source: string): readonly Fix[] {
  const [a, b] = [first, second].map(({ value: { range } }) => source.slice(range.start, range.end));
  return [
    {
      title: `Join both rules: \`${a} | ${b}\``,
      edits: [{ range: first.value.range, text: `${a} | ${b}` }, removed(second.range, source)],
    },
    { title: 'Remove this rule', edits: [removed(second.range, source)] },
  ];
}

export const geneChecks = { G008, G009 };
