import { ScalingError } from '../engine/connectivity/index.ts';
import { ExpressionError } from '../engine/expressions/index.ts';
import { analyseNetwork, controlOf, transitionGraph } from '../engine/genes/index.ts';
import type { LinearAlgebra } from '../engine/kernels/index.ts';
import { predictSpectrum } from '../engine/spectra/index.ts';
import { previewFigures } from '../figures/index.ts';
import {
  analyseRulesFile,
  analyseScience,
  ChangingText,
  loadImports,
  type Reader,
  type ScienceCache,
  type TextAnalysis,
} from '../language/index.ts';
import { readNetworks } from '../language/networks-known.ts';
import type { Aborted, Answers, Foreseen, Foresight, Question } from './analyst.ts';
import { fileKeyOf, fileNameOf } from './file-name-of.ts';
import { mostChanged } from './gene-text.ts';
import { readerOfOpenDocuments } from './reader-of-open-documents.ts';
import { tableFacts } from './table-text.ts';
import { sampleGrowth, sampleMatrix } from './samples.ts';

/** How files are read from a document, which URI a location has, and what computes eigenvalues. */
export interface Means {
  reader(uri: string): Reader;
  uriOf(location: string): string;
  algebra(): Promise<LinearAlgebra>;
}

/**
 * Search steps beyond exhaustion, a second or two: enough for typical published networks; the answer is the same on
 * every machine.
 */
const searchSteps = 5_000_000;
const largestCache = 500;
/** A graph of more states is not drawn beside the text. */
const mostStates = 64;

/** Answers questions; keeps by document what the science found of each declaration. */
export class Answerer {
  readonly #means: Means;
  readonly #texts = new Map<string, ChangingText>();
  readonly #caches = new Map<string, ScienceCache>();

  constructor(means: Means) {
    this.#means = means;
  }

  async answer(question: Question, signal?: Aborted): Promise<Answers[Question['kind']]> {
    switch (question.kind) {
      case 'science':
        return this.#science(question, signal);
      case 'text': {
        const { diagnostics, imports } = (await this.#read(question)).analysis;
        return { diagnostics, uses: [...imports.keys()] };
      }
      case 'rules':
        return analyseRulesFile(question.text, question.path);
      case 'networks':
        return this.#networks(question, signal);
      case 'endings':
        return analyseNetwork(question.network, {
          update: question.update,
          budget: { trapSpaces: searchSteps },
          signal,
        });
      case 'control':
        return controlOf(question.network, question.fate, {
          most: mostChanged,
          tries: 500,
          steps: searchSteps,
          signal,
        });
      case 'network':
        return previewFigures(
          question.network,
          question.analysis,
          transitionGraph(question.network, question.network.update, mostStates),
        );
      case 'growth':
        return sampleGrowth(question.develop, signal);
      case 'matrix':
        return sampleMatrix(question, this.#means.reader(question.uri), await this.#means.algebra(), signal);
      case 'table':
        return tableFacts(question.data, this.#means.reader(question.uri));
      case 'spectrum':
        return foresee(question.drawn, await this.#means.algebra());
    }
  }

  async #science(text: Text, signal: Aborted | undefined): Promise<Answers['science']> {
    const { analysis, reader } = await this.#read(text);
    const cache = this.#caches.get(text.uri) ?? new Map();
    if (cache.size > largestCache) cache.clear();
    this.#caches.set(text.uri, cache);
    return analyseScience(analysis, reader, { signal, cache, algebra: () => this.#means.algebra() });
  }

  async #networks(text: Text, signal: Aborted | undefined): Promise<Answers['networks']> {
    const { analysis, reader } = await this.#read(text);
    return (await readNetworks(analysis, reader, signal)).networks;
  }

  async #read({ uri, source, openTexts }: Text): Promise<{ readonly analysis: TextAnalysis; readonly reader: Reader }> {
    const reader = readerOfOpenDocuments(
      this.#means.reader(uri),
      (location) => openTexts[fileKeyOf(this.#means.uriOf(location))],
    );
    const changing = this.#texts.get(uri) ?? new ChangingText();
    this.#texts.set(uri, changing);
    const parsed = changing.read(source);
    const imports = parsed.tree.uses.length > 0 ? await loadImports(parsed, reader, fileNameOf(uri)) : undefined;
    return { analysis: changing.analyse(source, imports), reader };
  }
}
type Text = Pick<Extract<Question, { kind: 'science' }>, 'uri' | 'source' | 'openTexts'>;

/** Matrices beyond are not foreseen: even their tridiagonal stand-ins take too long. */
const mostNeurons = 20_000;

function foresee({ program, scale, ranks }: Foreseen, algebra: LinearAlgebra): Foresight {
  if (program.neurons > mostNeurons)
    return { refused: `more than ${mostNeurons.toLocaleString('en')} neurons are not predicted while typing` };
  try {
    return { prediction: predictSpectrum(program, scale, algebra, ranks) };
  } catch (error) {
    if (error instanceof ScalingError || error instanceof RangeError || error instanceof ExpressionError)
      return { refused: error.message };
    throw error;
  }
}
