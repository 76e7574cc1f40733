export type * from './messages.ts';
export { resultsShell } from './shell.ts';
