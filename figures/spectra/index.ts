export { componentsFigure } from './components.ts';
export { eigenvaluesFigure } from './eigenvalues.ts';
export { mapsOf, matricesFigure, matrixCaption } from './matrix.ts';
export { previewSpectrumFigures, type SpectrumPreview } from './preview.ts';
export { rasterFigure } from './raster.ts';
export { spectrumFigure } from './spectrum.ts';
export { timescalesFigure } from './timescales.ts';
