import path from 'node:path';
import { drawings } from '../figures/index.ts';
import { type ExperimentSpec, inTheWayOf, type Specification, specify } from '../language/index.ts';
import { Failure, type RunEvent, runExperiment, type RunOutcome, type RunRequest } from '../runs/index.ts';
import { meant } from './meant-name.ts';
import { placeOf, showDiagnostic } from './shown-diagnostic.ts';
import { failuresAsTheyCome } from './failures.ts';
import { progressLine } from './progress-line.ts';
import { parseJobs, parseSeeds } from './run-settings.ts';
import { type Checked, checkFile, hasErrors, statusOfErrors } from './read-source.ts';
import { passes } from '../results/shown-verdict.ts';
import { resultTable } from './result-table.ts';
import { cancelOnInterrupt } from './interrupts.ts';
import { paint, print, say, type Speech, tableWidth, textWidth } from './terminal.ts';

export interface RunOptions {
  readonly out?: string;
  readonly seeds?: string;
  readonly jobs?: string;
  readonly backend?: string;
  readonly set?: readonly string[];
  readonly fresh?: boolean;
}

/**
 * `anlage run`: 1 if the file has errors, or a claim fails or cannot be judged, 2 if a file it names cannot be read, 3
 * if a job failed, 130 if it was cancelled.
 */
export async function run(
  file: string,
  names: readonly string[],
  options: RunOptions,
  speech: Speech,
): Promise<number> {
  const { checked, specification } = await specified(file, names, options, speech);
  if (!specification) return statusOfErrors(checked.diagnostics);
  const experiments = chosen(specification, names, file);
  const cancel = cancelOnInterrupt('\nStopping; what is finished is kept. Ctrl-C again leaves at once.');
  try {
    let worst = 0;
    for (const { name, reason, line } of names.length === 0 ? specification.refused : [])
      say(`${file}:${line}: ${name} is left out: ${reason}`);
    for (const experiment of experiments) {
      if (cancel.signal.aborted) {
        say(`Cancelled before ${experiment.name} was begun.`);
        return 130;
      }
      const line = speech.json || speech.quiet ? undefined : progressLine(experiment, process.stderr);
      const untold = failuresAsTheyCome();
      const onEvent = (event: RunEvent): void => {
        const text = untold(event);
        if (speech.json) print(JSON.stringify(event));
        else if (line) line.show(event);
        else if (text !== undefined) say(text);
      };
      let outcome: RunOutcome;
      try {
        outcome = await carryOut(checked, specification, experiment.name, options, { onEvent, signal: cancel.signal });
      } finally {
        line?.clear();
      }
      conclude(outcome, experiment, speech);
      worst = Math.max(worst, statusOf(outcome));
      if (outcome.status === 'cancelled') break;
    }
    return worst;
  } finally {
    cancel.done();
  }
}

/** Checks a file as the command line says and says what is wrong with it; with an error there is no specification. */
export async function specified(
  file: string,
  names: readonly string[],
  { set: settings = [], seeds }: RunOptions,
  speech: Speech,
): Promise<{ readonly checked: Checked; readonly specification?: Specification }> {
  const checked = await checkFile(file, { settings, seeds, experiments: names });
  const diagnostics = inTheWayOf(checked.diagnostics, checked.analysis, names);
  report({ ...checked, diagnostics: ofExperiments({ ...checked, diagnostics }, names) }, speech);
  for (const text of speech.quiet ? [] : checked.without) say(text);
  if (hasErrors(diagnostics)) return { checked: { ...checked, diagnostics } };
  return { checked, ...(await specify(checked.analysis, checked.reader, names)) };
}

/** Runs one experiment of a checked file, as the command line says. */
export const carryOut = (
  checked: Checked,
  specification: Specification,
  experiment: string,
  options: RunOptions,
  { onEvent, signal }: Pick<RunRequest, 'onEvent' | 'signal'>,
): Promise<RunOutcome> =>
  runExperiment({
    ...requested(checked, specification, experiment, options),
    onEvent,
    signal,
    onFetch: (what, bytes) => say(`${what} is fetched, once: ${(bytes / 1e6).toFixed(0)} MB`),
  });
