/** A weight matrix: drawn, grown or read. */
import {
  cellsWhere,
  type MatrixProgram,
  type RankReduction,
  type SpectrumScale,
} from '../../engine/connectivity/index.ts';
import { type Expression, ExpressionError } from '../../engine/expressions/index.ts';
import { holdsConnections } from '../../formats/index.ts';
import type { Call, Range, Value } from '../../grammar/tree.ts';
import type { ControlForm } from '../../catalogue/controls/index.ts';
import type { CallForm } from '../../catalogue/forms.ts';
import { canonical, quantityOf } from '../canonical/canonical-expression.ts';
import { controlFormOf } from '../canonical/control-form.ts';
import { describe, describeAs, type Description } from '../canonical/description.ts';
import { textOf } from '../canonical/spelled-expression.ts';
import { header, referenceOf } from '../canonical/header-phrases.ts';
import {
  filled,
  has,
  last,
  needed,
  optional,
  type Read,
  settings,
  value,
  values,
  word,
} from '../canonical/read-settings.ts';
import { notYet, Refused, type Scope } from '../canonical/scope.ts';
import type { Quantity, Varying } from '../varying.ts';
import { connectEntry } from './connect-words.ts';
import { type DevelopNoun, developOf } from './develop-noun.ts';
import { programOf } from './drawn-program.ts';
import { dynamicsWithin } from './dynamics-within.ts';
import { type FieldSource, fieldOf, type RecordingSource, recordingOf } from './field-source.ts';
import { isTrained, isTuned, isWholeMatrix, type Origin, misfit, originOf } from './matrix-origins.ts';
import { type TrainedNetwork, trainedNetworkOf } from './network-within.ts';
import type { NodeTable } from './node-table.ts';
import type { NounDefinition } from './noun-definition.ts';
import { positionsOf } from './positions-of.ts';
import type { ScaledSource } from './scaled-source.ts';
import { sidesOf } from './table-words.ts';

/** A matrix. In this order: drawn, grown or read; controls; `unit_rows`; `rank`; `spectrum`. */
export interface ConnectNoun {
  readonly noun: 'connect';
  readonly name: string;
  readonly stream: string;
  readonly source: /** Cells of these fates, or for which a condition holds; all of them without. */
    | {
        readonly kind: 'develop';
        readonly develop: DevelopNoun;
        readonly cells?: string | readonly string[];
        readonly where?: Expression;
      }
    | {
        readonly kind: 'file';
        readonly path: string;
        readonly rows: 'source' | 'target';
        readonly cells?: Expression;
        readonly edges?: Expression;
        readonly columns?: Readonly<Record<string, string>>;
        readonly nodes?: NodeTable;
      }
    /** Keyed by the noun's own `stream`. */
    | { readonly kind: 'drawn'; readonly program: Varying<MatrixProgram> }
    /**
     * What a network's recurrent weights begin as: `orthogonal`, `random_ei(…)`, a distribution. As wide as the network
     * says: a number, or as wide as a matrix is.
     */
    | { readonly kind: 'initial'; readonly initialisation: CallForm; readonly neurons: Quantity | ConnectNoun }
    /** The recurrent weights of a network after the training of the experiment: `trained rnn`. */
    | { readonly kind: 'trained'; readonly network: TrainedNetwork }
    /** Eigenvalues of a symmetric Gaussian matrix, drawn without the matrix. */
    | { readonly kind: 'goe'; readonly neurons: Quantity }
    /** A whole square matrix: `.npy`, one of the variables of a file, or a table of numbers. `unit`: metres. */
    | {
        readonly kind: 'matrix';
        readonly path: string;
        readonly rows: 'source' | 'target';
        readonly dataset?: string;
        readonly positions?: { readonly path: string; readonly unit: number };
      }
    /** As a dynamics has scaled its synapses. */
    | ScaledSource<ConnectNoun>
    | FieldSource
    | RecordingSource;
  /**
   * Innermost first: `rewired(permuted(W))` is [permuted, rewired]. Each draws from its own `stream` (the call's text).
   */
  readonly controls: readonly ControlForm[];
  readonly unitRows: boolean;
  readonly rank?: Varying<RankReduction>;
  readonly spectrum?: Varying<SpectrumScale>;
}

type Source = ConnectNoun['source'];

