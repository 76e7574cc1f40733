/** `scale synapses to …`: a matrix as a dynamics has scaled it. */
import { scalingRules, type ScalingRule } from '../../catalogue/scaling-rules.ts';
import { frequency, meaningOf } from '../../catalogue/units.ts';
import type { Scaling } from '../../engine/scaling/index.ts';
import { quantityOf } from '../canonical/canonical-expression.ts';
import { has, optional, type Read } from '../canonical/read-settings.ts';
import { Refused } from '../canonical/scope.ts';
import type { Varying } from '../varying.ts';
import type { DynamicsForm } from './dynamics-form.ts';

export interface ScaledSource<Matrix> {
  readonly kind: 'scaled';
  /** What runs meanwhile, on the matrix before. */
  readonly dynamics: DynamicsForm<Matrix>;
  /** A target in Hz is one per second, and stays so here. */
  readonly scaling: Varying<Scaling> & { readonly inHz?: true };
}

/** Of a rate model, or of one that is counted. */
export function scalingOf(found: Read, isCounted: boolean): ScaledSource<unknown>['scaling'] {
  const { range } = found.match.setting,
    { variables } = found.scope;
  const said = (Object.keys(scalingRules) as ScalingRule[]).flatMap((rule) => {
    const target = optional(found, slotOf(rule));
    return target ? [{ rule, target }] : [];
  });
  const [one] = said;
  if (!one || said.length > 1)
    throw new Refused(
      '`scale synapses` needs one target: `to flow 1.0` (a spectral radius), `to sum 1`, `to 5 Hz` of a spiking ' +
        'network, or `to 0.1` of a rate model.',
      range,
    );
  const { rule, target } = one,
    rate = optional(found, 'rate'),
    duration = optional(found, 'for');
  if (duration && optional(found, 'until'))
    throw new Refused('Synapses are scaled either `for` a time or `until settled`: remove one of the two.', range);
  const { base } = target;
  const unit = base.kind === 'number' && base.unit ? meaningOf(base.unit.text) : undefined;
  if (unit?.dimension.some((power, at) => power !== frequency[at]))
    throw new Refused('A target rate is in Hz, or a plain number: `to 5 Hz`, `to 0.1`.', target.range);
  return {
    rule,
    target: quantityOf(target, variables),
    rate: rate ? quantityOf(rate, variables) : usualRate(rule, isCounted),
    until: duration ? quantityOf(duration, variables) : 'settled',
    weights: has(found, 'excitatory') ? 'excitatory' : 'all',
    ...(unit && { inHz: true as const }),
  };
}
const usualRate = (rule: ScalingRule, isCounted: boolean): number =>
  (isCounted ? scalingRules[rule].rateOfSpiking : undefined) ?? scalingRules[rule].rate;
/** The slot of its target; `rate` is an option too. */
const slotOf = (rule: ScalingRule): string => (rule === 'rate' ? 'target' : rule);
