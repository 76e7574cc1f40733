import type { Command, Option } from 'commander';
import { Failure } from '../making/failure.ts';
import { everywhere } from './options.ts';
import { print } from './terminal.ts';

/** `anlage completion SHELL`: what a shell needs to complete commands and options; made of the commands themselves. */
export function completionCommand(program: Command): void {
  everywhere(
    program
      .command('completion')
      .description('what a shell needs to complete commands and options')
      .argument('<shell>', Object.keys(shells).join(', ')),
  ).action((shell: string) => {
    const script = Object.hasOwn(shells, shell) ? shells[shell as keyof typeof shells] : undefined;
    if (!script)
      throw new Failure('usage', `There is no completion for ${shell}: there is ${Object.keys(shells).join(', ')}.`);
    print(script(program.commands).trimEnd());
  });
}

const flagsOf = ({ long, short }: Option): string[] => [long, short].flatMap((flag) => flag ?? []);
const optionsOf = ({ options }: Command): readonly Option[] => options;
/** What stands behind a command where it has commands of its own. */
const wordsOf = ({ commands }: Command): string[] => commands.map((each) => each.name());
const descriptionOf = (each: { readonly description: (() => string) | string }): string =>
  (typeof each.description === 'string' ? each.description : each.description()).replace(/\s+/g, ' ');

function bash(commands: readonly Command[]): string {
  const cases = commands.map((command) => {
    const below = command.commands.flatMap(optionsOf);
    const flags = [...new Set([...command.options, ...below].flatMap(flagsOf))];
    return `    ${command.name()}) flags='${flags.join(' ')}' words='${wordsOf(command).join(' ')}' ;;`;
  });
  return `# bash: source <(anlage completion bash)
_anlage() {
  local word=\${COMP_WORDS[COMP_CWORD]} flags= words=
  case \${COMP_WORDS[1]} in
${cases.join('\n')}
  esac
  if ((COMP_CWORD == 1)); then words='${commands.map((each) => each.name()).join(' ')}' flags='--help --version'; fi
  if [[ $word == -* ]]; then COMPREPLY=($(compgen -W "$flags --help" -- "$word"))
  elif [[ -n $words ]] && ((COMP_CWORD <= 2)); then COMPREPLY=($(compgen -W "$words" -- "$word"))
  else compopt -o filenames 2> /dev/null; COMPREPLY=($(compgen -f -- "$word"))
  fi
}
complete -F _anlage anlage
`;
}

function zsh(commands: readonly Command[]): string {
  const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
  const told = (text: string): string => text.replace(/[[\]:\\]/g, '\\$&');
  const described = (each: readonly Command[]): string =>
    each.map((command) => quoted(`${told(command.name())}:${told(descriptionOf(command))}`)).join(' ');
  const option = (each: Option): string =>
    flagsOf(each)
      .map((flag) =>
        quoted(`*${flag}[${told(descriptionOf(each))}]${each.required || each.optional ? ':value:_files' : ''}`),
      )
      .join(' ');
  const cases = commands.map((command) => {
    const options = [command, ...command.commands].flatMap(optionsOf);
    const rest = command.commands.length > 0 ? `'1:command:((${wordsOf(command).join(' ')}))'` : "'*:file:_files'";
    return `    ${command.name()}) _arguments ${[...new Set(options.map(option)), rest].join(' ')} ;;`;
  });
  return `#compdef anlage
# zsh: anlage completion zsh > a folder of fpath/_anlage
_anlage() {
  local -a commands=(${described(commands)})
  if ((CURRENT == 2)); then _describe command commands; return; fi
  local command=$words[2]
  shift words
  ((CURRENT--))
  case $command in
${cases.join('\n')}
    *) _files ;;
  esac
}
if [[ \${funcstack[1]} == _anlage ]]; then _anlage "$@"; else compdef _anlage anlage; fi
`;
}

function fish(commands: readonly Command[]): string {
  const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;
  const lines = commands.flatMap((command) => {
    const within = `-n '__fish_seen_subcommand_from ${command.name()}'`;
    const options = [command, ...command.commands].flatMap(optionsOf);
    return [
      `complete -c anlage -f -n __fish_use_subcommand -a ${command.name()} -d ${quoted(descriptionOf(command))}`,
      ...command.commands.map(
        (each) => `complete -c anlage -f ${within} -a ${each.name()} -d ${quoted(descriptionOf(each))}`,
      ),
      ...options.map((each) => {
        const flags = flagsOf(each).map((flag) =>
          flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`,
        );
        if (each.required) flags.push('-r');
        return `complete -c anlage ${within} ${flags.join(' ')} -d ${quoted(descriptionOf(each))}`;
      }),
    ];
  });
  return `# fish: anlage completion fish > ~/.config/fish/completions/anlage.fish\n${[...new Set(lines)].join('\n')}\n`;
}

const shells = { bash, zsh, fish } as const;
