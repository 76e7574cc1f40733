/** Gene rules: those written, those of a file, those inferred; with what holds or redraws them. */
import type { Gene, GeneNetwork } from '../../engine/genes/gene-network.ts';
import { rulesFormats } from '../../formats/index.ts';
import { type ControlForm, intervened, isIntervention } from '../../catalogue/controls/index.ts';
import { choice, file, type NounEntry, over } from '../../catalogue/entry.ts';
import { booleanOf } from '../canonical/canonical-expression.ts';
import { changeFormOf, controlFormOf } from '../canonical/control-form.ts';
import { type Description, inForce } from '../canonical/description.ts';
import { header, referenceOf } from '../canonical/header-phrases.ts';
import { all, last, optional, settings, values, word } from '../canonical/read-settings.ts';
import { Refused } from '../canonical/scope.ts';
import { inferenceKey, inferenceOf, tableOf } from '../inferred-genes.ts';
import { inference } from './inference-words.ts';
import type { NounDefinition } from './noun-definition.ts';

export interface GenesNoun extends GeneNetwork {
  readonly noun: 'genes';
  readonly name: string;
  readonly stream: string;
  /** Drawn per seed, innermost first; the network as written is what they start from. Absent where there are none. */
  readonly controls?: readonly ControlForm[];
}

export function genesOf(description: Description): GenesNoun {
  const reads = settings(description);
  const lost = tableOf(description) === undefined && reads.find(({ match }) => isOfInference(match.entry.word));
  if (lost) throw new Refused(withoutTable(lost.match.entry.word, description.name), lost.match.setting.word.range);
  const imported = importedNetwork(description);
  const genes = new Map<string, Gene>(imported?.genes.map((gene) => [gene.name, gene]));
  for (const { statement } of description.statements) {
    if (statement.kind === 'assignment')
      genes.set(statement.name.text, { name: statement.name.text, rule: booleanOf(statement.value.base) });
  }
  const declared = all(reads, 'input').flatMap((found) => values(found, 'inputs').map(word));
  const fates = inForce(description).flatMap(({ statement }) =>
    statement.kind === 'definition' && statement.word.text === 'fate'
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
    fates: [...(imported?.fates ?? []).filter(({ name }) => !description.removed.has(name)), ...fates],
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
const isOfInference = (said: string): boolean => inference.some(({ word: known }) => known === said);
export const withoutTable = (said: string, genes: string): string =>
  `\`${said}\` says how rules are inferred from an expression table, and \`${genes}\` has none: write ` +
  `\`genes ${genes} from "table.csv"\`, or remove it.`;
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

const rulesFiles = rulesFormats
  .map(
    ({ title, extensions, shared }) =>
      `${title} (${(extensions.length > 0 ? extensions : shared).map((extension) => `\`${extension}\``).join(', ')})`,
  )
  .join(', ');

const genesEntry: NounEntry<'genes'> = {
  noun: 'genes',
  rules: true,
  documentation: 'Boolean gene rules. A state is one bit per gene; a fate is a condition on the state.',
  example: 'genes mouse {\n  update asynchronous\n  input Niche\n  Sox2, Sox2 & Niche\n  fate progenitor = Sox2\n}',
  labels: {
    from: [
      {
        name: 'from',
        type: file,
        documentation:
          `A file of gene rules: ${rulesFiles}. Or an expression table from which rules are inferred: ` +
          `\`.csv\`, \`.tsv\`, \`.h5ad\`, \`.loom\`, 10x \`.h5\`, \`.mtx\` or a folder that holds one.`,
      },
    ],
  },
  words: [
    {
      word: 'update',
      documentation: 'How states follow each other.',
      example: 'update asynchronous',
      items: [
        {
          name: 'scheme',
          documentation: 'The update scheme.',
          type: choice(['synchronous', 'All genes at once.'], ['asynchronous', 'One gene at a time, in any order.']),
        },
      ],
      default: {
        text: 'synchronous',
        source: 'the convention of BoolNet and of Boolean networks since Kauffman (1969)',
      },
    },
    {
      word: 'input',
      documentation: 'Genes set from outside the network; held constant while the genes update.',
      example: 'input Niche',
      repeats: true,
      items: [
        {
          name: 'inputs',
          many: true,
          documentation: 'Names of inputs.',
          type: { says: 'a name', example: 'Niche', free: true },
        },
      ],
    },
    {
      word: 'fate',
      documentation: 'A fate: the states for which the condition is true.',
      example: 'fate neuron = Tbr1 & !Hes1',
      repeats: true,
      defines: 'fate',
      items: [
        { name: 'rule', documentation: 'A condition over genes and inputs.', type: over('boolean', 'Tbr1 & !Hes1') },
      ],
    },
    {
      word: 'stream',
      documentation: 'Pins the key of the random draws.',
      example: 'stream "mouse"',
      items: [
        { name: 'stream', documentation: 'The key.', type: { says: 'a string', example: '"mouse"', file: true } },
      ],
    },
    ...inference,
  ],
};

export const genes: NounDefinition<'genes', GenesNoun> = { entry: genesEntry, formOf: genesOf };
