export type * from './messages.ts';
export { previewShell, resultsShell } from './shell.ts';
