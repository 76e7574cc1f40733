export { landscapeFigure } from './landscape-figure.ts';
export { stiffnessFigure } from './stiffness-figure.ts';
