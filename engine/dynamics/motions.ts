/**
 * How a state moves on by one step: one record per law of motion. Times in seconds; N(0,1) is drawn per neuron and
 * step. x is the state, u what drives a neuron.
 */

/** What a neuron of a linear model gives on: its state, or the part of it above 0 (an echo-state network). */
export type StateActivation = 'identity' | 'relu';
/** What the rate of a neuron is of its state. */
export type Transfer = 'tanh' | 'relu' | 'softplus';
/** Of all neurons, or one each. */
export type TimeConstants = number | Float64Array;
/**
 * `diffusion` adds noise·√(dt/tau)·N(0,1) in a step; `step` adds noise·(dt/tau)·N(0,1): inside the bracket,
 * x += (dt/tau)(−x + W x + noise·N(0,1)), as published.
 */
export type NoiseScale = 'diffusion' | 'step';

/** What the laws are told. */
interface MotionSettings {
  /** tau x' = −x + W x + u + noise, by Euler's method; relu rectifies the state after each step. */
  readonly leaky: {
    readonly activation: StateActivation;
    readonly tau: TimeConstants;
    readonly dt: number;
    readonly noise: number;
    readonly noiseScale: NoiseScale;
  };
  /** x(t+1) = f(W x(t) + u) + noise·N(0,1), one step a dt. */
  readonly discrete: { readonly activation: StateActivation; readonly dt: number; readonly noise: number };
  /** tau x' = −x + W f(x) + u + noise, by Euler's method; the rate is f(x). */
  readonly rate: {
    readonly transfer: Transfer;
    readonly tau: TimeConstants;
    readonly dt: number;
    readonly noise: number;
    readonly noiseScale: NoiseScale;
  };
  /** x(t+1) = W f(x(t)) + u + noise·N(0,1), one step a dt; the rate is f(x). */
  readonly rateMap: { readonly transfer: Transfer; readonly dt: number; readonly noise: number };
}
export type MotionName = keyof MotionSettings;
/** A law with its settings, as plain data. */
export type Motion<Name extends MotionName = MotionName> = {
  readonly [Each in Name]: { readonly law: Each } & MotionSettings[Each];
}[Name];

/** What all laws come to: rates f(x), and x(t+1) = g((1 − h) x + h (W f(x) + u) + spread·N(0,1)), h = 1 in steps. */
export interface Stepping {
  /** The rate of a state. */
  readonly rate: 'identity' | Transfer;
  /** Share of the time constant that a step is, of each neuron. */
  readonly shares: Float64Array;
  /** Standard deviation of the noise that a step adds, of each neuron. */
  readonly spreads: Float64Array;
  /** Of the new state: `last` with the noise, `first` before it, or not. */
  readonly rectified: 'last' | 'first' | 'not';
}

/** Of noise 1, where a step is the share h = dt/tau of the time constant. */
const noiseScales: Readonly<Record<NoiseScale, (h: number) => number>> = {
  diffusion: (h) => Math.sqrt(h),
  step: (h) => h,
};
type OfTime = Pick<MotionSettings['rate'], 'tau' | 'dt' | 'noise' | 'noiseScale'>;
function inTime({ tau, dt, noise, noiseScale }: OfTime, neurons: number): Pick<Stepping, 'shares' | 'spreads'> {
  if (typeof tau !== 'number' && tau.length !== neurons)
    throw new RangeError(`${tau.length} time constants are not one for each of ${neurons} neurons`);
  const shares = Float64Array.from({ length: neurons }, (_, i) => dt / (typeof tau === 'number' ? tau : tau[i]));
  return { shares, spreads: shares.map((h) => noise * noiseScales[noiseScale](h)) };
}
const inSteps = (noise: number, neurons: number): Pick<Stepping, 'shares' | 'spreads'> => ({
  shares: new Float64Array(neurons).fill(1),
  spreads: new Float64Array(neurons).fill(noise),
});
const laws: { readonly [Name in MotionName]: (settings: MotionSettings[Name], neurons: number) => Stepping } = {
  leaky: (settings, neurons) => ({
    rate: 'identity',
    rectified: settings.activation === 'relu' ? 'last' : 'not',
    ...inTime(settings, neurons),
  }),
  discrete: ({ activation, noise }, neurons) => ({
    rate: 'identity',
    rectified: activation === 'relu' ? 'first' : 'not',
    ...inSteps(noise, neurons),
  }),
  rate: (settings, neurons) => ({ rate: settings.transfer, rectified: 'not', ...inTime(settings, neurons) }),
  rateMap: ({ transfer, noise }, neurons) => ({ rate: transfer, rectified: 'not', ...inSteps(noise, neurons) }),
};

/** @throws RangeError where there is not one time constant for each neuron */
export const steppingOf = <Name extends MotionName>(motion: Motion<Name>, neurons: number): Stepping =>
  laws[motion.law](motion, neurons);
