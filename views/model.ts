import type { Growth } from '../engine/development/growth-program.ts';
import type { ExperimentSpec } from '../language/specification.ts';
import type { CircuitData } from '../results/circuit-data.ts';
import { contractVersion, type Results, type Row, type RunEvent, type Summary } from '../results/contract.ts';
import type { ShownState, TextState, ToView } from './view-messages.ts';

/** All that the view knows of a run. `rows` grows while the run goes on; the rest is replaced. */
export interface Model {
  /** Of the experiment that the panel is for. */
  readonly name: string | undefined;
  readonly experiment: ExperimentSpec | undefined;
  readonly file: string | undefined;
  readonly folder: string | undefined;
  /** `idle`: nothing has run yet. */
  readonly status: 'idle' | ShownState;
  readonly text: TextState;
  readonly message: string | undefined;
  readonly progress: Extract<RunEvent, { kind: 'progress' }> | undefined;
  readonly notes: readonly string[];
  readonly errors: readonly string[];
  readonly rows: Row[];
  readonly results: Omit<Results, 'circuits'> | undefined;
  readonly circuits: readonly CircuitData[];
}
export const emptyModel = (): Model => ({
  name: undefined,
  experiment: undefined,
  file: undefined,
  folder: undefined,
  status: 'idle',
  text: 'same',
  message: undefined,
  progress: undefined,
  notes: [],
  errors: [],
  rows: [],
  results: undefined,
  circuits: [],
});
const noSummary: Summary = { measures: [], comparisons: [], expectations: [], baselines: {}, notes: [] };

export function receive(model: Model, message: ToView): Model {
  switch (message.type) {
    case 'target':
      return { ...emptyModel(), name: message.name, file: message.file };
    case 'init':
      return { ...emptyModel(), name: message.experiment.name, experiment: message.experiment, file: message.file };
    case 'begun':
      return { ...model, folder: message.folder };
    case 'text':
      return { ...model, text: message.text };
    case 'event':
      return afterEvent(model, message.event);
    case 'results':
      return {
        ...model,
        experiment: message.results.experiment,
        results: message.results,
        rows: [...message.results.rows],
        folder: message.folder,
      };
    case 'circuits':
      return { ...model, circuits: message.circuits };
    case 'status':
      return { ...model, status: message.status, message: message.message };
  }
}
function afterEvent(model: Model, event: RunEvent): Model {
  switch (event.kind) {
    case 'progress':
      return { ...model, progress: event };
    case 'measure': {
      const { condition, seed, at, step, measure, value } = event;
      model.rows.push({ condition, seed, at, step, measure, value });
      return model;
    }
    case 'repair':
    case 'note':
      return { ...model, notes: [...model.notes, event.text] };
    case 'error':
      return { ...model, errors: [...model.errors, event.text] };
  }
}

/**
 * What figures are made of, while a run goes on as when it is done. An experiment without `plot` shows its measures by
 * condition, or its screen.
 */
export function figureResults(model: Model, growths: readonly Growth[]): Results | undefined {
  const { experiment, results } = model;
  if (!experiment) return undefined;
  const plots = experiment.plots.length > 0 ? experiment.plots : plotsOf(experiment);
  return {
    ...results,
    experiment: { ...experiment, plots },
    rows: model.rows,
    summary: results?.summary ?? noSummary,
    circuits: model.circuits.map(({ condition, seed }, index) => ({ condition, seed, growth: growths[index] })),
    run: results?.run ?? {
      contract: contractVersion,
      key: '',
      status: 'cancelled',
      experiment: experiment.name,
      started: '',
      finished: null,
      seconds: 0,
      engine: '',
      backend: '',
      machine: '',
      warnings: [],
      files: [],
    },
  };
}
function plotsOf({ conditions, measures }: ExperimentSpec): ExperimentSpec['plots'] {
  if (conditions.some(({ screened }) => screened)) return [{ what: 'screen', text: 'plot screen' }];
  return measures.map(({ name }) => ({ what: name, by: 'condition', text: `${name} by condition` }));
}
/** A growth made again of the arrays that travelled; mothers, birth and gene states stay in the run's folder. */
export function growthOf(circuit: CircuitData): Growth {
  const frames = circuit.frames.map((frame) => ({
    step: frame.step,
    count: frame.count,
    position: new Float32Array(frame.position),
    fate: new Int8Array(frame.fate),
  }));
  const last = frames.at(-1) ?? { step: 0, count: 0, position: new Float32Array(), fate: new Int8Array() };
  const pre = new Int32Array(circuit.pre);
  return {
    fates: circuit.fates,
    genes: [],
    steps: last.step,
    step: circuit.step,
    frames,
    cells: {
      count: last.count,
      dimensions: circuit.dimensions,
      parent: new Int32Array(last.count).fill(-1),
      birth: new Int32Array(last.count),
      position: Float64Array.from(last.position),
      state: new Uint32Array(last.count),
      fate: Int32Array.from(last.fate),
    },
    synapses: {
      count: pre.length,
      pre,
      post: new Int32Array(circuit.post),
      weight: new Float64Array(circuit.weight),
      birth: new Int32Array(circuit.birth),
    },
  };
}
