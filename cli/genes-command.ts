import { pasted } from '../runs/shell-words.ts';
import path from 'node:path';
import { memberOf, membersEnd, type NetworkAnalysis, type UpdateScheme } from '../engine/genes/index.ts';
import { meant } from './meant-name.ts';
import { type Diagnostic, type GenesNoun, specifyGenes } from '../language/index.ts';
import { analyseGenes, Failure } from '../runs/index.ts';
import { forcedBy, forcedJson, forcedTable } from './genes-control.ts';
import { membersJson, membersLooked, membersTable } from './genes-members.ts';
import { genesTable } from './genes-table.ts';
import { waysFrom, waysJson, waysTable } from './genes-ways.ts';
import { diagnosticJson, showDiagnostic } from './shown-diagnostic.ts';
import { checkRules } from './rules-source.ts';
import { checkFile, hasErrors, statusOfErrors } from './read-source.ts';
import { cancelOnInterrupt } from './interrupts.ts';
import { paint, print, say, type Speech, textWidth } from './terminal.ts';

export interface GenesOptions {
  readonly update?: string;
  readonly knockOut?: string;
  readonly overExpress?: string;
  readonly from?: string;
  readonly control?: string;
  readonly share?: string;
  readonly member?: string;
  readonly members?: string;
}
/** The networks of a file, and what is to be said of it. */
interface Given {
  readonly file: string;
  readonly source: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly networks: readonly GenesNoun[];
}

/**
 * `anlage genes`: where the gene networks of a file end. 1 if the file has errors, 2 if it cannot be read or has no
 * such network or gene, 130 if it was stopped.
 */
export async function genes(
  file: string,
  name: string | undefined,
  options: GenesOptions,
  speech: Speech,
): Promise<number> {
  const update = schemeOf(options.update);
  if (options.share !== undefined && options.control === undefined)
    throw new Failure('usage', '--share says of how many starts: it needs --control FATE.');
  const given = await read(file, name, update);
  if (hasErrors(given.diagnostics)) return refuse(given, speech);
  const networks = chosen(given, name).map((network) => varied(network, options));
  for (const [i, network] of networks.entries()) {
    if (network.open) {
      const text = await ofMembers(network, options, given, speech);
      if (text === undefined) return 130;
      print(`${i > 0 && !speech.json ? '\n\n' : ''}${text}`);
      continue;
    }
    const cancel = cancelOnInterrupt('\nStopping.');
    const waiting =
      speech.json || speech.quiet
        ? undefined
        : setTimeout(
            () => say(`Looking for where ${network.name} ends (2^${freeOf(network)} states); Ctrl-C stops.`),
            1500,
          );
    const analysis = await analyseGenes(network, cancel.signal).finally(() => {
      clearTimeout(waiting);
      cancel.done();
    });
    if (!analysis) return 130;
    const ways = options.from === undefined ? undefined : waysFrom(network, options.from);
    const forced =
      options.control === undefined ? undefined : forcedBy(network, options.control, shareOf(options.share));
    if (speech.json)
      print(
        JSON.stringify({
          ...(networks.length > 1 && { name: network.name }),
          ...genesJson(analysis),
          ...(ways && { from: waysJson(ways) }),
          ...(forced && { control: forcedJson(forced) }),
          diagnostics: given.diagnostics.map((one) => diagnosticJson(given.source, one)),
        }),
      );
    else {
      const style = { colour: speech.colour, width: textWidth() };
      const tables = [
        genesTable(network, analysis, style),
        ...(ways ? [waysTable(network, ways, style)] : []),
        ...(forced ? [forcedTable(network, forced, style)] : []),
      ];
      print(`${i > 0 ? '\n\n' : ''}${tables.join('\n\n')}`);
    }
  }
  if (!speech.json) sayBelow(given, speech);
  return 0;
}

/** What is to be said of the rules, below the tables: of each code no more than can be read there. */
function sayBelow(given: Given, speech: Speech): void {
  const said = given.diagnostics.filter(({ severity }) => severity !== 'hint' || !speech.quiet);
  const ofCode = new Map<string, Diagnostic[]>();
  for (const one of said) ofCode.set(one.code, [...(ofCode.get(one.code) ?? []), one]);
  const few = said.filter((one) => ofCode.get(one.code)!.indexOf(one) < mostOfCode);
  for (const diagnostic of textOf(given, few, speech)) print(`\n${diagnostic}`);
  const more = [...ofCode].flatMap(([code, { length }]) =>
    length > mostOfCode ? [`${length - mostOfCode} ${code}`] : [],
  );
  if (more.length > 0) print(`\nAnd ${more.join(', ')} more: anlage check ${pasted(given.file)} lists them.`);
}
const mostOfCode = 5;
/** Of rules that are open: over all members, or those drawn. Undefined where it was stopped. @throws Failure */
async function ofMembers(
  network: GenesNoun,
  { from, control, members }: GenesOptions,
  given: Given,
  speech: Speech,
): Promise<string | undefined> {
  if (from !== undefined || control !== undefined)
    throw new Failure(
      'usage',
      `The rules of ${network.name} are open, and --from and --control are of one member: add --member 1.`,
    );
  const most = members === undefined ? membersLooked : numberOf('--members', members);
  const cancel = cancelOnInterrupt('\nStopping.');
  const steps = membersEnd(network, network.stream, most);
  try {
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done)
        return speech.json
          ? JSON.stringify({
              ...membersJson(network, step.value),
              diagnostics: given.diagnostics.map((one) => diagnosticJson(given.source, one)),
            })
          : membersTable(network, step.value, { colour: speech.colour, width: textWidth() });
      await new Promise((resolve) => setImmediate(resolve));
      if (cancel.signal.aborted) return undefined;
    }
  } finally {
    cancel.done();
  }
}
/** @throws Failure */
function numberOf(option: string, text: string): number {
  if (/^\d{1,9}$/.test(text) && Number(text) > 0) return Number(text);
  throw new Failure('usage', `${option} takes a whole number above 0; "${text}" is none.`);
}

