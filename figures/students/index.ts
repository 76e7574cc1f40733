export { landscapeFigure } from './loss-plane-figure.ts';
export { stiffnessFigure } from './stiffness-figure.ts';
