import { figuresOf } from '../figures/index.ts';
import type { Growth } from '../engine/development/growth-program.ts';
import { type CircuitState, type CircuitViewer, makeCircuitViewer } from './circuit-viewer.ts';
import { effectsTables } from './effects-table.ts';
import { h } from './element.ts';
import { figureTools } from './figure-tools.ts';
import { type CardState, type FigureCard, makeFigureCard } from './figure-card.ts';
import { makeHeader } from './results-header.ts';
import { measureTables } from './measures-table.ts';
import { makeNetworkViewer, type NetworkState, type NetworkViewer } from './network-viewer.ts';
import type { ExperimentSpec } from '../language/specification.ts';
import type { TissueResult } from '../results/contract.ts';
import { pointText } from '../results/sweep.ts';
import type { FromView, ToView } from './view-messages.ts';
import { emptyModel, figureResults, growthOf, type Model, receive } from './model.ts';
import { verdicts } from './verdicts.ts';

/**
 * What survives a reload of the window. The host finds file, experiment and folder here; the rest is how the user left
 * the view.
 */
interface Kept {
  readonly file?: string;
  readonly experiment?: { readonly name: string };
  readonly folder?: string;
  readonly selected?: string;
  /** Measures whose screened conditions are listed in their table. */
  readonly opened?: readonly string[];
  readonly cards: Readonly<Record<string, CardState>>;
  readonly circuit: CircuitState;
  readonly network?: NetworkState;
}
declare function acquireVsCodeApi(): {
  postMessage(message: FromView): void;
  getState(): Kept | undefined;
  setState(state: Kept): void;
};

/** At most ten drawings a second, and never more than a fifth of the time. */
const shortestPause = 100;

