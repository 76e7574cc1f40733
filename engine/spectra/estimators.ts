/**
 * `covariance`: exact, from the weights. Of activity: `direct`, the covariance of what was seen; `shared_variance`
 * (SVCA of two halves), between neurons that share time bins; `svca`, its other form.
 */
export type SpectrumEstimator = 'covariance' | 'direct' | 'shared_variance' | 'svca';
