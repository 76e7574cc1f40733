import type { Recorded } from '../../engine/activity/index.ts';
import {
  eigenvaluesOf,
  isNilpotentByStructure,
  isSymmetric,
  largestModulus,
  type Matrix,
  rank,
} from '../../engine/connectivity/index.ts';
import { bulkRadius } from '../../engine/spectra/index.ts';
import { isScaled, type ScalingCourse } from '../../engine/scaling/index.ts';
import type { Facts } from '../../catalogue/finding.ts';
import type { CachedAlgebra } from '../../making/cached-algebra.ts';
import type { Wiring } from '../../making/circuits.ts';
import type { Ensemble } from '../../making/ensemble.ts';
import { eigenvaluesKnown, type Findings, isReal, largestKnown, usedMatrix } from '../../making/findings.ts';

/** What the notes say of a circuit; its rank only where it matters, for it takes n³ operations. */
export function wiringFacts(
  { matrix, shareMoved, isRewired, strengths, summed, scaling }: Wiring,
  algebra: CachedAlgebra,
): Facts {
  const facts: Record<string, number> = { size: matrix.size, nilpotent: 0 };
  if (isNilpotentByStructure(matrix)) Object.assign(facts, { nilpotent: 1, rank: rank(matrix).rank });
  if (shareMoved !== undefined) Object.assign(facts, { share_moved: shareMoved, rewired: isRewired ? 1 : 0 });
  if (strengths) Object.assign(facts, { strength_correlation: strengths.correlation, strength_error: strengths.error });
  if (summed !== undefined) facts.summed = summed;
  return scaling ? { ...facts, ...scalingFacts(scaling.course, matrix, algebra) } : facts;
}
/** The radius that flow control has reached, of so many neurons at most: it takes n³ operations. */
const mostForRadius = 1000;
function scalingFacts(
  { scaling: { rule, target, weights }, settled, seconds, unmet, reached }: ScalingCourse,
  matrix: Matrix,
  algebra: CachedAlgebra,
): Facts {
  const isKnown = rule === 'flow' && matrix.size <= mostForRadius;
  return {
    scaling_target: target,
    scaling_reached: reached,
    scaling_settled: settled ? 1 : 0,
    scaling_seconds: seconds,
    scaling_unmet: unmet,
    scaling_empty: matrix.values.every((weight) => weight === 0 || !isScaled[weights](weight)) ? 1 : 0,
    ...(isKnown && { scaling_radius: largestModulus(eigenvaluesOf(matrix, algebra)) }),
  };
}

/** What a reader should know of a spectrum or of activity beside any number of it. */
export function findingFacts(findings: Findings): Facts {
  const { ensemble, activity } = findings.studied;
  return {
    ...(ensemble ? ensembleFacts(ensemble) : {}),
    ...eigenvalueFacts(findings),
    ...(activity ? activityFacts(activity) : {}),
  };
}

const ensembleFacts = ({ re, bulkRadius }: Ensemble): Facts => ({
  symmetric: 1,
  real: 1,
  max_real: re[0],
  radius: Math.max(re[0], -re[re.length - 1]),
  bulk_radius: bulkRadius,
  outliers: 0,
});

/** Of a matrix whose eigenvalues a measure or the scaling of its spectrum has found; none are found for the facts. */
function eigenvalueFacts({ studied, bulk, largest }: Findings): Facts {
  const matrix = usedMatrix(studied),
    { algebra } = studied.kernels;
  if (!matrix) return {};
  const eigenvalues = eigenvaluesKnown(matrix, algebra);
  if (!eigenvalues) {
    const edge = largestKnown(matrix, algebra);
    if (!edge) return {};
    return {
      symmetric: 1,
      real: 1,
      max_real: edge[0],
      bulk_radius: bulkRadius(matrix),
      ...(largest && { leading: largest.length }),
    };
  }
  return {
    symmetric: isSymmetric(matrix) ? 1 : 0,
    real: isReal(eigenvalues) ? 1 : 0,
    max_real: eigenvalues.re[0],
    radius: largestModulus(eigenvalues),
    bulk_radius: bulk().radius,
    outliers: bulk().outliers.length,
  };
}

const activityFacts = ({ neurons, frames, bin }: Recorded): Facts => ({ neurons, frames, bin });
