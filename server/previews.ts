import { nodesAt, type Call, type Declaration, type Name } from '../grammar/index.ts';
import type { ConnectNoun, Noun } from '../language/index.ts';
import { describe } from '../language/canonical/description.ts';
import { nounOf } from '../language/nouns/index.ts';
import { allowed, scopeOf, type View } from '../language/view.ts';
import { nounOfBase } from '../language/walk/walk-kinds.ts';
import { isDrawn } from '../making/gene-networks.ts';
import type { Figure } from '../figures/index.ts';
import type { Analyst, Foreseen, Ranks, Sample } from './analyst.ts';
import type { Analysed } from './documents.ts';
import { networkSentence } from './gene-text.ts';
import { type NounFacts, nounNamed } from './noun-facts.ts';
import { occurrenceAt } from './occurrences.ts';
import { type Clock, clockOf, clocksOf, foreseenOf, ranksOf } from './spectrum-around.ts';
import { spectrumSentence } from './spectrum-text.ts';

export interface Preview {
  readonly title: string;
  readonly figures: readonly Figure[];
  readonly text: string;
}

const mostKept = 30;
/** Nouns that can be shown; of a network and a dynamics their matrix is. */
type Shown = Extract<Noun, { noun: 'genes' | 'develop' }> | ShownMatrix;
/** A matrix with what the text around it says of its spectrum. */
interface ShownMatrix {
  readonly noun: 'connect';
  readonly name: string;
  /** The noun at the cursor whose matrix this is. */
  readonly of?: { readonly noun: 'network' | 'dynamics'; readonly name: string };
  readonly connect: ConnectNoun;
  readonly ranks: Ranks;
  readonly clocks: readonly Clock[];
  readonly drawn?: Foreseen;
}

/** Pictures of what stands at the cursor, each made once. */
export class Previews {
  readonly #facts: NounFacts;
  readonly #analyst: Analyst;
  readonly #kept = new Map<string, Preview>();

  constructor(facts: NounFacts, analyst: Analyst) {
    this.#facts = facts;
    this.#analyst = analyst;
  }

  /** Files have changed: what was read from them is shown anew. */
  forget(): void {
    this.#kept.clear();
  }

  /** Null where nothing that can be shown stands at the offset. */
  async at(analysed: Analysed, offset: number, signal: AbortSignal): Promise<Preview | null> {
    const shown = shownAt(await this.#facts.view(analysed), analysed, offset);
    return shown ? this.of(shown, analysed.document.uri, signal) : null;
  }

  /** `uri`: the document that the noun is of, from where files are looked for. */
  async of(shown: Shown, uri: string, signal: AbortSignal): Promise<Preview> {
    const key = JSON.stringify(shown);
    const known = this.#kept.get(key);
    if (known) return known;
    const made = await this.#make(shown, uri, signal);
    this.#kept.set(key, made);
    if (this.#kept.size > mostKept) this.#kept.delete(this.#kept.keys().next().value!);
    return made;
  }

  async #make(shown: Shown, uri: string, signal: AbortSignal): Promise<Preview> {
    const controls = shown.noun === 'connect' ? shown.connect.controls.map(({ call }) => call) : [];
    const whose = shown.noun === 'connect' && shown.of ? `${shown.of.noun} ${shown.of.name}: ` : '';
    const title = [`${whose}${shown.noun} ${shown.name}`, ...controls].join(', ');
    const sample = ({ figures, text }: Sample): Preview => ({ title, figures, text });
    try {
      switch (shown.noun) {
        case 'genes': {
          if (isDrawn(shown))
            return {
              title,
              figures: [],
              text: shown.open
                ? 'Its rules are open, and each seed draws a member: write `member 1` to see one.'
                : 'Its rules are drawn anew for each seed: preview the network that they are drawn from.',
            };
          const analysis = await this.#facts.endings(shown, shown.update, signal);
          return {
            title: `${title}${heldText(shown.fixed)}`,
            figures: await this.#analyst.ask({ kind: 'network', network: shown, analysis }, signal),
            text: networkSentence(shown, analysis),
          };
        }
        case 'develop':
          return sample(await this.#analyst.ask({ kind: 'growth', develop: shown }, signal));
        case 'connect': {
          const { connect, ranks, clocks, drawn } = shown;
          const foresight = drawn && (await this.#facts.spectrum(drawn, signal));
          const expected = foresight && 'prediction' in foresight ? foresight.prediction : undefined;
          const { figures, text } = await this.#analyst.ask({ kind: 'matrix', connect, uri, ranks, expected }, signal);
          return {
            title,
            figures,
            text: drawn && foresight ? `${text} ${spectrumSentence(drawn, foresight, clocks)}` : text,
          };
        }
      }
    } catch (error) {
      if (signal.aborted) throw error;
      return { title, figures: [], text: error instanceof Error ? error.message : String(error) };
    }
  }
}

function heldText(fixed: Readonly<Record<string, 0 | 1>>): string {
  const held = Object.entries(fixed).map(([gene, value]) => `${gene} = ${value}`);
  return held.length > 0 ? ` with ${held.join(', ')}` : '';
}

/**
 * The innermost noun that is named at an offset, or made by a control or an intervention there; else that of the
 * declaration around it.
 */
function shownAt(view: View, { analysis }: Analysed, offset: number): Shown | undefined {
  const path = nodesAt(analysis.tree, offset);
  const declaration = path.find((node): node is Declaration => 'kind' in node && node.kind === 'declaration');
  if (!declaration) return undefined;
  const scope = scopeOf(view, declaration);
  const occurrence = occurrenceAt(analysis, offset);
  const isNamed =
    occurrence !== undefined &&
    view.scope.declared.has(occurrence.name) &&
    !['gene', 'input', 'fate', 'condition', 'factor', 'level', 'measure', 'variable', 'parameter'].includes(
      occurrence.kind,
    );
  for (const node of [...path].reverse()) {
    if (!('kind' in node) || !(node.kind === 'call' || (node.kind === 'name' && isNamed))) continue;
    if (!nounOfBase(node, view.scope)) continue;
    const noun = shownOf(
      view,
      allowed(() => nounOf(describe(node satisfies Call | Name, scope))),
    );
    if (noun) return noun;
  }
  return shownOf(view, nounNamed(view, declaration.name.text));
}
function shownOf(view: View, noun: Noun | undefined): Shown | undefined {
  switch (noun?.noun) {
    case 'genes':
    case 'develop':
      return noun;
    case 'connect':
      return shownMatrix(view, noun, clocksOf(view, noun));
    case 'dynamics':
      return { ...shownMatrix(view, noun.matrix, clockOf(noun)), of: { noun: 'dynamics', name: noun.name } };
    case 'network':
      return (
        noun.recurrent && {
          ...shownMatrix(view, noun.recurrent.matrix, []),
          of: { noun: 'network', name: noun.name },
        }
      );
    default:
      return undefined;
  }
}
const shownMatrix = (view: View, connect: ConnectNoun, clocks: readonly Clock[]): ShownMatrix => ({
  noun: 'connect',
  name: connect.name,
  connect,
  ranks: ranksOf(view, connect),
  clocks,
  drawn: foreseenOf(view, connect),
});
