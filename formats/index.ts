export { FormatError, type FilePlace } from './format-error.ts';
export { sampleChecksum } from './checksum.ts';
export { readCifar10, type CifarImages } from './cifar.ts';
export { type CircuitFormat, circuitFormatOf, circuitFormats, graphOfMatrix, readCircuit } from './circuit-files.ts';
export { takenForEdges } from './edge-list.ts';
export { isExact } from './exact-numbers.ts';
export { holdsConnections, readConnections, type ConnectionColumns } from './connections.ts';
export {
  missing,
  readCsv,
  writeCsv,
  textColumn,
  numberColumn,
  numberTable,
  type CsvOptions,
  type Table,
} from './csv.ts';
export {
  type CellColumn,
  type ExpressionOptions,
  type ExpressionTable,
  holdsExpression,
  type Open,
  readExpression,
  type Transform,
  UnknownGene,
} from './expression/index.ts';
export * from './field/index.ts';
export { readGraph, unweighted, writeGraph, type Attributes, type Graph } from './graph.ts';
export { readGraphml, writeGraphml } from './graphml.ts';
export { announcedLength, gunzip, isGzip, mostUnpacked, unpacked } from './gzip.ts';
export { isHdf5 } from './hdf5.ts';
export { idxHeader, readIdx, writeIdx, type Idx, type IdxType } from './idx.ts';
export {
  numbers,
  readNpy,
  writeNpy,
  type NpyArray,
  type NpyLayout,
  type NpyType,
  type NpyValues,
} from './npy.ts';
export {
  type EntriesOfFile,
  holdsVariables,
  matrixInFile,
  type MatrixOfFile,
  mayHoldVariables,
  storedInFile,
} from './matrices/index.ts';
export { readNpz } from './npz-archive.ts';
export {
  type ChosenTimes,
  type Columns,
  type FileReader,
  inMemory,
  type Missing,
  type MissingPolicy,
  openRecording,
  type Places,
  type PreparedActivity,
  prepareActivity,
  readerOf,
  readPositions,
  type Recording,
  type RecordingOptions,
  restored,
  stored,
  type StoredRecording,
  type Stretch,
} from './recording/index.ts';
export * from './rules/index.ts';
export { readTar } from './tar.ts';
export {
  modelFile,
  type RateNetworkFile,
  type RateNetworkHeader,
  readTensorflowHeader,
  readTensorflowModel,
  tensorflowModel,
} from './tensorflow-model.ts';
export { decodeText, encodeText } from './text-bytes.ts';
export { base64 } from './base64.ts';
export { readZip, zipNames, type ZipEntry } from './zip.ts';
export { escaped as xmlEscaped } from './xml.ts';
export { type Person, readDoi, readPerson } from './person.ts';
