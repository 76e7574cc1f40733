import fs from 'node:fs';
import path from 'node:path';
import {
  type Binarisation,
  type Inference,
  inferenceDefaults,
  InferenceError,
  type InferenceOptions,
  inferenceText,
  isChance,
  isUnregulated,
  type Null,
  type Progress,
} from '../engine/inference/index.ts';
import { ruleText } from '../engine/genes/index.ts';
import { FormatError, type Transform } from '../formats/index.ts';
import { inferFrom, type InferenceRequest } from '../language/index.ts';
import { nodeReader } from '../runs/data/index.ts';
import { Failure } from '../making/failure.ts';
import { writeNamedFile } from '../runs/keep/named-file.ts';
import { writtenName } from './genes-text.ts';
import { duration } from './progress-line.ts';
import { print, say, type Speech } from './terminal.ts';

export interface InferOptions {
  readonly genes?: string;
  readonly variable?: string;
  readonly rows?: string;
  readonly names?: string;
  readonly layer?: string;
  readonly transform?: string;
  readonly order?: string;
  readonly series?: string;
  readonly root?: string;
  readonly pseudotime?: string;
  readonly binarise?: string;
  readonly regulators?: string;
  readonly lag?: string;
  readonly self?: boolean;
  readonly null?: string;
  readonly draws?: string;
  readonly unexplained?: string;
  readonly known?: string;
  readonly name?: string;
  readonly seed?: string;
  readonly out?: string;
}

/**
 * `anlage infer`: prints a `genes` block; 2 where the table cannot be read or does not allow it, 130 if it was
 * cancelled.
 */
export async function infer(table: string, given: InferOptions, speech: Speech): Promise<number> {
  if (!fs.existsSync(table)) throw new Failure('usage', `${table} is not there: check the name and the folder.`);
  const request = requestOf(table, given);
  const name = given.name ?? 'inferred';
  if (!/^[A-Za-z_]\w*$/.test(name)) throw new Failure('usage', `--name is a plain name such as "mouse", not "${name}"`);
  const cancel = new AbortController();
  const interrupt = (): void => cancel.abort();
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const line = speech.json || speech.quiet ? undefined : progress(process.stderr);
  try {
    const found = await inferFrom(request, nodeReader(), { signal: cancel.signal, onProgress: line?.show });
    line?.clear();
    if ('aborted' in found) {
      say('Cancelled; nothing was written.');
      return 130;
    }
    deliver(
      found,
      inferenceText(found.inference, name, path.basename(table), writtenName),
      name,
      path.basename(table),
      given,
      speech,
    );
    return 0;
  } catch (error) {
    line?.clear();
    if (error instanceof FormatError)
      throw new Failure('usage', `${placeIn(table, error)}: ${inOptions(error.message)}`, { cause: error });
    if (error instanceof InferenceError && !request.options.order)
      throw new Failure('usage', noOrder, { cause: error });
    if (error instanceof InferenceError)
      throw new Failure('usage', `${table}: ${inOptions(error.message)}`, { cause: error });
    throw error;
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}

function deliver(
  { inference, notes }: { readonly inference: Inference; readonly notes: readonly string[] },
  text: string,
  name: string,
  table: string,
  { out }: InferOptions,
  speech: Speech,
): void {
  if (out !== undefined) writeNamedFile(out, `language 1\n\n${text}`);
  if (speech.json) print(JSON.stringify({ ...jsonOf(inference, name, text), notes }));
  else if (out === undefined) process.stdout.write(text);
  if (speech.quiet || speech.json) return;
  for (const note of notes) say(`${table}: ${note}`);
  const chance = inference.rules.filter(isChance).length,
    none = inference.rules.filter(isUnregulated).length;
  const doubts = [
    ...(chance > 0 ? [`${chance} no better than chance${inference.options.self ? ' or staying as it was' : ''}`] : []),
    ...(none > 0 ? [`${none} without a regulator`] : []),
  ].join(', ');
  const isTested = inference.options.draws > 0;
  const beyondDoubt = isTested ? 'all are better than chance' : 'not held against chance';
  say(
    `${inference.rules.length} rules from ${inference.pairs.count} pairs of cells; ` +
      `${doubts ? `${doubts}, and marked so` : beyondDoubt}.${out === undefined ? '' : ` Written to ${out}.`}`,
  );
}

/** `table.csv`, `table.csv:3`, `table.csv:3:2`: as far as the error knows its place. */
const placeIn = (table: string, { line, column }: FormatError): string =>
  [table, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(':');

function requestOf(table: string, given: InferOptions): InferenceRequest {
  const order = orderOf(given);
  const reading = {
    rows: oneOf('--rows', given.rows, ['cells', 'genes']),
    names: given.names,
    layer: given.layer,
    transform: oneOf('--transform', given.transform, ['none', 'log', 'counts']) as Transform | undefined,
    cellColumns: given.pseudotime,
    genes: listed(given.genes),
    variable: whole('--variable', given.variable, 1),
    welcome: listed(given.known),
    ...(order?.by === 'columns' && {
      columns: [...order.columns, ...(order.series === undefined ? [] : [order.series])],
    }),
  };
  const chosen = {
    binarise: binarisationOf(given.binarise),
    regulators: whole('--regulators', given.regulators, 1),
    lag: whole('--lag', given.lag, 1),
    self: given.self === false ? false : undefined,
    null: oneOf('--null', given.null, ['shifts', 'permutations']) as Null | undefined,
    draws: whole('--draws', given.draws, 0),
    unexplained: oneOf('--unexplained', given.unexplained, ['keep', 'input']) as
      | InferenceOptions['unexplained']
      | undefined,
    inputs: listed(given.known),
    seed: whole('--seed', given.seed, 0),
  };
  return {
    path: table,
    reading: stated(reading),
    options: { ...inferenceDefaults, ...stated(chosen), ...(order && { order }) },
  };
}
const stated = <T extends object>(options: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
const listed = (text: string | undefined): readonly string[] | undefined =>
  text
    ?.split(',')
    .map((part) => part.trim())
    .filter(Boolean);

const noOrder =
  'say how the cells follow each other: --order COLUMN (of the table, or of --pseudotime FILE; several with commas), ' +
  '--root CELL for a diffusion pseudotime, or --order rows';
/** Undefined where nothing says it: that is said when the table has been read. */
function orderOf({ order, series, root }: InferOptions): InferenceOptions['order'] | undefined {
  if (order !== undefined && root !== undefined)
    throw new Failure('usage', '--order takes the order from columns, --root from a diffusion; give one of them');
  if (root !== undefined) return { by: 'diffusion', root };
  if (order === 'rows') return { by: 'rows' };
  const columns = listed(order);
  if (!columns?.length) return undefined;
  return { by: 'columns', columns, ...(series !== undefined && { series }) };
}

function binarisationOf(text: string | undefined): Binarisation | undefined {
  if (text === undefined) return undefined;
  const [, method, number, percent] = /^(\w+)(?:[ :=](-?[\d.]+(?:e-?\d+)?)\s*(%?))?$/.exec(text.trim()) ?? [];
  const value = Number(number);
  if ((method === 'kmeans' || method === 'edge_detector') && number === undefined) return { method };
  if (method === 'fixed' && Number.isFinite(value) && !percent) return { method, threshold: value };
  const share = percent ? value / 100 : value;
  if (method === 'quantile' && share > 0 && share < 1) return { method, share };
  throw new Failure('usage', `--binarise is kmeans, edge_detector, fixed:1.5 or quantile:50%, not "${text}"`);
}

function whole(option: string, text: string | undefined, least: number): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text) || Number(text) < least || !Number.isSafeInteger(Number(text)))
    throw new Failure('usage', `${option} is a whole number from ${least}, not "${text}"`);
  return Number(text);
}
function oneOf<T extends string>(option: string, text: string | undefined, words: readonly T[]): T | undefined {
  if (text !== undefined && !(words as readonly string[]).includes(text))
    throw new Failure('usage', `${option} is ${words.join(' or ')}, not "${text}"`);
  return text as T | undefined;
}

