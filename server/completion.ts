import { type CompletionItem, CompletionItemKind, InsertTextFormat, MarkupKind } from 'vscode-languageserver';
import { isPlainName } from '../grammar/index.ts';
import type { TextAnalysis } from '../language/index.ts';
import { nouns } from '../language/nouns/index.ts';
import { isNumber } from '../catalogue/units.ts';
import { claimFunctions, type Type } from '../language/vocabulary/index.ts';
import { type Allowed, allowedAt, wordBefore } from './allowed-at.ts';
import type { Analysed } from './documents.ts';
import { genesAround } from './genes-around.ts';
import { toLspRange } from './lsp-ranges.ts';
import { functionText, nounText, slotText } from './meaning-text.ts';
import type { NounFacts } from './noun-facts.ts';
import {
  connectingOffer,
  conditionOffers,
  declarationSnippet,
  named,
  type Names,
  type Offer,
  optionOffer,
  unitOffers,
  valueOffers,
  wordOffer,
} from './offers.ts';

type Named = Names['genes']['genes'] extends ReadonlyMap<string, infer N> ? N : never;
/** Words, names, labels and units that may stand at an offset, with what they mean. */
export async function completion(analysed: Analysed, offset: number, facts: NounFacts): Promise<CompletionItem[]> {
  const { document, analysis } = analysed;
  const allowed = await withRules(allowedAt(analysis, offset), analysed, offset, facts);
  const range = toLspRange(document, { start: wordBefore(analysis.source, offset), end: offset });
  const offers = allowed ? offersFor(allowed, analysis) : [];
  const once = [...new Map(offers.map((offer) => [`${offer.kind} ${offer.label}`, offer])).values()];
  return once.map(({ label, kind, detail, text, snippet, documentation, later, last }, at) => ({
    label,
    kind,
    detail: later ? `later version: ${detail ?? ''}` : detail,
    sortText: `${rank(later, last)}${String(at).padStart(4, '0')}`,
    textEdit: { range, newText: snippet ?? text ?? label },
    insertTextFormat: snippet ? InsertTextFormat.Snippet : undefined,
    documentation: documentation ? { kind: MarkupKind.Markdown, value: documentation } : undefined,
  }));
}

/** Words of this version that are likely first, those of a later version last; among them, as they are offered. */
function rank(isLater = false, isLast = false): number {
  if (isLater) return 2;
  return isLast ? 1 : 0;
}

/** Where a gene is due and a file knows more of them than the text: those too. */
async function withRules(
  allowed: Allowed | undefined,
  analysed: Analysed,
  offset: number,
  facts: NounFacts,
): Promise<Allowed | undefined> {
  if (!allowed || !('names' in allowed) || !allowed.names.genes.open) return allowed;
  if (allowed.kind === 'value' && !allowed.type.names?.includes('gene')) return allowed;
  const view = await facts.viewSoon(analysed);
  const network = view && genesAround(view, offset);
  if (!network) return allowed;
  const { genes } = allowed.names;
  const more = (known: typeof genes.genes, names: readonly string[]): typeof genes.genes =>
    new Map<string, Named>([...names.map((name) => [name, { range: { start: 0, end: 0 } }] as const), ...known]);
  return {
    ...allowed,
    names: {
      ...allowed.names,
      genes: {
        ...genes,
        genes: more(
          genes.genes,
          network.genes.map(({ name }) => name),
        ),
        inputs: more(genes.inputs, network.inputs),
      },
    },
  };
}

function offersFor(allowed: Allowed, analysis: TextAnalysis): Offer[] {
  switch (allowed.kind) {
    case 'declaration':
      return [
        ...following(nouns, allowed.after, ({ noun }) => noun).map(
          (entry): Offer => ({
            label: entry.noun,
            kind: CompletionItemKind.Keyword,
            detail: entry.documentation,
            documentation: nounText(entry),
            snippet: declarationSnippet(
              entry.noun,
              Object.keys(entry.labels).filter((label) => entry.requires?.includes(label)),
            ),
            later: entry.status === 'later',
          }),
        ),
        { ...connectingOffer('use'), snippet: 'use "$1"' },
        { ...connectingOffer('language'), text: 'language 1' },
        ...(analysis.tree.studies.length > 0
          ? []
          : [{ ...connectingOffer('study'), snippet: 'study {\n  title "$1"\n  authors "$2"\n}' }]),
        { ...connectingOffer('let'), snippet: `let \${1:N} = \${2:400}` },
      ];
    case 'statement':
      return following(statementOffers(allowed), allowed.after, ({ label }) => label);
    case 'rule':
      return [...named(allowed.names.genes.genes.keys(), 'gene'), ...named(allowed.names.genes.inputs.keys(), 'input')];
    case 'claim':
      return [
        ...named(allowed.names.measures.keys(), 'measure'),
        ...claimFunctions.map(
          (entry): Offer => ({
            label: entry.name,
            kind: CompletionItemKind.Keyword,
            detail: entry.documentation,
            documentation: functionText(entry),
            last: true,
          }),
        ),
        connectingOffer('every'),
      ];
    case 'condition':
      return conditionOffers(allowed);
    case 'changed':
      return allowed.how === 'without' ? removable(allowed.base, analysis) : replaceable(allowed.base, analysis);
    case 'unit':
      return [
        ...(hasUnit(allowed.type) ? unitOffers(allowed.type) : []),
        ...(allowed.behind ? behindOffers(allowed.behind) : []),
        ...(hasUnit(allowed.type) ? [] : unitOffers(allowed.type)),
      ];
    case 'value':
      return [...valueOffers(allowed, analysis), ...(allowed.options ?? []).map(optionOffer)];
    case 'behind':
      return behindOffers(allowed);
  }
}

