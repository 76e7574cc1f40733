export { avalanchesFigure } from './avalanches-figure.ts';
export { shapesFigure } from './shapes-figure.ts';
