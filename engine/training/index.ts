export type {
  Activation,
  Backend,
  Classifier,
  ClassifierShape,
  ImageSet,
  LoadedImages,
  Normalisation,
  Optimiser,
  Parameters,
} from './backend.ts';
export { initialParameters } from './initial.ts';
export { type CurvePoint, type Scores, type Trained, type Training, train } from './train.ts';
