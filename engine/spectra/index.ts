export type { SpectrumEstimator } from './estimators.ts';
export { type Bulk, bulkOf } from './bulk.ts';
export { chainSpectrum, covariance, covarianceSpectrum, Unstable, varianceOfModes } from './covariance.ts';
export { type ExponentFit, fitExponent, participationRatio } from './exponent.ts';
export { arnoldi, type Extremes, lanczos } from './krylov.ts';
export { departureFromNormality, transientGain } from './normality.ts';
export { type Prediction, predictSpectrum, reducedRanks } from './predict.ts';
export { type BlockOperator, type LeadingSvd, randomisedSvd } from './randomised.ts';
export { tridiagonalGoe } from './tridiagonal.ts';
