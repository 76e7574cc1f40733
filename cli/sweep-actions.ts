import { pasted } from '../runs/shell-words.ts';
import path from 'node:path';
import { drawings } from '../figures/index.ts';
import { Failure, type RunEvent } from '../runs/index.ts';
import { collectSweep } from '../runs/cluster/collect.ts';
import { findSweep } from '../runs/cluster/find-sweep.ts';
import { beginSweep, submitMissing } from '../runs/cluster/submit.ts';
import { type EngineName, type Submitted, taskCount } from '../runs/cluster/submission.ts';
import type { Sweep } from '../runs/cluster/sweep-plan.ts';
import { cancelSweep, statusOf, type SweepStatus } from '../runs/cluster/sweep-status.ts';
import { sweepsFolder } from '../runs/keep/places-of-runs.ts';
import { slurmOptions } from '../runs/cluster/slurm-script.ts';
import { workerCommand } from '../runs/cluster/worker-bundle.ts';
import { wholeNumber } from './options.ts';
import { statusOfErrors, textWith } from './read-source.ts';
import { chosen, conclude, requested, specified, statusOf as statusOfRun } from './run-command.ts';
import { watchSweep } from './sweep-watch.ts';
import { statusText } from './sweep-table.ts';
import { print, say, type Speech } from './terminal.ts';

export interface WhereOptions {
  readonly out?: string;
}
export interface WatchOptions extends WhereOptions {
  readonly watch?: boolean;
}
type SlurmOptions = { readonly [Name in (typeof slurmOptions)[number] | 'throttle']?: string };
export interface SubmitOptions extends WatchOptions, SlurmOptions {
  readonly on?: string;
  readonly chunk?: string;
  readonly cpus?: string;
  readonly setup?: readonly string[];
  readonly sbatch?: readonly string[];
  readonly through?: string;
  readonly there?: string;
  readonly node?: string;
  readonly seeds?: string;
  readonly backend?: string;
  readonly set?: readonly string[];
}
/** `anlage sweep FILE EXPERIMENT`: plans it, where it is not planned, and submits what the store does not have. */
export async function begin(
  file: string,
  name: string | undefined,
  options: SubmitOptions,
  speech: Speech,
): Promise<number> {
  const { checked, specification } = await specified(file, name === undefined ? [] : [name], options, speech);
  if (!specification) return statusOfErrors(checked.diagnostics);
  const experiments = chosen(specification, name === undefined ? [] : [name], file);
  if (experiments.length > 1)
    throw new Failure('usage', `name the experiment of ${file}: ${experiments.map((each) => each.name).join(', ')}.`);
  if (options.on === undefined) throw new Failure('usage', 'say what runs the tasks: --on slurm, or --on local.');
  const sweep = await beginSweep(requested(checked, specification, experiments[0].name, options));
  return submit(sweep, options, speech);
}

/** `anlage sweep resume` */
export const resume = async (where: string, name: string | undefined, options: SubmitOptions, speech: Speech) =>
  submit(findSweep(where, name, options.out), options, speech);

