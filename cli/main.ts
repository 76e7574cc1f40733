// first: it heeds signals from then on
import './interrupts.ts';
import { Command, CommanderError } from 'commander';
import { engineVersion } from '../engine/version.ts';
import { versionText } from '../results/run-facts.ts';
import { version } from '../results/product-version.ts';
import { programHelp } from './command-examples.ts';
import { everywhere, speechOf as speech } from './options.ts';
import type { RunsOptions } from './runs-command.ts';
import type { ReportFiles } from './show-command.ts';
import type { CrateOptions } from './write-crate.ts';
import type { FigureFiles } from './write-figures.ts';
import { print, say } from './terminal.ts';

/**
 * Gives the exit status: 0 fine, 1 errors in the file or a failed claim, 2 wrong usage or unreadable input, 3 the run
 * failed, 130 cancelled.
 */
type Act<Given extends unknown[]> = (...given: Given) => Promise<number>;

const program = new Command('anlage')
  .description(
    'State how a neural circuit begins, how it is trained and what it is compared with; run it; see what came of it.',
  )
  .version(versionText({ version, engine: engineVersion }), '-V, --version')
  .addHelpText('after', programHelp)
  .showHelpAfterError('(see --help)')
  .exitOverride()
  .configureOutput({ outputError: (text, write) => write(text) });

everywhere(program.command('new').description('write a new study that runs as it stands').argument('[name]'))
  .option('--template <name>', 'what it begins with (default: growth)')
  .option('--list', 'what there is to begin with')
  .action(
    act(async (name: string | undefined, options: object, command: Command) =>
      (await import('./new-command.ts')).newStudy(name, options, speech(command)),
    ),
  );

everywhere(program.command('check').description('say what is wrong in files').argument('<files...>')).action(
  act(async (files: string[], _options: unknown, command: Command) =>
    (await import('./check-command.ts')).check(files, speech(command)),
  ),
);

everywhere(
  program
    .command('run')
    .description('run all, or the named, experiments of a file')
    .argument('<file>')
    .argument('[experiments...]'),
)
  .option('--out <folder>', 'where runs are kept, in place of runs/ beside the file')
  .option('--seeds <list>', 'in place of those of the file: 1..3, or 1,4,7')
  .option(
    '--jobs <number>',
    'jobs at a time, or threads of one large job; changes no number (default: as many as there are cores)',
  )
  .option('--backend <name>', 'what computes: auto, wasm, wasm-relaxed, native-avx2 …')
  .option('--set <name=value>', 'fixes a `vary` variable, or replaces a setting by its path (train.batch=32)', collect)
  .option('--fresh', 'computes every job anew')
  .action(
    act(async (file: string, experiments: string[], options: object, command: Command) =>
      (await import('./run-command.ts')).run(file, experiments, options, speech(command)),
    ),
  );

everywhere(
  program
    .command('test')
    .description('run what claims something, and say what became of the claims')
    .argument('[files...]', '.anl files (default: all of this folder)'),
)
  .option('--tap', 'the claims as TAP 14 on standard output')
  .option('--junit <file>', 'writes them as JUnit XML too')
  .option('--out <folder>', 'where runs are kept, in place of runs/ beside the file')
  .option('--seeds <list>', 'in place of those of the file: 1..3, or 1,4,7')
  .option('--jobs <number>', 'jobs at a time, or threads of one large job; changes no number')
  .option('--backend <name>', 'what computes: auto, wasm, wasm-relaxed, native-avx2 …')
  .option('--set <name=value>', 'fixes a `vary` variable, or replaces a setting by its path', collect)
  .option('--fresh', 'computes every job anew')
  .action(
    act(async (files: string[], options: object, command: Command) =>
      (await import('./test-command.ts')).testClaims(files, options, speech(command)),
    ),
  );

everywhere(
  program.command('show').description('tables of a run; of the latest runs of a file').argument('<folder or file>'),
)
  .option('--html <file>', 'writes a self-contained report')
  .option('--pdf <file>', 'writes it as PDF, figures in millimetres and text as text')
  .option('--markdown <file>', 'writes verdicts, tables and notes as Markdown')
  .option('--latex <file>', 'writes them as LaTeX, tables by booktabs')
  .option('--bibtex <file>', 'writes what its definitions come from, and Anlage, as BibTeX')
  .option('--figures <folder>', 'writes each figure as PDF')
  .option('--width <mm>', 'of those figures on paper: 85 for one column, 180 for two (default: 180)')
  .option('--as <format>', 'of those figures: pdf or svg (default: pdf)')
  .option('--crate <folder>', 'makes an RO-Crate of it for an archive: the run, its reports, checksums of its data')
  .option(
    '--author <name>',
    'who made it, with an ORCID: "Ada Lovelace <0000-0002-1825-0097>"; may stand again',
    collect,
  )
  .option('--licence <name>', 'under which it may be used, by its name at SPDX: CC-BY-4.0')
  .action(
    act(async (where: string, options: ReportFiles & FigureFiles & CrateOptions, command: Command) =>
      (await import('./show-command.ts')).show(where, options, speech(command)),
    ),
  );

