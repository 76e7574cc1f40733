import type { CompletedCommand, CompletedOption } from './completed-words.ts';

type Commands = readonly CompletedCommand[];

const flagsOf = ({ options, below }: CompletedCommand): readonly string[] => [
  ...new Set([...options, ...below.flatMap((each) => each.options)].flatMap(({ flags }) => flags)),
];
const optionsOf = (commands: Commands): readonly CompletedOption[] =>
  commands.flatMap((each) => [...each.options, ...optionsOf(each.below)]);
const namesOf = (commands: Commands): string => commands.map(({ name }) => name).join(' ');
/** Options with few values; of those that several commands have, once. */
const choosing = (commands: Commands): readonly CompletedOption[] => [
  ...new Map(
    optionsOf(commands)
      .filter(({ values }) => values.length > 0)
      .map((option) => [option.flags[0], option]),
  ).values(),
];
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** Names of the blocks of a noun, in quotes or not; of bash and zsh alike. */
const namesInFile = `sed -nE "s/^[[:space:]]*\${noun}[[:space:]]+(\\"([^\\"]*)\\"|([[:alnum:]_]+)).*/\\2\\3/p"`;

export function bash(commands: Commands): string {
  const words = (of: CompletedCommand, place: string): string => `    ${place}) words=${quoted(of.words.join(' '))} ;;`;
  const cases = commands.map(
    (each) =>
      `    ${each.name}) flags=${quoted(flagsOf(each).join(' '))} below=${quoted(namesOf(each.below))} ` +
      `noun=${quoted(each.noun ?? '')} ;;`,
  );
  const known = commands.flatMap((each) => [
    ...(each.words.length > 0 ? [words(each, `${each.name}\\ *`)] : []),
    ...each.below.filter((one) => one.words.length > 0).map((one) => words(one, `${each.name}\\ ${one.name}`)),
  ]);
  const chosen = choosing(commands).map(
    ({ flags, values }) =>
      `    ${flags[0]}) COMPREPLY=($(compgen -W ${quoted(values.join(' '))} -- "$word")); return ;;`,
  );
  return `# bash: source <(anlage completion bash)
_anlage_names() {
  local noun=$1 file
  for file in "\${COMP_WORDS[@]}"; do
    if [[ $file == *.anl && -f $file ]]; then
      ${namesInFile} "$file"
    fi
  done
}
_anlage() {
  local word=\${COMP_WORDS[COMP_CWORD]} flags= below= words= noun= name
  case \${COMP_WORDS[COMP_CWORD - 1]} in
${chosen.join('\n')}
  esac
  case \${COMP_WORDS[1]} in
${cases.join('\n')}
  esac
  case "\${COMP_WORDS[1]} \${COMP_WORDS[2]}" in
${known.join('\n')}
  esac
  if ((COMP_CWORD == 1)); then below=${quoted(namesOf(commands))} flags='--help --version'; fi
  COMPREPLY=()
  if [[ $word == -* ]]; then COMPREPLY=($(compgen -W "$flags --help" -- "$word")); return; fi
  if [[ -n $below ]] && ((COMP_CWORD <= 2)); then COMPREPLY=($(compgen -W "$below" -- "$word"))
  elif [[ -n $words ]]; then
    COMPREPLY=($(compgen -W "$words" -- "$word"))
    if ((\${#COMPREPLY[@]} == 0)); then COMPREPLY=($(compgen -W "$words" -- "\${word^^}")); fi
  fi
  if [[ -n $noun ]]; then
    while IFS= read -r name; do
      if [[ $name == "$word"* ]]; then COMPREPLY+=("$(printf %q "$name")"); fi
    done < <(_anlage_names "$noun")
  fi
  if ((\${#COMPREPLY[@]} == 0)); then
    compopt -o filenames 2> /dev/null
    while IFS= read -r name; do COMPREPLY+=("$name"); done < <(compgen -f -- "$word")
  fi
}
complete -F _anlage anlage
`;
}

