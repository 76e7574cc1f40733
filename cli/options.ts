import type { Command } from 'commander';
import { Failure } from '../making/failure.ts';
import { type Speech, takesColour } from './terminal.ts';
import { examplesText } from './command-examples.ts';

/** The options that every command takes, and the examples of its help. */
export function everywhere(command: Command): Command {
  return command
    .option('--json', 'one JSON document, or JSON lines, on standard output')
    .option('--no-color', 'plain text')
    .option('--quiet', 'no progress, and no hints')
    .option('--debug', 'with stack traces')
    .addHelpText('after', () => examplesText(command.name()));
}
export function speechOf(command: Command): Speech {
  const {
    json = false,
    quiet = false,
    debug = false,
    color = true,
  } = command.optsWithGlobals<{ json?: boolean; quiet?: boolean; debug?: boolean; color?: boolean }>();
  return { json, quiet, debug, colour: takesColour(process.stdout, color) && takesColour(process.stderr, color) };
}
/** A number of at least one, where one is given. @throws Failure */
export function wholeNumber(option: string, text: string | undefined): number | undefined {
  if (text === undefined || /^[1-9]\d*$/.test(text)) return text === undefined ? undefined : Number(text);
  throw new Failure('usage', `${option} takes a whole number from 1; "${text}" is none.`);
}
