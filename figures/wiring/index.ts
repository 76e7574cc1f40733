export { distanceFigure } from './distance-figure.ts';
export { tissueFigure } from './tissue-figure.ts';
