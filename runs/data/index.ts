export { type DataFile, type DataSet, type Download, dataSetNamed, dataSets, remedyFor } from './datasets.ts';
export { type FetchOptions, fetchDataSet } from './fetch.ts';
export { type Images, type LoadOptions, loadImages, notFound } from './images.ts';
export { locate, type Whereabouts } from './locate.ts';
export { cacheFolder, type Place, type PlaceContext, type PlaceKind, places } from './places.ts';
export { checksumOf, nodeReader } from './node-reader.ts';
export { type ImageFiles, recognise } from './recognise.ts';
export { type LoadedRecording, loadRecording, recordings } from './recordings.ts';
export { type DataSetState, dataSetState } from './state.ts';
