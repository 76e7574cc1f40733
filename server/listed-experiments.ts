import type { Connection, Range as LspRange } from 'vscode-languageserver';
import type { Declaration, FileTree, Name } from '../grammar/index.ts';
import { type Claim, claimsIn } from '../language/claim-rows.ts';
import { withInherited } from '../language/canonical/inherited.ts';
import type { PublishedRows } from '../language/checks/published-checks.ts';
import { publishedRows } from '../language/index.ts';
import { scopeIn } from '../language/canonical/scope.ts';
import { conditionsIn } from '../language/experiments/factors.ts';
import { claimText, linesIn, publishedText } from '../language/experiments/experiment-spec.ts';
import type { Analysed, Documents } from './documents.ts';
import { toLspRange } from './lsp-ranges.ts';

/** An experiment of a document, as its syntax tree has it: also one that has errors. */
export interface ListedExperiment {
  readonly name: string;
  /** From its noun to the end of its block. */
  readonly range: LspRange;
  /** What `compare` names; not the conditions of a `screen`, which stand nowhere in the text. */
  readonly conditions: readonly NamedPlace[];
  readonly measures: readonly Measured[];
  readonly claims: readonly ListedClaim[];
}
export interface NamedPlace {
  readonly name: string;
  readonly range: LspRange;
}
/** `statement`: all of it, with what it measures. */
export interface Measured extends NamedPlace {
  readonly statement: LspRange;
}
/** An `expect`, or a row of one. `text` and `line` (1-based) are those by which a run's summary names it. */
export interface ListedClaim {
  readonly text: string;
  readonly line: number;
  readonly range: LspRange;
}
export interface ExperimentsChanged {
  readonly uri: string;
  readonly experiments: readonly ListedExperiment[];
}

/** The experiments of a file that can be meant by name. */
export const experimentsIn = ({ declarations }: FileTree): readonly Declaration[] =>
  declarations.filter(({ noun, name }) => noun.text === 'experiment' && name.text !== '');

/** In the order of the text. What the files say that a document uses is not listed: it is run from those files. */
export function listedExperiments(
  { document, analysis }: Analysed,
  published: PublishedRows,
): readonly ListedExperiment[] {
  const textsOf = (claim: Claim): readonly string[] =>
    claim.table?.published
      ? (published.get(claim.table) ?? []).map((row) => publishedText(analysis.source, claim.table!, row))
      : [claimText(analysis.source, claim)];
  const placed = ({ text, range }: Name): NamedPlace => ({ name: text, range: toLspRange(document, range) });
  const lineAt = linesIn(analysis.source);
  const scope = scopeIn(analysis.scope);
  return experimentsIn(analysis.tree).map((declaration) => {
    const { name, range } = declaration;
    const statements = withInherited(declaration, scope).block?.statements ?? [];
    return {
      name: name.text,
      range: toLspRange(document, range),
      conditions: statements
        .filter((statement) => statement.kind === 'setting')
        .filter(({ word }) => word.text === 'compare')
        .flatMap((compare) => conditionsIn(compare.block?.statements ?? []))
        .map((condition) => placed(condition.name)),
      measures: statements
        .filter((statement) => statement.kind === 'definition')
        .filter(({ word }) => word.text === 'measure')
        .map((measure) => ({ ...placed(measure.name), statement: toLspRange(document, measure.range) })),
      claims: claimsIn(statements).flatMap((claim) =>
        textsOf(claim).map((text) => ({
          text,
          line: lineAt(claim.range.start),
          range: toLspRange(document, claim.range),
        })),
      ),
    };
  });
}

/** How long typing must pause before the editor hears of it, in milliseconds. */
const pause = 100;

/**
 * Tells the editor which experiments a document has: `anlage/experiments` answers for an open one (null for another),
 * `anlage/experimentsChanged` is sent when what that answers has changed.
 */
export class ExperimentList {
  readonly #connection: Connection;
  readonly #documents: Documents;
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #sent = new Map<string, string>();

  constructor(connection: Connection, documents: Documents) {
    this.#connection = connection;
    this.#documents = documents;
  }

  listen(): void {
    this.#connection.onRequest('anlage/experiments', ({ uri }: { readonly uri: string }) => this.#of(uri));
  }

  changed(uri: string): void {
    clearTimeout(this.#timers.get(uri));
    this.#timers.set(
      uri,
      setTimeout(() => void this.#send(uri), pause),
    );
  }

  closed(uri: string): void {
    clearTimeout(this.#timers.get(uri));
    this.#timers.delete(uri);
    this.#sent.delete(uri);
  }

  async #of(uri: string): Promise<readonly ListedExperiment[] | null> {
    const analysed = this.#documents.analysed(uri);
    if (!analysed) return null;
    return listedExperiments(analysed, await publishedRows(analysed.analysis, this.#documents.reader(uri)));
  }

  async #send(uri: string): Promise<void> {
    const experiments = await this.#of(uri);
    if (!experiments) return;
    const text = JSON.stringify(experiments);
    if (text === this.#sent.get(uri)) return;
    this.#sent.set(uri, text);
    const changed: ExperimentsChanged = { uri, experiments };
    void this.#connection.sendNotification('anlage/experimentsChanged', changed).catch(() => {}); // the editor has gone
  }
}
