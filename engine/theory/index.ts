export {
  alongModes,
  type CurvatureOf,
  type CurvedPart,
  curvature,
  curvedParts,
  type Modes,
  modesOf,
  stiffModes,
} from './curvature.ts';
export {
  linearResponse,
  type RecordingChoice,
  recordingChoices,
  recordingDraws,
  recordingOrderOf,
  type StudentErrors,
  studentErrors,
} from './linear-students.ts';
export { biasResponse, largestGrowth, linearised } from './linearisation.ts';
export { recordingOrder } from './recording-order.ts';
