/** `genes NAME from TABLE { … }`: what its statements ask to be inferred, and the inference. */
import {
  type Binarisation,
  finished,
  type Inference,
  type InferenceControl,
  inferenceDefaults,
  InferenceError,
  type InferenceOptions,
  type Null,
  type Order,
  type Underway,
  underway,
} from '../engine/inference/index.ts';
import {
  type ExpressionOptions,
  type ExpressionTable,
  holdsExpression,
  holdsOnlyRules,
  isHdf5,
  mayHoldRules,
  readExpression,
  sampleChecksum,
  type Transform,
} from '../formats/index.ts';
import type { Description } from './canonical/description.ts';
import { booleanOf, constantOf } from './canonical/canonical-expression.ts';
import { Refused } from './canonical/scope.ts';
import { all, has, last, optional, type Read, settings, values, word } from './canonical/read-settings.ts';
import type { Reader } from './reader.ts';
import { inference as words } from './nouns/inference-words.ts';

/** All that the inferred rules depend on besides the files. `order` is absent where the block does not say it. */
export interface InferenceRequest {
  readonly path: string;
  readonly reading: ExpressionOptions;
  readonly options: Omit<InferenceOptions, 'order'> & { readonly order?: Order };
}

/** What a noun of genes asks to be inferred; undefined where its rules do not come from a table. @throws Refused */
export function inferenceOf(description: Description): InferenceRequest | undefined {
  const path = tableOf(description);
  if (path === undefined) return undefined;
  const reads = settings(description);
  const known = description.statements.flatMap(({ statement }) =>
    statement.kind === 'assignment' ? [{ name: statement.name.text, rule: booleanOf(statement.value.base) }] : [],
  );
  const listed = (name: string, slot: string): readonly string[] =>
    all(reads, name).flatMap((found) => values(found, slot).map(word));
  const inputs = [...listed('input', 'inputs'), ...listed('known', 'genes')].filter(
    (gene) => !known.some(({ name }) => name === gene),
  );
  const genes = listed('genes', 'genes');
  const variable = number(last(reads, 'variable'), 'count');
  const order = orderOf(last(reads, 'order'));
  const text = (name: string, slot: string): string | undefined => {
    const given = optional(last(reads, name), slot);
    return given && word(given);
  };
  const chooses = genes.length > 0 || variable !== undefined;
  const infer = last(reads, 'infer');
  return {
    path,
    reading: {
      ...defined({
        rows: text('rows', 'rows') as ExpressionOptions['rows'],
        names: text('names', 'from'),
        layer: text('layer', 'layer'),
        transform: text('transform', 'transform') as Transform | undefined,
        cellColumns: text('order', 'from'),
        variable,
      }),
      ...(genes.length > 0 && { genes }),
      ...(chooses && { welcome: [...inputs, ...known.map(({ name }) => name)] }),
      ...(order?.by === 'columns' && {
        columns: [...order.columns, ...(order.series === undefined ? [] : [order.series])],
      }),
    },
    options: {
      ...inferenceDefaults,
      known,
      inputs,
      ...(order && { order }),
      ...defined({
        binarise: binarisationOf(last(reads, 'binarise')),
        regulators: number(infer, 'regulators'),
        lag: number(infer, 'lag'),
        draws: number(infer, 'draws'),
      }),
      ...(has(infer, 'without_self') && { self: false }),
      ...defined({
        null: chosenWord(infer, 'null') as Null | undefined,
        unexplained: chosenWord(infer, 'unexplained') as InferenceOptions['unexplained'] | undefined,
      }),
    },
  };
}
const defined = <T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
const number = (found: Read | undefined, slot: string): number | undefined => {
  const given = optional(found, slot);
  return given && constantOf(given);
};
const chosenWord = (found: Read | undefined, slot: string): string | undefined => {
  const given = optional(found, slot);
  return given && word(given);
};

