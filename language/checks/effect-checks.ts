/** Family S: claims about effects of factors. */
import { walk } from '../../grammar/index.ts';
import type { Call, Declaration, Statement } from '../../grammar/tree.ts';
import { type Chosen, contrastOf } from '../experiments/claimed-effects.ts';
import type { Factor } from '../experiments/factors.ts';
import { comparedIn } from '../experiments/experiment-spec.ts';
import type { Diagnostic, Fix } from '../diagnostic.ts';
import { effectWord } from '../vocabulary/index.ts';
import type { View } from '../view.ts';
import { type Check, diagnostic, replaceBy } from './check.ts';
import { circuits, experimentsWithFactors, wrong } from './factor-checks.ts';

const wirings = `    factor wiring { thin = net;  dense = net { wire 0.4 };  full = net { wire 0.8 } }
    factor weights { normal = net;  uniform = net { weights uniform(-1, 1) } }`;

const S087: Check = {
  code: 'S087',
  severity: 'error',
  tier: 'text',
  find: claimedEffects,
  title: 'an effect that the design does not have',
  explanation:
    'A claim about an effect names a measure and one factor, or several for their interaction. A factor of two ' +
    'levels needs no more; of one with more levels it says which is held against the first, `weights: orthogonal`. ' +
    'The effect must be one of the complete design, or, where combinations are missing, of the largest complete part ' +
    '(S082).',
  bad: circuits(wirings, '  expect effect(density, wiring) > 0\n'),
  good: circuits(wirings, '  expect effect(density, wiring: full) > 0\n'),
};
function claimedEffects(view: View): readonly Diagnostic[] {
  return experimentsWithFactors(view).flatMap(({ experiment, factors }) => {
    if (wrong(view, experiment, factors).length > 0) return [];
    const compared = comparedIn(experiment);
    return effectsClaimed(experiment).flatMap((call) => {
      const chosen = chosenIn(call);
      const found = chosen && contrastOf(chosen, compared);
      return found && 'problem' in found ? [diagnostic(S087, call.range, found.problem, levelled(call, factors))] : [];
    });
  });
}
/** Each level but the first, of a factor that names none. */
const levelled = (call: Call, factors: readonly Factor[]): readonly Fix[] =>
  call.arguments.flatMap(({ name, value }) => {
    if (name || value.kind !== 'name') return [];
    const factor = factors.find((one) => one.name.text === value.text);
    return (factor?.levels ?? [])
      .slice(1)
      .map((level) => replaceBy(value.range, `${value.text}: ${level.name.text}`))
      .filter(() => factor!.levels.length > 2);
  });
function effectsClaimed({ block }: Declaration): readonly Call[] {
  const found: Call[] = [];
  const look = (statement: Statement): void =>
    walk(statement, (node) => {
      if ('kind' in node && node.kind === 'call' && node.callee.text === effectWord.name) found.push(node);
      return true;
    });
  for (const statement of block?.statements ?? [])
    if (['expectation', 'claims'].includes(statement.kind)) look(statement);
  return found;
}
/** The factors of a call; undefined where something else stands in it, which the walk says. */
function chosenIn({ arguments: [, ...factors] }: Call): readonly Chosen[] | undefined {
  const chosen = factors.map(({ name, value }): Chosen | undefined => {
    if (value.kind !== 'name') return undefined;
    return name ? { factor: name.text, level: value.text } : { factor: value.text };
  });
  return chosen.length > 0 && chosen.every((one) => one !== undefined) ? chosen : undefined;
}

export const effectChecks = { S087 };
