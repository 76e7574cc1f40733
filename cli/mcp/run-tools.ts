import path from 'node:path';
import { inTheWayOf, specify } from '../../language/index.ts';
import { Failure } from '../../making/failure.ts';
import { loadNumbers, originOf, runExperiment, stateOf } from '../../runs/index.ts';
import { passes } from '../../results/shown-verdict.ts';
import { foldersOf } from '../latest-runs.ts';
import { checkText, hasErrors } from '../read-source.ts';
import { chosen, requested } from '../run-command.ts';
import { checkedAnswer } from './checked-answer.ts';
import { type FoundRun, resultAnswer } from './result-answer.ts';
import { readStudy } from './text-tools.ts';
import { flag, optional, text, texts } from './tool-arguments.ts';
import { type Answer, type Call, type Tool, tool } from './tool.ts';

/** Tools about runs and what they found. */
export const runTools: readonly Tool[] = [
  tool({
    name: 'run',
    title: 'Run a study',
    description:
      'Runs the experiments of a study, or one of them, and gives what `results` gives. With errors nothing runs: ' +
      'the diagnostics are given. Results are kept in runs/ beside the file; finished jobs are never computed again, ' +
      'and what is cancelled goes on when it is run again. Try few seeds first. May take minutes: progress is told.',
    takes: {
      path: text('Path of an .anl file within the working folder.'),
      experiment: optional(text('The name of one experiment; all of the file without it.')),
      seeds: optional(text('In place of those of the file: "1..3", or "1,4,7".')),
      set: optional(texts('Changes for this run, NAME=VALUE: "train.epochs=2", or a `let` or `vary` name, "N=200".')),
      fresh: optional(flag('Computes every job anew.')),
    },
    effect: 'writes anew',
    async call({ path: given, experiment, seeds, set = [], fresh }, call) {
      const { folder, signal } = call;
      const file = folder.within(given);
      // the text that a run kept leaves its results beside the file it came from
      folder.within(path.join(originOf(file).file, '..', 'runs'));
      const names = experiment === undefined ? [] : [experiment];
      const changes = { settings: set, seeds, experiments: names };
      const text = await checkText(file, readStudy(file), folder.reader(file), changes);
      const checked = { ...text, diagnostics: inTheWayOf(text.diagnostics, text.analysis, names) };
      if (hasErrors(checked.diagnostics)) return { ...checkedAnswer(checked, folder.shown(file)), isError: true };
      const { specification } = await specify(checked.analysis, checked.reader, names);
      if (!specification) return { ...checkedAnswer(checked, folder.shown(file)), isError: true };
      const experiments = chosen(specification, names, folder.shown(file));
      const found: FoundRun[] = [];
      for (const [i, { name }] of experiments.entries()) {
        const outcome = await runExperiment({
          ...requested(checked, specification, name, { seeds, set, fresh }),
          workspace: folder.root,
          signal,
          onEvent: (event) => {
            if (event.kind !== 'progress') return;
            const { done, total, share = total === 0 ? 1 : done / total, latest } = event;
            call.progress(i + share, experiments.length, `${name}: ${done} of ${total} jobs${latest && `, ${latest}`}`);
          },
        });
        found.push({ folder: outcome.folder, results: outcome.results, state: outcome.status });
        if (signal.aborted) break;
      }
      return answered(found, call, checked.without);
    },
  }),
  tool({
    name: 'results',
    title: 'Read results',
    description:
      'What the latest run of each experiment of a study found, or the run in a folder (runs/EXPERIMENT/KEY): each ' +
      'claim with its verdict and what was observed, tables of means, intervals and comparisons with the reference, ' +
      'baselines, and notes on what the numbers do not show. A claim passes where its verdict is supported or holds.',
    takes: {
      path: text('An .anl file, the folder of a run, or a folder that holds runs, within the working folder.'),
      experiment: optional(text('Only this one.')),
    },
    effect: 'reads',
    async call({ path: given, experiment }, call) {
      const found: FoundRun[] = [];
      for (const folder of foldersOf(call.folder.within(given))) {
        const results = await loadNumbers(folder);
        if (experiment === undefined || results.run.experiment === experiment)
          found.push({ folder, results, state: stateOf(folder, results.run) });
      }
      if (found.length === 0) throw new Failure('usage', `No run of ${experiment} is there: run it first.`);
      return answered(found, call, []);
    },
  }),
];

function answered(found: readonly FoundRun[], { folder }: Call, without: readonly string[]): Answer {
  const claims = found.flatMap(({ results }) => results.summary.expectations);
  return {
    value: {
      claims_passed: claims.filter(passes).length,
      claims: claims.length,
      runs: found.map((each) => resultAnswer(each, folder)),
      ...(without.length > 0 && { said: without }),
    },
    isError: found.some(({ state }) => state === 'failed'),
  };
}
