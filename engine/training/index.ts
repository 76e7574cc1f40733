export { type CurvePoint, type Trained, type Training, train } from './train.ts';
