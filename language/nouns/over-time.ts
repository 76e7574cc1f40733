/** What is said of a network that runs over trials, in canonical form. */
import type { Expression } from '../../engine/expressions/index.ts';
import { smoothness, writtenActivations } from '../../catalogue/activation-words.ts';
import { isVariable } from '../../catalogue/forms.ts';
import { weightsForm } from '../../catalogue/distributions.ts';
import type { Value } from '../../grammar/tree.ts';
import { callFormOf } from '../canonical/call-form.ts';
import { canonical, quantityOf } from '../canonical/canonical-expression.ts';
import { distributionForm } from '../canonical/distribution-form.ts';
import { has, last, optional, type Read, value, values, word } from '../canonical/read-settings.ts';
import { Refused } from '../canonical/scope.ts';
import { functionEntry } from '../vocabulary/index.ts';
import { tableValuesOf } from './drawn-values.ts';
import type { LearnedPart, NetworkPart, NeuronValues, OverTime } from './over-time-form.ts';
import { neuronParts, overTimeWords, type PartName, partNames, usuallyShared } from './over-time-words.ts';

/** Every part that the language names is one of the canonical form, and the other way round. */
const isPart = (name: string): name is NetworkPart & PartName => partNames.some((part: NetworkPart) => part === name);

/** Undefined where nothing is said of it. */
export function overTimeOf(reads: readonly Read[]): OverTime | undefined {
  if (!reads.some(({ match }) => overTimeWords.includes(match.entry))) return undefined;
  const activation = activationOf(reads),
    gain = last(reads, 'gain'),
    bias = last(reads, 'bias'),
    time = timeOf(reads),
    noise = last(reads, 'noise'),
    state = last(reads, 'state'),
    penalty = last(reads, 'penalty'),
    learn = last(reads, 'learn'),
    known = last(reads, 'known');
  return {
    ...(activation && { activation }),
    ...(gain && { gain: neuronValues(gain, 'gain') }),
    ...(has(gain, 'any') && { gainsOfAnySign: true }),
    ...(bias && { bias: neuronValues(bias, 'bias') }),
    ...(time && { time }),
    ...(noise && {
      noise: {
        deviation: quantityOf(value(noise, 'noise'), noise.scope.variables),
        on: optional(noise, 'on') && word(value(noise, 'on')) === 'state' ? ('state' as const) : ('input' as const),
        perStep: has(noise, 'per'),
      },
    }),
    firstState: state ? firstStateOf(state, time) : time ? 'learned' : 'zero',
    ...(penalty && { penalty: canonical(value(penalty, 'penalty').base, penalty.scope.variables) }),
    ...(learn && { learn: learnedOf(learn) }),
    known: known ? partsOf(values(known, 'parts')) : [],
    start: startOf(last(reads, 'start')),
  };
}

function activationOf(reads: readonly Read[]): OverTime['activation'] {
  const found = last(reads, 'activation');
  if (!found) return undefined;
  const { base, range } = value(found, 'activation');
  if (base.kind === 'call') {
    const entry = functionEntry(base.callee.text);
    if (entry?.result !== 'activation') throw new Refused('An activation must stand here.', range);
    const { beta } = callFormOf(base, entry, found.scope).takes;
    if (typeof beta === 'number' || isVariable(beta)) return { name: 'softplus', smoothness: beta };
    throw new Refused('The smoothness is a number or a `vary` variable.', range);
  }
  const named = word(value(found, 'activation'));
  const name = writtenActivations.find((known) => known === named);
  if (!name) throw new Refused(`\`${named}\` is no activation.`, range);
  return { name, smoothness: Number(smoothness.default.value) };
}

function timeOf(reads: readonly Read[]): OverTime['time'] {
  const tau = last(reads, 'tau'),
    dt = last(reads, 'dt');
  if (tau && dt) return { tau: neuronValues(tau, 'tau'), dt: quantityOf(value(dt, 'dt'), dt.scope.variables) };
  const [one, other] = tau ? ['tau', 'dt'] : ['dt', 'tau'];
  const alone = tau ?? dt;
  if (alone)
    throw new Refused(
      `\`${one}\` alone does not say how time goes on: write \`${other}\` too, or neither for a network in steps.`,
      alone.match.setting.range,
    );
  return undefined;
}

function neuronValues(found: Read, slot: string): NeuronValues {
  const table = tableValuesOf(found, slot);
  if (table) return table;
  const given = value(found, slot);
  const form = distributionForm(given.base, found.scope);
  return form
    ? { weights: weightsForm(form), positive: has(found, 'positive') }
    : quantityOf(given, found.scope.variables);
}

function firstStateOf(found: Read, time: OverTime['time']): OverTime['firstState'] {
  const named = optional(found, 'state'),
    after = optional(found, 'after');
  if (named && after) throw new Refused('Either one state or the other: `state after 60 s`.', after.range);
  if (after && !time)
    throw new Refused(
      'A network in steps has no seconds: give it `tau` and `dt`, or another first state.',
      after.range,
    );
  if (after) return { after: quantityOf(after, found.scope.variables) };
  const which = word(value(found, 'state'));
  return which === 'settled' || which === 'learned' ? which : 'zero';
}

/** Each once, in the order of the parts. */
export function partsOf(written: readonly Value[]): readonly NetworkPart[] {
  const names = new Set(written.map(word));
  return partNames.filter((part) => names.has(part));
}

/** A part named alone is as it usually is; what is said of it elsewhere in the statement holds. */
function learnedOf(found: Read): readonly LearnedPart[] {
  const filled = found.match.filled;
  const log = new Set(values(found, 'log').map(word));
  const sharing = new Map<string, LearnedPart['shared']>(
    filled.flatMap(({ slot, word: part, value: given }) =>
      part && given && slot.name !== 'log' ? [[slot.name, sharedOf(given)]] : [],
    ),
  );
  const named = new Set([...values(found, 'parts').map(word), ...sharing.keys(), ...log]);
  if (named.size === 0) throw new Refused('`learn` names parts: `learn gain, bias`.', found.match.setting.range);
  return partNames
    .filter(isPart)
    .flatMap((part) =>
      named.has(part)
        ? [{ part, shared: sharing.get(part) ?? usuallyShared(part), log: log.has(part) || part === 'smoothness' }]
        : [],
    );
}
function sharedOf(given: Value): LearnedPart['shared'] {
  const named = word(given);
  if (named === 'shared') return 'all';
  return named === 'per type' ? 'type' : 'neuron';
}

function startOf(found: Read | undefined): OverTime['start'] {
  if (!found) return {};
  return Object.fromEntries(
    neuronParts.flatMap((part): readonly (readonly [NetworkPart, Expression])[] => {
      const given = optional(found, part);
      return given ? [[part, canonical(given.base, found.scope.variables)]] : [];
    }),
  );
}