/** The documented shape. */
export function genesJson({
  genes: names,
  inputs,
  update,
  method,
  complete,
  unfinished,
  attractors,
  count,
  fates,
}: NetworkAnalysis) {
  return {
    genes: names,
    update,
    method,
    complete,
    ...(unfinished !== undefined && { unfinished }),
    attractors: attractors.map(({ kind, size, basin, states }) => ({ kind, size, basin, states })),
    ...(complete ? String(attractors.length) !== count && { count } : { count: null, at_least: count }),
    inputs,
    fates: Object.fromEntries(
      Object.entries(fates).map(([name, { reachable, basin }]) => [
        name,
        { reachable, basin: basin?.value ?? null, ...(basin?.ci && { ci: basin.ci }) },
      ]),
    ),
  };
}

/** Of a `.anl` file, what is to be said of the networks that are asked for. */
async function read(file: string, name: string | undefined, update: UpdateScheme | undefined): Promise<Given> {
  if (!/\.anl$/i.test(file)) return checkRules(file, update);
  const { source, diagnostics, analysis, reader } = await checkFile(file);
  const { declarations } = analysis.tree;
  const about = (start: number): string | undefined =>
    declarations.find(({ range }) => start >= range.start && start < range.end)?.name.text;
  const isGenes = new Set(
    declarations.flatMap(({ noun, name: { text } }) =>
      noun.text === 'genes' && (name === undefined || text === name) ? [text] : [],
    ),
  );
  const said = diagnostics.filter(({ range }) => {
    const place = about(range.start);
    return place === undefined || isGenes.has(place);
  });
  return { file, source, diagnostics: said, networks: await specifyGenes(analysis, reader) };
}

function refuse(given: Given, speech: Speech): number {
  const errors = given.diagnostics.filter(({ severity }) => severity === 'error');
  if (speech.json)
    print(JSON.stringify({ diagnostics: given.diagnostics.map((one) => diagnosticJson(given.source, one)) }));
  say(textOf(given, errors, speech).join('\n\n'));
  return given.networks.length === 0 ? statusOfErrors(errors) : 1;
}

const textOf = ({ file, source }: Given, shown: readonly Diagnostic[], { colour }: Speech): string[] =>
  shown.map((diagnostic) => showDiagnostic(file, source, diagnostic, paint(colour)));

/** @throws Failure where there is none of that name */
function chosen({ file, networks }: Given, name: string | undefined): readonly GenesNoun[] {
  if (networks.length === 0)
    throw new Failure(
      'usage',
      `${file} declares no genes: write "genes NAME { Gene, rule }", or name a file of rules.`,
    );
  if (name === undefined) return networks;
  const found = networks.find((network) => network.name === name);
  if (found) return [found];
  throw new Failure(
    'usage',
    `${path.basename(file)} has no genes named "${name}"; ${meant(
      name,
      networks.map((network) => network.name),
    )}`,
  );
}

/** The network with genes held and another scheme, as the options say. @throws Failure */
function varied(given: GenesNoun, { update, knockOut, overExpress, member }: GenesOptions): GenesNoun {
  if (member !== undefined && !given.open)
    throw new Failure('usage', `No rule of ${given.name} is open: it has no members, and --member none to choose.`);
  const network =
    member === undefined
      ? given
      : { ...given, ...memberOf(given, numberOf('--member', member), given.stream), open: undefined };
  const fixed = {
    ...network.fixed,
    ...heldAt(network, namesIn(knockOut), 0),
    ...heldAt(network, namesIn(overExpress), 1),
  };
  return { ...network, fixed, update: schemeOf(update) ?? network.update };
}
function heldAt(
  { name, genes: all, inputs }: GenesNoun,
  names: readonly string[],
  value: 0 | 1,
): Readonly<Record<string, 0 | 1>> {
  const known = [...all.map((gene) => gene.name), ...inputs];
  const unknown = names.find((gene) => !known.includes(gene));
  if (unknown !== undefined) throw new Failure('usage', `${name} has no gene "${unknown}"; ${meant(unknown, known)}`);
  return Object.fromEntries(names.map((gene) => [gene, value]));
}
const namesIn = (list = ''): string[] =>
  list
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);

/** @throws Failure */
function schemeOf(update: string | undefined): UpdateScheme | undefined {
  if (update === undefined || update === 'synchronous' || update === 'asynchronous') return update;
  throw new Failure('usage', `--update takes synchronous or asynchronous; "${update}" is neither.`);
}

/** @throws Failure */
function shareOf(percent: string | undefined): number | undefined {
  if (percent === undefined) return undefined;
  const [, number] = /^\s*(\d+(?:\.\d+)?)\s*%?\s*$/.exec(percent) ?? [];
  if (number !== undefined && Number(number) > 0 && Number(number) <= 100) return Number(number) / 100;
  throw new Failure('usage', `--share takes percent, above 0 and up to 100; "${percent}" is none.`);
}

const freeOf = ({ genes: all, inputs, fixed }: GenesNoun): number =>
  all.length + inputs.length - Object.keys(fixed).length;
