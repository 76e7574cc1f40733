/**
 * How a state moves on by one step: one record per law of motion. Times in seconds; N(0,1) is drawn per neuron and
 * step. x is the state, u what drives a neuron.
 */
import type { MovingPlan } from '../kernels/index.ts';

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
/** `input`: noise enters where the drive does, inside the bracket; with a shared drive it is one number, as that is. */
export type NoiseOn = 'state' | 'input';

/** What the laws are told. */
interface MotionSettings {
  /** tau x' = −x + W x + u + noise, by Euler's method; relu rectifies the state after each step. */
  readonly leaky: {
    readonly activation: StateActivation;
    readonly tau: TimeConstants;
    readonly dt: number;
    readonly noise: number;
    readonly noiseScale: NoiseScale;
    readonly noiseOn?: NoiseOn;
  };
  /** x(t+1) = f(W x(t) + u) + noise·N(0,1), one step a dt. */
  readonly discrete: {
    readonly activation: StateActivation;
    readonly dt: number;
    readonly noise: number;
    readonly noiseOn?: NoiseOn;
  };
  /** tau x' = −x + W f(x) + u + noise, by Euler's method; the rate is f(x). */
  readonly rate: {
    readonly transfer: Transfer;
    readonly tau: TimeConstants;
    readonly dt: number;
    readonly noise: number;
    readonly noiseScale: NoiseScale;
    readonly noiseOn?: NoiseOn;
  };
  /** x(t+1) = W f(x(t)) + u + noise·N(0,1), one step a dt; the rate is f(x). */
  readonly rateMap: {
    readonly transfer: Transfer;
    readonly dt: number;
    readonly noise: number;
    readonly noiseOn?: NoiseOn;
  };
}
export type MotionName = keyof MotionSettings;
/** A law with its settings, as plain data. */
export type Motion<Name extends MotionName = MotionName> = {
  readonly [Each in Name]: { readonly law: Each } & MotionSettings[Each];
}[Name];

/** What all laws come to: x := x + h (W f(x) + u − x) + spread·N(0,1), with h = 1 in steps, and the rates f(x). */
export interface Stepping extends Pick<MovingPlan, 'rate' | 'rectified'> {
  /** Share of the time constant that a step is, of each neuron. */
  readonly shares: Float64Array;
  /** Standard deviation of the noise that a step adds, of each neuron. */
  readonly spreads: Float64Array;
}

/** Of noise 1, where a step is the share h = dt/tau of the time constant. */
const noiseScales: Readonly<Record<NoiseScale, (h: number) => number>> = {
  diffusion: (h) => Math.sqrt(h),
  step: (h) => h,
};
type OfTime = Pick<MotionSettings['rate'], 'tau' | 'dt' | 'noise' | 'noiseScale' | 'noiseOn'>;
function inTime(
  { tau, dt, noise, noiseScale, noiseOn }: OfTime,
  neurons: number,
): Pick<Stepping, 'shares' | 'spreads'> {
  checkTimeConstants(tau, dt, neurons);
  const shares = Float64Array.from({ length: neurons }, (_, i) => dt / (typeof tau === 'number' ? tau : tau[i]));
  const scale = noiseScales[noiseOn === 'input' ? 'step' : noiseScale];
  return { shares, spreads: shares.map((h) => noise * scale(h)) };
}
function checkTimeConstants(tau: TimeConstants, dt: number, neurons: number): void {
  if (typeof tau === 'number') return;
  if (tau.length !== neurons)
    throw new RangeError(`${tau.length} time constants are not one for each of ${neurons} neurons`);
  const short = tau.findIndex((each) => !(each > dt));
  if (short >= 0)
    throw new RangeError(
      `neuron ${short + 1} has a time constant of ${Number((1000 * tau[short]).toPrecision(4))} ms, at most one step ` +
        `of ${1000 * dt} ms: take a shorter dt, or time constants that stay above it`,
    );
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
  discrete: ({ activation, noise, noiseOn }, neurons) => ({
    rate: 'identity',
    rectified: activation !== 'relu' ? 'not' : noiseOn === 'input' ? 'last' : 'first',
    ...inSteps(noise, neurons),
  }),
  rate: (settings, neurons) => ({ rate: settings.transfer, rectified: 'not', ...inTime(settings, neurons) }),
  rateMap: ({ transfer, noise }, neurons) => ({ rate: transfer, rectified: 'not', ...inSteps(noise, neurons) }),
};

/** @throws RangeError where there is not one time constant for each neuron */
export const steppingOf = <Name extends MotionName>(motion: Motion<Name>, neurons: number): Stepping =>
  laws[motion.law](motion, neurons);
