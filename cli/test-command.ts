import fs from 'node:fs';
import { type Specification, specify } from '../language/index.ts';
import { Failure, type RunEvent, type RunOutcome } from '../runs/index.ts';
import { junitText, tapText, type TestedExperiment, testsOf } from '../results/claim-reports.ts';
import { writeNamedFile } from '../runs/keep/named-file.ts';
import { cancelOnInterrupt } from './interrupts.ts';
import { progressLine } from './progress-line.ts';
import { type Checked, checkFile, hasErrors } from './read-source.ts';
import { carryOut, type RunOptions } from './run-command.ts';
import { placeOf } from './shown-diagnostic.ts';
import { paint, print, say, type Speech } from './terminal.ts';

export interface TestOptions extends RunOptions {
  readonly tap?: boolean;
  readonly junit?: string;
}

/**
 * `anlage test`: runs every experiment that claims something and says what became of the claims; finished jobs are
 * not computed again. 1 if one does not pass or cannot be judged, 130 if it was cancelled.
 */
export async function testClaims(files: readonly string[], options: TestOptions, speech: Speech): Promise<number> {
  const cancel = cancelOnInterrupt('\nStopping; what is finished is kept. Ctrl-C again leaves at once.');
  const tested: TestedExperiment[] = [];
  let without = 0;
  try {
    for (const file of files.length > 0 ? files : filesHere()) {
      const checked = await checkFile(file, { settings: options.set, seeds: options.seeds });
      for (const text of speech.quiet ? [] : checked.without) say(text);
      const { specification } = hasErrors(checked.diagnostics) ? {} : await specify(checked.analysis, checked.reader);
      if (!specification) {
        tested.push({ file, experiment: file, seconds: 0, claims: [], problem: firstError(checked) });
        continue;
      }
      for (const { name, reason } of specification.refused)
        tested.push({ file, experiment: name, seconds: 0, claims: [], problem: reason });
      for (const experiment of specification.experiments) {
        if (experiment.expectations.length === 0) without++;
        else tested.push(await testedExperiment(checked, specification, experiment, options, speech, cancel.signal));
      }
    }
  } finally {
    cancel.done();
  }
  tell(tested, without, options, speech);
  if (cancel.signal.aborted) return 130;
  return tested.every((one) => testsOf(one).every(({ passed }) => passed)) ? 0 : 1;
}

/** @throws Failure where there is none */
function filesHere(): string[] {
  const found = fs
    .readdirSync('.')
    .filter((name) => name.endsWith('.anl'))
    .sort();
  if (found.length > 0) return found;
  throw new Failure('usage', 'there is no .anl file in this folder: name the files to test.');
}

function firstError({ file, source, diagnostics }: Checked): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error'),
    [{ code, message, range }] = errors;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  return `${placeOf(file, source, range.start)} ${code} ${message}${more}`;
}

async function testedExperiment(
  checked: Checked,
  specification: Specification,
  experiment: Specification['experiments'][number],
  options: TestOptions,
  { json, quiet }: Speech,
  signal: AbortSignal,
): Promise<TestedExperiment> {
  const { file } = checked,
    { name } = experiment,
    line = json || quiet ? undefined : progressLine(experiment, process.stderr);
  let error: string | undefined;
  const onEvent = (event: RunEvent): void => {
    line?.show(event);
    if (event.kind === 'error') error ??= event.text;
  };
  const unjudged = experiment.expectations,
    without = (problem: string) => ({ file, experiment: name, seconds: 0, claims: [], problem, unjudged });
  if (signal.aborted) return without('cancelled before it was begun');
  try {
    const outcome = await carryOut(checked, specification, name, options, { onEvent, signal });
    return { ...without(''), ...verdictsOf(outcome, error) };
  } catch (failure) {
    if (failure instanceof Failure) return without(failure.message);
    throw failure;
  } finally {
    line?.clear();
  }
}

function verdictsOf({ status, summary, results }: RunOutcome, error = 'a part of it failed') {
  return {
    seconds: results.run.seconds,
    claims: summary.expectations,
    problem: status === 'cancelled' ? 'it was cancelled' : status === 'failed' ? error : undefined,
  };
}

function tell(tested: readonly TestedExperiment[], without: number, { tap, junit }: TestOptions, speech: Speech): void {
  if (junit !== undefined) writeNamedFile(junit, junitText(tested));
  if (speech.json) print(JSON.stringify({ experiments: tested.map((one) => ({ ...one, tests: testsOf(one) })) }));
  else if (tap) process.stdout.write(tapText(tested));
  else {
    const style = paint(speech.colour);
    for (const one of tested)
      for (const { name, passed, verdict, observed, line } of testsOf(one)) {
        const place = line === undefined ? one.file : `${one.file}:${line}`;
        const mark = passed ? style.good('✓') : style.bad('✗');
        print(`${mark} ${one.experiment}: ${name} — ${verdict}: ${observed} ${style.quiet(`(${place})`)}`);
      }
  }
  const all = tested.flatMap(testsOf),
    failed = all.filter(({ passed }) => !passed).length,
    silent = without === 1 ? '1 experiment claims' : `${without} experiments claim`;
  if (!speech.quiet && !speech.json)
    say(
      `${all.length} ${all.length === 1 ? 'claim' : 'claims'}: ${all.length - failed} passed, ${failed} did not` +
        `${without > 0 ? `; ${silent} nothing and did not run` : ''}.`,
    );
}
