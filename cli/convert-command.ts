import { meant } from './meant-name.ts';
import fs from 'node:fs';
import path from 'node:path';
import type { GeneNetwork } from '../engine/genes/index.ts';
import {
  type CircuitFormat,
  circuitFormatOf,
  circuitFormats,
  FormatError,
  formatNamed,
  holdsVariables,
  isHdf5,
  matrixInFile,
  mayHoldRules,
  modelFile,
  notHeld,
  readCircuit,
  type RulesFormatName,
  rulesFormats,
  unpacked,
  writeRules,
} from '../formats/index.ts';
import { analyseRulesFile, type Diagnostic, specifyGenes } from '../language/index.ts';
import { Failure } from '../making/failure.ts';
import { writeNamedFile } from '../runs/keep/named-file.ts';
import { convertedNetwork, isModel } from './convert-network.ts';
import type { Converted } from './converted.ts';
import { genesText, statedSigns } from './genes-text.ts';
import { readRulesFile } from './rules-source.ts';
import { diagnosticJson, showDiagnostic } from './shown-diagnostic.ts';
import { checkFile, hasErrors, readFailure, statusOfErrors } from './read-source.ts';
import { paint, print, say, type Speech } from './terminal.ts';
import { matrixApart, readPlainFile } from '../runs/data/index.ts';

export interface ConvertOptions {
  readonly genes?: string;
  readonly dataset?: string;
  readonly force?: boolean;
}
type Initial = Readonly<Record<string, 0 | 1>>;
/**
 * `anlage convert IN OUT`: 1 if the file has errors, 2 if it cannot be read, or OUT is there already and `force` is not
 * given.
 */
export async function convert(from: string, to: string, options: ConvertOptions, speech: Speech): Promise<number> {
  const converted = await conversion(from, to, options, speech);
  if (typeof converted === 'number') return converted;
  for (const file of converted.files.keys())
    if (!options.force && fs.existsSync(file))
      throw new Failure('usage', `${file} is there already; name another file, or write over it with --force.`);
  for (const [file, content] of converted.files) writeNamedFile(file, content);
  const { files, holds, title, leftOut, notes = [] } = converted;
  if (speech.json) {
    print(
      JSON.stringify({
        in: from,
        out: [...files.keys()],
        ...holds,
        left_out: leftOut,
        ...(notes.length > 0 && { notes }),
      }),
    );
    return 0;
  }
  if (!speech.quiet)
    say(
      `${[...files.keys()].join(' and ')}: ${Object.entries(holds)
        .map(([what, count]) => `${count.toLocaleString('en')} ${count === 1 ? what.replace(/s$/, '') : what}`)
        .join(', ')}.`,
    );
  if (!speech.quiet) for (const note of notes) say(`${from}: ${note}`);
  if (leftOut.length > 0) say(`${title} has no place for ${leftOut.join('; ')}: left out.`);
  return 0;
}

/** The exit status where the file that is read has errors, which are then said. @throws Failure */
async function conversion(
  from: string,
  to: string,
  options: ConvertOptions,
  speech: Speech,
): Promise<Converted | 1 | 2> {
  try {
    fs.accessSync(from, fs.constants.R_OK);
  } catch (error) {
    throw readFailure(error, from, 'name a file in it');
  }
  const target = kindOf(to, false);
  const source = kindOf(from, true, target.kind === 'rules' || target.kind === 'anl');
  try {
    if (source.kind === 'network' && (target.kind === 'circuit' || target.kind === 'parts'))
      return convertedNetwork(from, to, target.kind === 'circuit' ? target.format : undefined);
    if (source.kind === 'circuit' && target.kind === 'circuit')
      return await convertedCircuit(from, to, target.format, options);
    if (
      source.kind === 'circuit' ||
      source.kind === 'network' ||
      source.kind === 'parts' ||
      target.kind === 'circuit' ||
      target.kind === 'network' ||
      target.kind === 'parts'
    )
      throw new Failure(
        'usage',
        `${from} holds ${what[source.kind]} and ${to} would hold ${what[target.kind]}: gene rules are ` +
          `converted to gene rules (${ruleEnds}), circuits to circuits (${circuitEnds}), a trained network ` +
          `(${modelFile}) to its weights as a circuit, or to all its parts (.npz).`,
      );
    const read = source.kind === 'anl' ? await networkOfText(from, options, speech) : networkOfRules(from, speech);
    return typeof read === 'number'
      ? read
      : convertedRules(read, from, to, target.kind === 'anl' ? undefined : target.format);
  } catch (error) {
    throw error instanceof FormatError
      ? new Failure('usage', `${placed(from, error)}: ${error.message}`, { cause: error })
      : error;
  }
}

