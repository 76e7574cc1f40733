import { type Hover, MarkupKind } from 'vscode-languageserver';
import { tasks } from '../catalogue/tasks/index.ts';
import { linesOf, nodesAt, type Declaration, type Setting } from '../grammar/index.ts';
import type { ConnectNoun, TextAnalysis } from '../language/index.ts';
import { checks } from '../language/checks/index.ts';
import { warnsOf } from '../language/checks/file-checks.ts';
import { connectingWord } from '../language/vocabulary/index.ts';
import type { View } from '../language/view.ts';
import { connectingText, meaningText } from './meaning-text.ts';
import type { Analysed } from './documents.ts';
import { genesAround } from './genes-around.ts';
import {
  computing,
  controlText,
  fateText,
  networkText,
  onText,
  openText,
  paragraphs,
  regulationText,
  ruleLine,
  schemesText,
  searching,
} from './gene-text.ts';
import { genesNamed, type NounFacts, nounNamed } from './noun-facts.ts';
import { type Occurrence, occurrenceAt } from './occurrences.ts';
import { holds, toLspRange } from './lsp-ranges.ts';
import { clocksOf, foreseenOf, scaledAt } from './spectrum-around.ts';
import { computingSpectrum, spectrumText } from './spectrum-text.ts';
import { columnAt } from './table-text.ts';
import { undeclaredText } from './undeclared-text.ts';
import { taskText } from './task-facts.ts';

/** What stands under the cursor: a word of the vocabulary, or a name, how it is declared and what is known of it. */
export async function hover(analysed: Analysed, offset: number, facts: NounFacts): Promise<Hover | null> {
  const { document, analysis } = analysed;
  const column = columnAt(analysis, offset);
  if (column)
    return {
      contents: { kind: MarkupKind.Markdown, value: await tableText(analysed, column.data, facts, column.column) },
      range: toLspRange(document, column.range),
    };
  const named = occurrenceAt(analysis, offset);
  if (named)
    return {
      contents: {
        kind: MarkupKind.Markdown,
        value: paragraphs(nameText(analysis, named), await scienceText(analysed, named, offset, facts)),
      },
      range: toLspRange(document, named.range),
    };
  const warned = warnsOf(analysis.tree).find(({ range }) => holds(range, offset));
  if (warned)
    return {
      contents: { kind: MarkupKind.Markdown, value: warnedText(warned.code) },
      range: toLspRange(document, warned.range),
    };
  const marks = analysis.walk.marks
    .filter(({ range }) => holds(range, offset))
    .sort((a, b) => a.range.end - a.range.start - (b.range.end - b.range.start));
  if (marks.length === 0) return ofConnectingWord(analysis, document, offset) ?? ofUndeclared(analysed, offset);
  return {
    contents: {
      kind: MarkupKind.Markdown,
      value: paragraphs(
        await updateText(analysed, offset, facts),
        await scaledText(analysed, offset, facts),
        meaningText(marks[0].meaning),
        await chosenTaskText(analysed, offset, marks[0].meaning, facts),
      ),
    },
    range: toLspRange(document, marks[0].range),
  };
}

/** Of a code behind `# warns:`. */
function warnedText(code: string): string {
  const check = checks.find((each) => each.code === code);
  return paragraphs(
    `\`# warns: ${code}\`: this file is meant to give this warning, which is therefore not shown. Where it is ` +
      'no longer given, that is said.',
    check && `**${code}: ${check.title}.** ${check.explanation}`,
  );
}

/** What the rules say of a network, a gene, an input or a fate; what is foreseen of a matrix. */
async function scienceText(
  analysed: Analysed,
  { name, kind }: Occurrence,
  offset: number,
  facts: NounFacts,
): Promise<string> {
  if (kind === 'connect' || kind === 'dynamics') return matrixText(analysed, name, facts);
  if (kind === 'task') return taskNamedText(analysed, name, facts);
  if (kind === 'data') return tableText(analysed, name, facts);
  if (!['genes', 'gene', 'input', 'fate'].includes(kind)) return '';
  const view = await facts.viewSoon(analysed);
  if (!view) return computing;
  const network = kind === 'genes' ? genesNamed(view, name) : genesAround(view, offset, name);
  if (!network) return '';
  if (network.open) return openText(network, kind === 'genes' || kind === 'fate' ? undefined : name);
  const analysis = await facts.endingsSoon(network);
  if (kind === 'genes') return networkText(network, analysis);
  if (kind === 'fate') {
    if (!analysis) return computing;
    const control = await facts.controlSoon(network, name);
    return paragraphs(fateText(analysis, name), control ? controlText(control) : searching);
  }
  const rule = analysed.analysis.walk.occurrences.some((each) => each.name === name && each.defines)
    ? ''
    : ruleLine(network, name);
  return paragraphs(rule && fenced(rule), regulationText(network, name), analysis ? onText(analysis, name) : computing);
}

/** On `update` and its scheme: where the genes around it end under both. */
async function updateText(analysed: Analysed, offset: number, facts: NounFacts): Promise<string> {
  const path = nodesAt(analysed.analysis.tree, offset);
  const setting = path.find((node): node is Setting => 'kind' in node && node.kind === 'setting');
  const declaration = path.find((node): node is Declaration => 'kind' in node && node.kind === 'declaration');
  if (setting?.word.text !== 'update' || declaration?.noun.text !== 'genes') return '';
  const view: View | undefined = await facts.viewSoon(analysed);
  const network = view && genesNamed(view, declaration.name.text);
  if (!network) return '';
  if (network.open) return openText(network);
  const [synchronous, asynchronous] = await Promise.all([
    facts.endingsSoon(network, 'synchronous'),
    facts.endingsSoon(network, 'asynchronous'),
  ]);
  return schemesText(network.name, network.update, synchronous, asynchronous);
}

