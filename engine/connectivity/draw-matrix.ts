import { type Expression, show } from '../expressions/index.ts';
import { demandFinite } from '../kernels/index.ts';
import { type Stream, stream } from '../random/index.ts';
import { drawAlikePairs } from './alike-pairs.ts';
import { groupOfEach } from './groups.ts';
import type { Matrix } from './matrix.ts';
import { placeNeurons, separation } from './place.ts';
import { type Law, lawOf, lawText, momentOf } from './laws.ts';
import type { MatrixProgram } from './matrix-program.ts';
import { rewireRing, ringDistance } from './ring.ts';
import { type OverPairs, overPairs, type Pair, type PairTables } from './pair-quantities.ts';

/** A drawn matrix with what it was drawn on. `positions`: neurons × dimensions, metres; `groups`: by neuron. */
export interface Drawn {
  readonly matrix: Matrix;
  readonly positions?: Float64Array;
  readonly dimensions?: number;
  readonly groups?: Int32Array;
  /** What `scaled` was taken of where it would have moved absent connections off 0; they stay there. */
  readonly held: readonly string[];
}

/** What is known of the neurons before anything is drawn. */
export interface KnownPairs {
  readonly tables?: PairTables;
  /** Neurons × dimensions, metres; in place of those that the program would draw. */
  readonly positions?: { readonly values: Float64Array; readonly dimensions: number };
}

/**
 * Draws a matrix: neurons are placed, pairs wired, weights drawn, signed by column, centred, and the diagonal is set to
 * zero unless autapses are wanted. (`unit_rows` and `spectrum` come after the controls.) The draws of places, wiring,
 * weights and signs are streams of their own, keyed by seed and `stream`: a setting that one of them does not use does
 * not move it, and each distribution within an expression has a stream of its own, of one draw for each entry, the
 * diagonal included. A symmetric matrix draws each pair once, in the order (1,0), (2,0), (2,1), …; a directed one row
 * by row.
 * @throws RangeError, ExpressionError for a program that means nothing, or gives a weight that is not finite
 */
export function drawMatrix(
  program: MatrixProgram,
  key: { readonly seed: number; readonly stream: string },
  known: KnownPairs = {},
): Drawn {
  let values = new Float64Array(0);
  const { law, ...surroundings } = drawPairs(program, key, known, {
    begin: (n) => (values = new Float64Array(n * n)),
    put(row, column, weight) {
      values[row * program.neurons + column] = weight;
    },
  });
  const { neurons: n } = program;
  if (program.asymmetric && !program.symmetric) mixTriangles(values, n, program.asymmetric, mixedAbout(program, law));
  demandFinite(`weights ${weightsText(program.weights)}`, values, n);
  if (program.mean !== undefined) scaleToMean(values, program.mean);
  if (program.floor !== undefined) raiseTo(values, program.floor);
  return { matrix: { size: n, values }, ...surroundings };
}

/** Where the weights of a draw go: of a symmetric one both of a pair. Absent connections may be left out. */
export interface PairSink {
  begin(neurons: number): void;
  put(row: number, column: number, weight: number): void;
}
/**
 * The draws of `drawMatrix`, one pair after another, without a place for all of them. What mixes or scales the whole
 * matrix is not done. @throws RangeError, ExpressionError
 */