/** A remedy in the words of the language, in those of the command. */
const inOptions = (message: string): string =>
  message
    .replaceAll('`rows cells` or `rows genes`', '--rows cells or --rows genes')
    .replaceAll('`names from "genes.txt"`', '--names genes.txt')
    .replaceAll('`order by COLUMN from "file"`', '--order COLUMN --pseudotime FILE')
    .replaceAll('`variable 20`', '--variable 20');

/** On a terminal one line that is written over; elsewhere a line every few seconds. */
function progress(stream: NodeJS.WriteStream): { readonly show: (at: Progress) => void; readonly clear: () => void } {
  const start = Date.now();
  let shown = start;
  return {
    show: ({ done, doing }) => {
      const now = Date.now();
      if (now - shown < (stream.isTTY ? 100 : 5000)) return;
      shown = now;
      const left = done > 0.01 ? `  ${duration(((now - start) / 1000) * (1 / done - 1))} left` : '';
      stream.write(
        stream.isTTY
          ? `\r\u001b[K${Math.floor(100 * done)} %  ${doing}${left}`
          : `${Math.floor(100 * done)} %  ${doing}${left}\n`,
      );
    },
    clear: () => {
      if (stream.isTTY) stream.write('\r\u001b[K');
    },
  };
}

function jsonOf({ rules, network, binarisation, cells, pairs, options }: Inference, name: string, text: string) {
  return {
    name,
    text,
    cells,
    pairs,
    inputs: network.inputs,
    regulators: options.regulators,
    lag: options.lag,
    null: options.null,
    rules: rules.map((rule) => ({
      gene: rule.gene,
      rule: ruleText(rule.rule),
      regulators: rule.regulators,
      score: rule.score,
      constant: rule.constant,
      persistence: rule.persistence,
      cross_validated: rule.crossValidated,
      chance: rule.chance,
      better_than_chance: rule.chance === null ? null : !isChance(rule),
      alternatives: {
        count: rule.alternatives.count,
        listed: rule.alternatives.listed.map((other) => ruleText(other.rule)),
      },
      worth: rule.worth,
      associated: rule.associated,
    })),
    genes: binarisation,
  };
}
