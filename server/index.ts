export type { Host, RunOptions, RunOrder, Runner, RunResult } from './host.ts';
export { startServer, type Server } from './server.ts';