everywhere(
  program
    .command('runs')
    .description('the runs in a folder, newest first, with what is new in each')
    .argument('[folder]', 'that holds them, at any depth up to three', '.'),
)
  .option('--experiment <name>', 'only its runs')
  .option('--since <date>', 'only runs begun then or later: 2026-03-01, 2026-03-01T14:00, or 12h, 7d')
  .option('--failed', 'only runs that failed, or of which a claim did')
  .action(
    act(async (where: string, options: RunsOptions, command: Command) =>
      (await import('./runs-command.ts')).runs(where, options, speech(command)),
    ),
  );

everywhere(
  program
    .command('diff')
    .description('what differs between runs: in the text, in what was asked and computed, and in each measure')
    .argument('<folder>', 'the run that the others are held against')
    .argument('<others...>', 'one or more'),
)
  .option('--html <file>', 'writes it as a self-contained page, with the figures laid over one another')
  .action(
    act(async (one: string, others: string[], options: { html?: string }, command: Command) =>
      (await import('./diff-command.ts')).diff([one, ...others], options, speech(command)),
    ),
  );

everywhere(
  program
    .command('verify')
    .description('whether every file of runs, and of the finished jobs kept beside them, is what was written')
    .argument('[folder or file]', 'of a run; that holds runs; or the file that was run', '.'),
).action(
  act(async (where: string, _options: unknown, command: Command) =>
    (await import('./verify-command.ts')).verify(where, speech(command)),
  ),
);

everywhere(
  program
    .command('genes')
    .description('where a gene network ends: attractors, basins, fates, and what is wrong with it')
    .argument('<file>', '.anl, or gene rules: .bnet, .aeon, .sbml, .booleannet, .zginml, .bnd')
    .argument('[name]', 'of a genes block; without it, all of the file'),
)
  .option('--update <scheme>', 'synchronous or asynchronous, in place of what the file says')
  .option('--knock-out <genes>', 'held at 0: Pax6,Emx2')
  .option('--over-express <genes>', 'held at 1')
  .option(
    '--from <start>',
    'where this start ends, and the shortest way to each fate: a fate, a state such as 0110, or what is on: Pax6,Sox2',
  )
  .option('--control <fate>', 'the smallest sets of knock-outs and over-expressions that force a fate from every start')
  .option('--member <number>', 'of open rules: the member that this seed draws')
  .option('--members <count>', 'of open rules: how many members are looked into (default: 100)')
  .option('--share <percent>', 'with --control: sets after which at least so many of all starts end in it: 90')
  .action(
    act(async (file: string, name: string | undefined, options: object, command: Command) =>
      (await import('./genes-command.ts')).genes(file, name, options, speech(command)),
    ),
  );

everywhere(
  program
    .command('spectrum')
    .description('eigenvalues, exponent and slowest time constant of a connectivity')
    .argument('<file>', '.anl, or a square matrix: .npy .npz .mat .h5 .csv .txt .json .graphml .net …')
    .argument('[name]', 'of a connect block; without it, all of the file'),
)
  .option('--ranks <range>', 'of the fit of the exponent (default: those of the measure `exponent`)')
  .option('--tau <time>', 'time constant of a neuron, such as 20ms (default: times are given in tau)')
  .option('--seed <number>', 'that draws the matrix (default: 1)')
  .option('--dataset <name>', 'which matrix of a file that holds several (.npz .mat .h5 .jld2)')
  .option('--backend <name>', 'what computes: auto, wasm, native-avx2 …')
  .action(
    act(async (file: string, name: string | undefined, options: object, command: Command) =>
      (await import('./spectrum-command.ts')).spectrum(file, name, options, speech(command)),
    ),
  );

everywhere(program.command('format').description('canonical layout').argument('<files...>'))
  .option('--check', 'changes nothing; fails if a file is laid out otherwise')
  .action(
    act(async (files: string[], options: { check?: boolean }, command: Command) =>
      (await import('./format-command.ts')).format(files, options, speech(command)),
    ),
  );

