export { exp, log, sincos } from './elementary.ts';
export { type Shuffled, type Skippable, type Stream, stream } from './stream.ts';
