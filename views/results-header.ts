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
  const rerun = h('button', { type: 'button', onclick: () => post({ type: 'rerun' }) }, 'Run');
  const folder = h(
    'button',
    { type: 'button', class: 'secondary', onclick: () => post({ type: 'openFolder' }) },
    'Open folder',
  );
  const bar = h('progress', { max: 1, 'aria-label': 'Jobs done' });
  const doing = h('p', { class: 'doing' });
  const running = h('div', { class: 'running', hidden: true }, bar, doing);
  const problem = h('div', { class: 'problem', hidden: true });
  const spoken = h('p', { class: 'spoken', role: 'status' });
  const element = h(
    'header',
    {},
    h('div', { class: 'heading' }, name, state, h('span', { class: 'actions' }, cancel, rerun, folder)),
    facts,
    running,
    problem,
    spoken,
  );

  return {
    element,
    update(model) {
      setText(name, model.experiment?.name ?? 'Results');
      setText(state, stateWords[model.status]);
      state.dataset.status = model.status;
      state.hidden = !model.experiment;
      setText(facts, factsOf(model));
      cancel.hidden = model.status !== 'running';
      rerun.hidden = model.status === 'running' || !model.experiment;
      setText(rerun, model.status === 'idle' ? 'Run' : 'Run again');
      folder.hidden = model.folder === undefined;
      running.hidden = model.status !== 'running';
      const { progress } = model;
      if (progress) {
        bar.max = Math.max(1, progress.total);
        bar.value = progress.done;
      } else bar.removeAttribute('value');
      setText(doing, progress ? progressText(progress) : 'Starting …');
      const trouble = troubleOf(model);
      problem.hidden = trouble === undefined;
      problem.dataset.status = model.status;
      setText(problem, trouble ?? '');
      setText(
        spoken,
        model.status === 'idle' || !model.experiment
          ? ''
          : `${model.experiment.name}: ${stateWords[model.status].toLowerCase()}`,
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
};
function factsOf(model: Model): string {
  const run = model.results?.run;
  const file = model.file ? decodeURIComponent(model.file.slice(model.file.lastIndexOf('/') + 1)) : '';
  if (!run) return file;
  return [
    file,
    run.seconds > 0 ? duration(run.seconds) : '',
    run.backend,
    run.machine,
    run.engine ? `engine ${run.engine}` : '',
    run.key ? `key ${run.key.slice(0, 12)}` : '',
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
  if (model.status !== 'cancelled') return undefined;
  const done = model.progress
    ? `${model.progress.done} of ${model.progress.total} jobs were done and are kept`
    : 'What was done is kept';
  return `Cancelled. ${done}; running again continues from there. Numbers below are partial.`;
}
function duration(seconds: number): string {
  if (seconds < 90) return `${seconds < 10 ? Number(seconds.toFixed(1)) : Math.round(seconds)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
