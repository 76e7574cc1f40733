import { CompletionItemKind } from 'vscode-languageserver';
import { imageSets } from '../catalogue/image-sets.ts';
import type { Declaration } from '../grammar/index.ts';
import type { Allowed } from './allowed.ts';
import type { Analysed } from './documents.ts';
import type { NounFacts } from './noun-facts.ts';
import type { Offer } from './offers.ts';
import { inputsOf } from './task-facts.ts';

/** Behind `input`: as many as the data and tasks have, first those of experiments that name the network. */
export async function widthOffers(
  allowed: Allowed,
  analysed: Analysed,
  offset: number,
  facts: NounFacts,
): Promise<readonly Offer[]> {
  if (allowed.kind !== 'value' || !allowed.type.number?.counts?.includes('inputs')) return [];
  const { tree, scope, source } = analysed.analysis;
  const network = tree.declarations.find(({ range }) => range.start < offset && offset <= range.end)?.name.text;
  const words = ({ range }: Declaration): readonly string[] => source.slice(range.start, range.end).match(/\w+/g) ?? [];
  const together = new Set(
    tree.declarations
      .filter(({ noun }) => noun.text === 'experiment')
      .map(words)
      .filter((all) => network !== undefined && all.includes(network))
      .flat(),
  );
  const view = await facts.viewSoon(analysed);
  return [...scope.declared].flatMap(([name, { declaration }]): readonly Offer[] => {
    const width = imagesOf(declaration) ?? (view && inputsOf(view, name));
    if (width === undefined) return [];
    const favour = together.has(name) ? 4 : 1;
    return [{ label: String(width), kind: CompletionItemKind.Value, detail: `the inputs of ${name}`, favour }];
  });
}

function imagesOf({ noun, phrases }: Declaration): number | undefined {
  const from = phrases.find(({ label }) => label.text === 'from')?.items[0]?.value.base;
  const name = from?.kind === 'name' ? from.text : '';
  return noun.text === 'data' && Object.hasOwn(imageSets, name) ? imageSets[name].inputs : undefined;
}
