export { parse } from './parse.ts';
export type * from './tree.ts';
export { isPlainName, labels, nouns, physicalUnits, reservedWords } from './words.ts';