everywhere(
  program
    .command('convert')
    .description('gene rules, circuits and trained networks from one format into another')
    .argument(
      '<in>',
      '.anl .bnet .aeon .sbml .booleannet .txt (BoolODE) .zginml .bnd; .npy .npz .mat .h5 .csv .graphml .json …; ' +
        'or model.json',
    )
    .argument(
      '<out>',
      'of the same kind, its extension says the format; of a model.json its weights, or all of it as .npz',
    ),
)
  .option('--genes <name>', 'which genes of a .anl file that has several')
  .option('--dataset <name>', 'which matrix of a file that holds several (.npz .mat .h5 .jld2)')
  .option('--force', 'writes over a file that is there already')
  .action(
    act(async (from: string, to: string, options: object, command: Command) =>
      (await import('./convert-command.ts')).convert(from, to, options, speech(command)),
    ),
  );

everywhere(
  program
    .command('infer')
    .description('gene rules from an expression table, printed as a genes block')
    .argument('<table>', 'CSV, TSV, .h5ad, 10x .h5, .mtx, or a folder that holds one'),
)
  .option('--genes <list>', 'genes of the network, separated by commas (default: all of the table)')
  .option('--variable <number>', 'the genes of the largest variance, beside those named')
  .option('--order <columns>', 'columns of times, one per trajectory; or rows: as the cells stand')
  .option('--series <column>', 'cells with the same value are a series of their own: clones, replicates')
  .option('--root <cell>', 'order by diffusion pseudotime from this cell')
  .option('--pseudotime <file>', 'a table of cell columns')
  .option('--rows <what>', 'what a row of a text table is: cells or genes')
  .option('--names <file>', 'names of the genes, one a line, for a table without')
  .option('--layer <name>', 'a layer of an .h5ad file')
  .option('--transform <how>', 'none, log, or counts (10,000 per cell, then log)')
  .option('--binarise <how>', 'kmeans, edge_detector, fixed:1.5 or quantile:50%')
  .option('--regulators <number>', 'the most regulators of a gene (default: 3)')
  .option('--lag <number>', 'how many times later the next cell is (default: 1)')
  .option('--no-self', 'no gene regulates itself')
  .option('--known <list>', 'genes set from outside: nothing is inferred for them')
  .option('--null <kind>', 'shifts along the order, or permutations')
  .option('--draws <number>', 'draws from the null (default: 99)')
  .option('--unexplained <how>', 'keep, or input: what becomes of a gene no better than chance')
  .option('--name <name>', 'name of the block (default: inferred)')
  .option('--seed <number>', 'of draws from the null (default: 1)')
  .option('--out <file>', 'writes a file in place of printing')
  .action(
    act(async (table: string, options: object, command: Command) =>
      (await import('./infer-command.ts')).infer(table, options, speech(command)),
    ),
  );

everywhere(
  program
    .command('explain')
    .description('what a code such as S061 means; without one, the list of all')
    .argument('[codes...]'),
).action(
  act(async (codes: string[], _options: unknown, command: Command) =>
    (await import('./explain-command.ts')).explain(codes, speech(command)),
  ),
);

everywhere(program.command('mcp').description('answer an assistant by the Model Context Protocol, on standard input'))
  .option('--folder <folder>', 'where it may read, write and run; nothing outside (default: this one)')
  .action(act(async (options: object) => (await import('./mcp/mcp-command.ts')).serveAssistants(options)));

void main();

async function main(): Promise<void> {
  const [word] = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
  const here = ['help', ...program.commands.map((each) => each.name())];
  const late = ['data', 'doctor', 'completion', 'sweep', 'work'];
  // what is none is told the nearest of all
  const isNone = word === undefined || ![...here, ...late].includes(word);
  const asked = (name: string): boolean => isNone || [name, 'help', 'completion'].includes(word);
  if (asked('data')) (await import('./data-command.ts')).dataCommand(program);
  if (asked('doctor')) (await import('./doctor-command.ts')).doctorCommand(program);
  if (asked('completion')) (await import('./completion-command.ts')).completionCommand(program);
  if (asked('sweep') || asked('work')) (await import('./sweep-command.ts')).sweepCommand(program);
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    say(`anlage: write error: standard output cannot be written (${error.code ?? error.message}).`);
    process.exit(3);
  });
  process.stderr.on('error', () => {});
  try {
    await program.parseAsync();
  } catch (error) {
    const json = process.argv.includes('--json');
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : 2;
      if (json && error.exitCode !== 0) print(JSON.stringify({ error: error.message.replace(/^error: /, '') }));
    } else
      process.exitCode = (await import('./failed.ts')).failed(error, { json, debug: process.argv.includes('--debug') });
  }
}

function act<Given extends unknown[]>(command: Act<Given>): (...given: Given) => Promise<void> {
  return async (...given) => {
    process.exitCode = await command(...given);
  };
}
function collect(value: string, former: readonly string[] = []): string[] {
  return [...former, value];
}
