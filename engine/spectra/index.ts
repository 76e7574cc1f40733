export { chainSpectrum, covariance, covarianceSpectrum, Unstable } from './covariance.ts';
export { type ExponentFit, fitExponent, participationRatio } from './exponent.ts';
export { tridiagonalGoe } from './tridiagonal.ts';
