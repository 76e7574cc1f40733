export type * from './view-messages.ts';
export { comparisonShell, historyShell, previewShell, resultsShell } from './shell.ts';