export function connectOf(description: Description): ConnectNoun {
  const reads = settings(description);
  const from = header(description, 'from');
  const weights = last(reads, 'weights'),
    rank = last(reads, 'rank'),
    spectrum = last(reads, 'spectrum');
  const reference = referenceOf(from?.value);
  const origin = originOf(
    from?.value.base,
    reads.map(({ match }) => match.entry.word),
    isGoe(weights),
    (name) => from?.scope.file.declared.get(name)?.declaration.noun.text,
  );
  for (const { match } of reads) {
    const { word: said } = match.setting;
    const misfits = origin === 'eigenvalues' ? undefined : misfit(said.text, origin, reference);
    if (misfits) throw new Refused(misfitIn(description.name, said.text, misfits), said.range);
    if (origin === 'edges' && reference !== undefined && !holdsConnections(reference))
      throw unknownKind(reference, from!.value.range);
    if (from && said.text === 'weights' && !['field', 'recording'].includes(origin))
      notYet('`weights` of a matrix that is not drawn', said.range);
  }
  return {
    noun: 'connect',
    name: description.name,
    stream: description.stream,
    source: sourceOf(origin, from, reads, description),
    controls: description.controls.map(controlFormOf),
    unitRows: last(reads, 'unit_rows') !== undefined || has(weights, 'unit_rows'),
    ...(rank && {
      rank: { components: quantityOf(value(rank, 'components'), rank.scope.variables), drawn: has(rank, 'drawn') },
    }),
    ...(spectrum && { spectrum: spectrumOf(spectrum) }),
  };
}
function sourceOf(
  origin: Origin,
  from: ReturnType<typeof header>,
  reads: readonly Read[],
  description: Description,
): Source {
  if (!from)
    return origin === 'eigenvalues'
      ? goe(description, reads)
      : { kind: 'drawn', program: programOf(description, reads) };
  const { value: given, scope } = from,
    reference = referenceOf(given);
  if (isTrained(given.base)) return { kind: 'trained', network: trainedOf(given.base, scope) };
  if (isTuned(given.base)) return scaledOf(describe(argumentOf(given.base), scope), given.range);
  if (reference === undefined) {
    const described = describedFrom(given, scope);
    if (described.entry.noun === 'dynamics') return scaledOf(described, given.range);
    return described.entry.noun === 'data' ? recordingOf(described, description, reads) : grown(described, reads);
  }
  return origin === 'field' ? fieldOf(reference, description, reads) : stored(given, reference, reads);
}
const isGoe = (weights: Read | undefined): boolean => {
  const base = optional(weights, 'weights')?.base;
  return base?.kind === 'name' && base.text === 'goe';
};
/** A spectrum without a matrix: nothing else can be said of it than its size and its scale. */
function goe(description: Description, reads: readonly Read[]): Source {
  const size = needed(reads, 'neurons', description),
    weights = needed(reads, 'weights', description);
  const other = reads.find(({ match }) => !['neurons', 'weights', 'spectrum', 'stream'].includes(match.entry.word));
  const flag = ['asymmetric', 'elliptic', 'centred', 'positive', 'excitatory', 'unit_rows', 'autapses'].find((name) =>
    has(weights, name),
  );
  if (other || flag || description.controls.length > 0)
    throw new Refused(
      `\`weights goe\` draws eigenvalues without a matrix: ` +
        `\`${flag ?? other?.match.entry.word ?? description.controls[0].call.callee.text}\` has nothing to act on. ` +
        `\`weights normal(0, 1), symmetric\` draws the matrix.`,
      (other?.match ?? weights.match).setting.range,
    );
  return { kind: 'goe', neurons: quantityOf(value(size, 'neurons'), size.scope.variables) };
}
/** A growth, a recording or a dynamics. A matrix is none of them: one made of another is said otherwise. */
function describedFrom(given: Value, scope: Scope): Description {
  const described = describe(given, scope);
  if (described.entry.noun === 'connect')
    throw new Refused(
      `\`from\` is followed by a file, a growth, a recording, a dynamics that scales its synapses, or \`trained\` ` +
        `and a network; of another matrix write ` +
        `\`like ${textOf(given.base)}\`.`,
      given.range,
    );
  return described.entry.noun === 'data' || described.entry.noun === 'dynamics'
    ? described
    : describeAs('develop', given, scope);
}
const argumentOf = (call: Call): Call['arguments'][number]['value'] => {
  const [given] = call.arguments;
  if (given) return given.value;
  throw new Refused(`\`${call.callee.text}\` needs the name of a dynamics.`, call.range);
};
/** What a dynamics has made of its matrix. */
function scaledOf(described: Description, range: Range): Source {
  if (described.entry.noun !== 'dynamics')
    throw new Refused(`\`${described.name}\` is a \`${described.entry.noun}\`, and \`tuned\` is of a dynamics.`, range);
  const { name, matrix } = dynamicsWithin<ConnectNoun>(described);
  if (matrix.source.kind === 'scaled') return matrix.source;
  throw new Refused(
    `\`${name}\` does not change its matrix: write \`scale synapses to flow 1.0\` in it, or name \`${matrix.name}\`.`,
    range,
  );
}
/** Networks whose matrix is being found: one that would begin with what it has learned itself has none. */
const underway = new Set<string>();
function trainedOf(call: Call, scope: Scope): TrainedNetwork {
  const [given] = call.arguments;
  if (!given) throw new Refused('`trained` needs the name of a network.', call.range);
  const described = describe(given.value, scope);
  const { name } = described;
  if (described.entry.noun !== 'network')
    throw new Refused(`\`${name}\` is a \`${described.entry.noun}\`, and \`trained\` is of a network.`, call.range);
  if (underway.has(name))
    throw new Refused(`\`${name}\` would begin with what it has itself learned: name another network.`, call.range);
  underway.add(name);
  try {
    return trainedNetworkOf(described);
  } finally {
    underway.delete(name);
  }
}
export const misfitIn = (connect: string, word: string, misfits: string): string =>
  `\`${word}\` in \`connect ${connect}\` ${misfits} Remove it.`;

