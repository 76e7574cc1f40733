import type { Command } from 'commander';
import { examplesText } from './command-examples.ts';

/** The options that every command takes, and the examples of its help. */
export function everywhere(command: Command): Command {
  return command
    .option('--json', 'one JSON document, or JSON lines, on standard output')
    .option('--no-color', 'plain text')
    .option('--quiet', 'no progress, and no hints')
    .option('--debug', 'with stack traces')
    .addHelpText('after', examplesText(command.name()));
}
