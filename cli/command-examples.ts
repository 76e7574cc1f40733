/** What each command is used for, as its `--help` shows it: the line, and what it does. */
export const commandExamples: Readonly<Record<string, readonly (readonly [line: string, what: string])[]>> = {
  new: [
    ['anlage new first', 'first.anl, which grows a circuit and runs in seconds'],
    ['anlage new recall --template sweep', 'another beginning'],
    ['anlage new --list', 'what there is to begin with'],
  ],
  check: [
    ['anlage check study.anl', 'what is wrong with it, before it runs'],
    ['anlage check *.anl --json', 'the same for another program, a line each'],
  ],
  run: [
    ['anlage run study.anl', 'every experiment of it; results go to runs/ beside it'],
    ['anlage run study.anl first --seeds 1..3', 'one experiment, fewer seeds'],
    ['anlage run study.anl --set train.epochs=2', 'another setting, without a change of the file'],
  ],
  test: [
    ['anlage test', 'what became of the claims of every .anl file here'],
    ['anlage test study.anl --junit claims.xml', 'the same for a CI server'],
  ],
  show: [
    ['anlage show study.anl', 'the latest run of each of its experiments'],
    ['anlage show runs/first/KEY --pdf report.pdf', 'one run as a PDF with its figures'],
    ['anlage show study.anl --figures figures --width 85', 'its figures, as wide as a column of a journal'],
    ['anlage show study.anl --crate archive --licence CC-BY-4.0', 'all of it as an RO-Crate'],
  ],
  runs: [
    ['anlage runs', 'every run below this folder, newest first'],
    ['anlage runs --experiment first --failed', 'those of one experiment that did not go well'],
  ],
  sweep: [
    ['anlage sweep study.anl main --on slurm --mem 4G', 'as job arrays of a cluster; returns at once'],
    ['anlage sweep study.anl main --on local', 'in the background of this machine'],
    ['anlage sweep status study.anl --watch', 'how far it is, until nothing waits or runs'],
    ['anlage sweep resume study.anl --time 4:00:00', 'what is missing, with more time'],
    ['anlage sweep collect study.anl', 'the run of it, as if computed here'],
  ],
  work: [['anlage work runs/.sweeps/ID/submissions/0001 --task 3', 'one task, as a scheduler begins it']],
  diff: [['anlage diff runs/first/KEY runs/first/OTHER', 'what was asked differently, and what came of it']],
  verify: [['anlage verify runs', 'whether every file of every run is what was written']],
  genes: [
    ['anlage genes network.bnet', 'its attractors, and what is wrong with it'],
    ['anlage genes study.anl mouse --knock-out Pax6', 'where the network ends without a gene'],
    ['anlage genes study.anl mouse --control neuron', 'what forces every start into a fate'],
  ],
  spectrum: [
    ['anlage spectrum matrix.npy --tau 20ms', 'exponent and slowest time constant of a matrix'],
    ['anlage spectrum study.anl wild --seed 3', 'of a connect block, as one seed draws it'],
  ],
  format: [
    ['anlage format study.anl', 'lays the file out'],
    ['anlage format *.anl --check', 'says which are laid out otherwise, and changes none'],
  ],
  convert: [
    ['anlage convert rules.bnet rules.sbml', 'gene rules in another format'],
    ['anlage convert circuit.npy circuit.graphml', 'a circuit in another format'],
  ],
  infer: [
    ['anlage infer cells.csv --genes Pax6,Emx2,Sp8 --order pseudotime', 'rules of three genes along a time'],
    ['anlage infer cells.h5ad --variable 20 --root AAACG --out rules.anl', 'of the most variable genes, into a file'],
  ],
  explain: [
    ['anlage explain S061', 'what a code means, with a file that gives it and one that does not'],
    ['anlage explain', 'every code, with its title'],
  ],
  mcp: [
    ['anlage mcp', 'as an assistant starts it, in the folder that it works in'],
    ['anlage mcp --folder studies', 'the same in another folder'],
  ],
  completion: [
    ['source <(anlage completion bash)', 'in ~/.bashrc: commands and options by the tabulator key'],
    ['anlage completion zsh > ~/.zfunc/_anlage', 'where fpath looks'],
    ['anlage completion fish > ~/.config/fish/completions/anlage.fish', 'where fish looks'],
  ],
  list: [['anlage data list', 'every known data set, and where it was found']],
  get: [['anlage data get mnist', 'fetches it once, for every study of yours']],
  doctor: [['anlage doctor', 'what computes here, and what is in the way']],
};

/** The part of a help text; a command of the same name below another has none. */
export function examplesText(name: string): string {
  const examples = commandExamples[name] ?? [];
  const width = Math.max(...examples.map(([line]) => line.length));
  return examples.length === 0
    ? ''
    : `\nExamples:\n${examples.map(([line, what]) => `  ${line.padEnd(width)}  ${what}`).join('\n')}`;
}

/** Of the program as a whole. */
export const programHelp = `
Examples:
  anlage new first                             a study that runs as it stands
  anlage check study.anl                       what is wrong with it, before it runs
  anlage run study.anl                         runs every experiment of it; results go to runs/ beside it
  anlage run study.anl first --seeds 1..3      one experiment, fewer seeds
  anlage sweep study.anl main --on slurm       the same as job arrays of a cluster
  anlage show study.anl --html report.html     its latest runs, as one page
  anlage diff runs/first/KEY runs/first/OTHER  what differs between two runs

Exit status:
  0    fine
  1    errors in the file, or a claim that does not pass
  2    wrong usage, or what cannot be read
  3    a run that failed
  130  cancelled`;
