export { compilePenalty } from './compile-penalty.ts';