/** Of a table, or of one of its columns. */
async function tableText(analysed: Analysed, name: string, facts: NounFacts, column?: string): Promise<string> {
  const view = await facts.viewSoon(analysed);
  if (!view) return computing;
  const data = nounNamed(view, name);
  if (data?.noun !== 'data' || !data.table) return '';
  const known = await facts.tableSoon(data, analysed);
  if (!known) return computing;
  if (column === undefined) return paragraphs(known.whole, ...Object.values(known.columns));
  return paragraphs(known.columns[column] ?? '', known.whole);
}

async function taskNamedText(analysed: Analysed, name: string, facts: NounFacts): Promise<string> {
  const view = await facts.viewSoon(analysed);
  return view ? taskText(view, name) : computing;
}
/** On the word after `is`: of the task that it makes. */
async function chosenTaskText(
  analysed: Analysed,
  offset: number,
  meaning: Parameters<typeof meaningText>[0],
  facts: NounFacts,
): Promise<string> {
  if (meaning.kind !== 'choice' || !tasks.some(({ name }) => name === meaning.choice.word)) return '';
  const declaration = nodesAt(analysed.analysis.tree, offset).find(
    (node): node is Declaration => 'kind' in node && node.kind === 'declaration',
  );
  return declaration?.noun.text === 'task' ? taskNamedText(analysed, declaration.name.text, facts) : '';
}

/** What the spectrum of a matrix, or of that of a dynamics, will be like. */
async function matrixText(analysed: Analysed, name: string, facts: NounFacts): Promise<string> {
  const view = await facts.viewSoon(analysed);
  if (!view) return computingSpectrum;
  const noun = nounNamed(view, name);
  if (noun?.noun === 'connect') return foreseenText(view, noun, facts);
  return foreseenText(view, noun?.noun === 'dynamics' ? noun.matrix : undefined, facts);
}
/** On `spectrum`: of the matrix it scales. */
async function scaledText(analysed: Analysed, offset: number, facts: NounFacts): Promise<string> {
  const setting = nodesAt(analysed.analysis.tree, offset).findLast(
    (node): node is Setting => 'kind' in node && node.kind === 'setting',
  );
  if (setting?.word.text !== 'spectrum') return '';
  const view = await facts.viewSoon(analysed);
  return view ? foreseenText(view, scaledAt(view, offset), facts) : computingSpectrum;
}
async function foreseenText(view: View, connect: ConnectNoun | undefined, facts: NounFacts): Promise<string> {
  const drawn = connect && foreseenOf(view, connect);
  return connect && drawn ? spectrumText(drawn, await facts.spectrumSoon(drawn), clocksOf(view, connect)) : '';
}

function ofUndeclared({ document, analysis }: Analysed, offset: number): Hover | null {
  const found = undeclaredText(analysis, offset);
  return (
    (found && {
      contents: { kind: MarkupKind.Markdown, value: found.text },
      range: toLspRange(document, found.range),
    }) ??
    null
  );
}

/** On a small word that nothing else gives a meaning. */
function ofConnectingWord(
  { source, tree }: TextAnalysis,
  document: Analysed['document'],
  offset: number,
): Hover | null {
  if (tree.comments.some(({ range }) => holds(range, offset))) return null;
  const start = offset - /\w*$/.exec(source.slice(0, offset))![0].length;
  const [word] = /^\w*/.exec(source.slice(start))!;
  const entry = connectingWord(word);
  if (!entry) return null;
  return {
    contents: { kind: MarkupKind.Markdown, value: connectingText(entry) },
    range: toLspRange(document, { start, end: start + word.length }),
  };
}

function nameText({ source, scope, imports }: TextAnalysis, { name, kind, declaration, path }: Occurrence): string {
  const declared = scope.declared.get(name)?.declaration;
  const text = path === undefined ? source : imports.get(path)?.source;
  const at = declaration ?? (declared?.noun.text === kind ? declared.name.range : undefined);
  const line = text !== undefined && at ? lineAt(text, at.start) : '';
  const comment = text !== undefined && at ? commentAbove(text, at.start) : '';
  return paragraphs(`**${name}** ${kind}${path ? ` of ${path}` : ''}`, line && fenced(line), comment);
}
const fenced = (text: string): string => `\`\`\`anlage\n${text}\n\`\`\``;

function lineAt(text: string, offset: number): string {
  return text
    .slice(offset - linesOf(text).columnOf(offset))
    .split(/\r\n|\r|\n/, 1)[0]
    .trim();
}

/** The comment lines directly above a declaration at column 1 say what it is for. */
function commentAbove(text: string, offset: number): string {
  const lines = text
    .slice(0, offset - linesOf(text).columnOf(offset))
    .split(/\r\n|\r|\n/)
    .slice(0, -1);
  const above: string[] = [];
  for (const line of lines.reverse()) {
    if (!/^#(?! warns:)/.test(line)) break;
    above.unshift(line.replace(/^#\s?/, ''));
  }
  return above.join('\n');
}
