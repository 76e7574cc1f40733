import { cellDynamics, type GeneNetwork } from '../genes/index.ts';
import { growCells, type Key } from './cells.ts';
import { checkProgram } from './program-checks.ts';
import type { History, Moment } from './history.ts';
import { pairScope } from './cell-pairs.ts';
import type { Cells, Frame, Growth, GrowthProgram, SynapseRule } from './growth-program.ts';
import { merged } from './synapses.ts';
import { homeostasis } from './homeostasis.ts';
import { forming } from './synapse-formation.ts';

export interface GrowthProgress {
  readonly done: number;
  readonly total: number;
  readonly cells: number;
  readonly synapses: number;
}
/**
 * `onStep` after each step of the cells and of each synapse rule; `aborted` is asked at least as often, and every few
 * milliseconds.
 */
export interface GrowthHooks {
  readonly onStep?: (progress: GrowthProgress) => void;
  readonly aborted?: () => boolean;
}
/** Thrown when `aborted` says so. */
export class GrowthAborted extends Error {
  override readonly name = 'AbortError';
}

/**
 * Grows a circuit: first the lives of all cells, then their synapses over these lives, step by step, which is the same
 * as both together because synapses do not act back on cells. Draws are keyed by (seed, stream, purpose, cell or
 * pair): a rule more or less, or another order of statements, changes no other draw. The same key gives the same bits
 * on every machine. @throws GrowthError for a program that does not fit the network, ExpressionError for an
 * expression that means nothing where it stands, RangeError when cells or synapses pass what a machine holds,
 * GrowthAborted.
 */
export function grow(program: GrowthProgram, network: GeneNetwork, key: Key, hooks: GrowthHooks = {}): Growth {
  const identity = cellDynamics(network);
  const { steps, fates } = checkProgram(program, identity);
  const total = steps * (1 + program.synapses.length);
  let done = 0;
  const breathe = (): void => {
    if (hooks.aborted?.()) throw new GrowthAborted('growth was cancelled');
  };
  const tell = (cells: number, synapses: number): void => {
    done++;
    hooks.onStep?.({ done, total, cells, synapses });
    breathe();
  };

  const grown = growCells(program, identity, key, (_step, cells) => tell(cells, 0));
  const history = program.controls.reduce((before, { lives }) => lives?.(before, key) ?? before, grown);
  const alike = program.controls.findLast(({ resemblance }) => resemblance)?.resemblance;
  const rules = program.synapses.map((rule, index) => {
    const [pre, post] = [fates.indexOf(rule.pre), fates.indexOf(rule.post)];
    const mean = alike?.(history, pre, post, identity.genes.length);
    return forming({
      rule,
      pre,
      post,
      history,
      key,
      breathe,
      space: program.space,
      stepSeconds: program.step,
      purpose: purposeOf(program.synapses, index),
      scope: (part) =>
        pairScope(`the ${part} of synapse ${rule.pre} to ${rule.post}`, history, identity, program.step, mean),
    });
  });
  const balanced = program.homeostasis && homeostasis(program.homeostasis, rules, history, key, breathe);
  const formed = (): number => rules.reduce((sum, { synapses }) => sum + synapses.count, 0);
  for (let step = 1; step < history.moments.length; step++) {
    for (const { form } of rules) form(step);
    balanced?.balance(step);
    for (const { upkeep } of rules) {
      upkeep(step);
      tell(history.moments[step].count, formed());
    }
  }
  return {
    fates,
    genes: identity.genes,
    steps,
    step: program.step,
    cells: cellTable(history),
    synapses: merged(
      rules.map(({ synapses }) => synapses),
      rules.length === 1 && !balanced,
    ),
    ...(balanced && program.homeostasis && { rates: { target: program.homeostasis.target, means: balanced.means } }),
    frames: framesOf(history.moments),
  };
}

/** Rules that join the same fates are told apart by their order among themselves. */
function purposeOf(rules: readonly SynapseRule[], index: number): string {
  const { pre, post } = rules[index];
  const earlier = rules.slice(0, index).filter((rule) => rule.pre === pre && rule.post === post).length;
  return `synapse ${JSON.stringify([pre, post, earlier])}`;
}

function cellTable(history: History): Cells {
  const last = history.moments[history.moments.length - 1];
  const dimensions = last.positions.z ? 3 : 2;
  return {
    count: last.count,
    dimensions,
    parent: history.parent,
    birth: history.birth,
    position: interleaved(last, new Float64Array(last.count * dimensions)),
    state: last.state,
    fate: Int32Array.from(last.fate),
  };
}

/** At most 60 moments besides the start, evenly spaced, always with the last. */
function framesOf(moments: readonly Moment[]): Frame[] {
  const last = moments.length - 1;
  const stride = Math.max(1, Math.ceil(last / 60));
  return moments.flatMap((moment, step) =>
    step % stride === 0 || step === last
      ? [
          {
            step,
            count: moment.count,
            position: interleaved(moment, new Float32Array(moment.count * (moment.positions.z ? 3 : 2))),
            fate: moment.fate,
          },
        ]
      : [],
  );
}
function interleaved<Out extends Float32Array | Float64Array>(
  { count, positions: { x, y, z } }: Moment,
  out: Out,
): Out {
  const dimensions = z ? 3 : 2;
  for (let cell = 0; cell < count; cell++) {
    out[cell * dimensions] = x[cell];
    out[cell * dimensions + 1] = y[cell];
    if (z) out[cell * dimensions + 2] = z[cell];
  }
  return out;
}
