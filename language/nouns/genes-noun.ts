/** Gene rules: those written, those of a file, those inferred; with what holds or redraws them. */
import { memberCount, memberOf } from '../../engine/genes/index.ts';
import type { Gene, GeneNetwork, OpenRule } from '../../engine/genes/gene-network.ts';
import { rulesFormats } from '../../formats/index.ts';
import { type ControlForm, intervened, isIntervention } from '../../catalogue/controls/index.ts';
import { choice, count, either, fileEndingIn, type NounEntry, over } from '../../catalogue/entry.ts';
import { booleanOf, constantOf } from '../canonical/canonical-expression.ts';
import { changeFormOf, controlFormOf } from '../canonical/control-form.ts';
import { type Description, inForce } from '../canonical/description.ts';
import { header, referenceOf } from '../canonical/header-phrases.ts';
import { all, last, optional, settings, value, values, word } from '../canonical/read-settings.ts';
import { bareName } from '../match.ts';
import { Refused } from '../canonical/scope.ts';
import { inferenceKey, inferenceOf, tableOf } from '../inferred-genes.ts';
import { inference } from './inference-words.ts';
import type { NounDefinition } from './noun-definition.ts';

/** `open`: each seed has a member of its own. */
export interface GenesNoun extends GeneNetwork {
  readonly noun: 'genes';
  readonly name: string;
  readonly stream: string;
  /** Drawn per seed, innermost first; the network as written is what they start from. Absent where there are none. */
  readonly controls?: readonly ControlForm[];
}

/** Whether each seed has a network of its own: what is known of it is known once it is drawn. */
export const variesBySeed = ({ controls, open }: GenesNoun): boolean => controls !== undefined || open !== undefined;

export function genesOf(description: Description): GenesNoun {
  const reads = settings(description);
  const lost = tableOf(description) === undefined && reads.find(({ match }) => isOfInference(match.entry.word));
  if (lost) throw new Refused(withoutTable(lost.match.entry.word, description.name), lost.match.setting.word.range);
  const { imported, genes } = rulesOf(description);
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
  const meant = memberMeant(description);
  if (typeof meant === 'string') throw new Refused(meant, description.declaration.name.range);
  const controls = description.controls.filter((written) => !intervenes(written)).map(controlFormOf);
  return {
    noun: 'genes',
    name: description.name,
    stream: description.stream,
    ...description.controls.filter(intervenes).reduce(heldBy, meant(network, description.stream)),
    ...(controls.length > 0 && { controls }),
  };
}
/** Rules that a noun takes from a file, and all its rules by gene: those that are written take the place of others. */
function rulesOf(description: Description): {
  readonly imported: GeneNetwork | undefined;
  readonly genes: ReadonlyMap<string, Gene>;
} {
  const imported = importedNetwork(description);
  const genes = new Map<string, Gene>(imported?.genes.map((gene) => [gene.name, gene]));
  for (const { statement } of description.statements) {
    if (statement.kind === 'assignment')
      genes.set(statement.name.text, { name: statement.name.text, rule: booleanOf(statement.value.base) });
  }
  return { imported, genes };
}

/** Whether a text says that each seed has a member of its own. */
export const isMemberDrawn = (description: Description): boolean =>
  description.entry.noun === 'genes' &&
  inForce(description).some(
    ({ statement }) =>
      statement.kind === 'setting' &&
      statement.word.text === 'member' &&
      bareName(statement.items[0]?.value)?.text === 'drawn',
  );
/** Makes a network of what is imported: the member that is meant, or all that the seeds draw from. */
type Meant = (network: GeneNetwork, stream: string) => GeneNetwork;
/** Which member of a network with open rules is meant; a text says what is wrong. */
export function memberMeant(description: Description): Meant | string {
  const { imported, genes: written } = rulesOf(description);
  const asked = last(settings(description), 'member');
  const given = asked && value(asked, 'member');
  const chosen = given && bareName(given)?.text === 'drawn' ? 'drawn' : given && constantOf(given);
  const known = new Map(imported?.genes.map((gene) => [gene.name, gene]));
  const open = (imported?.open ?? []).filter(({ gene }) => written.get(gene) === known.get(gene));
  if (open.length === 0)
    return chosen === undefined
      ? (network) => network
      : `No rule of \`${description.name}\` is open, so it has no other members: remove \`member\`.`;
  if (chosen === undefined)
    return inferenceOf(description) ? (network) => network : withoutMember(description.name, open);
  return chosen === 'drawn'
    ? (network) => ({ ...network, open })
    : (network, stream) => memberOf({ ...network, open }, chosen, stream);
}
const withoutMember = (name: string, open: readonly OpenRule[]): string =>
  `${open.length === 1 ? 'A rule' : `${open.length} rules`} of \`${name}\` ${open.length === 1 ? 'is' : 'are'} open ` +
  `(${open
    .slice(0, 8)
    .map(({ gene }) => gene)
    .join(
      ', ',
    )}${open.length > 8 ? ', …' : ''}): it stands for ${countText(memberCount(open))} networks. Say which is ` +
  `meant: \`member drawn\`, of each seed its own, or one of them, \`member 1\`.`;
/** All digits up to a thousand millions; beyond, a power of ten. */
export const countText = (count: bigint): string => {
  const digits = String(count);
  return digits.length > 9
    ? `${digits[0]}.${digits.slice(1, 3)} × 10^${digits.length - 1}`
    : count.toLocaleString('en');
};
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

const ofRules = rulesFormats.flatMap(({ extensions, shared }) => [...extensions, ...shared]);
const ofExpression = ['.csv', '.tsv', '.h5ad', '.loom', '.h5', '.mtx'];

const genesEntry: NounEntry<'genes'> = {
  noun: 'genes',
  rules: true,
  documentation: 'Boolean gene rules. A state is one bit per gene; a fate is a condition on the state.',
  example: 'genes mouse {\n  update asynchronous\n  input Niche\n  Sox2, Sox2 & Niche\n  fate progenitor = Sox2\n}',
  labels: {
    from: [
      {
        name: 'from',
        type: fileEndingIn(...ofRules, ...ofExpression),
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
      word: 'member',
      documentation:
        'Of rules that are open which network is meant: those of an AEON file without a function, and those that an ' +
        'inference finds as good. Of each gene every function that it may have is as likely. Without it an ' +
        'inference gives the rules that it lists first.',
      example: 'member drawn',
      items: [
        {
          name: 'member',
          documentation: 'Which.',
          type: either(
            choice(['drawn', 'Each seed draws its own: the spread over seeds holds what is not known of the rules.']),
            count('members', '1', 0),
            '`drawn` or the number of a member',
          ),
        },
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