export function drawPairs(
  program: MatrixProgram,
  key: { readonly seed: number; readonly stream: string },
  known: KnownPairs,
  { begin, put }: PairSink,
): Omit<Drawn, 'matrix'> & { readonly law: Law | undefined } {
  const { neurons: n } = program;
  if (!(Number.isInteger(n) && n >= 1))
    throw new RangeError(`a matrix needs a whole number of neurons; this one has ${n}`);
  const draws = (purpose: string, index = 0) => stream(key.seed, key.stream, purpose, index);
  const positions = known.positions?.values ?? (program.place && placeNeurons(n, program.place, draws('place')));
  const dimensions = known.positions?.dimensions ?? program.place?.lengths.length;
  const groups = program.groups === undefined ? undefined : groupOfEach(n, program.groups),
    names = typeof program.groups === 'object' ? program.groups.map(({ group }) => group) : undefined;
  const pair: Pair = { at: 0, distance: 0, same: true, apart: 0, pre: '', post: '' };
  const between =
    positions && separation(positions, program.place ?? { lengths: { length: dimensions! }, torus: false });
  const meet = (row: number, column: number): void => {
    pair.at = row * n + column;
    if (between) pair.distance = between(row, column);
    if (groups) pair.same = groups[row] === groups[column];
    if (program.ring) pair.apart = ringDistance(n, row, column);
    if (names) {
      pair.pre = names[groups![column]];
      pair.post = names[groups![row]];
    }
  };
  const held: string[] = [];
  const compiled = (where: 'wire' | 'weights', expression: Expression): OverPairs =>
    overPairs(
      expression,
      where,
      {
        pair,
        meet,
        neurons: n,
        hasPlace: positions !== undefined,
        hasGroups: groups !== undefined,
        groupNames: names,
        isRing: program.ring,
        tables: known.tables ?? {},
        onMoved: (text) => held.push(text),
      },
      program.positive,
      (index) => draws(where, index),
    );
  const probabilityOf = program.wire === undefined ? undefined : compiled('wire', program.wire);
  const weightOf = 'distribution' in program.weights ? undefined : compiled('weights', fixedWeight(program.weights));
  begin(n);
  const sign = program.signs ? groups && signsOfGroups(program.signs, groups) : signsOf(program, draws('sign'));
  const law = 'distribution' in program.weights ? lawOf(program.weights, program.positive) : undefined;
  const expected = program.centred ? expectationOf(program, law) : undefined;
  const wiring = draws('wire'),
    weighing = draws('weights');
  /** One ordered pair; its draws are taken whether it is connected or not, so that the wiring moves no weight. */
  const weigh = (row: number, column: number): number => {
    meet(row, column);
    const wired = probabilityOf ? probabilityOf.value() : 1;
    if (Number.isNaN(wired)) throw notFinite('wire', program.wire!, wired, row, column);
    const probability = Math.min(1, Math.max(0, wired));
    const connected = moved
      ? moved[row * n + column] === 1
      : probabilityOf === undefined || wiring.uniform() < probability;
    const drawn = law ? law.draw(weighing) : weightOf!.value();
    if ((connected || expected) && 'expression' in program.weights && !Number.isFinite(drawn))
      throw notFinite('weights', program.weights.expression, drawn, row, column);
    const weight = connected ? (sign?.[column] ? Math.abs(drawn) * sign[column] : drawn) : 0;
    return expected ? weight - probability * expected(drawn, sign?.[column]) : weight;
  };
  let moved: Uint8Array | undefined;
  const notFinite = (word: string, expression: Expression, value: number, row: number, column: number): RangeError =>
    new RangeError(
      `\`${word} ${show(expression)}\` is ${value} from neuron ${column + 1} to neuron ${row + 1}` +
        `${positions ? `, ${(pair.distance * 1e6).toPrecision(4)} µm apart` : ''}; keep it finite, for example by ` +
        `\`max(…, 0)\` or \`if(…, …, …)\``,
    );
  // one probability for all pairs and weights that know nothing of theirs: nothing is looked up for a pair
  const share = typeof program.wire === 'number' && !expected ? program.wire : undefined,
    same = 'constant' in program.weights && !program.positive ? program.weights.constant : undefined,
    alike = law ?? same;
  if (program.rewire !== undefined) moved = rewiredPairs(program.rewire);
  if (!moved && share !== undefined && !Number.isNaN(share) && alike !== undefined)
    drawAlikePairs(program, { probability: share, weight: alike, sign }, { wiring, weighing }, put);
  else
    for (let row = 0; row < n; row++) {
      const end = program.symmetric ? row + 1 : n;
      for (let column = 0; column < end; column++) {
        weightOf?.draw?.();
        if (row === column && !program.autapses) continue;
        const weight = weigh(row, column);
        put(row, column, weight);
        if (program.symmetric && row !== column) put(column, row, weight);
      }
    }
  /** What is wired, and then has other ends. */
  function rewiredPairs(probability: number): Uint8Array {
    const wired = new Uint8Array(n * n);
    for (let row = 0; row < n; row++)
      for (let column = 0, end = program.symmetric ? row : n; column < end; column++) {
        if (row === column) continue;
        meet(row, column);
        if (probabilityOf && !(wiring.uniform() < probabilityOf.value())) continue;
        wired[row * n + column] = 1;
        if (program.symmetric) wired[column * n + row] = 1;
      }
    rewireRing(wired, n, { probability, symmetric: program.symmetric }, draws('rewire'));
    return wired;
  }
  return {
    law,
    held,
    ...(positions && { positions, dimensions: dimensions! }),
    ...(groups && { groups }),
  };
}

