import { Failure, readable } from '../making/failure.ts';
import { print, say, type Speech } from './terminal.ts';

/** Says what went wrong, without a stack trace unless it is asked for, and gives the exit status. */
export function failed(error: unknown, { debug, json }: Pick<Speech, 'debug' | 'json'>): number {
  if (json) print(JSON.stringify({ error: readable(error) }));
  say(`anlage: ${readable(error)}`);
  if (debug && error instanceof Error) say(error.stack ?? '');
  else if (!(error instanceof Failure)) say('This is a fault of anlage; --debug shows where it happened.');
  return error instanceof Failure && error.stage === 'usage' ? 2 : 3;
}
