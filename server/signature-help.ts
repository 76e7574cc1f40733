import { MarkupKind, type ParameterInformation, type SignatureHelp } from 'vscode-languageserver';
import { nodesAt, type Call, type Setting } from '../grammar/index.ts';
import { functionEntry, type Slot, type Word } from '../language/vocabulary/index.ts';
import { functionText, parameterText, signature, slotText, wordText } from './meaning-text.ts';
import type { Analysed } from './documents.ts';

/** The parameters of the call around an offset; outside of one, what the statement there takes. */
export const signatureHelp = (analysed: Analysed, offset: number): SignatureHelp | null =>
  ofCall(analysed, offset) ?? ofStatement(analysed, offset);

function ofCall({ analysis }: Analysed, offset: number): SignatureHelp | null {
  const call = nodesAt(analysis.tree, offset).findLast(
    (node): node is Call => 'kind' in node && node.kind === 'call' && offset > node.callee.range.end,
  );
  const entry = call && functionEntry(call.callee.text);
  if (!entry) return null;
  const written = call.arguments.filter(({ range }) => range.start <= offset);
  const given = written.at(-1)?.name?.text;
  const place = Math.max(0, analysis.source.slice(call.callee.range.end, offset).split(',').length - 1);
  const byName = given === undefined ? -1 : entry.parameters.findIndex(({ name }) => name === given);
  return {
    activeSignature: 0,
    activeParameter: byName >= 0 ? byName : Math.min(place, Math.max(0, entry.parameters.length - 1)),
    signatures: [
      {
        label: signature(entry),
        documentation: { kind: MarkupKind.Markdown, value: functionText(entry) },
        parameters: entry.parameters.map((slot) => ({ label: parameterText(slot), ...documented(slot) })),
      },
    ],
  };
}

/** `synapse source [to target] [within distance] …`: values, labelled values and options in the order of the word. */
function ofStatement({ analysis: { tree, source, walk } }: Analysed, offset: number): SignatureHelp | null {
  const written = offset - /[ \t]*$/.exec(source.slice(0, offset))![0].length;
  const setting = nodesAt(tree, written).findLast(
    (node): node is Setting => 'kind' in node && node.kind === 'setting' && offset > node.word.range.end,
  );
  const meaning = walk.marks.find(
    ({ range, meaning: { kind } }) => kind === 'word' && range.start === setting?.word.range.start,
  )?.meaning;
  if (!setting || meaning?.kind !== 'word' || isInBlock(setting, offset)) return null;
  const parts = partsOf(meaning.entry);
  let label = setting.word.text;
  const parameters = parts.map(({ slot, text }): ParameterInformation => {
    const start = label.length + 1;
    label = `${label} ${text}`;
    return { label: [start, label.length], ...documented(slot) };
  });
  return {
    activeSignature: 0,
    activeParameter: partAt(parts, setting, source, offset),
    signatures: [{ label, parameters, documentation: { kind: MarkupKind.Markdown, value: wordText(meaning.entry) } }],
  };
}

interface Part {
  readonly slot: Slot;
  readonly text: string;
  readonly label?: string;
}
const partsOf = ({ items = [], labels = {}, options = [] }: Word): readonly Part[] => [
  ...items.map((slot) => ({ slot, text: parameterText(slot) })),
  ...Object.entries(labels).flatMap(([label, slots]) =>
    slots.map((slot) => {
      const named = slot.name === label ? label : `${label} ${slot.name}`;
      return { slot, label, text: slot.optional ? `[${named}]` : named };
    }),
  ),
  ...options.map((slot) => ({ slot, text: `[, ${slot.name}]`, label: slot.name })),
];

/** By the label before the offset, or by the number of commas. */
function partAt(parts: readonly Part[], { word, items, phrases }: Setting, source: string, offset: number): number {
  const named = [...items.flatMap((item) => item.word ?? []), ...phrases.map(({ label }) => label)]
    .filter(({ range }) => range.end <= offset)
    .sort((a, b) => a.range.start - b.range.start)
    .at(-1);
  const byName = parts.findIndex(({ label }) => label !== undefined && label === named?.text);
  if (byName >= 0) return byName;
  const commas = source.slice(word.range.end, offset).split(',').length - 1;
  return Math.min(commas, Math.max(0, parts.length - 1));
}
const isInBlock = ({ block, items, phrases }: Setting, offset: number): boolean =>
  [
    block,
    ...[...items, ...phrases.flatMap((phrase) => phrase.items)].flatMap(({ value }) =>
      value.modifiers.filter(({ kind }) => kind === 'block'),
    ),
  ].some((inner) => inner !== undefined && inner.range.start < offset && offset <= inner.range.end);

const documented = (slot: Slot): Pick<ParameterInformation, 'documentation'> => ({
  documentation: { kind: MarkupKind.Markdown, value: slotText(slot) },
});
