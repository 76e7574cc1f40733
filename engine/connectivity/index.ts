export {
  type Attributes,
  cellsWhere,
  chosenCells,
  type Circuit,
  fromGraph,
  fromGrowth,
  type Graph,
  nodesWhere,
} from './assembled-circuit.ts';
export { type Drawn, drawMatrix, drawPairs, type KnownPairs } from './draw-matrix.ts';
export { type DrawnOutgoing, drawOutgoing, isSparse } from './draw-outgoing.ts';
export {
  eigenvaluesOf,
  isNilpotentByStructure,
  largestModulus,
  leadingEigenvalues,
  spectralRadius,
} from './eigenvalues.ts';
export {
  fewerGroups,
  groupOfEach,
  type Groups,
  groupSizes,
  groupsText,
  type NamedGroup,
  namesOfGroups,
} from './groups.ts';
export { type InitialMatrix, type Initialisation, initialMatrix, type MatrixChoice } from './initial-matrix.ts';
export { type Degrees, degrees, type Facts, facts } from './facts.ts';
export { type DrawnWeights, type Law, type LawArgument, type LawName, lawOf, laws, lawText, momentOf } from './laws.ts';
export type { Matrix } from './matrix.ts';
export type { Asymmetry, MatrixProgram, Placement, SpectrumScale, WeightLaw } from './matrix-program.ts';
export { incomingOf, isMutual, type Outgoing, outgoingOf, outgoingOfEntries, wholeOf } from './outgoing.ts';
export { holdsDraw, type PairTables, wirings } from './pair-quantities.ts';
export { orderOfPlaces } from './place-order.ts';
export { rank } from './rank.ts';
export { rewireRing, ringDistance } from './ring.ts';
export { componentsOf, type RankReduction, reducedRank } from './reduced-rank.ts';
export {
  connectsAlike,
  diagonalOf,
  lesioned,
  permuteNeurons,
  shareMoved,
  symmetrised,
  withoutDiagonal,
} from './rearranged.ts';
export { ControlError, type Keep, randomPlaces, rewired, shuffleWeights } from './rewire.ts';
export { type StrengthsKept, strengthsKept } from './kept-strengths.ts';
export { type Swapped, swapEdges } from './swaps.ts';
export {
  roundingOf,
  type Scaled,
  ScalingError,
  scaleSpectrum,
  scaleSynapses,
  unscalableByStructure,
} from './scale-spectrum.ts';
export { similar } from './similar.ts';
export {
  axiswisePlaces,
  correlationOfPairs,
  distancesBetween,
  meshPlaces,
  recutPlaces,
} from './soma-places.ts';
export { held, isHeldSparse, mostSynapses, mostWhole } from './held-matrix.ts';
export { isWhole, numbersOf, sparseMatrix, synapsesOf } from './sparse-matrix.ts';
export { transposed, unitRows } from './matrix-structure.ts';
export { isSymmetric, roundingNote, symmetricForm } from './symmetry.ts';
export { mostTiles, type Tiles, tileWidth, tilesOf, tilesOfConnections } from './tiles.ts';
export { type StrongestConnections, strongestConnections } from './strongest-connections.ts';
export { reachOf, weightByDistance, type WeightByDistance } from './weight-by-distance.ts';
