export { largestFirst, louvain, type LouvainSettings, type Modules } from './louvain.ts';
export { strongest } from './strongest.ts';
export { binarised, union } from './undirected.ts';
