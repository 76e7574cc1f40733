import { changesText, tookText, versionText } from '../results/run-facts.ts';
import { h, setText } from './element.ts';
import type { FromView } from './view-messages.ts';
import type { Model } from './model.ts';

/** Name, state, progress and what can be done now. Its elements stay, so that focus does. */
export function makeHeader(post: (message: FromView) => void): {
  readonly element: HTMLElement;
  update(model: Model): void;
} {
  const name = h('h1');
  const state = h('span', { class: 'state' });
  const facts = h('p', { class: 'facts' });
  const cancel = h('button', { type: 'button', class: 'secondary', onclick: () => post({ type: 'cancel' }) }, 'Cancel');
  const run = h('button', { type: 'button', onclick: () => post({ type: 'rerun', text: 'present' }) }, 'Run');
  const runOld = h(
    'button',
    { type: 'button', onclick: () => post({ type: 'rerun', text: 'old' }) },
    'Run the old text',
  );
  const folder = h(
    'button',
    { type: 'button', class: 'secondary', onclick: () => post({ type: 'openFolder' }) },
    'Open folder',
  );
  const report = h(
    'button',
    { type: 'button', class: 'secondary', onclick: () => post({ type: 'report' }) },
    'Save report',
  );
  const bar = h('progress', { max: 1, 'aria-label': 'Share done' });
  const doing = h('p', { class: 'doing' });
  const running = h('div', { class: 'running', hidden: true }, bar, doing);
  const stale = h('p', { class: 'stale', hidden: true });
  const problem = h('div', { class: 'problem', hidden: true });
  const spoken = h('p', { class: 'spoken', role: 'status' });
  const element = h(
    'header',
    {},
    h('div', { class: 'heading' }, name, state, h('span', { class: 'actions' }, cancel, run, runOld, report, folder)),
    facts,
    stale,
    running,
    problem,
    spoken,
  );

  return {
    element,
    update(model) {
      setText(name, model.name ?? 'Results');
      setText(state, stateWords[model.status]);
      state.dataset.status = model.status;
      state.hidden = !model.experiment && model.status !== 'failed';
      setText(facts, factsOf(model));
      cancel.hidden = model.status !== 'running';
      const isGoing = model.status === 'running' || model.status === 'elsewhere';
      run.hidden = isGoing || !model.name || model.text === 'gone';
      setText(run, model.text === 'newer' ? 'Run the present text' : runWords[model.status]);
      runOld.hidden = isGoing || model.text === 'same' || model.folder === undefined;
      runOld.classList.toggle('secondary', !run.hidden);
      const older = staleText(model);
      stale.hidden = older === '';
      setText(stale, older);
      folder.hidden = model.folder === undefined;
      report.hidden = model.folder === undefined || isGoing;
      running.hidden = !isGoing;
      const { progress } = model;
      if (progress) {
        bar.value = progress.share ?? progress.done / Math.max(1, progress.total);
      } else bar.removeAttribute('value');
      setText(
        doing,
        progress ? progressText(progress) : model.status === 'elsewhere' ? elsewhereText(model) : 'Starting …',
      );
      const trouble = troubleOf(model);
      problem.hidden = trouble === undefined;
      problem.dataset.status = model.status;
      setText(problem, trouble ?? '');
      setText(
        spoken,
        model.status === 'idle' || !model.name ? '' : `${model.name}: ${stateWords[model.status].toLowerCase()}`,
      );
    },
  };
}

const stateWords: Readonly<Record<Model['status'], string>> = {
  idle: 'Not run yet',
  queued: 'Waiting',
  running: 'Running',
  done: 'Done',
  cached: 'From the cache',
  failed: 'Failed',
  cancelled: 'Cancelled',
  interrupted: 'Interrupted',
  elsewhere: 'Running elsewhere',
};
const runWords: Readonly<Record<Model['status'], string>> = {
  idle: 'Run',
  queued: 'Run again',
  running: 'Run again',
  done: 'Run again',
  cached: 'Run again',
  failed: 'Run again',
  cancelled: 'Continue',
  interrupted: 'Continue',
  elsewhere: 'Run again',
};
/** Whether what is shown is of the text on screen. */
function staleText({ status, text, folder }: Model): string {
  if (text === 'same') return '';
  const what = status === 'running' || status === 'elsewhere' ? 'This run' : 'What is shown';
  if (text === 'gone')
    return `${what} is of a file that is not there any more.${folder ? ' Its text is kept in the folder.' : ''}`;
  return `${what} is of another text than the file has now.`;
}
const elsewhereText = ({ results }: Model): string =>
  `Another window or program runs it${jobsText(results?.run.jobs, ', ')}. What is shown follows it.`;
const jobsText = (jobs: { readonly done: number; readonly total: number } | undefined, before: string): string =>
  jobs ? `${before}${jobs.done} of ${jobs.total} jobs` : '';

function factsOf(model: Model): string {
  const run = model.results?.run;
  const file = model.file ? decodeURIComponent(model.file.slice(model.file.lastIndexOf('/') + 1)) : '';
  if (!run) return file;
  return [
    file,
    run.sweep ? tookText(run) : run.seconds > 0 ? duration(run.seconds) : '',
    run.backend,
    run.machine,
    versionText(run),
    run.key ? `key ${run.key.slice(0, 12)}` : '',
    changesText(run),
  ]
    .filter(Boolean)
    .join(' · ');
}
function progressText({ done, total, seconds_left, latest }: NonNullable<Model['progress']>): string {
  const left =
    seconds_left === null ? '' : seconds_left < 1 ? ', almost done' : `, about ${duration(seconds_left)} left`;
  return `${done} of ${total} jobs${left}${latest ? ` — ${latest}` : ''}`;
}
function troubleOf(model: Model): string | undefined {
  if (model.status === 'failed')
    return [model.message ?? 'The run failed.', ...model.errors.filter((each) => each !== model.message)].join('\n');
  if (model.status !== 'cancelled' && model.status !== 'interrupted') return undefined;
  const at = jobsText(model.results?.run.jobs ?? model.progress, ' at ');
  return (
    `${stateWords[model.status]}${at}: what is done is kept, and Continue goes on from there. ` +
    'Numbers below are partial.'
  );
}
function duration(seconds: number): string {
  if (seconds < 90) return `${seconds < 10 ? Number(seconds.toFixed(1)) : Math.round(seconds)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
