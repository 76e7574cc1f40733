import { CompletionItemKind } from 'vscode-languageserver';
import { isNumber } from '../catalogue/units.ts';
import type { TextAnalysis } from '../language/index.ts';
import { nouns } from '../language/nouns/index.ts';
import { claimFunctions, type Type } from '../language/vocabulary/index.ts';
import type { Allowed } from './allowed.ts';
import { removable, replaceable } from './changed-offers.ts';
import { functionText, nounText } from './meaning-text.ts';
import {
  behindOffers,
  conditionOffers,
  connectingOffer,
  declarationSnippet,
  named,
  type Offer,
  optionOffer,
  unitOffers,
  wordOffer,
} from './offers.ts';
import { studyOffers } from './study-offers.ts';
import { takersOf } from './takers.ts';
import { valueOffers } from './value-offers.ts';

/** What may stand at a place, in the order of the vocabulary. */
export function offersFor(allowed: Allowed, analysis: TextAnalysis, offset: number): readonly Offer[] {
  const isOne = /(^|[^\w.])1[ \t]*\w*$/.test(analysis.source.slice(Math.max(0, offset - 80), offset));
  switch (allowed.kind) {
    case 'version':
      return [{ label: '1', kind: CompletionItemKind.Constant, detail: 'The version of the language.' }];
    case 'declaration':
      return declarationOffers(allowed, analysis, offset);
    case 'statement':
      return [
        ...following(statementOffers(allowed), allowed.after, ({ label }) => label),
        ...(allowed.holds === 'rules' ? named(allowed.names.genes.genes.keys(), 'gene') : []),
      ];
    case 'rule':
      return [...named(allowed.names.genes.genes.keys(), 'gene'), ...named(allowed.names.genes.inputs.keys(), 'input')];
    case 'claim':
      return claimOffers(allowed);
    case 'condition':
      return conditionOffers(allowed);
    case 'changed':
      return allowed.how === 'without' ? removable(allowed.base, analysis) : replaceable(allowed.base, analysis);
    case 'unit':
      return [
        ...(hasUnit(allowed.type) ? unitOffers(allowed.type, isOne) : []),
        ...(allowed.behind ? behindOffers(allowed.behind) : []),
        ...(hasUnit(allowed.type) ? [] : unitOffers(allowed.type, isOne)),
      ];
    case 'value':
      return [
        ...valueOffers(allowed, analysis, offset),
        ...(allowed.behind ? behindOffers(allowed.behind) : []),
        ...(allowed.options ?? []).map(optionOffer),
      ];
    case 'behind':
      return behindOffers(allowed);
  }
}

/** Whether a bare number is wrong there. */
function hasUnit(type: Type | undefined): boolean {
  const due = type?.number?.dimension ?? type?.expression?.dimension;
  return typeof due === 'object' && !isNumber(due);
}

/** Names that are used and declared nowhere, by the kind of noun that each is missed as. */
function undeclared({ diagnostics }: TextAnalysis): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { code, message } of diagnostics) {
    const [, kind, name] = (code === 'L004' && /^No `(\w+)` is named `([^`]+)`/.exec(message)) || [];
    if (kind !== undefined && name !== undefined && !found.has(kind)) found.set(kind, name);
  }
  return found;
}

/** `language` first; then what is missed elsewhere; then what takes a noun that nothing takes yet. */
function declarationOffers(
  { after, isFirst }: Extract<Allowed, { kind: 'declaration' }>,
  analysis: TextAnalysis,
  offset: number,
): readonly Offer[] {
  const takers = takersOf(analysis, offset),
    missing = undeclared(analysis);
  return [
    ...following(nouns, after, ({ noun }) => noun).map(
      (entry): Offer => ({
        label: entry.noun,
        kind: CompletionItemKind.Keyword,
        detail: entry.documentation,
        documentation: nounText(entry),
        snippet: declarationSnippet(
          entry.noun,
          Object.keys(entry.labels).filter((label) => entry.requires?.includes(label)),
          missing.get(entry.noun),
        ),
        later: entry.status === 'later',
        favour: missing.has(entry.noun) ? 0.8 : (takers.get(entry.noun) ?? 0),
      }),
    ),
    { ...connectingOffer('use'), snippet: 'use "$1"' },
    ...(analysis.tree.language
      ? []
      : [{ ...connectingOffer('language'), text: 'language 1', favour: isFirst ? 9 : 0 }]),
    ...(analysis.tree.studies.length > 0
      ? []
      : [{ ...connectingOffer('study'), snippet: 'study {\n  title "$1"\n  authors "$2"\n}' }]),
    { ...connectingOffer('let'), snippet: `let \${1:N} = \${2:400}` },
    ...studyOffers(analysis),
  ];
}

/** Needed words first, then what stands between the statements around; claims come behind what is measured. */
function statementOffers({
  words,
  used,
  experiment,
  after,
  next,
}: Extract<Allowed, { kind: 'statement' }>): readonly Offer[] {
  const order = words.map(({ word }) => word);
  if (experiment) order.splice(order.indexOf('measure') + 1, 0, 'expect');
  const [from, to] = [order.indexOf(after ?? ''), order.indexOf(next ?? '')];
  const between = (word: string): boolean => {
    const at = order.indexOf(word);
    return at >= from && (to < 0 || at <= to);
  };
  const offers = words
    .filter((word) => !word.formOf && (word.repeats || word.joins || !used.has(word.word)))
    .map(
      (word): Offer => ({
        ...wordOffer(word),
        favour: (word.required && !used.has(word.word) ? 0.6 : 0) + (between(word.word) ? 0.3 : 0),
      }),
    );
  if (!experiment) return offers;
  const behind = offers.findIndex(({ label }) => label === 'measure') + 1;
  const expect: Offer = { ...connectingOffer('expect'), text: 'expect ', favour: between('expect') ? 0.3 : 0 };
  return [...offers.slice(0, behind), expect, ...offers.slice(behind)];
}
/** What is written in an order goes on behind what was written last. */
function following<T>(all: readonly T[], after: string | undefined, nameOf: (one: T) => string): readonly T[] {
  const at = all.findIndex((one) => nameOf(one) === after);
  return at < 0 ? [...all] : [...all.slice(at), ...all.slice(0, at)];
}

/** On the right of a comparison the measure of its left. */
function claimOffers({ names, left }: Extract<Allowed, { kind: 'claim' }>): readonly Offer[] {
  const compared = left?.kind === 'of' ? left.measure : left;
  const isCompared = (name: string): boolean => compared?.kind === 'name' && compared.text === name;
  return [
    ...named(names.measures.keys(), 'measure').map((offer) => ({
      ...offer,
      favour: 0.4 + (isCompared(offer.label) ? 1.5 : 0),
    })),
    ...claimFunctions.map(
      (entry): Offer => ({
        label: entry.name,
        kind: CompletionItemKind.Keyword,
        detail: entry.documentation,
        documentation: functionText(entry),
      }),
    ),
    ...(left ? [] : [connectingOffer('every')]),
  ];
}
