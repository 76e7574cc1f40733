export { type GeneVariant, geneVariants, knockOut, overExpress } from './genes.ts';
