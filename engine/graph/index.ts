export { greedyModules } from './greedy-modules.ts';
export { largestFirst, louvain, type LouvainSettings, type Modules } from './louvain.ts';
export { modularityOf } from './modularity.ts';
export { type NullKind, nullKinds, nullMatrix } from './null-graphs.ts';
export {
  type Distance,
  densestSmallWorld,
  type SmallWorld,
  smallWorld,
  type SmallWorldSettings,
} from './small-world.ts';
export { strongest } from './strongest.ts';
export { assortativityOf, type Correlation, type Ends } from './assortativity.ts';
export { clusteringOf, transitivityOf } from './clustering.ts';
export { type Direction, type EdgeWeights, type GraphChoice, graphOf } from './graph-of-weights.ts';
export { type LocalEfficiency, localEfficiencyOf } from './local-efficiency.ts';
export { type Communicability, communicabilityOf, meanBetween } from './mean-communicability.ts';
export { participationOf } from './participation.ts';
export { type RichClub, richClubOf } from './rich-club.ts';
export {
  efficiencyOf,
  inverseWeight,
  oneStep,
  type PathLengths,
  pathLengths,
  shortestPaths,
} from './shortest-paths.ts';
export { spectralEntropy } from './spectral-entropy.ts';
export { triadClasses, type Triads, triadsOf } from './triads.ts';
export { type Outside, outsideDomain, type WeightDomain } from './weight-domain.ts';
export { densityEntropy, type HistogramEntropy, histogramEntropy, withoutOutermost } from './weight-entropy.ts';
