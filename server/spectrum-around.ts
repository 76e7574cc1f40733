import { timeConstantOf } from '../catalogue/laws-of-motion.ts';
import { usualRanks } from '../catalogue/measures/index.ts';
import type { MatrixProgram, SpectrumScale } from '../engine/connectivity/index.ts';
import {
  type Call,
  type Declaration,
  type Expression,
  nodesAt,
  type RangeExpression,
  type Setting,
  type Value,
  walk,
} from '../grammar/index.ts';
import { type ConnectNoun, type DynamicsNoun, settled } from '../language/index.ts';
import { describe } from '../language/canonical/description.ts';
import { nounOf } from '../language/nouns/index.ts';
import { allowed, conditionsOf, declarations, scopeOf, type View } from '../language/view.ts';
import { nounsIn } from '../language/nouns-within.ts';
import type { Foreseen, Ranks } from './analyst.ts';
import { nounNamed } from './noun-facts.ts';

/** A dynamics that runs on a matrix. `tau`: seconds. */
export interface Clock {
  readonly name: string;
  readonly tau: number;
}

/** What `weights goe` stands for. */
const gaussian = {
  weights: { distribution: 'normal', takes: { mean: 0, deviation: 1 } },
  symmetric: true,
  centred: false,
  positive: false,
  autapses: false,
} as const;

/** What its prediction depends on; nothing for a matrix that is not drawn, or not only, or varied. */
export function foreseenOf(view: View, connect: ConnectNoun): Foreseen | undefined {
  const { source, controls, unitRows, rank } = connect;
  if ((source.kind !== 'drawn' && source.kind !== 'goe') || controls.length > 0 || unitRows || rank) return undefined;
  const program = settled<MatrixProgram>(
      source.kind === 'drawn' ? source.program : { ...gaussian, neurons: source.neurons },
    ),
    scale = connect.spectrum && settled<SpectrumScale>(connect.spectrum);
  if (!program || (connect.spectrum && !scale)) return undefined;
  return { program, scale, ranks: ranksOf(view, connect) };
}

/** The ranks of the first exponent that an experiment measures of the matrix. */
export function ranksOf(view: View, { name }: ConnectNoun): Ranks {
  for (const experiment of declarations(view, 'experiment')) {
    if (
      !conditionsOf(view, experiment).some(({ noun }) =>
        nounsIn(noun).some((inner) => inner.noun === 'connect' && inner.name === name),
      )
    )
      continue;
    const given: Ranks[] = [];
    walk(experiment, (node) => {
      if ('kind' in node && node.kind === 'call' && node.callee.text === 'exponent') given.push(...ranksGiven(node));
      return true;
    });
    if (given.length > 0) return given[0];
  }
  return usualRanks;
}
const ranksGiven = ({ arguments: given }: Call): readonly Ranks[] =>
  given.flatMap(({ name, value }) =>
    name?.text === 'ranks' && isRange(value) && value.from.kind === 'number' && value.to.kind === 'number'
      ? [{ from: value.from.value, to: value.to.value }]
      : [],
  );
const isRange = (value: Expression | RangeExpression): value is RangeExpression => value.kind === 'range';

/** The dynamics in continuous time whose modes the eigenvalues of the matrix are. */
export function clocksOf(view: View, { name }: ConnectNoun): readonly Clock[] {
  return declarations(view, 'dynamics').flatMap((declaration) => {
    const noun = nounNamed(view, declaration.name.text);
    return noun?.noun === 'dynamics' && noun.matrix.name === name ? clockOf(noun) : [];
  });
}
export function clockOf(noun: DynamicsNoun): readonly Clock[] {
  const tau = timeConstantOf(noun);
  return tau === undefined ? [] : [{ name: noun.name, tau }];
}

/**
 * The matrix that a `spectrum` statement at an offset scales: the declaration's, or a condition's `wild { spectrum max
 * 0.9 }`.
 */
export function scaledAt(view: View, offset: number): ConnectNoun | undefined {
  const path = nodesAt(view.tree, offset);
  const at = path.findLastIndex(
    (node): node is Setting => 'kind' in node && node.kind === 'setting' && node.word.text === 'spectrum',
  );
  const declaration = path.find((node): node is Declaration => 'kind' in node && node.kind === 'declaration');
  if (at < 0 || !declaration) return undefined;
  const changed = path.slice(0, at).findLast((node): node is Value => 'kind' in node && node.kind === 'value');
  const noun = changed
    ? allowed(() => nounOf(describe(changed, scopeOf(view, declaration))))
    : nounNamed(view, declaration.name.text);
  return noun?.noun === 'connect' ? noun : undefined;
}