type Kind =
  | { readonly kind: 'anl' }
  | { readonly kind: 'rules'; readonly format: RulesFormatName }
  | { readonly kind: 'circuit'; readonly format: CircuitFormat }
  | { readonly kind: 'network' }
  | { readonly kind: 'parts' };
const what: Readonly<Record<Kind['kind'], string>> = {
  anl: 'gene rules',
  rules: 'gene rules',
  circuit: 'a circuit',
  network: 'a trained network',
  parts: 'the parts of a network',
};
/**
 * What a file holds, by the end of its name; a `.tsv` or `.txt` that is read may be either: rules where rules are to be
 * written, else its content tells. @throws Failure
 */
function kindOf(file: string, isRead: boolean, asRules = false): Kind {
  if (/\.anl$/i.test(file)) return { kind: 'anl' };
  if (isRead && isModel(file)) return { kind: 'network' };
  if (!isRead && /\.npz$/i.test(file)) return { kind: 'parts' };
  const circuit = circuitFormatOf(isRead ? file.replace(/\.gz$/i, '') : file);
  if (circuit && !(isRead && /\.tsv$/i.test(file) && (asRules || isRuleTable(file))))
    return { kind: 'circuit', format: circuit };
  const own = rulesFormats.find(({ extensions }) =>
    extensions.some((extension) => file.toLowerCase().endsWith(extension)),
  );
  // a matrix of numbers, or Octave's text, where it is no table of rules
  if (isRead && !own && /\.(txt|dat|asc)(\.gz)?$/i.test(file) && !(asRules && mayHoldRules(file)) && !isRuleTable(file))
    return { kind: 'circuit', format: circuitFormatOf('.csv')! };
  const format =
    own ?? rulesFormats.find(({ shared }) => shared.some((extension) => file.toLowerCase().endsWith(extension)));
  if (format && mayHoldRules(file)) return { kind: 'rules', format: format.name };
  throw new Failure(
    'usage',
    `${file} ends in none of the extensions that are ${isRead ? 'read' : 'written'}: gene rules ` +
      `${ruleEnds}; circuits ${circuitEnds}; a trained network ${isRead ? modelFile : '.npz'}.`,
  );
}
const ruleEnds = ['.anl', ...rulesFormats.flatMap(({ extensions, shared }) => [...extensions, ...shared])]
  .filter((end, i, all) => all.indexOf(end) === i)
  .join(' ');
const circuitEnds = circuitFormats.flatMap(({ extensions }) => extensions).join(' ');
/** By its first lines: the header of a table of rules, or of BoolNet's, which may stand behind comments. */
const isRuleTable = (file: string): boolean =>
  /^\s*(?:#.*\s*)*(?:gene\s*\t\s*rule|"?targets?"?\s*,\s*"?(?:factors|functions))/i.test(
    new TextDecoder().decode(contentOf(file).subarray(0, 2000)),
  );