export function requested(
  { file, source }: Checked,
  specification: Specification,
  experiment: string,
  { out, jobs, backend, fresh, seeds, set = [] }: RunOptions,
): RunRequest {
  return {
    specification,
    experiment,
    source,
    file: path.resolve(file),
    out: out && path.resolve(out),
    changes: [...set, ...(seeds === undefined ? [] : [`seeds ${parseSeeds(seeds)}`])],
    jobs: jobs === undefined ? undefined : parseJobs(jobs),
    backend,
    fresh,
    draw: drawings,
  };
}

export function statusOf({ status, summary }: RunOutcome): number {
  if (status === 'cancelled') return 130;
  if (status === 'failed') return 3;
  return summary.expectations.every(passes) ? 0 : 1;
}

export function conclude(
  { status, folder, summary, results }: RunOutcome,
  { name }: ExperimentSpec,
  speech: Speech,
  failure = `A part of ${name} failed. After mending it, the same command goes on from there.`,
): void {
  if (speech.json) {
    print(JSON.stringify({ kind: 'finished', experiment: name, folder, status, summary }));
    return;
  }
  print(resultTable(results, { colour: speech.colour, width: textWidth(), tableWidth: tableWidth() }));
  const where = path.relative(process.cwd(), folder) || '.';
  const { done, total } = jobsDone(results);
  if (status === 'cancelled')
    say(`\nCancelled; what is finished is kept (${done} of ${total} points). The same command goes on from there.`);
  else if (status === 'failed') say(`\n${failure} What is finished is kept in ${where}.`);
  else
    print(
      `\n${status === 'cached' ? 'Nothing had to be computed; the results are in' : 'The results are in'} ${where}`,
    );
}

/** Conditions by seed by point of the sweep, and how many of them have a value. */
function jobsDone({ experiment, rows }: RunOutcome['results']): { done: number; total: number } {
  const points = experiment.vary.reduce((product, { values }) => product * values.length, 1);
  const done = new Set(rows.map(({ condition, seed, at }) => JSON.stringify([condition, seed, at]))).size;
  return { done, total: points * experiment.seeds.length * experiment.conditions.length };
}

/** What is said of the file without what stands in other experiments than those that are run. */
function ofExperiments({ diagnostics, analysis }: Checked, names: readonly string[]): Checked['diagnostics'] {
  const others = analysis.tree.declarations.filter(
    ({ noun, name }) => noun.text === 'experiment' && names.length > 0 && !names.includes(name.text),
  );
  return diagnostics.filter(
    ({ severity, range: { start } }) =>
      severity === 'error' || !others.some(({ range }) => start >= range.start && start < range.end),
  );
}
/** With errors nothing else is said: they are what is in the way. */
function report({ file, source, diagnostics }: Checked, { json, quiet, colour }: Speech): void {
  const style = paint(colour);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const shown = errors.length > 0 ? errors : quiet ? [] : diagnostics.filter(({ severity }) => severity === 'warning');
  for (const diagnostic of shown) say(`${showDiagnostic(file, source, diagnostic, style)}\n`);
  if (json)
    for (const { code, message, range } of errors)
      print(JSON.stringify({ t: 0, kind: 'error', text: `${placeOf(file, source, range.start)} ${code} ${message}` }));
}

export function chosen(
  { experiments, refused }: Specification,
  names: readonly string[],
  file: string,
): readonly ExperimentSpec[] {
  if (names.length > 0) {
    return names.map((name) => {
      const found = experiments.find((one) => one.name === name);
      const held = refused.find((one) => one.name === name);
      if (held) throw new Failure('usage', `${file}:${held.line}: ${name}: ${held.reason}`);
      if (!found)
        throw new Failure(
          'usage',
          `${file} has no experiment "${name}": ${meant(
            name,
            [...experiments, ...refused].map((one) => one.name),
          )}`,
        );
      return found;
    });
  }
  if (experiments.length > 0) return experiments;
  if (refused.length === 0)
    throw new Failure('usage', `${file} has no experiment: write one, beginning with "experiment NAME {".`);
  throw new Failure('usage', refused.map(({ name, reason, line }) => `${file}:${line}: ${name}: ${reason}`).join('\n'));
}
