/**
 * How a state moves on by one step: one record per law of motion. Times in seconds; N(0,1) is drawn per neuron and
 * step.
 */

/** What a neuron gives on: its state, or the part of it above 0 (an echo-state network). */
export type StateActivation = 'identity' | 'relu';

/** What the laws are told. */
interface MotionSettings {
  /** tau x' = −x + W x + noise, by Euler's method; relu rectifies the state after each step. */
  readonly leaky: {
    readonly activation: StateActivation;
    readonly tau: number;
    readonly dt: number;
    readonly noise: number;
    /**
     * `diffusion` adds noise·√(dt/tau)·N(0,1) in a step; `step` adds noise·(dt/tau)·N(0,1): inside the bracket,
     * x += (dt/tau)(−x + W x + noise·N(0,1)), as published.
     */
    readonly noiseScale: 'diffusion' | 'step';
  };
  /** x(t+1) = f(W x(t)) + noise·N(0,1), one step a dt. */
  readonly discrete: { readonly activation: StateActivation; readonly dt: number; readonly noise: number };
}
export type MotionName = keyof MotionSettings;
/** A law with its settings, as plain data. */
export type Motion<Name extends MotionName = MotionName> = {
  readonly [Each in Name]: { readonly law: Each } & MotionSettings[Each];
}[Name];

/** One step of all neurons of a network, or of its copies. */
export interface Stepping {
  /** Standard deviation of the noise that a step adds. */
  readonly spread: number;
  /** Moves each state on; `driven` is W x (it may be overwritten), `kicks` what noise and input add. */
  move(state: Float32Array, driven: Float32Array, kicks: Float64Array): void;
}

const activations: Readonly<Record<StateActivation, (values: Float32Array) => void>> = {
  identity: () => {},
  relu(values) {
    for (let at = 0; at < values.length; at++) if (values[at] <= 0) values[at] = 0;
  },
};
/** Of noise 1, where a step is the share h = dt/tau of the time constant. */
const noiseScales: Readonly<Record<Motion<'leaky'>['noiseScale'], (h: number) => number>> = {
  diffusion: (h) => Math.sqrt(h),
  step: (h) => h,
};
const laws: { readonly [Name in MotionName]: (settings: MotionSettings[Name]) => Stepping } = {
  leaky({ activation, tau, dt, noise, noiseScale }) {
    const h = dt / tau;
    return {
      spread: noise * noiseScales[noiseScale](h),
      move(state, driven, kicks) {
        for (let at = 0; at < state.length; at++) state[at] = state[at] + h * (driven[at] - state[at]) + kicks[at];
        activations[activation](state);
      },
    };
  },
  discrete({ activation, noise }) {
    return {
      spread: noise,
      move(state, driven, kicks) {
        activations[activation](driven);
        for (let at = 0; at < state.length; at++) state[at] = driven[at] + kicks[at];
      },
    };
  },
};

export const steppingOf = <Name extends MotionName>(motion: Motion<Name>): Stepping => laws[motion.law](motion);
