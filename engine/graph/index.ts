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
export { binarised, union } from './undirected.ts';
