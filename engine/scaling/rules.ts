/**
 * Rules of synaptic scaling: one record per rule. Each multiplies all incoming weights of a neuron by one factor, so
 * that their ratios stay. Rates are per step.
 */
import type { ScalableNetwork } from './scalable-network.ts';

/** What a rule aims at, and how fast. */
export interface Aim {
  readonly target: number;
  /** Of a step: what part of the way is gone, at the most. */
  readonly rate: number;
}
/** One rule at work on one network. */
export interface Process {
  /** One step of the network, and of its weights. `scale` multiplies the incoming weights of a neuron. */
  step(scale: (neuron: number, factor: number) => void): void;
  /** What has been reached since this was last asked, in units of the target; 1 would be the target. */
  reached(): number;
  /** How far the neuron is that is furthest from the target, where each must reach it; else the mean counts. */
  furthest?(): number;
  /** Neurons that have not come near the target since then, each by itself. */
  unmet(): number;
}
interface Rule {
  /** How near the target, as a share of it, counts as there. */
  readonly tolerance: number;
  readonly start: (network: ScalableNetwork, aim: Aim) => Process;
}

/** A step never more than halves or doubles a weight, so that none changes its sign. */
const bounded = (factor: number): number => Math.min(2, Math.max(0.5, factor));
/** A neuron whose rate is off by more than this share of the target has not met it. */
const mostOff = 0.2;
/** Nor may it be off by more standard deviations of a Poisson count, where spikes are counted. */
const mostDeviations = 3;

export const rules = {
  /**
   * Flow control (Schubert & Gros 2021, doi 10.3389/fncom.2021.587721): a_i += ε a_i [R² y_i²(t−1) − x_i²(t)], of what
   * a neuron gives on (y) and what it receives from the others (x). Where the y_i are independent, the spectral radius
   * of diag(a) W tends to R.
   */
  flow: {
    tolerance: 0.01,
    start(network, { target, rate }) {
      const { size, recurrent } = network;
      if (recurrent === undefined)
        throw new RangeError('flow control needs what each neuron receives as a sum of rates');
      const before = new Float64Array(size);
      let given = 0,
        received = 0;
      return {
        step(scale) {
          for (let i = 0; i < size; i++) before[i] = network.rates[i];
          network.step();
          for (let i = 0; i < size; i++) {
            const wanted = target ** 2 * before[i] ** 2,
              found = recurrent[i] ** 2;
            given += wanted;
            received += found;
            scale(i, bounded(1 + rate * (wanted - found)));
          }
        },
        reached() {
          const ratio = Math.sqrt(received / given);
          given = received = 0;
          return ratio;
        },
        unmet: () => 0,
      };
    },
  },
  /**
   * Homeostasis (Turrigiano et al. 1998, doi 10.1038/36103): dw_ij/dt = η w_ij (r* − r_i)/r*, of the low-passed rate
   * r_i. Of signed activity the rate is its magnitude. The low pass takes a tenth of the time of the scaling.
   */
  rate: {
    tolerance: 0.01,
    start(network, { target, rate }) {
      const { size } = network,
        passed = new Float64Array(size).fill(target),
        sums = new Float64Array(size),
        share = Math.min(1, 10 * rate);
      let steps = 0,
        off = 0;
      return {
        step(scale) {
          network.step();
          steps++;
          for (let i = 0; i < size; i++) {
            const now = Math.abs(network.rates[i]);
            sums[i] += now;
            passed[i] += share * (now - passed[i]);
            scale(i, bounded(1 + rate * (1 - passed[i] / target)));
          }
        },
        reached() {
          const all = sums.reduce((sum, one) => sum + one, 0);
          const counted = network.seconds === undefined ? Infinity : target * steps * network.seconds,
            most = Math.max(mostOff, mostDeviations / Math.sqrt(counted));
          off = sums.reduce((count, one) => count + Number(Math.abs(one / steps / target - 1) > most), 0);
          const ratio = all / steps / size / target;
          sums.fill(0);
          steps = 0;
          return ratio;
        },
        unmet: () => off,
      };
    },
  },
} as const satisfies Readonly<Record<string, Rule>>;
export type ActivityRule = keyof typeof rules;
