export type * from './view-messages.ts';
export { previewShell, resultsShell } from './shell.ts';
