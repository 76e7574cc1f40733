import type { InlayHint, Range as LspRange } from 'vscode-languageserver';
import type { Declaration, Range } from '../grammar/index.ts';
import type { ConnectNoun, GenesNoun } from '../language/index.ts';
import { variesBySeed } from '../language/nouns/genes-noun.ts';
import { settingsNamed, type View } from '../language/view.ts';
import type { Analysed } from './documents.ts';
import { endingsHint } from './gene-text.ts';
import { genesNamed, type NounFacts, nounNamed } from './noun-facts.ts';
import { toRange, touches } from './lsp-ranges.ts';
import { clocksOf, foreseenOf } from './spectrum-around.ts';
import { spectrumHint } from './spectrum-text.ts';

/** Where the genes end, and what the spectra will be like, as far as that is known. */
export async function inlayHints(analysed: Analysed, asked: LspRange, facts: NounFacts): Promise<InlayHint[]> {
  const range = toRange(analysed.document, asked);
  const view = await facts.viewSoon(analysed);
  return view ? [...endings(view, analysed, range, facts), ...spectra(view, analysed, range, facts)] : [];
}

/** Behind the first line of each genes noun, before its comment. */
function endings(view: View, { document, analysis }: Analysed, range: Range, facts: NounFacts): InlayHint[] {
  return networks(view).flatMap(({ declaration, network }) => {
    const known = facts.knownEndings(network);
    if (!known || !touches(declaration.range, range)) return [];
    const { line } = document.positionAt(declaration.name.range.end);
    const start = document.offsetAt({ line, character: 0 });
    const end = document.offsetAt({ line: line + 1, character: 0 });
    const comment = analysis.tree.comments.find(({ range: { start: at } }) => at >= start && at < end);
    const text = document
      .getText()
      .slice(start, comment?.range.start ?? end)
      .trimEnd();
    return [
      {
        position: { line, character: text.length },
        label: endingsHint(known),
        paddingLeft: true,
        tooltip: `Where the rules of ${network.name} end under ${known.update} update`,
      },
    ];
  });
}

/** Behind the `spectrum` of each drawn matrix; where it has none of its own, behind the noun. */
function spectra(view: View, { document }: Analysed, range: Range, facts: NounFacts): InlayHint[] {
  return matrices(view).flatMap(({ declaration, connect }) => {
    const drawn = foreseenOf(view, connect);
    const known = drawn && touches(declaration.range, range) ? facts.knownSpectrum(drawn) : undefined;
    const label = known && spectrumHint(known, clocksOf(view, connect));
    if (!label) return [];
    const { end } = (settingsNamed(declaration, 'spectrum').at(-1) ?? declaration).range;
    return [
      {
        position: document.positionAt(end),
        label,
        paddingLeft: true,
        tooltip: `What the spectrum of ${connect.name} will be like, before anything runs; hover says how it was found`,
      },
    ];
  });
}

/** Finds out what hints are to say of a document; `learned` is called after each new thing. */
export async function learnForHints(
  analysed: Analysed,
  facts: NounFacts,
  signal: AbortSignal,
  learned: () => Promise<void>,
): Promise<void> {
  const view = await facts.view(analysed);
  const steps = [
    ...networks(view)
      .filter(({ network }) => !facts.knownEndings(network))
      .map(
        ({ network }) =>
          () =>
            facts.endings(network, network.update, signal),
      ),
    ...matrices(view).flatMap(({ connect }) => {
      const drawn = foreseenOf(view, connect);
      return drawn && !facts.knownSpectrum(drawn) ? [() => facts.spectrum(drawn, signal)] : [];
    }),
  ];
  for (const step of steps) {
    if (signal.aborted) return;
    await step();
    if (!signal.aborted) await learned();
  }
}

const networks = (view: View): { readonly declaration: Declaration; readonly network: GenesNoun }[] =>
  view.tree.declarations.flatMap((declaration) => {
    const network = declaration.noun.text === 'genes' ? genesNamed(view, declaration.name.text) : undefined;
    return network && !variesBySeed(network) ? [{ declaration, network }] : [];
  });
/** Those whose spectrum is scaled: of others little is foreseen that is worth a hint. */
const matrices = (view: View): { readonly declaration: Declaration; readonly connect: ConnectNoun }[] =>
  view.tree.declarations.flatMap((declaration) => {
    const noun = declaration.noun.text === 'connect' ? nounNamed(view, declaration.name.text) : undefined;
    return noun?.noun === 'connect' && noun.spectrum ? [{ declaration, connect: noun }] : [];
  });
