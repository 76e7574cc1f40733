export type * from './figure.ts';
export { growthFigure, matrixFigure } from './circuit.ts';
export { figuresOf } from './figures-of.ts';
export {
  attractorsFigure,
  fatesFigure,
  type NamedNetwork,
  previewFigures,
  screenFigure,
  transitionsFigure,
  wiringFigure,
} from './genes/index.ts';
export { previewSpectrumFigures, type SpectrumPreview } from './spectra/index.ts';
export { drawings } from './drawings.ts';
export { type FigureTable, figureData, figureTable, isPicture } from './table.ts';
export { type DrawOptions, drawSvg } from './draw/draw.ts';
export {
  formatLength,
  formatNumber,
  formatPlain,
  formatPoint,
  formatValue,
  quantityOf,
  type Quantity,
  roundLength,
} from './quantity.ts';
export { describeValues, finalValues, sweepPoints } from './values.ts';
