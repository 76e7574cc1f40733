import type { Recorded } from '../../engine/activity/index.ts';
import { isNilpotentByStructure, isSymmetric, largestModulus, rank } from '../../engine/connectivity/index.ts';
import type { Facts } from '../../catalogue/finding.ts';
import type { Wiring } from '../../making/circuits.ts';
import type { Ensemble } from '../../making/ensemble.ts';
import { type Findings, isReal, usedMatrix } from '../../making/findings.ts';

/** What the notes say of a circuit; its rank only where it matters, for it takes n³ operations. */
export function wiringFacts({ matrix, shareMoved, summed }: Wiring): Facts {
  const facts: Record<string, number> = { size: matrix.size, nilpotent: 0 };
  if (isNilpotentByStructure(matrix)) Object.assign(facts, { nilpotent: 1, rank: rank(matrix).rank });
  if (shareMoved !== undefined) facts.share_moved = shareMoved;
  if (summed !== undefined) facts.summed = summed;
  return facts;
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
function eigenvalueFacts({ studied, bulk }: Findings): Facts {
  const matrix = usedMatrix(studied),
    eigenvalues = matrix && studied.kernels.algebra.cachedEigenvalues(matrix.values);
  if (!eigenvalues) return {};
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
