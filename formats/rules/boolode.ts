import type { GeneNetwork } from '../../engine/genes/index.ts';
import { assembly } from './assembly.ts';
import { looseName, looseNames } from './bnet.ts';
import { linesOf, Misread, notSupported, type RulesFile } from './rules-file.ts';
import { endOf, genesIn, isName, readRule, ruleIn, said, tokensOf, type Words } from './dialects.ts';

const words: Words = { not: 'not ', and: 'and', or: 'or', true: '1', false: '0' };

/**
 * A table of rules as BoolODE writes it (Pratapa 2020): the header `Gene`, tab, `Rule`; then a gene, a tab and its rule
 * with `not`, `and`, `or` on each line. `start`: its table of values at the start.
 */
export function readBoolode(text: string, start?: string): RulesFile {
  const file = assembly();
  for (const [name, value] of Object.entries((start && readBoolodeStart(start)) || {})) file.start(name, value);
  let mayBeHeader = true;
  for (const { text: source, number } of linesOf(text)) {
    const tokens = tokensOf(source, number, looseNames);
    if (tokens.length === 0) continue;
    const first = mayBeHeader;
    mayBeHeader = false;
    if (first && isHeader(source)) continue;
    if (first && isOtherTable(source)) {
      file.attempt(() => {
        throw notSupported(
          `This is BoolODE's table of ` +
            `${/values/i.test(source) ? 'values at the start' : 'interaction strengths'}, not of rules; ` +
            `name the file ` +
            `of rules that it belongs to.`,
          { line: number, column: 1, length: source.length },
        );
      });
      break;
    }
    file.attempt(() => {
      const [target, ...rule] = tokens;
      if (!isName(target))
        throw new Misread(
          `A line starts with the gene it defines, as in "Sox2", a tab, "Sox2 and not Tbr1"; here stands ` +
            `${said(target)}.`,
          target,
        );
      const tab = source.indexOf('\t', target.column - 1);
      const end = endOf(tokens, number);
      if (tab < 0 || (rule.length > 0 && tab > rule[0].column - 1))
        throw new Misread(
          `A tab must stand between the gene ${target.text} and its rule; here stands ${said(rule[0] ?? end)}.`,
          rule[0] ?? end,
        );
      file.define({ name: target.text, rule: readRule(rule, end) }, target);
      for (const gene of genesIn(rule)) file.mention(gene.text, gene);
    });
  }
  return file.finish();
}

/** Writes the table of rules. @throws FormatError for a name it cannot hold. */
export function writeBoolode({ genes }: Pick<GeneNetwork, 'genes'>): string {
  const name = (gene: string): string => looseName('BoolODE', gene);
  return ['Gene\tRule', ...genes.map((gene) => `${name(gene.name)}\t${ruleIn(words, gene.rule, name)}`), ''].join('\n');
}

export const isHeader = (line: string): boolean => /^\s*gene *\t[ \t]*rule\s*$/i.test(line);
/** The other tables of BoolODE: `…_ics.txt` and `…_strengths.txt`. */
export const isOtherTable = (line: string): boolean => /^\s*genes?1? *\t[ \t]*(values|gene2)\b/i.test(line);

/**
 * The values at the start that BoolODE keeps in a file of its own (`…_ics.txt`): `Genes`, tab, `Values`, then two
 * lists, as in
 * `['g1','g2']`, tab, `[1,0]`. A gene is on at any level above 0. Undefined where the text is no such table.
 */
export function readBoolodeStart(text: string): Readonly<Record<string, 0 | 1>> | undefined {
  const [header, line = ''] = text.split(/\r\n|\r|\n/);
  const [, names, levels] = /^\s*\[([^\]]*)\] *\t[ \t]*\[([^\]]*)\]\s*$/.exec(line) ?? [];
  if (!/^\s*genes *\t[ \t]*values\s*$/i.test(header) || names === undefined) return undefined;
  const genes = names.split(',').map((name) => name.trim().replace(/^(['"])(.*)\1$/, '$2'));
  const values = levels.split(',').map(Number);
  if (genes.length !== values.length || values.some(Number.isNaN)) return undefined;
  return Object.fromEntries(genes.map((gene, i) => [gene, values[i] > 0 ? 1 : 0] as const));
}
export function writeBoolodeStart(initial: Readonly<Record<string, 0 | 1>>): string {
  const names = Object.keys(initial).map((gene) => `'${gene}'`);
  const values = Object.values(initial);
  return `Genes\tValues\n[${names.join(',')}]\t[${values.join(',')}]\n`;
}
