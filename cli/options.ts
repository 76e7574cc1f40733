import type { Command } from 'commander';

/** The options that every command takes. */
export function everywhere(command: Command): Command {
  return command
    .option('--json', 'one JSON document, or JSON lines, on standard output')
    .option('--no-color', 'plain text')
    .option('--quiet', 'no progress, and no hints')
    .option('--debug', 'with stack traces');
}