function grown(described: Description, reads: readonly Read[]): Source {
  const develop = developOf(described);
  const chosen = last(reads, 'cells');
  const fates = chosen ? [...new Set(values(chosen, 'fate').map(word))] : [];
  const where = optional(chosen, 'where');
  if (chosen && where && fates.length > 0)
    throw new Refused(
      'Either fates by name, `cells exc, inh`, or a condition, `cells where fate = exc or fate = inh`.',
      chosen.match.setting.range,
    );
  return {
    kind: 'develop',
    develop,
    ...(fates.length > 0 && { cells: fates.length === 1 ? fates[0] : [...fates].sort() }),
    ...(where && { where: conditionOnCells(where, develop) }),
  };
}
/** What a condition over the cells of a development may speak of is known: it is tried before anything grows. */
function conditionOnCells(where: Value, { name, genes }: DevelopNoun): Expression {
  const condition = canonical(where.base, new Set());
  try {
    cellsWhere(
      condition,
      genes.fates.map((fate) => fate.name),
    );
    return condition;
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    throw new Refused(`The cells of \`${name}\` cannot be chosen so: ${error.message}.`, where.range);
  }
}

const unknownKind = (path: string, range: Range): Refused =>
  new Refused(
    `\`from "${path}"\` is neither the folder of a field nor a file of connections or of a matrix that is known ` +
      '(`.json`, `.graphml`, `.net`, `.edgelist`, `.csv`, `.tsv`; `.npy`, `.npz`, `.mat`, `.h5`, `.jld2`). A table ' +
      'of numbers in a `.txt` or `.dat` is one with `{ square }`.',
    range,
  );
/** Connections or a whole matrix from a file; which, its name and `square` tell. */
function stored(from: Value, path: string, reads: readonly Read[]): Source {
  const orientation = optional(last(reads, 'rows'), 'rows');
  const rows = orientation && word(orientation) === 'source' ? 'source' : 'target';
  if (
    isWholeMatrix(
      path,
      reads.map(({ match }) => match.entry.word),
    )
  ) {
    const positions = last(reads, 'positions'),
      dataset = optional(last(reads, 'dataset'), 'path');
    return {
      kind: 'matrix',
      path,
      rows,
      ...(dataset && { dataset: word(dataset) }),
      ...(positions && { positions: positionsOf(positions) }),
    };
  }
  if (!holdsConnections(path)) throw unknownKind(path, from.range);
  const chosen = last(reads, 'cells'),
    fate = optional(chosen, 'fate'),
    where = optional(chosen, 'where');
  if (fate)
    throw new Refused(
      'The nodes of a file have no fates: choose them by a condition, such as `cells where type = "neuron"`.',
      fate.range,
    );
  const edges = optional(last(reads, 'edges'), 'where'),
    columns = last(reads, 'columns'),
    nodes = last(reads, 'nodes');
  const none: ReadonlySet<string> = new Set();
  return {
    kind: 'file',
    path,
    rows,
    ...(nodes && { nodes: nodeTableOf(nodes) }),
    ...(where && { cells: canonical(where.base, none) }),
    ...(edges && { edges: canonical(edges.base, none) }),
    ...(columns && {
      columns: Object.fromEntries(
        ['pre', 'post', 'weight'].flatMap((name) => {
          const given = filled(columns, name)?.value;
          return given ? [[name, word(given)]] : [];
        }),
      ),
    }),
  };
}
function nodeTableOf(found: Read): NodeTable {
  const { column, neuron } = sidesOf(value(found, 'by'));
  return { path: word(value(found, 'from')), by: column, ...(neuron !== undefined && { to: neuron }) };
}
function spectrumOf(found: Read): NonNullable<ConnectNoun['spectrum']> {
  const kind = has(found, 'max') ? 'max' : 'radius';
  return { kind, value: quantityOf(value(found, kind), found.scope.variables) };
}

export const connect: NounDefinition<'connect', ConnectNoun> = { entry: connectEntry, formOf: connectOf };
