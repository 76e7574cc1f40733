#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { everywhere } from './options.ts';
import { type Speech, takesColour } from './terminal.ts';

/** Gives the exit status: 0 fine, 1 errors in the file or a failed claim, 2 wrong usage or unreadable input, 3 the run failed, 130 cancelled. */
type Act<Given extends unknown[]> = (...given: Given) => Promise<number>;

const program = new Command('anlage')
  .description('State how a neural circuit begins, how it is trained and what it is compared with; run it; see what came of it.')
  .version(versionHere(), '-V, --version')
  .showHelpAfterError('(see --help)')
  .exitOverride()
  .configureOutput({ outputError: (text, write) => write(text) });

everywhere(program.command('check').description('say what is wrong in files').argument('<files...>'))
  .action(act(async (files: string[], _options: unknown, command: Command) => (await import('./check.ts')).check(files, speech(command))));

everywhere(program.command('run').description('run all, or the named, experiments of a file').argument('<file>').argument('[experiments...]'))
  .option('--out <folder>', 'where runs are kept, in place of runs/ beside the file')
  .option('--seeds <list>', 'in place of those of the file: 1..3, or 1,4,7')
  .option('--jobs <number>', 'jobs at a time; changes no number (default: as many as there are cores)')
  .option('--backend <name>', 'what computes: auto, wasm, wasm-relaxed, native-avx2 …')
  .option('--set <name=value>', 'fixes a `vary` variable, or replaces a setting by its path (train.batch=32)', collect)
  .option('--fresh', 'computes every job anew')
  .action(act(async (file: string, experiments: string[], options: object, command: Command) => (await import('./run.ts')).run(file, experiments, options, speech(command))));

everywhere(program.command('show').description('tables of a run; of the latest runs of a file').argument('<folder or file>'))
  .option('--html <file>', 'writes a self-contained report')
  .action(act(async (where: string, options: { html?: string }, command: Command) => (await import('./show.ts')).show(where, options, speech(command))));

everywhere(program.command('format').description('canonical layout').argument('<files...>'))
  .option('--check', 'changes nothing; fails if a file is laid out otherwise')
  .action(act(async (files: string[], options: { check?: boolean }, command: Command) => (await import('./format.ts')).format(files, options, speech(command))));

await main();

async function main(): Promise<void> {
  const [word] = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
  if (word === 'data' || word === undefined || word === 'help') (await import('./data.ts')).dataCommand(program);
  if (word === 'doctor' || word === undefined || word === 'help') (await import('./doctor.ts')).doctorCommand(program);
  process.stdout.on('error', (error: NodeJS.ErrnoException) => { if (error.code === 'EPIPE') process.exit(0); });
  try {
    await program.parseAsync();
  } catch (error) {
    process.exitCode = error instanceof CommanderError ? (error.exitCode === 0 ? 0 : 2) : (await import('./failed.ts')).failed(error, process.argv.includes('--debug'));
  }
}

function act<Given extends unknown[]>(command: Act<Given>): (...given: Given) => Promise<void> {
  return async (...given) => { process.exitCode = await command(...given); };
}
function speech(command: Command): Speech {
  const { json = false, quiet = false, debug = false, color = true } = command.opts<{ json?: boolean; quiet?: boolean; debug?: boolean; color?: boolean }>();
  return { json, quiet, debug, colour: takesColour(process.stdout, color) && takesColour(process.stderr, color) };
}
function collect(value: string, former: readonly string[] = []): string[] {
  return [...former, value];
}
/** package.json lies one folder up, from the sources and from the bundle alike. */
function versionHere(): string {
  return (JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }).version;
}