export function weightsText(weights: MatrixProgram['weights']): string {
  if ('distribution' in weights) return lawText(weights);
  return 'constant' in weights ? String(weights.constant) : 'of an expression';
}

const fixedWeight = (weights: Exclude<MatrixProgram['weights'], { readonly distribution: unknown }>): Expression =>
  'expression' in weights ? weights.expression : weights.constant;

/** @throws RangeError where all weights are 0 */
function scaleToMean(values: Float64Array, mean: number): void {
  const magnitude = values.reduce((sum, weight) => sum + Math.abs(weight), 0) / values.length;
  if (magnitude === 0) throw new RangeError(`every weight is 0, so none can be scaled to a mean of ${mean}`);
  for (let at = 0; at < values.length; at++) values[at] *= mean / magnitude;
}
function raiseTo(values: Float64Array, floor: number): void {
  for (let at = 0; at < values.length; at++)
    if (values[at] !== 0 && Math.abs(values[at]) < floor) values[at] = Math.sign(values[at]) * floor;
}

/** By neuron, 1 or −1; exactly the share wanted, rounded, drawn at random. */
function signsOf({ neurons, excitatory }: MatrixProgram, draws: Stream): Int8Array | undefined {
  if (excitatory === undefined) return undefined;
  const order = draws.permutation(neurons),
    positive = Math.round(excitatory * neurons);
  const signs = new Int8Array(neurons).fill(-1);
  for (let i = 0; i < positive; i++) signs[order[i]] = 1;
  return signs;
}

/** The same of groups; 0 where the weights keep theirs. */
const signsOfGroups = (signs: readonly number[], groups: Int32Array): Int8Array =>
  Int8Array.from(groups, (group) => signs[group] ?? 0);

/** What is expected of the weight of a connected pair, from its sign; `fixed`: the weight where nothing is drawn. */
function expectationOf(
  { weights }: MatrixProgram,
  law: Law | undefined,
): (fixed: number, sign: number | undefined) => number {
  if (!law || !('distribution' in weights)) return (fixed, sign) => (sign ? sign * Math.abs(fixed) : fixed);
  const mean = momentOf(law, 'mean', lawText(weights), 'centred'),
    meanMagnitude = momentOf(law, 'meanMagnitude', lawText(weights), 'centred');
  return (_, sign) => (sign ? sign * meanMagnitude : mean);
}
/** The mean that the elliptic construction leaves where it is. */
function mixedAbout({ weights, asymmetric, centred }: MatrixProgram, law: Law | undefined): number {
  if (centred || !law || !('distribution' in weights) || asymmetric?.construction !== 'elliptic') return 0;
  return momentOf(law, 'mean', lawText(weights), 'elliptic');
}

/**
 * The two constructions of partial asymmetry, on a directed draw. `mean`: of a weight, about which the elliptic one
 * mixes.
 */
function mixTriangles(
  values: Float64Array,
  n: number,
  asymmetry: NonNullable<MatrixProgram['asymmetric']>,
  mean: number,
): void {
  if (asymmetry.construction === 'elliptic' && !(Math.abs(asymmetry.correlation) <= 1))
    throw new RangeError(
      `the correlation of w(i, j) and w(j, i) lies in −1 .. 1; this one is ${asymmetry.correlation}`,
    );
  // c² + s² = 1 and 2 c s = correlation
  const [plus, minus] =
    asymmetry.construction === 'elliptic'
      ? [Math.sqrt(1 + asymmetry.correlation), Math.sqrt(1 - asymmetry.correlation)]
      : [0, 0];
  const c = (plus + minus) / 2,
    s = (plus - minus) / 2;
  for (let row = 0; row < n; row++)
    for (let column = 0; column < row; column++) {
      const lower = values[row * n + column],
        upper = values[column * n + row];
      if (asymmetry.construction === 'triangles') {
        values[row * n + column] = (1 - asymmetry.eta) * upper + asymmetry.eta * lower;
        continue;
      }
      values[row * n + column] = mean + c * (lower - mean) + s * (upper - mean);
      values[column * n + row] = mean + c * (upper - mean) + s * (lower - mean);
    }
}
