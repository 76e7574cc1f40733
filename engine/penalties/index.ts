export { compilePenalty } from './compile.ts';
