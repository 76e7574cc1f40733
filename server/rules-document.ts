import { type Hover, type Location, MarkupKind } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { encodeText, type Place, readRules } from '../formats/index.ts';
import type { GenesNoun } from '../language/index.ts';
import { fileNameOf } from './file-name-of.ts';
import { computing, onText, openText, paragraphs, regulationText, ruleLine } from './gene-text.ts';
import type { NounFacts } from './noun-facts.ts';

/**
 * An open file of gene rules, taken as the genes of its name under synchronous update, as `genes NAME from` takes it.
 */
interface RulesDocument {
  readonly network: GenesNoun;
  readonly places: ReadonlyMap<string, Place>;
}

export function rulesDocument(document: TextDocument): RulesDocument {
  const name = fileNameOf(document.uri);
  const {
    genes,
    inputs,
    signs,
    open,
    places,
    update = 'synchronous',
  } = readRules(encodeText(document.getText()), name);
  return {
    network: {
      noun: 'genes',
      name,
      stream: name,
      genes,
      inputs,
      signs,
      fates: [],
      update,
      fixed: {},
      ...(open && { open }),
    },
    places,
  };
}

/** The gene or input at an offset. */
function nameAt(
  document: TextDocument,
  offset: number,
  { network }: RulesDocument,
): { readonly name: string; readonly start: number; readonly end: number } | undefined {
  const text = document.getText();
  const line = text.lastIndexOf('\n', offset - 1) + 1;
  for (const { 0: name, index } of text
    .slice(line)
    .split(/\r?\n/, 1)[0]
    .matchAll(/[^\s,&|!()#]+/g)) {
    const start = line + index,
      end = start + name.length;
    if (
      start <= offset &&
      offset <= end &&
      (network.genes.some((gene) => gene.name === name) || network.inputs.includes(name))
    )
      return { name, start, end };
  }
  return undefined;
}

export async function rulesHover(document: TextDocument, offset: number, facts: NounFacts): Promise<Hover | null> {
  const rules = rulesDocument(document);
  const found = nameAt(document, offset, rules);
  if (!found) return null;
  const { network } = rules;
  if (network.open)
    return {
      contents: { kind: MarkupKind.Markdown, value: openText(network, found.name) },
      range: { start: document.positionAt(found.start), end: document.positionAt(found.end) },
    };
  const analysis = await facts.endingsSoon(network);
  const rule = ruleLine(network, found.name);
  return {
    contents: {
      kind: MarkupKind.Markdown,
      value: paragraphs(
        `**${found.name}** ${rule ? 'gene' : 'input'}`,
        rule && `\`\`\`bnet\n${rule}\n\`\`\``,
        regulationText(network, found.name),
        analysis ? onText(analysis, found.name) : computing,
      ),
    },
    range: { start: document.positionAt(found.start), end: document.positionAt(found.end) },
  };
}

/** The line that holds a gene's rule. */
export function rulesDefinition(document: TextDocument, offset: number): Location | null {
  const rules = rulesDocument(document);
  const found = nameAt(document, offset, rules);
  const place = found && rules.places.get(found.name);
  if (!place) return null;
  const start = { line: place.line - 1, character: place.column - 1 };
  return { uri: document.uri, range: { start, end: { line: start.line, character: start.character + place.length } } };
}
