import type { LinearAlgebra } from '../engine/kernels/index.ts';
import type { ExperimentSpec, Reader, Specification } from '../language/index.ts';
import type { RunEvent, RunStatus, Summary } from '../results/contract.ts';
import type { WrittenReport } from '../reports/report.ts';
import type { followSweep } from '../runs/cluster/follow-sweep.ts';
import type { Analyst } from './analyst.ts';

/** What the server needs from where it runs: Node, a browser, a test. */
export interface Host {
  /** How the language sees files from a document. */
  reader(uri: string): Reader;
  /** The URI of a location that a reader gave. */
  uriOf(location: string): string;
  /** Where the page of a code is; none where there are no pages. */
  pageOf?(code: string): string | undefined;
  /** The `.anl` files of folders; absent where folders cannot be looked into. */
  readonly texts?: FolderTexts;
  /** What computes eigenvalues. */
  algebra(): Promise<LinearAlgebra>;
  /**
   * Computes away from where typing is answered; absent where there is only one thread: then it is computed between
   * keystrokes.
   */
  readonly analyst?: Analyst;
  /** Absent where experiments cannot be run. */
  readonly runner?: Runner;
  /** Absent where what runs have left cannot be read. */
  readonly documents?: DocumentMaker;
}

/** The `.anl` files of a folder, and why there may be others: what cannot be looked into. */
export interface FolderTexts {
  list(folder: string, below: 'with what is below' | 'alone'): Promise<TextList>;
  /** @throws Error that says why a file cannot be read */
  read(uri: string): Promise<string>;
}
export interface TextList {
  readonly uris: readonly string[];
  readonly unknown: readonly string[];
}

export interface RunOptions {
  readonly jobs?: number;
  readonly backend?: string;
  readonly fresh?: boolean;
  readonly out?: string;
  /** As tasks of a cluster, or in the background of this machine: what outlives the editor. */
  readonly sweep?: SweepOptions;
}
export type SweepOptions = Omit<Parameters<typeof followSweep>[1], 'say'>;
export interface RunOrder {
  readonly uri: string;
  readonly source: string;
  readonly specification: Specification;
  readonly experiment: ExperimentSpec;
  readonly options: RunOptions;
  readonly signal: AbortSignal;
  onEvent(event: RunEvent): void;
  /** Data that are fetched before it begins, and their bytes. */
  onFetch(what: string, bytes: number): void;
  /** The folder that is written while it runs. */
  onBegin(folder: string): void;
}
export interface RunResult {
  readonly status: RunStatus;
  readonly folder: string;
  readonly summary: Summary;
}
export interface Runner {
  /** @throws an error whose message a person can read */
  run(order: RunOrder): Promise<RunResult>;
}
export interface DocumentMaker {
  /** A run's folder as what the name says by its extension. @throws an error whose message a person can read */
  report(folder: string, name: string): Promise<WrittenReport>;
  /** The SVG of a figure as PDF, as wide as it is drawn. */
  figure(svg: string): Promise<WrittenReport>;
}
