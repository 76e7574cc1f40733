import { type BooleanExpression, type GeneNetwork, regulators } from '../../engine/genes/index.ts';
import { FormatError } from '../format-error.ts';
import { escaped } from '../xml.ts';
import { affirmed } from './dialects.ts';
import { identifiersFor, namesOf, signsByTarget } from './gene-names.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what XML has no way to write
const unwritableCharacters = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
const halfPairs = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
/** Nothing at all, or characters that XML has no way to write. */
const isUnwritable = (name: string): boolean =>
  name.trim() === '' || unwritableCharacters.test(name) || halfPairs.test(name);

/** @throws FormatError for a name that XML cannot hold */
export function demandWritable(format: 'SBML' | 'GINML', names: readonly string[]): void {
  for (const name of names)
    if (isUnwritable(name))
      throw new FormatError(
        `${format === 'SBML' ? 'An' : 'A'} ${format} file cannot hold the name ${JSON.stringify(name)}; rename the ` +
          `gene without control characters.`,
      );
}

const level3 = 'http://www.sbml.org/sbml/level3/version1';
/**
 * Genes and inputs as qualitative species; names that are no identifiers stand in the attribute `name`. An input with a
 * value at the start is not marked as constant: it would have that value for ever. @throws FormatError for a name that
 * XML cannot hold
 */
export function writeSbml(network: GeneNetwork, initial: Readonly<Record<string, 0 | 1>> = {}): string {
  const names = namesOf(network);
  const { of } = identifiersFor([...names, ...network.signs.map(({ source }) => source)]);
  demandWritable('SBML', names);
  const genes = new Set(network.genes.map(({ name }) => name));
  const species = names.map(
    (name) =>
      `      <qual:qualitativeSpecies qual:id="${of(name)}" qual:name="${escaped(name)}" ` +
      `qual:compartment="cell" qual:constant="${!genes.has(name) && !Object.hasOwn(initial, name)}" ` +
      `qual:maxLevel="1"${Object.hasOwn(initial, name) ? ` qual:initialLevel="${initial[name]}"` : ''}/>`,
  );
  const signs = signsByTarget(network);
  const transitions = network.genes.map(({ name, rule }) => transitionOf(of(name), rule, signs(name), of));
  return `<?xml version="1.0" encoding="UTF-8"?>
<sbml xmlns="${level3}/core" xmlns:qual="${level3}/qual/version1" level="3" version="1" qual:required="true">
  <model id="genes">
    <listOfCompartments>
      <compartment id="cell" constant="true"/>
    </listOfCompartments>
    <qual:listOfQualitativeSpecies>
${species.join('\n')}
    </qual:listOfQualitativeSpecies>
    <qual:listOfTransitions>
${transitions.join('\n')}
    </qual:listOfTransitions>
  </model>
</sbml>
`;
}
function transitionOf(
  target: string,
  rule: BooleanExpression,
  signs: GeneNetwork['signs'],
  of: (name: string) => string,
): string {
  const declared = new Map(signs.map((sign) => [sign.source, sign]));
  const inputs = [...new Set([...declared.keys(), ...regulators(rule)])].map((source) => {
    const sign = declared.get(source);
    const words = sign === undefined ? 'unknown' : sign.sign === 1 ? 'positive' : 'negative';
    return (
      `          <qual:input qual:id="${target}_from_${of(source)}" qual:qualitativeSpecies="${of(source)}" ` +
      `qual:transitionEffect="none" qual:sign="${words}"${sign?.optional ? ' essential="false"' : ''}/>`
    );
  });
  const inputList =
    inputs.length === 0 ? '' : `        <qual:listOfInputs>\n${inputs.join('\n')}\n        </qual:listOfInputs>\n`;
  const term =
    'constant' in rule
      ? ''
      : `          <qual:functionTerm qual:resultLevel="1">\n            <math ` +
        `xmlns="http://www.w3.org/1998/Math/MathML">${mathOf(rule, of)}</math>\n          </qual:functionTerm>\n`;
  const output =
    `qual:id="set_${target}_output" qual:qualitativeSpecies="${target}" ` + 'qual:transitionEffect="assignmentLevel"';
  return `      <qual:transition qual:id="set_${target}">
${inputList}        <qual:listOfOutputs>
          <qual:output ${output}/>
        </qual:listOfOutputs>
        <qual:listOfFunctionTerms>
          <qual:defaultTerm qual:resultLevel="${'constant' in rule && rule.constant ? 1 : 0}"/>
${term}        </qual:listOfFunctionTerms>
      </qual:transition>`;
}
function mathOf(written: BooleanExpression, of: (name: string) => string): string {
  const rule = affirmed(written);
  if ('constant' in rule) return rule.constant ? '<true/>' : '<false/>';
  if ('gene' in rule) return `<apply><eq/><ci>${of(rule.gene)}</ci><cn type="integer">1</cn></apply>`;
  if ('not' in rule) return `<apply><not/>${mathOf(rule.not, of)}</apply>`;
  const [operator, parts] = 'and' in rule ? ['and', rule.and] : ['or', rule.or];
  if (parts.length === 0) return operator === 'and' ? '<true/>' : '<false/>';
  return parts.length === 1
    ? mathOf(parts[0], of)
    : `<apply><${operator}/>${parts.map((part) => mathOf(part, of)).join('')}</apply>`;
}