/** Whether a bare number is wrong there. */
function hasUnit(type: Type | undefined): boolean {
  const due = type?.number?.dimension ?? type?.expression?.dimension;
  return typeof due === 'object' && !isNumber(due);
}

/** In the order of the vocabulary; claims come behind what is measured. */
function statementOffers({ words, used, experiment }: Extract<Allowed, { kind: 'statement' }>): Offer[] {
  const fresh = words.filter((word) => word.repeats || word.joins || !used.has(word.word)).map(wordOffer);
  if (!experiment) return fresh;
  const behind = fresh.findIndex(({ label }) => label === 'measure') + 1;
  return [
    ...fresh.slice(0, behind),
    { ...connectingOffer('expect'), text: 'expect ', last: false },
    ...fresh.slice(behind),
  ];
}
/** What is written in an order goes on behind what was written last. */
function following<T>(all: readonly T[], after: string | undefined, nameOf: (one: T) => string): T[] {
  const at = all.findIndex((one) => nameOf(one) === after);
  return at < 0 ? [...all] : [...all.slice(at), ...all.slice(0, at)];
}
const behindOffers = ({ labelled, options, words }: Extract<Allowed, { kind: 'behind' }>): Offer[] => [
  ...Object.entries(labelled).map(
    ([label, slots]): Offer => ({
      label,
      kind: CompletionItemKind.Keyword,
      detail: slots[0].documentation,
      documentation: slots.map(slotText).join('\n\n'),
      text: `${label} `,
    }),
  ),
  ...options.map(optionOffer),
  ...words.map((word) => ({ ...connectingOffer(word), last: false })),
];

/** What a noun has and can do without: settings, and the fates of genes. */
function removable(base: Base, { scope }: TextAnalysis): Offer[] {
  const declaration = base.kind === 'name' ? scope.declared.get(base.text)?.declaration : undefined;
  const words = declaration && nouns.find(({ noun }) => noun === declaration.noun.text)?.words;
  const statements = declaration?.block?.statements ?? [];
  const written = new Set(
    statements.flatMap((statement) =>
      statement.kind === 'setting' || statement.kind === 'definition' ? [statement.word.text] : [],
    ),
  );
  return [
    ...(words ?? [])
      .filter(({ word, required }) => !required && written.has(word))
      .map((word) => ({ ...wordOffer(word), text: word.word })),
    ...named(
      statements.flatMap((statement) =>
        statement.kind === 'definition' && statement.word.text === 'fate' ? [statement.name.text] : [],
      ),
      'fate',
    ),
  ];
}

/** The nouns that a noun depends on, near ones first. */
function replaceable(base: Base, { scope, walk }: TextAnalysis): Offer[] {
  const found = new Set<string>();
  const follow = (name: string): void => {
    const declared = scope.declared.get(name);
    if (!declared || declared.file !== scope) return;
    const { range } = declared.declaration;
    const inner = walk.occurrences.filter(
      (occurrence) =>
        !occurrence.defines &&
        occurrence.range.start >= range.start &&
        occurrence.range.end <= range.end &&
        scope.declared.get(occurrence.name)?.declaration.noun.text === occurrence.kind &&
        !found.has(occurrence.name),
    );
    for (const occurrence of inner) found.add(occurrence.name);
    for (const occurrence of inner) follow(occurrence.name);
  };
  if (base.kind === 'name') follow(base.text);
  return [...found].map((name) => ({
    label: name,
    kind: CompletionItemKind.Class,
    detail: scope.declared.get(name)!.declaration.noun.text,
    text: `${isPlainName(name) ? name : `"${name}"`} = `,
  }));
}
type Base = Extract<Allowed, { kind: 'changed' }>['base'];
