import type { Command, Option } from 'commander';
import { templates } from '../language/index.ts';
import { dataSets } from '../runs/data/index.ts';
import { backendNames } from '../runs/execute/backends.ts';
import { codes } from './explain-command.ts';

/** What a shell may offer at a command. */
export interface CompletedCommand {
  readonly name: string;
  readonly description: string;
  readonly options: readonly CompletedOption[];
  readonly below: readonly CompletedCommand[];
  /** Arguments that are known beforehand. */
  readonly words: readonly string[];
  /** Behind an .anl file, names of its blocks of this noun. */
  readonly noun?: string;
}
export interface CompletedOption {
  readonly flags: readonly string[];
  readonly description: string;
  readonly takesValue: boolean;
  /** The values, where they are few. */
  readonly values: readonly string[];
}

/** By a command, or one below another. */
const words: Readonly<Record<string, () => readonly string[]>> = {
  explain: () => codes,
  completion: () => ['bash', 'zsh', 'fish'],
  'data get': () => dataSets.map(({ name }) => name),
  'data check': () => dataSets.map(({ name }) => name),
};
const nouns: Readonly<Record<string, string>> = {
  run: 'experiment',
  sweep: 'experiment',
  genes: 'genes',
  spectrum: 'connect',
};
const values: Readonly<Record<string, readonly string[]>> = {
  '--template': templates().map(({ name }) => name),
  '--backend': backendNames,
  '--update': ['synchronous', 'asynchronous'],
  '--on': ['slurm', 'local', 'other'],
  '--as': ['pdf', 'svg'],
  '--null': ['shifts', 'permutations'],
  '--unexplained': ['keep', 'input'],
  '--transform': ['none', 'log', 'counts'],
  '--rows': ['cells', 'genes'],
};

export const completed = (command: Command, above = ''): CompletedCommand => {
  const name = command.name();
  const place = `${above}${name}`;
  return {
    name,
    description: command.description().replace(/\s+/g, ' '),
    options: command.options.map(completedOption),
    below: command.commands.map((each) => completed(each, `${name} `)),
    words: words[place]?.() ?? [],
    noun: nouns[place],
  };
};

function completedOption({ long, short, description, required, optional }: Option): CompletedOption {
  return {
    flags: [long, short].flatMap((flag) => flag ?? []),
    description: description.replace(/\s+/g, ' '),
    takesValue: required || optional,
    values: values[long ?? ''] ?? [],
  };
}
