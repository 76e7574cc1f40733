import {
  type BooleanExpression,
  contradictedSigns,
  type GeneNetwork,
  ruleText,
  type Sign,
} from '../engine/genes/index.ts';
import { FormatError } from '../formats/index.ts';
import { format, isPlainName } from '../grammar/index.ts';
import { nounEntry } from '../language/nouns/index.ts';

/** The signs that can stand in a genes block: those that leave the effect open only where there is one. */
export function statedSigns(network: GeneNetwork): readonly Sign[] {
  const firm = contradictedSigns({ ...network, signs: network.signs.map(({ optional: _, ...sign }) => sign) });
  const idle = new Set(
    firm
      .filter(({ found }) => found === 'none' || found === 'absent')
      .map(({ sign }) => JSON.stringify([sign.source, sign.target])),
  );
  return network.signs.filter(
    ({ optional, source, target }) => !optional || !idle.has(JSON.stringify([source, target])),
  );
}

/**
 * A network as a file with one `genes` block, in canonical layout. @throws FormatError for a name that quotes cannot
 * hold
 */
export function genesText(network: GeneNetwork, name: string): string {
  const rule = (one: BooleanExpression): string => ruleText(one, writtenName);
  const lines = [
    ...(network.update === 'asynchronous' ? ['update asynchronous'] : []),
    ...(network.inputs.length > 0 ? [`input ${network.inputs.map(writtenName).join(', ')}`] : []),
    ...network.genes.map((gene) => `${writtenName(gene.name)}, ${rule(gene.rule)}`),
    ...statedSigns(network).map(
      ({ source, sign, target }) => `${writtenName(source)} ${sign === 1 ? '->' : '-|'} ${writtenName(target)}`,
    ),
    ...network.fates.map((fate) => `fate ${writtenName(fate.name)} = ${rule(fate.rule)}`),
  ];
  return format(`language 1\n\ngenes ${writtenName(name)} {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`);
}

/**
 * Bare where it can stand so, else in quotes; in quotes too where a word of the block would be read.
 * @throws FormatError for a name that quotes cannot hold
 */
export function writtenName(name: string): string {
  if (isPlainName(name) && !words.has(name)) return name;
  if (name === '' || /["\r\n]/.test(name))
    throw new FormatError(
      `A .anl file cannot hold the name ${JSON.stringify(name)}; rename the gene without quotes and line breaks.`,
    );
  return `"${name}"`;
}
const words: ReadonlySet<string> = new Set([
  'true',
  'false',
  ...(nounEntry('genes')?.words ?? []).map(({ word }) => word),
]);