export function zsh(commands: Commands): string {
  const told = (text: string): string => text.replace(/[[\]:\\]/g, '\\$&');
  const described = (each: Commands): string =>
    each.map(({ name, description }) => quoted(`${told(name)}:${told(description)}`)).join(' ');
  const value = ({ takesValue, values }: CompletedOption): string =>
    takesValue ? `:value:${values.length > 0 ? `(${values.join(' ')})` : '_files'}` : '';
  const option = (each: CompletedOption): string =>
    each.flags.map((flag) => quoted(`*${flag}[${told(each.description)}]${value(each)}`)).join(' ');
  const options = ({ options: own, below }: CompletedCommand): readonly string[] => [
    ...new Set([...own, ...below.flatMap((each) => each.options)].map(option)),
  ];
  const rest = (each: CompletedCommand): string => {
    if (each.noun) return "'*:file or name:_anlage_named'";
    if (each.words.length > 0) return quoted(`*:word:(${each.words.join(' ')})`);
    if (each.below.length === 0) return quoted('*:file:_files');
    const last = each.below.flatMap(({ words }) => words);
    return `${quoted(`1:command:(${namesOf(each.below)})`)} ${quoted(
      last.length > 0 ? `*:word:(${[...new Set(last)].join(' ')})` : '*:file:_files',
    )}`;
  };
  const cases = commands.map((each) => {
    const named = each.noun ? `noun=${each.noun}; below=(${namesOf(each.below)}); ` : '';
    return `    ${each.name}) ${named}_arguments ${[...options(each), rest(each)].join(' ')} ;;`;
  });
  return `#compdef anlage
# zsh: anlage completion zsh > a folder of fpath/_anlage
_anlage_named() {
  local file
  local -a names=($below)
  for file in $words; do
    if [[ $file == *.anl && -f $file ]]; then
      names+=("\${(@f)$(${namesInFile} $file)}")
    fi
  done
  (($#names)) && compadd -- $names
  _files
}
_anlage() {
  local -a commands=(${described(commands)})
  if ((CURRENT == 2)); then _describe command commands; return; fi
  local command=$words[2] noun=
  local -a below
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

const seen = ({ name }: CompletedCommand): string => `__fish_seen_subcommand_from ${name}`;
export function fish(commands: Commands): string {
  const plain = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;
  const lines = commands.flatMap((command) => {
    const within = `-n '${seen(command)}'`;
    const deeper = command.below.filter(({ words }) => words.length > 0);
    return [
      `complete -c anlage -f -n __fish_use_subcommand -a ${command.name} -d ${plain(command.description)}`,
      ...command.below.map((each) => `complete -c anlage -f ${within} -a ${each.name} -d ${plain(each.description)}`),
      ...(command.words.length > 0 ? [`complete -c anlage -f ${within} -a ${plain(command.words.join(' '))}`] : []),
      ...deeper.map(
        (each) => `complete -c anlage -f -n '${seen(command)}; and ${seen(each)}' -a ${plain(each.words.join(' '))}`,
      ),
      ...(command.noun ? [`complete -c anlage ${within} -a '(__anlage_names ${command.noun})'`] : []),
      ...optionsOf([command]).map((each) => {
        const flags = each.flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
        if (each.takesValue) flags.push('-r');
        if (each.values.length > 0) flags.push(`-f -a ${plain(each.values.join(' '))}`);
        return `complete -c anlage ${within} ${flags.join(' ')} -d ${plain(each.description)}`;
      }),
    ];
  });
  return `# fish: anlage completion fish > ~/.config/fish/completions/anlage.fish
function __anlage_names
  for file in (commandline -opc | string match -r '.*\\.anl$')
    test -f $file; and string replace -rf '^\\s*'$argv[1]'\\s+(?:"([^"]*)"|(\\w+)).*' '$1$2' <$file
  end
end
${[...new Set(lines)].join('\n')}
`;
}
