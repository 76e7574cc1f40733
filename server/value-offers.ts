import { CompletionItemKind } from 'vscode-languageserver';
import { isPlainName } from '../grammar/index.ts';
import type { Phrase } from '../grammar/tree.ts';
import type { TextAnalysis } from '../language/index.ts';
import type { FunctionEntry, Result } from '../language/vocabulary/index.ts';
import { functions, isNoun } from '../language/vocabulary/index.ts';
import type { Allowed } from './allowed.ts';
import { choiceText, functionText, quantityText } from './meaning-text.ts';
import { exampleOffer, named, type Offer, optionOffer, unitOffers } from './offers.ts';
import { tablesWithColumns } from './table-columns.ts';
import { takesOneOf, usesOf } from './takers.ts';

type Due = Extract<Allowed, { readonly kind: 'value' }>;

/** What may be a value: words and names of its place, calls, an example of a number. */
export function valueOffers(due: Due, analysis: TextAnalysis, offset: number): readonly Offer[] {
  const { type, names, columns, slot, given, unnamed = [] } = due;
  const { scope } = analysis;
  if (columns) return named(columns, 'column');
  const results: readonly Result[] = [...(type.calls ?? []), ...(type.expression ? ['number' as const] : [])];
  const tables = {
    gene: names.genes.genes,
    input: names.genes.inputs,
    fate: names.genes.fates,
    condition: names.conditions,
    factor: names.factors,
    level: new Map([...names.factors.values()].flatMap(({ levels }) => [...levels])),
    measure: names.measures,
    variable: names.variables,
    parameter: scope.parameters,
  };
  const isNumber = type.number !== undefined || type.range;
  return [
    ...(isNumber && type.example ? [exampleOffer(type, slot)] : []),
    ...(type.words ?? []).map(
      (choice): Offer => ({
        label: choice.word,
        kind: CompletionItemKind.EnumMember,
        detail: choice.documentation,
        documentation: choiceText(choice),
        later: choice.status === 'later',
        favour: given?.has(choice.word) ? -1 : 0,
      }),
    ),
    ...nounOffers(due, analysis, offset),
    ...(type.names ?? []).flatMap((kind) =>
      named(tables[kind].keys(), kind).map((offer) => ({ ...offer, favour: given?.has(offer.label) ? -0.5 : 0.5 })),
    ),
    ...(type.free ? named(scope.parameters.keys(), 'parameter') : []),
    ...(type.columnOf
      ? named(tablesWithColumns(scope), 'data').map((offer) => ({ ...offer, text: `${offer.label}.` }))
      : []),
    ...(type.expression || type.number
      ? [...named(names.variables.keys(), 'variable'), ...named(scope.parameters.keys(), 'parameter')]
      : []),
    ...(type.expression?.quantities ?? []).map(
      (quantity): Offer => ({
        label: quantity.name,
        kind: CompletionItemKind.Variable,
        detail: quantity.documentation,
        documentation: quantityText(quantity),
        favour: 0.1,
      }),
    ),
    ...unnamed.map(
      (one): Offer => ({
        ...optionOffer(one),
        text: `${one.name}: `,
        kind: CompletionItemKind.Field,
        favour: one === slot && due.isLaterArgument ? 0.6 : 0,
      }),
    ),
    ...functions
      .filter(({ result }) => results.includes(result))
      .map((entry) => functionOffer(entry, favourOf(entry, due, analysis))),
    ...(type.unit ? unitOffers(undefined) : []),
  ];
}

const functionOffer = (entry: FunctionEntry, favour: number): Offer => ({
  label: entry.name,
  kind: CompletionItemKind.Function,
  detail: entry.documentation,
  documentation: functionText(entry),
  ...(entry.isPrefix
    ? { text: `${entry.name} ` }
    : { snippet: `${entry.name}(${entry.parameters.length ? '$0' : ''})` }),
  later: entry.status === 'later',
  favour,
});

/** A measure that the conditions can have; a control of what is there; what the documented example calls. */
function favourOf(entry: FunctionEntry, { type, defines, others }: Due, { scope }: TextAnalysis): number {
  if (entry.result === 'measure') {
    const fits = defines?.fits(entry.name) ?? 0;
    return fits > 0 ? fits : -3;
  }
  const called = type.example.startsWith(`${entry.name}(`) ? 0.4 : 0;
  const kinds = others ?? new Set([...scope.declared.values()].map(({ declaration }) => declaration.noun.text));
  const ofNouns = entry.parameters[0]?.type.nouns;
  return (
    called +
    (ofNouns && !takesOneOf(ofNouns, kinds) ? -1 : 0) +
    (entry.result !== 'number' && !isNoun(entry.result) ? 0.3 : 0)
  );
}

/** Those that nothing uses yet first, near ones before others; a noun that is like this one not at all. */
function nounOffers(
  { type, likeOf, others, given }: Due,
  { scope, source }: TextAnalysis,
  offset: number,
): readonly Offer[] {
  const nounKinds: readonly string[] = type.nouns ?? [];
  const found = [...scope.declared].filter(
    ([name, { declaration }]) =>
      nounKinds.includes(declaration.noun.text) && (likeOf === undefined || !isLike(name, likeOf, scope)),
  );
  if (found.length === 0) return [];
  const uses = usesOf(source, offset);
  const place = ([, { declaration, file }]: (typeof found)[number]): number =>
    file !== scope || declaration.range.start > offset ? Number.POSITIVE_INFINITY : offset - declaration.range.start;
  return found
    .toSorted((a, b) => place(a) - place(b) || 0)
    .map(([name, { declaration }]) => ({
      label: name,
      kind: CompletionItemKind.Class,
      detail: declaration.noun.text,
      text: isPlainName(name) ? name : `"${name}"`,
      favour:
        0.5 +
        (others?.has(declaration.noun.text) === false ? -0.6 : 0) +
        (given?.has(name) ? -0.4 : 0) +
        ((uses.get(name) ?? 0) <= 1 ? 0.4 : 0),
    }));
}

/** Whether a noun is another one, or like it by way of others. */
function isLike(name: string, other: string, scope: TextAnalysis['scope']): boolean {
  const chain = new Set<string>();
  for (let next: string | undefined = name; next !== undefined && !chain.has(next); ) {
    if (next === other) return true;
    chain.add(next);
    const phrases: readonly Phrase[] = scope.declared.get(next)?.declaration.phrases ?? [];
    const value = phrases.find(({ label }) => label.text === 'like')?.items[0]?.value?.base;
    next = value?.kind === 'name' ? value.text : undefined;
  }
  return false;
}
