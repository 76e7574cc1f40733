/**
 * Family G, for rules that a file holds: one diagnostic per kind where the file is named, with the lines; or each at
 * its own line, where the file itself is checked.
 */
import { contradictedSigns, type Contradiction, type GeneNetwork, genesKnown } from '../../engine/genes/index.ts';
import { formatOfRules, type Place, type RulesFile, type RulesProblem } from '../../formats/index.ts';
import { isPlainName } from '../../grammar/index.ts';
import type { Range } from '../../grammar/tree.ts';
import type { Diagnostic, Related } from '../diagnostic.ts';
import { removed } from '../edits.ts';
import type { ReadRules } from '../read-files.ts';
import { assumed, unreadable } from './data-checks.ts';
import { diagnostic } from './check.ts';
import { freeInput, freeInputs, G009 } from './gene-checks.ts';
import { contradicted, diagnosed, type Finding, findings, G004, G005, G006 } from './rule-checks.ts';

/** What is wrong with the rules of a file, where `genes NAME from "FILE"` names it. */
export function problemsOfFile(
  { network, problems, places, notes }: ReadRules,
  path: string,
  at: Range,
): readonly Diagnostic[] {
  const found = genesKnown(network).flatMap(findings);
  const idle = found.filter(({ input }) => input !== undefined),
    constant = found.filter(({ input }) => input === undefined);
  const signs = contradictedSigns(network);
  const line = (gene: string): string => {
    const place = places.get(gene);
    return place ? ` (line ${place.line})` : '';
  };
  const related = (
    all: readonly { readonly gene: string; readonly message: string }[],
  ): Pick<Diagnostic, 'related'> => {
    const known = all.flatMap(({ gene, message }): readonly Related[] => {
      const place = places.get(gene);
      return place ? [{ path, ...place, message }] : [];
    });
    return known.length > 0 ? { related: known } : {};
  };
  const grouped = (
    given: Diagnostic,
    all: readonly { readonly gene: string; readonly message: string }[],
  ): Diagnostic => ({ ...given, ...related(all) });
  return [
    ...unread(problems, path, at),
    ...assumed(at, path, notes),
    ...(idle.length > 0
      ? [
          grouped(
            diagnostic(
              G004,
              at,
              `${idle.length === 1 ? 'An input has' : `${idle.length} inputs have`} no effect in the rules ` +
                `of this file: ${several(idle.map(({ gene, input }) => `\`${input}\` in \`${gene}\`${line(gene)}`))}.`,
            ),
            idle.map(told),
          ),
        ]
      : []),
    ...(constant.length > 0
      ? [
          grouped(
            diagnostic(
              G006,
              at,
              `${constant.length === 1 ? 'A rule of this file is' : `${constant.length} rules of this file are`} ` +
                `constant: ` +
                `${several(constant.map(({ gene, means }) => `\`${gene}\` is always ${means}${line(gene)}`))}.`,
            ),
            constant.map(told),
          ),
        ]
      : []),
    ...(signs.length > 0
      ? [
          grouped(
            diagnostic(
              G005,
              at,
              `${signs.length === 1 ? 'A sign' : `${signs.length} signs`} of this file ` +
                `${signs.length === 1 ? 'is' : 'are'} contradicted by the rules: ` +
                `${several(signs.map((sign) => `${arrow(sign)}${line(sign.sign.target)}`))}.`,
            ),
            signs.map((sign) => ({ gene: sign.sign.target, message: contradicted(sign, at).message })),
          ),
        ]
      : []),
    ...(wholly({ problems }) && network.inputs.length > 0
      ? [
          grouped(
            freeInputs(network.inputs, at),
            network.inputs.map((gene) => ({ gene, message: `\`${gene}\` has no rule: a free input.` })),
          ),
        ]
      : []),
  ];
}
/** A gene whose rule could not be read is not for that an input. */
const wholly = ({ problems }: Pick<RulesFile, 'problems'>): boolean =>
  problems.every(({ kind }) => kind === 'two rules for one gene');
const told = (finding: Finding): { readonly gene: string; readonly message: string } => ({
  gene: finding.gene,
  message: diagnosed(finding, { start: 0, end: 0 }, undefined).message,
});
const arrow = ({ sign: { source, target, sign } }: Contradiction): string =>
  `\`${source} ${sign === 1 ? '->' : '-|'} ${target}\``;
