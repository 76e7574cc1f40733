import type { InlayHint, Range as LspRange } from 'vscode-languageserver';
import type { Declaration } from '../grammar/index.ts';
import type { GenesNoun } from '../language/index.ts';
import type { View } from '../language/view.ts';
import type { Analysed } from './documents.ts';
import { endingsHint } from './geneText.ts';
import { genesNamed, type Knowledge } from './knowledge.ts';
import { toRange, touches } from './places.ts';

/** Behind the first line of each genes noun where it ends, as far as that is known. */
export async function inlayHints(analysed: Analysed, asked: LspRange, knowledge: Knowledge): Promise<InlayHint[]> {
  const range = toRange(analysed.document, asked);
  const view = await knowledge.viewSoon(analysed);
  return (view ? networks(view) : []).flatMap(({ declaration, network }) => {
    const known = knowledge.known(network);
    if (!known || !touches(declaration.range, range)) return [];
    const { line } = analysed.document.positionAt(declaration.name.range.end);
    const text = analysed.document.getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } }).trimEnd();
    return [{ position: { line, character: text.length }, label: endingsHint(known), paddingLeft: true, tooltip: `Where the rules of ${network.name} end under ${known.update} update` }];
  });
}

/** Finds out where the genes of a document end; true where something new was learned. */
export async function learnEndings(analysed: Analysed, knowledge: Knowledge, signal: AbortSignal): Promise<boolean> {
  let learned = false;
  for (const { network } of networks(await knowledge.view(analysed))) {
    if (signal.aborted) return learned;
    if (knowledge.known(network)) continue;
    await knowledge.endings(network, network.update, signal);
    learned = true;
  }
  return learned;
}

const networks = (view: View): { readonly declaration: Declaration; readonly network: GenesNoun }[] => view.tree.declarations.flatMap((declaration) => {
  const network = declaration.noun.text === 'genes' ? genesNamed(view, declaration.name.text) : undefined;
  return network ? [{ declaration, network }] : [];
});
