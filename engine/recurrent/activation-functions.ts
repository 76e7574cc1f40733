import type { Activation } from '../learning/index.ts';

/** f(y), its slope by y and its slope by the smoothness β (of softplus; the others have none), in f64. */
export interface ActivationFunction {
  value(y: number, smoothness: number): number;
  slope(y: number, smoothness: number): number;
  bySmoothness(y: number, smoothness: number): number;
}

const none = () => 0;
const logistic = (y: number): number => (y < 0 ? Math.exp(y) / (1 + Math.exp(y)) : 1 / (1 + Math.exp(-y)));

/** relu has slope 0 at 0. softplus is ln(1 + e^{βy}) / β, written so that nothing overflows or cancels. */
export const activationFunctions: Readonly<Record<Activation, ActivationFunction>> = {
  identity: { value: (y) => y, slope: () => 1, bySmoothness: none },
  relu: { value: (y) => Math.max(y, 0), slope: (y) => (y > 0 ? 1 : 0), bySmoothness: none },
  tanh: { value: Math.tanh, slope: (y) => 1 - Math.tanh(y) ** 2, bySmoothness: none },
  sigmoid: { value: logistic, slope: (y) => logistic(y) * logistic(-y), bySmoothness: none },
  softplus: {
    value: (y, smoothness) => Math.max(y, 0) + Math.log1p(Math.exp(-Math.abs(smoothness * y))) / smoothness,
    slope: (y, smoothness) => logistic(smoothness * y),
    bySmoothness(y, smoothness) {
      const z = Math.abs(smoothness * y);
      return -(z * logistic(-z) + Math.log1p(Math.exp(-z))) / smoothness ** 2;
    },
  },
};