const several = (told: readonly string[], most = 8): string =>
  told.slice(0, most).join(', ') + (told.length > most ? ', …' : '');

/** What could not be read of a file: one diagnostic for rules given twice, one for the rest. */
function unread(problems: readonly RulesProblem[], path: string, at: Range): readonly Diagnostic[] {
  const [double, other] = [
    problems.filter(({ kind }) => kind === 'two rules for one gene'),
    problems.filter(({ kind }) => kind !== 'two rules for one gene'),
  ];
  const more = (all: readonly RulesProblem[]): string =>
    all.length > 1
      ? ` (And ${all.length - 1} more: line${all.length > 2 ? 's' : ''} ` +
        `${several(all.slice(1).map(({ line }) => String(line)))}.)`
      : '';
  const related = (all: readonly RulesProblem[]): readonly Related[] =>
    all.map(({ line, column, length, message }) => ({ path, line, column, length, message }));
  return [
    ...(double.length > 0
      ? [
          {
            ...diagnostic(G009, at, `"${path}", line ${double[0].line}: ${double[0].message}${more(double)}`),
            related: related(double),
          },
        ]
      : []),
    ...(other.length > 0
      ? [
          {
            ...unreadable(path, at, 'gene rules', `line ${other[0].line}: ${other[0].message}${more(other)}`),
            related: related(other),
          },
        ]
      : []),
  ];
}

/** The same for a file of rules that is itself checked: each at its own place. */
export function problemsAtLines(
  file: RulesFile,
  network: GeneNetwork,
  text: string,
  path: string,
): readonly Diagnostic[] {
  const lines = linesOf(text),
    rangeOf = rangesIn(text, lines);
  const whole: Range = { start: 0, end: Math.min(1, text.length) };
  const at = (gene: string): Range => {
    const place = file.places.get(gene);
    return place ? rangeOf(place) : whole;
  };
  const isTable = formatOfRules(path, text)?.name === 'bnet';
  return [
    ...file.problems.map((problem) =>
      problem.kind === 'two rules for one gene'
        ? diagnostic(
            G009,
            rangeOf(problem),
            problem.message,
            isTable ? [{ title: 'Remove this rule', edits: [removed(lines[problem.line - 1], text)] }] : [],
          )
        : unreadable(path, rangeOf(problem), 'gene rules', problem.message),
    ),
    ...genesKnown(network)
      .flatMap(findings)
      .map((finding) => {
        const place = file.places.get(finding.gene);
        return diagnosed(
          finding,
          at(finding.gene),
          isTable && place && isPlainName(finding.gene) && !finding.means.includes('"')
            ? ruleRange(text, lines[place.line - 1], place)
            : undefined,
        );
      }),
    ...contradictedSigns(network).map((sign) => contradicted(sign, at(sign.sign.target))),
    ...(wholly(file) ? network.inputs.map((input) => freeInput(input, at(input))) : []),
    ...assumed(whole, path.slice(path.search(/[^\\/]*$/)), file.notes),
  ];
}
/** Where a place is in the text. */
export function rangesIn(text: string, lines = linesOf(text)): (place: Place) => Range {
  return ({ line, column, length }) => {
    const start = Math.min(text.length, (lines[line - 1]?.start ?? 0) + column - 1);
    return { start, end: Math.min(text.length, start + length) };
  };
}
function linesOf(text: string): readonly Range[] {
  const endings = [...text.matchAll(/\r\n|\r|\n/g)];
  return [...endings, undefined].map((ending, line) => ({
    start: line === 0 ? 0 : endings[line - 1].index + endings[line - 1][0].length,
    end: ending?.index ?? text.length,
  }));
}
/** What stands behind the comma of `gene, rule`, without a comment. */
function ruleRange(text: string, line: Range, { column, length }: Place): Range | undefined {
  const from = line.start + column - 1 + length;
  const [, before, rule] = /^([^,]*,\s*)([^#]*?)\s*(?:#.*)?$/.exec(text.slice(from, line.end)) ?? [];
  return rule === undefined ? undefined : { start: from + before.length, end: from + before.length + rule.length };
}
