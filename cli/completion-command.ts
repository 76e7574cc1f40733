import { meant } from './meant-name.ts';
import type { Command } from 'commander';
import { Failure } from '../making/failure.ts';
import { completed } from './completed-words.ts';
import { bash, fish, zsh } from './completion-scripts.ts';
import { everywhere } from './options.ts';
import { print } from './terminal.ts';

const shells = { bash, zsh, fish } as const;

/** `anlage completion SHELL`: what a shell needs to complete commands and options; made of the commands themselves. */
export function completionCommand(program: Command): void {
  everywhere(
    program
      .command('completion')
      .description('what a shell needs to complete commands, options, names in files and codes')
      .argument('<shell>', Object.keys(shells).join(', ')),
  ).action((shell: string) => {
    const script = Object.hasOwn(shells, shell) ? shells[shell as keyof typeof shells] : undefined;
    if (!script)
      throw new Failure('usage', `There is no completion for ${shell}: ${meant(shell, Object.keys(shells))}`);
    print(script(program.commands.map((each) => completed(each))).trimEnd());
  });
}
