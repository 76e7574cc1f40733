export { type GeneVariant, geneVariants, knockOut, overExpress } from './gene-variants.ts';
export { type GeneControl, geneControls, rewiredRules } from './rewired.ts';
