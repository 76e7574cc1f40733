export { analyseText, type TextAnalysis } from './analysis.ts';
export { checks, type Check } from './checks/index.ts';
export { instantiate } from './canonical/instantiate.ts';
export type { Diagnostic, Fix, Severity } from './diagnostic.ts';
export { loadImports, type Imports } from './imports.ts';
export type { Located, Reader } from './reader.ts';
export { analyseScience, type ScienceCache, type ScienceOptions } from './science.ts';
export { specify } from './specify.ts';
export type * from './specification.ts';
