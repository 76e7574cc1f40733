export type * from './figure.ts';
export { connectedCells, growthFigure, matrixFigure, noSynapses, unconnectedSentence } from './circuit-figure.ts';
export { unconnected } from './draw/cells-panel.ts';
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
export { type LabelledRun, overlaidFigures } from './overlaid.ts';
export { drawings } from './drawings.ts';
export { type FigureTable, figureData, figureTable, isPicture } from './figure-table.ts';
export { type DrawOptions, drawSvg } from './draw/draw-svg.ts';
export { inPalette, paletteNames } from './draw/palettes.ts';
export {
  formatLength,
  formatNumber,
  plainNumber,
  formatValue,
  quantityOf,
  type Quantity,
  roundLength,
} from './number-text.ts';
export { type EffectTable, effectTables, probabilityText } from './effect-table.ts';
export { describeValues, finalValues, samePoint } from './final-values.ts';
export {
  cornersOf,
  edgesOf,
  firstTurn,
  fromMiddle,
  type Point,
  pointAt,
  type Space,
  spaceAround,
  type Turn,
  turned,
} from './turned-space.ts';
export { widthOf } from './draw/tissue-panel.ts';
