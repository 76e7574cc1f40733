export type { SpectrumEstimator } from './estimators.ts';
export { type Bulk, bulkOf, bulkRadius } from './bulk.ts';
export { covariance, covarianceSpectrum, Unstable, varianceOfModes } from './covariance.ts';
export { type ExponentFit, fitExponent, participationRatio } from './exponent.ts';
export { departureFromNormality } from './normality.ts';
export { transientGain } from './transient-gain.ts';
export { type Prediction, predictSpectrum, reducedRanks } from './predict.ts';
export { leadingSize, tridiagonalGoe } from './tridiagonal.ts';
