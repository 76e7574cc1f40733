export { analyseText, type TextAnalysis } from './analysis.ts';
export { instantiate } from './canonical/instantiate.ts';
export type { Diagnostic, Fix, Severity } from './diagnostic.ts';
export { loadImports, type Imports } from './imports.ts';
export type { Located, Reader } from './reader.ts';
export { specify } from './specify.ts';
export type * from './specification.ts';
