export { cellsOfFate, population, type Series } from './cells-of-fate.ts';
export { absorption, basin, countedInGenes, endsCounted } from './gene-ends.ts';
export { mixing } from './mixing.ts';
export { synapseLength, wiringLength } from './synapse-lengths.ts';
