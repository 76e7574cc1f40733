import type { Command } from 'commander';
import type { WorkOptions } from './work-action.ts';
import { everywhere, speechOf } from './options.ts';
import type { SubmitOptions } from './sweep-actions.ts';

const actions = () => import('./sweep-actions.ts');

/**
 * `anlage sweep FILE EXPERIMENT | status | cancel | resume | collect`, and `anlage work`, which is what each of its
 * tasks runs.
 */
export function sweepCommand(program: Command): void {
  const sweep = program
    .command('sweep')
    .description('run an experiment as many tasks, on a cluster (Slurm) or in the background of this machine')
    .usage('<file> <experiment> --on <engine> [options], or status | cancel | resume | collect')
    .argument('<file>')
    .argument('[experiment]', 'needed where the file has several');
  submitting(everywhere(sweep))
    .option('--out <folder>', 'where runs are kept, in place of runs/ beside the file')
    .option('--seeds <list>', 'in place of those of the file: 1..3, or 1,4,7')
    .option('--backend <name>', 'what computes on every node: native-avx2, wasm …')
    .option('--set <name=value>', 'fixes a `vary` variable, or replaces a setting by its path', collected)
    .action(async (file: string, experiment: string | undefined, options: SubmitOptions, command: Command) => {
      process.exitCode = await (await actions()).begin(file, experiment, options, speechOf(command));
    });
  // options that a file is submitted with are heard before the name of what is done to a sweep, and go on to it
  const of = (name: string, description: string): Command =>
    everywhere(
      sweep
        .command(name)
        .description(description)
        .argument('[where]', 'the file that was run, its folder of runs, or that of the sweep', '.')
        .argument('[experiment]', 'of several'),
    ).option('--out <folder>', 'where its runs are kept');
  watching(of('status', 'how far it is, what waits and why')).action(
    async (where: string, experiment: string | undefined, _: unknown, command: Command) => {
      process.exitCode = await (await actions()).status(
        where,
        experiment,
        command.optsWithGlobals(),
        speechOf(command),
      );
    },
  );
  of('cancel', 'end what waits or runs; what is finished is kept').action(
    async (where: string, experiment: string | undefined, _: unknown, command: Command) => {
      process.exitCode = await (await actions()).cancel(
        where,
        experiment,
        command.optsWithGlobals(),
        speechOf(command),
      );
    },
  );
  submitting(of('resume', 'submit exactly what is missing; options left out are as before')).action(
    async (where: string, experiment: string | undefined, _: unknown, command: Command) => {
      process.exitCode = await (await actions()).resume(
        where,
        experiment,
        command.optsWithGlobals(),
        speechOf(command),
      );
    },
  );
  of('collect', 'make the run of it, as if all had been computed here').action(
    async (where: string, experiment: string | undefined, _: unknown, command: Command) => {
      process.exitCode = await (await actions()).collect(
        where,
        experiment,
        command.optsWithGlobals(),
        speechOf(command),
      );
    },
  );
  everywhere(
    program
      .command('work')
      .description('compute a task of a sweep; every task, without --task')
      .argument('<submission>', 'its folder, RUNS/.sweeps/ID/submissions/NNNN'),
  )
    .option('--task <number>', 'which one, from 0')
    .option('--processes <number>', 'jobs that go on side by side', '1')
    .option('--requeue <command>', 'what has the scheduler begin the task again, on SIGUSR2')
    .option('--grace <seconds>', 'after SIGUSR2, for the jobs at hand to end in', '75')
    .action(async (folder: string, options: WorkOptions) => {
      process.exitCode = await (await import('./work-action.ts')).work(folder, options);
    });
}

const watching = (command: Command): Command =>
  command.option('--watch', 'goes on saying it until nothing waits or runs');
const submitting = (command: Command): Command =>
  watching(command)
    .option('--on <engine>', 'slurm; local: in the background of this machine; other: says how to begin its tasks')
    .option('--chunk <jobs>', 'jobs of a task (default: as many as take 10 to 60 minutes, found by trying five)')
    .option('--throttle <tasks>', 'tasks that run at a time, at most')
    .option('--cpus <number>', 'of a task, each of which computes a job of its own (default: 1)')
    .option('--time <limit>', 'of a task, as Slurm writes it (default: twice what it should take)')
    .option('--mem <size>', 'of a task: 4G')
    .option('--partition <names>')
    .option('--account <name>')
    .option('--qos <name>')
    .option('--constraint <features>')
    .option('--gres <list>')
    .option('--exclude <nodes>')
    .option(
      '--setup <line>',
      'of the script before the worker, such as "module load nodejs"; may be repeated',
      collected,
    )
    .option('--sbatch <flag>', 'any other flag of sbatch, such as "--mail-type=END"; may be repeated', collected)
    .option('--through <command>', 'reaches Slurm by this: "ssh login"')
    .option('--there <folder>', 'where that machine keeps what it computes, if it does not see the files of this one')
    .option('--node <path>', 'the Node that tasks run (default: this one)');

function collected(value: string, former: readonly string[] = []): string[] {
  return [...former, value];
}
