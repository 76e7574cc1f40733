import type { StudyTemplate } from './study-template.ts';

export const spectrum: StudyTemplate = {
  name: 'spectrum',
  title: 'Critical spectrum',
  description: 'Symmetric connections near instability, against directed ones: exponent and eigenvalues.',
  text: `language 1
# Symmetric connections just below instability give activity whose covariance falls as a power law of
# exponent about 2/3; the controls are directed connections, and symmetric ones farther from the edge.

connect wild { neurons 400;  weights uniform(-1, 1), symmetric;  spectrum max 0.99 }
connect free { neurons 400;  weights uniform(-1, 1);  spectrum max 0.99 }

experiment exponents {
  seeds 1 .. 8
  compare {
    symmetric   = wild
    directed    = free
    subcritical = wild { spectrum max 0.8 }
  }
  measure alpha = exponent(covariance, ranks: 5 .. 100)
  expect alpha of symmetric > alpha of subcritical
  expect alpha of symmetric in 0.6 .. 0.8
  plot spectrum
  plot eigenvalues
}
`,
};
