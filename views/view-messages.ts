/**
 * The message contracts between the extension host and its views. Everything is structured-cloneable; large arrays
 * travel as `ArrayBuffer`.
 */
import type { Figure } from '../figures/index.ts';
import type { ExperimentSpec } from '../language/specification.ts';
import type { CircuitData } from '../results/circuit-data.ts';
import type { FoundState, Results, RunEvent } from '../results/contract.ts';
import type { HistoryRow } from '../results/history-rows.ts';
import type { RunsComparison } from '../results/run-comparison.ts';
import type { Remark } from '../results/run-remark.ts';

/** `elsewhere`: it is running, and another window or program runs it. */
export type ShownState = FoundState | 'elsewhere';
/** Of the text on screen against the one that the results are of; `gone`: its file is not there. */
export type TextState = 'same' | 'newer' | 'gone';

export type ToView =
  /** Whose panel this is; comes first. */
  | { readonly type: 'target'; readonly name: string; readonly file: string }
  | { readonly type: 'init'; readonly experiment: ExperimentSpec; readonly file: string }
  /** The folder that a run is writing. */
  | { readonly type: 'begun'; readonly folder: string }
  | { readonly type: 'text'; readonly text: TextState }
  | { readonly type: 'event'; readonly event: RunEvent }
  | { readonly type: 'results'; readonly results: Omit<Results, 'circuits'>; readonly folder: string }
  | { readonly type: 'circuits'; readonly circuits: readonly CircuitData[] }
  /** `running` when a run starts; otherwise what became of it, with a message where it failed. */
  | { readonly type: 'status'; readonly status: ShownState; readonly message?: string };

export type FromView =
  | { readonly type: 'ready' }
  | { readonly type: 'cancel' }
  /** The file as it is now, or the text that the results are of. */
  | { readonly type: 'rerun'; readonly text: 'present' | 'old' }
  | { readonly type: 'openFolder' }
  /** 1-based line of the source file. */
  | { readonly type: 'reveal'; readonly line: number }
  /** Where a condition or a measure of the experiment is declared. */
  | { readonly type: 'revealName'; readonly kind: 'condition' | 'measure'; readonly name: string }
  /** The run as a document. */
  | { readonly type: 'report' }
  | ExportedFigure;
/** SVG as text, also where a PDF is to be made of it; PNG as base64 without a prefix. */
export interface ExportedFigure {
  readonly type: 'export';
  readonly name: string;
  readonly format: FigureFormat;
  readonly content: string;
}
export type FigureFormat = 'svg' | 'png' | 'pdf';

/**
 * To the preview: what stands at the cursor, or why there is nothing. Figures keep the user's zoom and open tables by
 * their name.
 */
export type ToPreview =
  | {
      readonly kind: 'preview';
      readonly title: string;
      readonly figures: readonly Figure[] /** Lines under the title. */;
      readonly text: string;
    }
  | { readonly kind: 'empty'; readonly text?: string }
  /** What is shown is not of what stands at the cursor, which is being drawn. */
  | { readonly kind: 'waiting' };
/** From the preview: `ready` when it listens, and exports as above. */
export type FromPreview = Extract<FromView, { type: 'ready' }> | ExportedFigure;

/** To the history: the runs of the workspace; `isWhole`: there are no more than these. */
export interface ToHistory {
  readonly type: 'history';
  readonly rows: readonly HistoryRow[];
  readonly isWhole: boolean;
}
/** What the user asks of one run: its results, the text that was run, or the file as it is now to be run. */
export type AskedOfRun = { readonly type: 'show' | 'text' | 'again'; readonly folder: string };
export type FromHistory =
  | { readonly type: 'ready' }
  | AskedOfRun
  | { readonly type: 'remark'; readonly folder: string; readonly remark: Remark }
  | { readonly type: 'delete' | 'compare'; readonly folders: readonly string[] };

export type ToComparison =
  | { readonly type: 'comparison'; readonly comparison: RunsComparison; readonly figures: readonly Figure[] }
  | { readonly type: 'problem'; readonly text: string };
export type FromComparison = FromPreview | AskedOfRun;
