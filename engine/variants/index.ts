export { type GeneVariant, geneVariants, knockOut, overExpress } from './genes.ts';
export { type GeneControl, geneControls, rewiredRules } from './rewired.ts';
