/** Leaky integrate-and-fire neurons with exponential synapses, as plain data. */
import type { Drive } from '../dynamics/index.ts';

/**
 * tau dV/dt = rest − V + R I_drive + synapses. At the threshold a neuron fires, stands at `reset` for the refractory
 * time, and its synapses jump by their weight `delay` later; between spikes they decay exponentially.
 * SI units: seconds, volts, ohms, amperes. An array holds one number for each neuron.
 */
export interface SpikingModel {
  readonly law: 'spiking';
  readonly dt: number;
  readonly tau: number | Float64Array;
  readonly resistance: number | Float64Array;
  readonly threshold: number | Float64Array;
  readonly reset: number;
  readonly rest: number;
  /** Rounded up to whole steps. */
  readonly refractory: number;
  /** Rounded to whole steps. */
  readonly delay: number;
  readonly synapses: Synapses;
  /** Negative weights times this. */
  readonly inhibition: number;
  /** White noise of the membrane: alone it gives V a variance of ½ noise². Volts. */
  readonly noise: number;
  /** Poisson spikes from outside, for each neuron independently: rate in Hz, weight as of a synapse. */
  readonly background: { readonly rate: number; readonly weight: number };
  /** Where neurons begin: each between reset and threshold, or all at one place. */
  readonly start: 'spread' | 'reset' | 'rest';
}
/** Time constants and reversal potentials: of positive weights, and of negative ones. */
export interface Synapses {
  /** `current`: a weight of 1 is a jump of R I by 1 mV; `conductance`: a jump of 1 nS. */
  readonly kind: SynapseKind;
  readonly decay: readonly [number, number];
  readonly reversal: readonly [number, number];
}
export type SynapseKind = 'current' | 'conductance';
/** Of a network: what drives its neurons is a current in amperes. */
export interface SpikingNetwork {
  readonly model: SpikingModel;
  readonly drive: Drive;
  /** How each neuron weights a shared drive. */
  readonly inputWeights?: Float64Array;
}

/** What a weight of 1 is, in SI units. */
export const weightUnits: Readonly<Record<SynapseKind, number>> = { current: 1e-3, conductance: 1e-9 };
/** A drive is written in these. */
export const nanoampere = 1e-9;

export const valueAt = (of: number | Float64Array, neuron: number): number =>
  typeof of === 'number' ? of : of[neuron];
export const stepsOf = ({
  delay,
  refractory,
  dt,
}: Pick<SpikingModel, 'delay' | 'refractory' | 'dt'>): { readonly delay: number; readonly refractory: number } => ({
  delay: Math.round(delay / dt),
  // a whole number of steps that rounding has left a little above itself is no step more
  refractory: Math.ceil(refractory / dt - 1e-9),
});

/** @throws RangeError for what no network can be */
export function checkSpiking({ model }: SpikingNetwork, neurons: number): void {
  const { dt, tau, resistance, threshold, reset, refractory, delay, synapses, background } = model;
  const problem = (what: string): never => {
    throw new RangeError(what);
  };
  for (const [name, values] of Object.entries({ tau, resistance, threshold }))
    if (typeof values !== 'number' && values.length !== neurons)
      problem(`${name} has ${values.length} numbers for ${neurons} neurons`);
  for (let neuron = 0; neuron < neurons; neuron++) {
    if (!(valueAt(tau, neuron) > dt))
      problem(`the time constant of neuron ${neuron + 1}, ${valueAt(tau, neuron)} s, is not longer than dt, ${dt} s`);
    if (!(valueAt(resistance, neuron) > 0)) problem(`the resistance of neuron ${neuron + 1} is not above 0`);
    if (!(valueAt(threshold, neuron) > reset))
      problem(`the threshold of neuron ${neuron + 1}, ${valueAt(threshold, neuron)} V, is not above the reset`);
    if (typeof tau === 'number' && typeof resistance === 'number' && typeof threshold === 'number') break;
  }
  if (!synapses.decay.every((decay) => decay > 0)) problem('synapses decay in a time above 0');
  if (!(refractory >= 0 && delay >= 0)) problem('refractory time and delay are not below 0');
  if (!(background.rate >= 0)) problem('the rate of a background is not below 0');
}
