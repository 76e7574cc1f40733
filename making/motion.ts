import type { Motion, StateActivation } from '../engine/dynamics/index.ts';
import type { DynamicsNoun, Quantity } from '../language/specification.ts';

/** The law by which a `dynamics` moves. `tau` and the scale of the noise mean nothing where time goes in steps. */
export function motionOf({ activation, discrete, tau, dt, noise, perStep }: DynamicsNoun): Motion {
  const transfer: StateActivation = activation ?? 'identity';
  const settings = { activation: transfer, dt: settled(dt), noise: settled(noise) };
  return discrete
    ? { law: 'discrete', ...settings }
    : { law: 'leaky', ...settings, tau: settled(tau), noiseScale: perStep ? 'step' : 'diffusion' };
}

function settled(quantity: Quantity): number {
  if (typeof quantity === 'number') return quantity;
  throw new Error(`the variable ${quantity.variable} has no value`);
}
