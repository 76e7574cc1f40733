import type { CellDynamics } from '../genes/index.ts';
import { countSteps } from './cells.ts';
import { GrowthError } from './growth-error.ts';
import type { GrowthProgram, Homeostasis } from './growth-program.ts';

/** What must hold before the first step. */
export function checkProgram(
  program: GrowthProgram,
  { genes, inputs, fates }: CellDynamics,
): { readonly steps: number; readonly fates: readonly string[] } {
  const known = (where: string, fate: string): void =>
    demand(
      fates.includes(fate),
      `${where} names the fate "${fate}", which the genes do not define; known: ${fates.join(', ') || 'none'}`,
    );
  const positive = (what: string, value: number, unit: string): void =>
    demand(value > 0 && Number.isFinite(value), `${what} is ${value} ${unit}; it must be above zero`);
  demand(
    program.space.length === 2 || program.space.length === 3,
    `space has ${program.space.length} lengths; give two for 2-D or three for 3-D`,
  );
  for (const length of program.space) positive('a length of space', length, 'm');
  positive('step', program.step, 's');
  demand(
    program.stop >= 0 && Number.isFinite(program.stop),
    `stop is at ${program.stop} s; it must be a time after the start`,
  );
  demand(
    Number.isInteger(program.start.count) && program.start.count >= 1,
    `start has ${program.start.count} cells; it needs one or more`,
  );
  demand(
    genes.length + inputs.length <= 32,
    `${genes.length} genes and ${inputs.length} inputs; a cell's state holds at most 32 of both together`,
  );
  demand(fates.length <= 127, `${fates.length} fates; at most 127 are possible`);
  demand(program.signals.length <= 32, `${program.signals.length} signals; at most 32 are possible`);
  for (const { name } of program.signals)
    demand(
      inputs.includes(name),
      `signal ${name} sets no input of the genes; inputs: ${inputs.join(', ') || 'none'} (declare it there: ` +
        `\`input ${name}\`)`,
    );
  for (const { fate, every, spread, until } of program.divide) {
    known('divide', fate);
    demand(
      every >= program.step * (1 - 1e-9),
      `divide ${fate} every ${every} s is more often than once per step of ${program.step} s; make the step shorter`,
    );
    demand(spread >= 0, `divide ${fate}: the spread is ${spread} m; it cannot be negative`);
    demand(until === undefined || until >= 1, `divide ${fate} until ${until} cells; give one or more`);
  }
  for (const { fate, speed } of program.migrate) {
    known('migrate', fate);
    demand(
      speed >= 0 && Number.isFinite(speed),
      `migrate ${fate} at ${speed} m/s; give a speed that is not negative (\`along inward\` turns it round)`,
    );
  }
  for (const { pre, post, strengthen } of program.synapses) {
    known('synapse', pre);
    known('synapse', post);
    if (strengthen) {
      positive(`strengthen of synapse ${pre} to ${post}: its interval`, strengthen.every, 's');
      positive(`strengthen of synapse ${pre} to ${post}: its factor`, strengthen.factor, '');
    }
  }
  if (program.homeostasis) checkHomeostasis(program.homeostasis, program.synapses.length);
  return { steps: countSteps(program), fates };
}

function checkHomeostasis({ target, perStep, background }: Homeostasis, rules: number): void {
  demand(rules > 0, 'synapses are scaled to a rate, and there are none: add a `synapse` rule');
  demand(
    background > 0 && Number.isFinite(background),
    `synapses are scaled with the background ${background}; it must be above zero, or every cell is silent`,
  );
  demand(
    perStep > 0 && Number.isFinite(perStep),
    `synapses are scaled at the rate ${perStep} per step; it must be above zero`,
  );
  const alone = background / (1 + background);
  demand(
    target > alone && target < 1,
    `synapses are scaled to the rate ${target}; it must lie between ${Number(alone.toPrecision(3))}, what a cell ` +
      `does ` +
      'without synapses, and 1, the largest',
  );
}

function demand(holds: boolean, message: string): asserts holds {
  if (!holds) throw new GrowthError(message);
}