interface ReadNetwork {
  readonly network: GeneNetwork;
  readonly name: string;
  readonly notes: readonly string[];
  readonly initial?: Initial;
}
/** One of the networks of a `.anl` file. @throws Failure */
async function networkOfText(file: string, { genes }: ConvertOptions, speech: Speech): Promise<ReadNetwork | 1 | 2> {
  const { source, diagnostics, analysis, reader } = await checkFile(file);
  const networks = await specifyGenes(analysis, reader);
  const names = networks.map(({ name }) => name);
  const network = networks.find(({ name }) => (genes === undefined ? networks.length === 1 : name === genes));
  if (network) return { network, name: network.name, notes: [] };
  if (hasErrors(diagnostics)) return refuse(file, source, diagnostics, speech);
  if (names.length === 0) throw new Failure('usage', `${file} declares no genes; there is nothing to convert.`);
  throw new Failure(
    'usage',
    genes === undefined
      ? `${file} declares ${names.length} networks: say which with --genes ${names.join(' or --genes ')}.`
      : `${file} has no genes called ${genes}: ${meant(genes, names)}`,
  );
}
/** The network of a file of rules, with its values at the start. @throws Failure */
function networkOfRules(file: string, speech: Speech): ReadNetwork | 1 | 2 {
  const { source, rules } = readRulesFile(file);
  const { genes, inputs, signs, open, initial, problems, notes, update = 'synchronous' } = rules;
  if (problems.length > 0) {
    refuse(file, source, analyseRulesFile(source, file, { endings: false, file: rules }), speech);
    return 1;
  }
  if (genes.length === 0) throw new Failure('usage', `${file} gives no gene a rule; there is nothing to convert.`);
  return {
    network: { genes, inputs, signs, fates: [], update, fixed: {}, ...(open && { open }) },
    name: blockName(file),
    notes,
    ...(initial && { initial }),
  };
}
function refuse(file: string, source: string, diagnostics: readonly Diagnostic[], { json, colour }: Speech): 1 | 2 {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (json) print(JSON.stringify({ in: file, diagnostics: errors.map((error) => diagnosticJson(source, error)) }));
  else for (const error of errors) say(`${showDiagnostic(file, source, error, paint(colour))}\n`);
  return statusOfErrors(errors);
}
/** The name of a file as the name of a block: `007_CORTICAL-AREA.bnet` is `CORTICAL_AREA`. */
const blockName = (file: string): string =>
  path
    .basename(file)
    .replace(/(\.\w+)+$/, '')
    .replace(/[^A-Za-z0-9_]+/g, '_')
    .replace(/^[\d_]+/, '') || 'network';

function convertedRules(
  { network, name, initial, notes }: ReadNetwork,
  from: string,
  to: string,
  format: RulesFormatName | undefined,
): Converted {
  const holds = { genes: network.genes.length, inputs: network.inputs.length };
  if (format === undefined) {
    if (network.open)
      throw new FormatError(
        `the rules of ${network.open.map(({ gene }) => gene).join(', ')} are open, and a block has no words for ` +
          `that: name the file, as in genes ${name} from "${from}" { member drawn }`,
      );
    const idle = network.signs.length - statedSigns(network).length;
    const start = Object.keys(initial ?? {}).length;
    return {
      files: new Map([[to, genesText(network, name)]]),
      title: 'A genes block',
      holds,
      notes,
      leftOut: [
        ...(idle > 0 ? [`${idle} ${idle === 1 ? 'sign' : 'signs'} of regulators without effect`] : []),
        ...(start > 0
          ? [
              `${start} ${start === 1 ? 'value' : 'values'} at the start (a development says its own: start ` +
                `1 cell { on … })`,
            ]
          : []),
      ],
    };
  }
  const files = new Map([[to, writeRules(network, format, initial)]]);
  const { beside } = formatNamed(format);
  if (beside && initial) files.set(beside.of(to), beside.write(network, initial));
  return {
    files,
    title: `A ${formatNamed(format).title} file`,
    holds,
    notes,
    leftOut: notHeld(network, format, beside ? undefined : initial),
  };
}

async function convertedCircuit(
  from: string,
  to: string,
  target: CircuitFormat,
  { dataset }: ConvertOptions,
): Promise<Converted> {
  const content = contentOf(from);
  if (dataset !== undefined && !holdsVariables(unpacked(content), from))
    throw new Failure('usage', `--dataset names one of several matrices of a file, and ${from} is none of those.`);
  const graph = await readCircuit(content, from, (bytes) =>
    isHdf5(bytes) ? matrixApart(from)(bytes, dataset) : matrixInFile(bytes, dataset),
  );
  if (graph.nodes.length === 0)
    throw new Failure('usage', `${from} holds no neuron and no connection: check that it is the right file.`);
  return {
    notes: graph.notes ?? [],
    files: new Map([[to, target.write(graph)]]),
    title: `A ${path.extname(to)} file`,
    holds: { neurons: graph.nodes.length, connections: target.connections?.(graph) ?? graph.edges.length },
    leftOut: target.notHeld(graph),
  };
}

function contentOf(file: string): Uint8Array {
  try {
    return readPlainFile(file);
  } catch (error) {
    throw readFailure(error, file, 'name a file in it');
  }
}
const placed = (file: string, { line, column }: FormatError): string =>
  [file, line, column].filter((part) => part !== undefined).join(':');
