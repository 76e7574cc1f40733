/** An inference as a `genes` block that can be pasted and run, with what is to be said of each rule in comments. */
import { ruleText } from '../genes/compiled-rule.ts';
import { memberCount } from '../genes/open-rules.ts';
import type { Association } from './association.ts';
import type { GeneReport } from './binarise.ts';
import { type Inference, type InferredRule, isChance, significance } from './inferred-rule.ts';

/** `source`: the table, as the comment names it; `written`: a name as the language holds it, in quotes where needed. */
export function inferenceText(
  inference: Inference,
  name: string,
  source: string,
  written: (name: string) => string,
): string {
  const { network, rules, known, options, binarisation } = inference;
  const ruleOf = new Map(rules.map((rule) => [rule.gene, rule])),
    reportOf = new Map(binarisation.map((report) => [report.gene, report]));
  const unexplained = rules.filter(isChance).length;
  const lines = [
    `genes ${written(name)} {`,
    ...[
      `Inferred from ${source}: ${inference.cells} cells, ${described(inference)}.`,
      `Best-Fit (Lähdesmäki 2003), at most ${options.regulators} ` +
        `regulators${options.self ? '' : ', none of itself'}; on and off by ${methodText(options.binarise)}.`,
      'score: share of pairs explained (constant: by the most frequent value; staying: by "as before"); ' +
        'held out: the same on pairs not learnt from.',
      ...(options.draws > 0
        ? [
            `chance: mean best score where the target is ` +
              `${options.null === 'shifts' ? 'turned along the order' : 'permuted'}` +
              `${options.self ? ', its own state before being the same' : ''}; q: p over all genes ` +
              `(Benjamini–Hochberg); ${unexplained} of ${rules.length} genes are no better ` +
              `(q > ${significance}${options.self ? ', or held out no better than staying' : ''}).`,
          ]
        : []),
      ...(options.draws > 0 && options.null === 'shifts' && inference.pairs.times < 1 / significance
        ? [
            `${inference.pairs.times} times can be turned in ${inference.pairs.times - 1} ways, so no p is ` +
              `below ${number(1 / inference.pairs.times)}: so few times cannot show a rule to be better than chance.`,
          ]
        : []),
      ...(inference.open.length > 0
        ? [
            `These rules are one choice of ${hasMore(inference) ? 'more than ' : ''}` +
              `${memberCount(inference.open).toLocaleString('en')} that explain as much (of ${inference.open.length} ` +
              'genes other rules do): `member drawn`, where a file infers them, draws one for each seed.',
          ]
        : []),
      'Which gene acts on which: in simulated cells of known networks the plainest lists, by correlation or mutual ' +
        'information in the same cells, name more true edges than these rules; they stand beside each rule.',
    ].map((line) => `  # ${line}`),
    '  update synchronous',
    ...network.inputs.flatMap((gene) => [
      ...commentOf(ruleOf.get(gene), reportOf.get(gene), written),
      `  input ${written(gene)}`,
    ]),
    ...network.genes.flatMap(({ name: gene, rule }) => [
      ...(known.includes(gene) ? ['  # known'] : commentOf(ruleOf.get(gene), reportOf.get(gene), written)),
      `  ${written(gene)}, ${ruleText(rule, written)}`,
    ]),
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

const hasMore = ({ open }: Inference): boolean => open.some((rule) => 'tables' in rule && rule.left !== undefined);

function commentOf(
  rule: InferredRule | undefined,
  report: GeneReport | undefined,
  written: (name: string) => string,
): readonly string[] {
  if (!rule) return [];
  const { chance, alternatives } = rule;
  const facts = [
    `score ${number(rule.score)} (constant ${number(rule.constant)}, staying ${number(rule.persistence)})`,
    `held out ${number(rule.crossValidated)}`,
    ...(chance ? [`chance ${number(chance.mean)}, p ${number(chance.p)}, q ${number(chance.q)}`] : []),
    ...(report
      ? [
          `on in ${Math.round(report.on * 100)} % of ` +
            `cells${report.bimodality === null ? '' : `, bimodality ${number(report.bimodality, 2)}`}`,
        ]
      : []),
  ].join('; ');
  return [
    `  # ${facts}`,
    ...(report?.constant
      ? ['  # CONSTANT in these cells: its rule says no more than that.']
      : rule.regulators.length === 0
        ? ['  # NO REGULATOR explains more than the most frequent value.']
        : isChance(rule)
          ? [chance?.keepsItself ? '  # NO BETTER THAN STAYING AS IT WAS' : '  # NO BETTER THAN CHANCE']
          : []),
    ...associationsOf(rule, written),
    ...(alternatives.count > 0
      ? [
          `  # as good: ${alternatives.listed
            .slice(0, 3)
            .map((other) => ruleText(other.rule, written))
            .join('   or   ')}${alternatives.count > 3 ? `   and ${alternatives.count - 3} more` : ''}`,
        ]
      : []),
  ];
}

/** The three candidates that the gene goes together with most. */
function associationsOf({ associated }: InferredRule, written: (name: string) => string): readonly string[] {
  const most = (size: (association: Association) => number): readonly (readonly [string, Association])[] =>
    Object.entries(associated)
      .filter(([, association]) => size(association) > 0)
      .sort((a, b) => size(b[1]) - size(a[1]))
      .slice(0, 3);
  const byCorrelation = most(({ correlation }) => Math.abs(correlation)).map(
    ([gene, { correlation }]) => `${written(gene)} ${number(correlation, 2)}`,
  );
  const byInformation = most(({ information }) => information).map(
    ([gene, { information }]) => `${written(gene)} ${number(information, 2)}`,
  );
  return byCorrelation.length === 0
    ? []
    : [`  # goes together with: ${byCorrelation.join(', ')} (r); ${byInformation.join(', ')} (bits)`];
}

function described({ options, pairs }: Inference): string {
  const { order } = options;
  const by =
    order.by === 'columns'
      ? `ordered by ${order.columns.join(', ')}${order.series === undefined ? '' : `, each ${order.series} for itself`}`
      : order.by === 'rows'
        ? 'in the order of the table'
        : `ordered by diffusion from ${order.root}`;
  const left = pairs.left > 0 ? ` (${pairs.left} without a time left out)` : '';
  const shared =
    pairs.shared > 1 ? `, each cell of a time with each of the next (up to ${pairs.shared} cells share one)` : '';
  return `${by}${left}; ${pairs.count} pairs at lag ${options.lag}${shared}`;
}
function methodText(method: Inference['options']['binarise']): string {
  switch (method.method) {
    case 'kmeans':
      return 'two means per gene';
    case 'edge_detector':
      return 'the largest jump of the sorted values';
    case 'fixed':
      return `the threshold ${method.threshold}`;
    case 'quantile':
      return `the ${number(method.share * 100)} % quantile of each gene`;
  }
}
const number = (value: number, digits = 3): string => String(Number(value.toFixed(digits)));
