/** Gene rules: those written, those of a file, those inferred; with what holds or redraws them. */
import { intervened, isIntervention } from '../../catalogue/controls/index.ts';
import type { Gene, GeneNetwork } from '../../engine/genes/gene-network.ts';
import { inferenceKey, inferenceOf } from '../inferred-genes.ts';
import type { GenesNoun } from '../specification.ts';
import type { Description } from './description.ts';
import { booleanOf } from './canonical-expression.ts';
import { changeFormOf, controlFormOf } from './control-form.ts';
import { header, referenceOf } from './header-phrases.ts';
import { Refused } from './scope.ts';
import { all, last, optional, settings, values, word } from './read-settings.ts';

export function genesOf(description: Description): GenesNoun {
  const reads = settings(description);
  const imported = importedNetwork(description);
  const genes = new Map<string, Gene>(imported?.genes.map((gene) => [gene.name, gene]));
  for (const { statement } of description.statements) {
    if (statement.kind === 'assignment')
      genes.set(statement.name.text, { name: statement.name.text, rule: booleanOf(statement.value.base) });
  }
  const declared = all(reads, 'input').flatMap((found) => values(found, 'inputs').map(word));
  const fates = description.statements.flatMap(({ statement }) =>
    statement.kind === 'definition' && statement.word.text === 'fate' && !description.removed.has(statement.name.text)
      ? [{ name: statement.name.text, rule: booleanOf(statement.value) }]
      : [],
  );
  const signs = description.statements.flatMap(({ statement }) =>
    statement.kind === 'regulation'
      ? [
          {
            source: statement.source.text,
            target: statement.target.text,
            sign: statement.sign === '->' ? (1 as const) : (-1 as const),
          },
        ]
      : [],
  );
  const scheme = optional(last(reads, 'update'), 'scheme');
  const network: GeneNetwork = {
    genes: [...genes.values()],
    inputs: [...new Set([...declared, ...(imported?.inputs ?? [])])].filter((name) => !genes.has(name)),
    fates: [...(imported?.fates ?? []), ...fates],
    signs: [...(imported?.signs ?? []), ...signs],
    update:
      scheme && word(scheme) === 'asynchronous'
        ? 'asynchronous'
        : scheme
          ? 'synchronous'
          : (imported?.update ?? 'synchronous'),
    fixed: imported?.fixed ?? {},
  };
  const controls = description.controls.filter((written) => !intervenes(written)).map(controlFormOf);
  return {
    noun: 'genes',
    name: description.name,
    stream: description.stream,
    ...description.controls.filter(intervenes).reduce(heldBy, network),
    ...(controls.length > 0 && { controls }),
  };
}
type Written = Description['controls'][number];
const intervenes = ({ call }: Written): boolean => isIntervention(call.callee.text);
/** @throws Refused for a gene that the network does not have, which a check says */
function heldBy(network: GeneNetwork, written: Written): GeneNetwork {
  try {
    return intervened(network, changeFormOf(written));
  } catch (error) {
    throw error instanceof RangeError ? new Refused(error.message, written.call.range) : error;
  }
}
function importedNetwork(description: Description): GeneNetwork | undefined {
  const from = header(description, 'from');
  if (!from) return undefined;
  const path = referenceOf(from.value);
  const request = inferenceOf(description);
  const network = path === undefined ? undefined : from.scope.networks.get(request ? inferenceKey(request) : path);
  if (!network && request)
    throw new Refused(
      `The rules from "${request.path}" have not been inferred: an inference is declared as a noun of its ` +
        `own, \`genes NAME like ${description.name} { … }\`.`,
      from.value.range,
    );
  if (!network)
    throw new Refused(
      `The rules in ${path === undefined ? 'this file' : `"${path}"`} have not been read.`,
      from.value.range,
    );
  return network;
}
