import type { MatrixProgram, SpectrumScale } from '../engine/connectivity/index.ts';
import type { Control, GeneNetwork, NetworkAnalysis, UpdateScheme } from '../engine/genes/index.ts';
import type { Prediction } from '../engine/spectra/index.ts';
import type { Figure } from '../figures/index.ts';
import type { ConnectNoun, DataNoun, DevelopNoun, Diagnostic } from '../language/index.ts';
import type { TableFacts } from './table-text.ts';

/** What takes longer to find out than a keystroke may wait. Plain data: it may be answered on another thread. */
export type Question =
  /** What the science says of a text. `openTexts`: open documents as they are in the editor, by the keys of files. */
  | {
      readonly kind: 'science';
      readonly uri: string;
      readonly source: string;
      readonly openTexts: Readonly<Record<string, string>>;
    }
  /** What a text says by itself, with the files that it uses. */
  | {
      readonly kind: 'text';
      readonly uri: string;
      readonly source: string;
      readonly openTexts: Readonly<Record<string, string>>;
    }
  /** All that is to be said of a file of gene rules. */
  | { readonly kind: 'rules'; readonly text: string; readonly path: string }
  /** The gene rules that a text takes from files, by what names them. */
  | {
      readonly kind: 'networks';
      readonly uri: string;
      readonly source: string;
      readonly openTexts: Readonly<Record<string, string>>;
    }
  /** Where a network ends. */
  | { readonly kind: 'endings'; readonly network: GeneNetwork; readonly update: UpdateScheme }
  /** Which genes to hold so that a network ends in a fate. */
  | { readonly kind: 'control'; readonly network: GeneNetwork; readonly fate: string }
  /** A network as pictures. */
  | {
      readonly kind: 'network';
      readonly network: GeneNetwork & { readonly name: string };
      readonly analysis: NetworkAnalysis;
    }
  /** A small sample of a development. */
  | { readonly kind: 'growth'; readonly develop: DevelopNoun }
  /**
   * A sample of a matrix; from a file, read as the document would. `ranks`: of the fit to the spectrum of one that is
   * drawn.
   */
  | {
      readonly kind: 'matrix';
      readonly connect: ConnectNoun;
      readonly uri: string;
      readonly ranks: Ranks;
      readonly expected?: Prediction;
    }
  /** What a table holds, read as the document would. */
  | { readonly kind: 'table'; readonly data: DataNoun; readonly uri: string }
  /** What the spectrum of a drawn matrix will be like. */
  | { readonly kind: 'spectrum'; readonly drawn: Foreseen };

/** Ranks of a spectrum that an exponent is fitted to, from 1, both included. */
export interface Ranks {
  readonly from: number;
  readonly to: number;
}
/** All that a prediction of a spectrum depends on. */
export interface Foreseen {
  readonly program: MatrixProgram;
  readonly scale?: SpectrumScale;
  readonly ranks: Ranks;
}
/** A prediction, or why there can be none. */
export type Foresight = { readonly prediction: Prediction } | { readonly refused: string };

export interface Answers {
  readonly science: readonly Diagnostic[];
  readonly text: { readonly diagnostics: readonly Diagnostic[]; readonly uses: readonly string[] };
  readonly rules: readonly Diagnostic[];
  readonly networks: ReadonlyMap<string, GeneNetwork>;
  readonly endings: NetworkAnalysis;
  readonly control: Control;
  readonly network: readonly Figure[];
  readonly growth: Sample;
  readonly matrix: Sample;
  readonly spectrum: Foresight;
  readonly table: TableFacts;
}
/** `text` says what was sampled and what it has. */
export interface Sample {
  readonly figures: readonly Figure[];
  readonly text: string;
}

/** What computes looks at it now and then, and stops where nobody asks any longer. */
export interface Aborted {
  readonly aborted: boolean;
}
/** Where the signal aborts, the promise rejects with `Abandoned`; a question that waits is then never begun. */
export interface Analyst {
  ask<Q extends Question>(question: Q, signal?: AbortSignal): Promise<Answers[Q['kind']]>;
}
export class Abandoned extends Error {
  constructor() {
    super('no longer asked');
  }
}

interface Waiting {
  readonly question: Question;
  readonly signal?: AbortSignal;
  readonly resolve: (answer: never) => void;
  readonly reject: (error: unknown) => void;
}

/** One question at a time, in the order asked; those no longer asked are left out. */
export class Queue implements Analyst {
  readonly #answer: (question: Question, signal: AbortSignal | undefined) => Promise<unknown>;
  readonly #waiting: Waiting[] = [];
  #busy = false;

  constructor(answer: (question: Question, signal: AbortSignal | undefined) => Promise<unknown>) {
    this.#answer = answer;
  }

  ask<Q extends Question>(question: Q, signal?: AbortSignal): Promise<Answers[Q['kind']]> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ question, signal, resolve, reject });
      if (!this.#busy) void this.#work();
    });
  }

  async #work(): Promise<void> {
    this.#busy = true;
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      const { question, signal, resolve, reject } = next;
      if (signal?.aborted) {
        reject(new Abandoned());
        continue;
      }
      try {
        const answer = await this.#answer(question, signal);
        if (signal?.aborted) reject(new Abandoned());
        else resolve(answer as never); // what was stopped half-way is no answer
      } catch (error) {
        reject(error);
      }
    }
    this.#busy = false;
  }
}
