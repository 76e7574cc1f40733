export { componentsFigure } from './components-figure.ts';
export { eigenvaluesFigure } from './eigenvalues-figure.ts';
export { mapsOf, matricesFigure, matrixCaption, orderedMatrices } from './matrix-figure.ts';
export { previewSpectrumFigures, type SpectrumPreview } from './spectrum-preview.ts';
export { rasterFigure } from './raster-figure.ts';
export { spectrumFigure } from './spectrum-figure.ts';
export { timescalesFigure } from './timescales-figure.ts';
export { byPoint } from './ranks-panel.ts';
