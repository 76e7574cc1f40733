export { knockOut, overExpress } from './genes.ts';
