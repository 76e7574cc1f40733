/** Family G, where rules are inferred from an expression table. */
import { type Inference, InferenceError, isChance } from '../../engine/inference/index.ts';
import { UnknownGene } from '../../formats/index.ts';
import type { Declaration, Range, Setting, Value } from '../../grammar/tree.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { declarations, settingsNamed, type View } from '../view.ts';
import { tableOf } from '../inferred-genes.ts';
import { scopeIn } from '../canonical/scope.ts';
import { withoutTable } from '../nouns/genes-noun.ts';
import { inference as words } from '../nouns/inference-words.ts';
import { unreadable } from './data-checks.ts';
import { asName, type Check, diagnostic, listed, suggestion, takingOut } from './check.ts';

const from = (statements: string): string => `language 1
genes learnt from "cells.csv" {
${statements}}
`;
const good = from(`  genes A, B, C
  order by time
  known A
`);

const G020: Check = {
  code: 'G020',
  severity: 'error',
  tier: 'text',
  find: inferenceWithoutTable,
  title: 'a word of inference without a table',
  explanation:
    'Words such as `order`, `binarise` and `infer` say how rules are learnt from expression. They need an ' +
    'expression table: `genes NAME from "table.csv"`. (A gene that bears such a name stands in quotes.)',
  bad: `language 1
genes mouse {
  order by time
  Sox2, Sox2
}
`,
  good: `language 1
genes mouse {
  Sox2, Sox2
}
`,
};
function inferenceWithoutTable(view: View): readonly Diagnostic[] {
  return declarations(view, 'genes').flatMap((declaration) => {
    if (declaration.phrases.some(({ label }) => label.text === 'like')) return [];
    const scope = scopeIn(view.scope, view.networks);
    const header = declaration.phrases.map((phrase) => ({ phrase, scope })),
      statements = (declaration.block?.statements ?? []).map((statement) => ({ statement, scope }));
    if (tableOf({ header, statements }) !== undefined) return [];
    const [first] = statements.flatMap(({ statement }) =>
      statement.kind === 'setting' && words.some(({ word }) => word === statement.word.text) ? [statement] : [],
    );
    return first
      ? [
          diagnostic(G020, first.word.range, withoutTable(first.word.text, declaration.name.text), [
            takingOut(first.range, view.source),
          ]),
        ]
      : [];
  });
}

const G021: Check = {
  code: 'G021',
  severity: 'error',
  tier: 'science',
  find: 'reader',
  title: 'the cells have no order',
  explanation:
    'Rules are learnt from a cell and one that follows it. `order by COLUMN` takes a column of the table, ' +
    'or of a file beside it; `order by diffusion, root CELL` computes a pseudotime from a cell; `order by rows` ' +
    'takes the cells as they stand.',
  bad: from(`  genes A, B, C
  order by day
  known A
`),
  good,
};
const G022: Check = {
  code: 'G022',
  severity: 'error',
  tier: 'science',
  find: 'reader',
  title: 'gene not in the table',
  explanation:
    'A gene that the network is to have does not stand in the expression table. Names are compared letter ' +
    'by letter: human `SOX2` is not mouse `Sox2`.',
  bad: from(`  genes A, B, c
  order by time
  known A
`),
  good,
};
const G023: Check = {
  code: 'G023',
  severity: 'error',
  tier: 'science',
  find: 'reader',
  title: 'too few cells to learn from',
  explanation:
    'A rule needs pairs of a cell and one that follows it; fewer than ten say nothing. Take more cells, a ' +
    'smaller lag, or a time that tells the cells apart.',
  bad: from(`  genes A, B, C
  order by time
  infer best_fit, lag 58
  known A
`),
  good,
};
const G024: Check = {
  code: 'G024',
  severity: 'warning',
  tier: 'science',
  find: 'reader',
  title: 'a gene is constant in the table',
  explanation:
    'The gene is on in every cell, or off in every cell, after binarisation: nothing can be learnt about ' +
    'it, and it explains nothing. Leave it out, or choose another threshold.',
  bad: from(`  genes A, B, C, D
  order by time
  known A
`),
  good,
};
const G025: Check = {
  code: 'G025',
  severity: 'warning',
  tier: 'science',
  find: 'reader',
  title: 'inferred rules no better than chance',
  explanation:
    'The same search finds as good a rule where the target has lost its relation to the other genes (q > ' +
    '0.05 by Benjamini–Hochberg over the genes). Where a gene may regulate itself, it keeps its own state there, and ' +
    'the rule must also do better than "it stays as it was" on cells it was not learnt from. Its best rule stands ' +
    'all the same; `infer best_fit, unexplained input` makes such genes inputs.',
  bad: from(`  genes A, B, C
  order by time
  infer best_fit, regulators 2, without_self
`),
  good,
};
const G026: Check = {
  code: 'G026',
  severity: 'error',
  tier: 'science',
  find: 'reader',
  title: 'this inference cannot be made',
  explanation:
    'A value is missing, there are fewer than two genes, or there are more sets of regulators than can be ' +
    'tried. The message says which, and what to change.',
  bad: from(`  genes A
  order by time
`),
  good,
};

