import type { CellDynamics } from '../genes/index.ts';
import { type Stream, stream } from '../random/index.ts';
import { moveFromCentre, reflect, timesDue } from './geometry.ts';
import type { History, Moment } from './history.ts';
import type { GrowthProgram } from './growth-program.ts';
import { compileSignals } from './signals.ts';

/** What keys every draw: the experiment's seed and the declaration's stream name. */
export interface Key {
  readonly seed: number;
  readonly stream: string;
}

/**
 * Cells from founders to the end: in each step signals (of the cells as they were), gene update, division, migration.
 * Draws are keyed by cell: a founder's place, a cell's gene updates, a daughter's place.
 */
export function growCells(
  program: GrowthProgram,
  identity: CellDynamics,
  key: Key,
  afterStep: (step: number, cells: number) => void,
): History {
  const steps = countSteps(program);
  const colony = found(program, identity, key);
  const signals = compileSignals(program, identity.fates);
  const inputs = program.signals.map(({ name }) => identity.genes.length + identity.inputs.indexOf(name));
  const divisions = divisionsOf(program, identity),
    moments = [momentOf(colony)];
  for (let step = 1; step <= steps; step++) {
    const words = signals(populationOf(colony), step - 1);
    updateGenes(colony, identity, words, inputs, key);
    divide(colony, program, divisions, step, key);
    migrate(colony, program, identity);
    moments.push(momentOf(colony));
    afterStep(step, colony.count);
  }
  return { parent: colony.parent.slice(0, colony.count), birth: colony.birth.slice(0, colony.count), moments };
}

/** Whole steps until the end; rounding of a quotient that should be whole is forgiven. */
export const countSteps = ({ stop, step }: GrowthProgram): number => Math.floor(stop / step + 1e-9);

/** Columns that grow by doubling; the first `count` entries are cells. */
interface Colony {
  count: number;
  axes: Float64Array<ArrayBuffer>[];
  state: Uint32Array<ArrayBuffer>;
  fate: Int8Array<ArrayBuffer>;
  parent: Int32Array<ArrayBuffer>;
  birth: Int32Array<ArrayBuffer>;
  /** Gene-update draws of each cell. */
  readonly draws: Stream[];
}

function found({ space, start }: GrowthProgram, identity: CellDynamics, key: Key): Colony {
  const capacity = Math.max(1024, start.count);
  const colony: Colony = {
    count: start.count,
    axes: space.map(() => new Float64Array(capacity)),
    state: new Uint32Array(capacity),
    fate: new Int8Array(capacity),
    parent: new Int32Array(capacity).fill(-1),
    birth: new Int32Array(capacity),
    draws: [],
  };
  const state = identity.start(start);
  for (let cell = 0; cell < start.count; cell++) {
    const draws = start.place === 'uniform' ? stream(key.seed, key.stream, 'founder', cell) : undefined;
    space.forEach((length, axis) => {
      colony.axes[axis][cell] = draws ? draws.uniform() * length : length / 2;
    });
    colony.state[cell] = state;
    colony.fate[cell] = identity.fateOf(state);
  }
  return colony;
}

function updateGenes(
  colony: Colony,
  identity: CellDynamics,
  signals: Uint32Array,
  inputs: readonly number[],
  key: Key,
): void {
  for (let cell = 0; cell < colony.count; cell++) {
    let state = colony.state[cell];
    for (let s = 0; s < inputs.length; s++)
      state = (signals[cell] >>> s) & 1 ? state | (1 << inputs[s]) : state & ~(1 << inputs[s]);
    colony.draws[cell] ??= stream(key.seed, key.stream, 'genes', cell);
    colony.state[cell] = identity.update(state >>> 0, colony.draws[cell]);
    colony.fate[cell] = identity.fateOf(colony.state[cell]);
  }
}

/** A rule of division, its fate by number. */
interface Division {
  readonly fate: number;
  readonly every: number;
  readonly until: number;
  readonly spread: number;
}
const divisionsOf = ({ divide: rules }: GrowthProgram, { fates }: CellDynamics): readonly Division[] =>
  rules.map(({ fate, every, until, spread }) => ({
    fate: fates.indexOf(fate),
    every,
    until: until ?? Infinity,
    spread,
  }));
/** Oldest first (ids are in order of birth), each rule until its own number of cells in the whole circuit. */
function divide(colony: Colony, program: GrowthProgram, rules: readonly Division[], step: number, key: Key): void {
  const before = colony.count;
  for (let mother = 0; mother < before; mother++) {
    for (const rule of rules) {
      if (colony.fate[mother] !== rule.fate || colony.count >= rule.until) continue;
      if (timesDue((step - colony.birth[mother]) * program.step, rule.every, program.step) > 0)
        bear(colony, mother, step, rule.spread, program.space, key);
    }
  }
}
function bear(colony: Colony, mother: number, step: number, spread: number, space: readonly number[], key: Key): void {
  if (colony.count === colony.state.length) enlarge(colony);
  const daughter = colony.count++;
  const draws = stream(key.seed, key.stream, 'daughter', daughter);
  space.forEach((length, axis) => {
    colony.axes[axis][daughter] = reflect(colony.axes[axis][mother] + spread * draws.normal(), length);
  });
  colony.state[daughter] = colony.state[mother];
  colony.fate[daughter] = colony.fate[mother];
  colony.parent[daughter] = mother;
  colony.birth[daughter] = step;
}
function enlarge(colony: Colony): void {
  if (colony.count >= mostCells)
    throw new RangeError(
      `growth passed ${mostCells.toLocaleString('en')} cells; give each \`divide\` an end, for example ` +
        `\`until 5000 cells\``,
    );
  colony.axes = colony.axes.map((column) => doubled(column, new Float64Array(2 * column.length)));
  colony.state = doubled(colony.state, new Uint32Array(2 * colony.count));
  colony.fate = doubled(colony.fate, new Int8Array(2 * colony.count));
  colony.parent = doubled(colony.parent, new Int32Array(2 * colony.count));
  colony.birth = doubled(colony.birth, new Int32Array(2 * colony.count));
}
const mostCells = 2 ** 22;
function doubled<Column extends { set(from: Column): void }>(from: Column, to: Column): Column {
  to.set(from);
  return to;
}

function migrate(colony: Colony, program: GrowthProgram, identity: CellDynamics): void {
  for (const { fate, along, speed } of program.migrate)
    moveFromCentre(
      colony.axes,
      colony.fate,
      identity.fates.indexOf(fate),
      colony.count,
      program.space,
      speed * program.step * (along === 'outward' ? 1 : -1),
    );
}

const populationOf = ({ axes: [x, y, z], fate, birth, count }: Colony) => ({
  positions: { x, y, z },
  fate,
  birth,
  count,
});
function momentOf({ axes, state, fate, count }: Colony): Moment {
  const [x, y, z] = axes.map((column) => column.slice(0, count));
  return { count, positions: { x, y, z }, state: state.slice(0, count), fate: fate.slice(0, count) };
}
