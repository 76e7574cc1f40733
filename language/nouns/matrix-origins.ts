/** Where a matrix comes from, and which words say something of one that comes from there. */
import { holdsConnections, mayHoldVariables } from '../../formats/index.ts';
import type { Call, Expression, RangeExpression } from '../../grammar/tree.ts';
import { functionEntry } from '../vocabulary/index.ts';

export type Origin =
  | 'drawn'
  | 'eigenvalues'
  | 'grown'
  | 'trained'
  | 'scaled'
  | 'edges'
  | 'whole'
  | 'field'
  | 'recording';

/** `from`: what stands behind it: a file, a growth, `trained rnn`. `words`: all that is said of the matrix. */
export const originOf = (
  from: Expression | RangeExpression | undefined,
  words: readonly string[],
  isGoe: boolean,
  nounOf: (name: string) => string | undefined,
): Origin => {
  if (!from) return isGoe ? 'eigenvalues' : 'drawn';
  if (from.kind !== 'string') {
    if (isTrained(from)) return 'trained';
    if (isTuned(from) || names('dynamics', from, nounOf)) return 'scaled';
    return names('data', from, nounOf) ? 'recording' : 'grown';
  }
  if (isFolder(from.value)) return 'field';
  return isWholeMatrix(from.value, words) ? 'whole' : 'edges';
};
/** A noun of a kind, or what a call makes of one: a recording, or a surrogate of it. */
const names = (
  kind: string,
  from: Expression | RangeExpression,
  nounOf: (name: string) => string | undefined,
): boolean =>
  (from.kind === 'name' && nounOf(from.text) === kind) ||
  (from.kind === 'call' && from.arguments.some(({ value }) => names(kind, value, nounOf)));
/** A path whose last part has no ending of a file. */
const isFolder = (path: string): boolean => /\/$/.test(path) || !/\.[a-z0-9]{1,8}$/i.test(path);
/** `trained rnn`. */
export const isTrained = (from: Expression | RangeExpression): from is Call =>
  from.kind === 'call' && functionEntry(from.callee.text)?.isPrefix === true;
/** `tuned(echo)`. */
export const isTuned = (from: Expression | RangeExpression): from is Call =>
  from.kind === 'call' && functionEntry(from.callee.text)?.isOfDynamics === true;
/** By its name, or by what is said of it: `square`, or which of its matrices is meant. */
export const isWholeMatrix = (path: string, words: readonly string[]): boolean =>
  /\.npy(\.gz)?$/i.test(path) ||
  mayHoldVariables(path) ||
  ((words.includes('square') || words.includes('dataset')) && /\.([ct]sv|txt|dat|asc)(\.gz)?$/i.test(path));

const ofDrawn: readonly string[] = [
    ...['neurons', 'groups', 'place', 'wire', 'wire between', 'weights between', 'weights times'],
    ...['excitatory', 'inhibitory', 'rewire', 'autapses'],
  ],
  ofRead: readonly string[] = ['cells', 'edges', 'rows', 'columns', 'nodes', 'square', 'dataset', 'positions'],
  ofFiles: readonly string[] = ofRead.filter((word) => word !== 'cells'),
  ofEdges: readonly string[] = ['cells', 'edges', 'columns', 'nodes'],
  ofWeights: readonly string[] = ['groups', 'place', 'wire', 'autapses', 'unit_rows', 'rank'];

/** Why a word says nothing of such a matrix; undefined where it does. */
export function misfit(word: string, origin: Origin, reference = ''): string | undefined {
  if (origin === 'field' || origin === 'recording') return misfitOfRecorded(word, origin);
  if (word === 'sttc') return 'is of a field or a recording, and this is neither.';
  const isDrawn = origin === 'drawn' || origin === 'eigenvalues';
  if (origin === 'eigenvalues' && ofWeights.includes(word))
    return 'acts on a matrix, and `weights goe` draws eigenvalues without one.';
  if (!isDrawn && ofDrawn.includes(word)) return 'says how a matrix is drawn, and this one is not drawn.';
  if (isDrawn && ofRead.includes(word)) return 'says how a file or a development is read, and this matrix is drawn.';
  if (origin === 'trained' && ofRead.includes(word))
    return 'says how a file or a development is read, and this is what a network has learned.';
  if (origin === 'scaled' && ofRead.includes(word))
    return 'says how a file or a development is read, and this is what a dynamics has scaled.';
  if (origin === 'grown' && ofFiles.includes(word)) return 'says how a file is read, and this matrix is grown.';
  if (origin === 'whole' && ofEdges.includes(word))
    return 'says how a list of connections is read, and this is a whole matrix.';
  if (origin !== 'edges' || !holdsConnections(reference)) return undefined;
  if (word === 'square') return 'needs a table of numbers: `.csv`, `.tsv`, `.txt` or `.dat`.';
  if (word === 'dataset') return 'names one of several matrices of a file, and this is a file of connections.';
  if (word === 'positions')
    return 'belongs to a whole matrix: an `.npy` file, one of variables, or a table with `square`.';
  return undefined;
}

function misfitOfRecorded(word: string, origin: 'field' | 'recording'): string | undefined {
  if (word === 'autapses') return 'is not needed: the diagonal of what was recorded is kept.';
  if (word === 'neurons' || word === 'groups') return 'says how a matrix is drawn, and these neurons were recorded.';
  if (origin === 'recording' && word === 'place')
    return 'places neurons, and those of a recording stand where its `positions` say.';
  if (origin === 'recording' && word === 'rows') return 'says how a file is read, and this is made of a recording.';
  if (ofRead.includes(word) && word !== 'rows')
    return origin === 'field'
      ? 'says how another kind of file is read, and this is the folder of a field.'
      : 'says how a file is read, and this is made of a recording.';
  return undefined;
}