const vscode = acquireVsCodeApi();
const post = (message: FromView): void => vscode.postMessage(message);
let kept: Kept = {
  cards: {},
  circuit: { frame: undefined, turn: { yaw: 0.6, pitch: 0.4 }, isDrawnWithSynapses: false },
  ...vscode.getState(),
};
let model: Model = emptyModel();
let growths: readonly Growth[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;
let pause = shortestPause;

const header = makeHeader(post);
const empty = h('p', { class: 'empty' });
const verdictPlace = h('div');
const tablePlace = h('div');
const effectPlace = h('div');
const figurePlace = h('div', { class: 'figures' });
const cards = new Map<string, FigureCard>();
let viewer: CircuitViewer | undefined;
let networkViewer: NetworkViewer | undefined;
const shown = { verdicts: '', tables: '', effects: '' };
document.getElementById('results')!.append(header.element, empty, verdictPlace, tablePlace, effectPlace, figurePlace);

window.addEventListener('message', (event: MessageEvent<ToView>) => {
  model = receive(model, event.data);
  if (event.data.type === 'target')
    keep({ file: model.file, experiment: model.name ? { name: model.name } : undefined });
  if (event.data.type === 'init') keep({ folder: undefined });
  if (event.data.type === 'begun' || event.data.type === 'results') keep({ folder: model.folder });
  if (event.data.type === 'init' || event.data.type === 'circuits') growths = model.circuits.map(growthOf);
  if (timer === undefined) timer = setTimeout(render, pause);
});
render();
post({ type: 'ready' });

function render(): void {
  timer = undefined;
  const began = performance.now();
  header.update(model);
  const results = figureResults(model, growths);
  const why = model.rows.length > 0 || model.circuits.length > 0 ? '' : emptyText(model);
  empty.hidden = why === '';
  empty.textContent = why;
  replaceWhere(
    verdictPlace,
    'verdicts',
    [model.status, model.results?.summary, model.results?.run.warnings, model.notes, model.experiment?.expectations],
    () => verdicts(model, post),
  );
  if (results) {
    replaceWhere(
      tablePlace,
      'tables',
      [model.rows.length, results.summary, kept.selected, kept.opened, results.experiment.name],
      () => measureTables(results, { post, select, selected: kept.selected, opened: kept.opened ?? [], toggle }),
    );
    replaceWhere(effectPlace, 'effects', [results.summary.effects], () => effectsTables(results));
    renderFigures(results);
  }
  pause = Math.max(shortestPause, 5 * (performance.now() - began));
}
function renderFigures(results: NonNullable<ReturnType<typeof figureResults>>): void {
  const figures = figuresOf(results);
  const wanted: HTMLElement[] = [];
  for (const figure of figures) {
    if (figure.name.startsWith('circuit') && growths.length > 0) {
      wanted.push(showCircuit(figure));
      continue;
    }
    if (figure.panels[0]?.kind === 'tissue' && results.tissues) {
      wanted.push(showNetwork(figure, results.experiment, results.tissues));
      continue;
    }
    if (figure.panels.length === 0 && (model.status === 'idle' || model.status === 'running')) continue;
    const card =
      cards.get(figure.name) ??
      makeFigureCard({
        post,
        select,
        state: kept.cards[figure.name] ?? { windows: {}, isTableOpen: false },
        keep: (state) => keep({ cards: { ...kept.cards, [figure.name]: state } }),
      });
    cards.set(figure.name, card);
    wanted.push(card.element);
    card.update(figure, kept.selected);
  }
  if (growths.length > 0 && !figures.some((figure) => figure.name.startsWith('circuit'))) {
    const [figure] = figuresOf({
      ...results,
      experiment: { ...results.experiment, plots: [{ what: 'circuit', text: 'plot circuit' }] },
    });
    wanted.push(showCircuit(figure));
  }
  if (
    wanted.length !== figurePlace.children.length ||
    wanted.some((element, index) => figurePlace.children[index] !== element)
  )
    figurePlace.replaceChildren(...wanted);
}
function showCircuit(figure: ReturnType<typeof figuresOf>[number]): HTMLElement {
  viewer ??= makeCircuitViewer(figureTools(post), kept.circuit, (circuit) => keep({ circuit }));
  viewer.update(growths[0], model.circuits[0].space, figure);
  return viewer.element;
}
function showNetwork(
  figure: ReturnType<typeof figuresOf>[number],
  experiment: ExperimentSpec,
  tissues: readonly TissueResult[],
): HTMLElement {
  networkViewer ??= makeNetworkViewer(figureTools(post), kept.network ?? { zoom: 1 }, (network) => keep({ network }));
  const names = tissues.map(({ condition, at }) => [condition, pointText(experiment, at)].filter(Boolean).join(', '));
  networkViewer.update(tissues, names, figure);
  return networkViewer.element;
}

/**
 * Makes a part of the page anew only where what it shows has changed, and gives the focus back to the control in its
 * place.
 */
function replaceWhere(
  place: HTMLElement,
  part: keyof typeof shown,
  shows: unknown,
  make: () => HTMLElement | undefined,
): void {
  const now = JSON.stringify(shows);
  if (shown[part] === now) return;
  shown[part] = now;
  const controls = () => [...place.querySelectorAll<HTMLElement>('button, [tabindex]')];
  const focused = controls().indexOf(document.activeElement as HTMLElement);
  place.replaceChildren(...[make()].filter((each) => each !== undefined));
  if (focused >= 0) controls()[focused]?.focus();
}
function select(condition: string): void {
  keep({ selected: kept.selected === condition ? undefined : condition });
  render();
}
function toggle(measure: string): void {
  const opened = kept.opened ?? [];
  keep({ opened: opened.includes(measure) ? opened.filter((each) => each !== measure) : [...opened, measure] });
  render();
}
function keep(changes: Partial<Kept>): void {
  kept = { ...kept, ...changes };
  vscode.setState(kept);
}
/** Why there is nothing below; nothing where that is said above. */
function emptyText({ status, experiment }: Model): string {
  if (status === 'failed' && !experiment) return '';
  if (!experiment) return 'No run yet. Press ▶ Run above an experiment, or run the command “Anlage: Run Experiment”.';
  if (status === 'idle')
    return (
      `${experiment.conditions.length} ${experiment.conditions.length === 1 ? 'condition' : 'conditions'}, ` +
      `${experiment.seeds.length} ${experiment.seeds.length === 1 ? 'seed' : 'seeds'}: run it to see verdicts, ` +
      `the table and figures here.`
    );
  if (status === 'running' || status === 'elsewhere')
    return 'The first numbers appear here as soon as a job reports them.';
  return 'There are no numbers to show.';
}