function orderOf(found: Read | undefined): Order | undefined {
  if (!found) return undefined;
  const by = values(found, 'by').map(word),
    root = optional(found, 'root'),
    series = optional(found, 'series');
  if (by.includes('rows')) return { by: 'rows' };
  if (!by.includes('diffusion')) return { by: 'columns', columns: by, ...(series && { series: word(series) }) };
  if (!root)
    throw new Refused(
      '`order by diffusion` needs the cell it starts from: `order by diffusion, root CELL`.',
      found.match.setting.range,
    );
  return { by: 'diffusion', root: word(root) };
}
function binarisationOf(found: Read | undefined): Binarisation | undefined {
  const fixed = number(found, 'fixed'),
    quantile = number(found, 'quantile'),
    method = optional(found, 'method');
  if (fixed !== undefined) return { method: 'fixed', threshold: fixed };
  if (quantile !== undefined) return { method: 'quantile', share: quantile };
  return method && { method: word(method) as 'kmeans' | 'edge_detector' };
}

/**
 * The table a noun takes its genes from. A name that rules and tables share is one where the block speaks of an
 * inference.
 */
export function tableOf({ header, statements }: Pick<Description, 'header' | 'statements'>): string | undefined {
  const base = header.find(({ phrase }) => phrase.label.text === 'from')?.phrase.items[0]?.value.base;
  if (base?.kind !== 'string' || holdsOnlyRules(base.value) || !holdsExpression(base.value)) return undefined;
  const speaks = statements.some(
    ({ statement }) => statement.kind === 'setting' && words.some((known) => known.word === statement.word.text),
  );
  return speaks || !mayHoldRules(base.value) ? base.value : undefined;
}

/** By what an inferred network is kept among those read from files. */
export const inferenceKey = (request: InferenceRequest): string => JSON.stringify(request);

/** `notes`: what the reader of the table assumed or left out. */
export type Inferring =
  | { readonly inference: Inference; readonly notes: readonly string[] }
  | { readonly aborted: true };
/**
 * Infers, or goes on with what was begun: the same request on the same files is computed once. @throws InferenceError;
 * FormatError; Error of the reader
 */
export async function inferFrom(
  { path, reading, options }: InferenceRequest,
  reader: Reader,
  control: InferenceControl = {},
): Promise<Inferring> {
  const { order } = options;
  const opened: string[] = [];
  const files = new Map<string, Uint8Array>();
  const open = async (name: string): Promise<Uint8Array | undefined> => {
    const located = await reader.locate(name);
    if (!located.found) return undefined;
    const bytes = files.get(name) ?? (await reader.bytes(located.location));
    files.set(name, bytes);
    opened.push(`${name} ${bytes.length} ${sampleChecksum(bytes)}`);
    return bytes;
  };
  for (const name of [path, reading.cellColumns, reading.names])
    if (name !== undefined && /\.\w+$/.test(name)) await open(name);
  const key = JSON.stringify([path, reading, options, opened]);
  const main = files.get(path);
  const readWith = (asked: ExpressionOptions): Promise<ExpressionTable> =>
    reader.expression && main && isHdf5(main)
      ? reader.expression(path, files, asked, control.signal)
      : readExpression(path, open, asked);
  let begun = kept.get(key);
  try {
    // what is wrong with the table itself comes first
    if (!order) {
      await readWith(reading);
      throw new InferenceError('order', noOrder);
    }
    begun ??= await prepared(readWith, reading, { ...options, order });
  } catch (error) {
    if (control.signal?.aborted) return { aborted: true };
    throw error;
  }
  kept.delete(key);
  kept.set(key, begun);
  if (kept.size > mostKept) kept.delete(kept.keys().next().value as string);
  const inference = await finished(begun.underway, control);
  return inference ? { inference, notes: begun.notes } : { aborted: true };
}
const noOrder =
  'Nothing says how the cells follow each other: say `order by` and a column, `order by diffusion, root CELL`, or ' +
  '`order by rows`.';
interface Begun {
  readonly underway: Underway;
  readonly notes: readonly string[];
}
const kept = new Map<string, Begun>();
const mostKept = 16;

/** A diffusion runs over more genes than the network has: the 500 most variable. */
async function prepared(
  read: (asked: ExpressionOptions) => Promise<ExpressionTable>,
  reading: ExpressionOptions,
  options: InferenceOptions,
): Promise<Begun> {
  const table = await read(reading);
  const genes = options.genes ?? table.genes;
  const wide =
    options.order.by === 'diffusion' && table.total > table.genes.length
      ? await read({ ...reading, genes: table.genes, variable: genesOfDiffusion })
      : table;
  return { underway: underway(wide, { ...options, genes }), notes: table.notes };
}
const genesOfDiffusion = 500;