/** What stood in the way, at the word it is about. */
export function cannotInfer(error: unknown, declaration: Declaration, path: string, range: Range): Diagnostic {
  if (error instanceof UnknownGene) return unknownGene(error, declaration, range);
  if (!(error instanceof InferenceError))
    return unreadable(path, range, 'an expression table', error instanceof Error ? error.message : String(error));
  const at = (word: string): Range => settingsNamed(declaration, word)[0]?.range ?? range;
  switch (error.about) {
    case 'order':
      return diagnostic(G021, at('order'), error.message);
    case 'root':
      return diagnostic(G021, at('order'), error.message);
    case 'cells':
      return diagnostic(G023, at('order'), error.message);
    case 'genes':
      return diagnostic(G026, at('genes'), error.message);
    case 'search':
      return diagnostic(G026, at('infer'), error.message);
    case 'values':
      return diagnostic(G026, range, error.message);
  }
}
function unknownGene({ gene, known }: UnknownGene, declaration: Declaration, range: Range): Diagnostic {
  const named = ['genes', 'known']
    .flatMap((word) => settingsNamed(declaration, word))
    .flatMap(({ items }) => items)
    .find(({ value }) => textOf(value) === gene);
  const at = named?.value.range ?? range;
  const near = suggestion(gene, known, at, asName);
  return diagnostic(
    G022,
    at,
    `The table has no gene \`${gene}\`.${near.text || ` It has ${known.length}: ${listed(known, 5)}.`}`,
    near.fixes,
  );
}
const textOf = ({ base }: Value): string | undefined =>
  base.kind === 'name' ? base.text : base.kind === 'string' ? base.value : undefined;

/** What is to be said of rules that were inferred. */
export function inferred(
  { binarisation, rules, options }: Inference,
  declaration: Declaration,
  range: Range,
): readonly Diagnostic[] {
  const constant = binarisation.filter((report) => report.constant).map(({ gene }) => gene);
  const chance = rules.filter((rule) => isChance(rule)).map(({ gene }) => gene);
  const [written]: readonly Setting[] = settingsNamed(declaration, 'infer');
  return [
    ...(constant.length > 0
      ? [
          diagnostic(
            G024,
            settingsNamed(declaration, 'genes')[0]?.range ?? range,
            `${listed(constant)} ${constant.length === 1 ? 'is' : 'are'} on in all cells or in none: ` +
              `nothing can be learnt of ${constant.length === 1 ? 'it' : 'them'}. Leave ` +
              `${constant.length === 1 ? 'it' : 'them'} out, or choose another threshold with \`binarise\`.`,
          ),
        ]
      : []),
    ...(chance.length > 0 && options.unexplained === 'keep'
      ? [
          diagnostic(
            G025,
            written?.range ?? range,
            `${chance.length} of ${rules.length} inferred rules ${chance.length === 1 ? 'is' : 'are'} no ` +
              `better than chance (${listed(chance)}): the same search does as well on the gene turned ` +
              `along the order${options.self ? ', or than that it stays as it was' : ''}. ` +
              `Do not rest a claim on ${chance.length === 1 ? 'it' : 'them'}; \`anlage infer\` prints the numbers.`,
          ),
        ]
      : []),
  ];
}
export const inferenceChecks = { G020, G021, G022, G023, G024, G025, G026 };