async function submit(sweep: Sweep, options: SubmitOptions, speech: Speech): Promise<number> {
  const submitted = await submitMissing(sweep, {
    engine: options.on === undefined ? undefined : engineIn(options.on),
    through: options.through,
    there: options.there,
    node: options.node,
    chunk: wholeNumber('--chunk', options.chunk),
    processes: wholeNumber('--cpus', options.cpus),
    options: Object.fromEntries(
      ([...slurmOptions, 'throttle'] as const).flatMap((name) => {
        const given = options[name];
        return given === undefined ? [] : [[name, given]];
      }),
    ),
    setup: options.setup,
    flags: options.sbatch,
    say: (text) => (speech.quiet || speech.json ? undefined : say(text)),
  });
  if (speech.json) print(JSON.stringify(submittedFacts(sweep, submitted)));
  else print(submittedText(sweep, submitted));
  return submitted && options.watch ? watchSweep(sweep, speech) : 0;
}
function submittedFacts({ id, folder, plan }: Sweep, submitted: Submitted | undefined) {
  const { found, phases = [], arrays = [] } = submitted?.submission ?? { found: plan.jobs };
  return {
    sweep: id,
    folder,
    submission: submitted?.folder ?? null,
    jobs: plan.jobs,
    found,
    tasks: phases.reduce((sum, { tasks }) => sum + tasks, 0),
    arrays: arrays.flatMap(({ job }) => job ?? []),
  };
}
function submittedText(sweep: Sweep, submitted: Submitted | undefined): string {
  const { plan, folder } = sweep;
  const where = pasted(path.relative(process.cwd(), folder) || '.');
  if (!submitted) return `All ${plan.jobs} jobs of ${plan.experiment.name} are there: anlage sweep collect ${where}`;
  const { submission } = submitted;
  const tasks = taskCount(submission);
  const queued = `${plan.jobs - submission.found} of ${plan.jobs} jobs of ${plan.experiment.name} in ${tasks} ${
    tasks === 1 ? 'task' : 'tasks'
  }`;
  const numbers = submission.arrays.flatMap(({ job }) => job ?? []);
  if (submission.engine === 'other') {
    const worker = workerCommand(path.join(sweep.runs, sweepsFolder));
    const command = [...worker, 'work', submitted.folder].map((word) => pasted(word)).join(' ');
    return (
      `${queued}. Have each task K, from 0 to ${tasks - 1}, run\n  ${command} --task K\n` +
      `then: anlage sweep collect ${where}`
    );
  }
  return `${queued} are ${
    submission.engine === 'slurm' ? `queued (${numbers.join(', ')})` : 'begun on this machine'
  }.\n  anlage sweep status ${where}\n  anlage sweep collect ${where}`;
}

/** `anlage sweep status` */
export async function status(
  where: string,
  name: string | undefined,
  { out, watch }: WatchOptions,
  speech: Speech,
): Promise<number> {
  const sweep = findSweep(where, name, out);
  if (!speech.json) await sayChanged(sweep);
  if (watch) return watchSweep(sweep, speech);
  show(await statusOf(sweep), speech);
  return 0;
}

/** `anlage sweep cancel` */
export async function cancel(
  where: string,
  name: string | undefined,
  { out }: WhereOptions,
  speech: Speech,
): Promise<number> {
  const ended = await cancelSweep(findSweep(where, name, out));
  if (speech.json) print(JSON.stringify(ended));
  else
    print(`Cancelled; ${ended.done} of ${ended.jobs} jobs are there. \`anlage sweep resume\` submits what is missing.`);
  return 0;
}
function show(found: SweepStatus, speech: Speech): void {
  print(speech.json ? JSON.stringify(found) : statusText(found, speech.colour));
}

/** `anlage sweep collect`: the exit statuses of `anlage run`; 3 too where a job was computed to different values. */
export async function collect(
  where: string,
  name: string | undefined,
  { out }: WhereOptions,
  speech: Speech,
): Promise<number> {
  const sweep = findSweep(where, name, out);
  const { experiment } = sweep.plan;
  await sayChanged(sweep);
  const onEvent = (event: RunEvent): void => {
    if (speech.json) print(JSON.stringify(event));
    else if (event.kind === 'repair') say(event.text);
  };
  const outcome = await collectSweep(sweep, { draw: drawings, onEvent });
  const { done, total } = outcome.results.run.jobs ?? { done: 0, total: 0 };
  const failure =
    `${total - done} of ${total} jobs are missing: \`anlage sweep status\` says how far the sweep is, ` +
    `\`anlage sweep resume\` submits them.`;
  conclude(outcome, experiment, speech, failure);
  for (const text of outcome.doubts) say(`ALARM (G034): ${text}`);
  return outcome.doubts.length > 0 ? 3 : statusOfRun(outcome);
}

/** A sweep is of the text as it was. */
async function sayChanged({ plan: { file, source, changes, experiment } }: Sweep): Promise<void> {
  const now = await textWith(file, changes, experiment.name);
  if (now !== undefined && now !== source)
    say(
      `${path.relative(process.cwd(), file)} has changed since this sweep was planned, which is of the text ` +
        'as it was. `anlage sweep` begins one of the text as it is; jobs that are the same are found in the store.',
    );
}

const engines: readonly EngineName[] = ['slurm', 'local', 'other'];
function engineIn(text: string): EngineName {
  const engine = engines.find((each) => each === text);
  if (engine) return engine;
  throw new Failure('usage', `--on takes ${engines.join(', ')}; "${text}" is none of them.`);
}
