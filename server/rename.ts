import { LSPErrorCodes, type Range as LspRange, ResponseError, type WorkspaceEdit } from 'vscode-languageserver';
import { isPlainName, reservedWords } from '../grammar/index.ts';
import { analyseText, type TextAnalysis } from '../language/index.ts';
import type { Analysed } from './documents.ts';
import { type Services, type DeclarationSite, declarationSiteOf, placesNaming } from './declaration-site.ts';
import { type Occurrence, occurrenceAt, sameName } from './occurrences.ts';
import { toLspRange } from './lsp-ranges.ts';

const refuse = (message: string): never => {
  throw new ResponseError(LSPErrorCodes.RequestFailed, message);
};

/** @throws ResponseError that says why the name at an offset cannot be renamed */
export async function prepareRename(
  analysed: Analysed,
  offset: number,
  services: Services,
): Promise<{ range: LspRange; placeholder: string }> {
  const { named } = await renamable(analysed, offset, services);
  return { range: toLspRange(analysed.document, named.range), placeholder: named.name };
}

/**
 * In this document, and in the open ones that use it. @throws ResponseError that says why not: an imported name, a name
 * that is none, a name that is taken
 */
export async function rename(
  analysed: Analysed,
  offset: number,
  newName: string,
  services: Services,
): Promise<WorkspaceEdit> {
  const { named, site } = await renamable(analysed, offset, services);
  const text = written(named, newName.trim());
  refuseConflict(analysed.analysis, named, sameName(analysed.analysis, named), text);
  const places = await placesNaming(site, named.name, services);
  return {
    changes: Object.fromEntries(
      places.map(({ analysed: { document }, occurrences }) => [
        document.uri,
        occurrences.map(({ range }) => ({ range: toLspRange(document, range), newText: text })),
      ]),
    ),
  };
}

async function renamable(
  analysed: Analysed,
  offset: number,
  services: Services,
): Promise<{ readonly named: Occurrence; readonly site: DeclarationSite }> {
  const named =
    occurrenceAt(analysed.analysis, offset) ??
    refuse('Only a name of your own can be renamed: a noun, gene, fate, condition, measure or variable.');
  const site = await declarationSiteOf(analysed, named, services);
  if (site?.holds === 'rules')
    refuse(
      `\`${named.name}\` is declared in ${site.path}, line ${site.range.start.line + 1}, which is only read ` +
        `here: rename it in that file and here, or copy its rules into a \`genes\` block.`,
    );
  if (named.path)
    refuse(
      `\`${named.name}\` is declared in ${named.path}, which is only read here: open that file and rename it there.`,
    );
  if (!site) refuse(`\`${named.name}\` comes from a file that is only read here: rename it there.`);
  return { named, site: site! };
}

/** How the new name is written. Genes and inputs may have any name, in quotes. */
function written({ kind }: Occurrence, name: string): string {
  const quoted = /^"([^"\r\n]+)"$/.exec(name);
  const bare = quoted ? quoted[1] : name;
  if (isPlainName(bare) && !quoted) return bare;
  if (quoted && (kind === 'gene' || kind === 'input')) return name;
  const quotes =
    kind === 'gene' || kind === 'input'
      ? ` To use it nevertheless, write it in quotes: "${bare.replaceAll('"', '')}".`
      : '';
  if (reservedWords.has(bare)) return refuse(`\`${bare}\` is a word of the language and cannot be a name.${quotes}`);
  return refuse(`\`${name}\` is no name: a name has letters, digits and \`_\`, and begins with no digit.${quotes}`);
}

/** A rename must leave every name with the meaning it has: the text after it is analysed and compared. */
function refuseConflict(analysis: TextAnalysis, named: Occurrence, places: readonly Occurrence[], text: string): void {
  const name = text.replaceAll('"', '');
  if (name === named.name) return;
  const shift = (offset: number): number =>
    offset +
    places
      .filter(({ range }) => range.end <= offset && range.start < offset)
      .reduce((sum, { range }) => sum + text.length - (range.end - range.start), 0);
  const { source } = analysis;
  const renamed = places.reduceRight(
    (result, { range }) => result.slice(0, range.start) + text + result.slice(range.end),
    source,
  );
  const after = analyseText(renamed, analysis.imports);
  const declared = sameName(after, { ...named, name, declaration: { start: shift(named.declaration!.start), end: 0 } });
  const moved = places.some(({ range }) => !declared.some((other) => other.range.start === shift(range.start)));
  if (declared.length !== places.length || moved || errors(after) > errors(analysis))
    refuse(`There is already something named \`${name}\` here; the two would become one.`);
}

const errors = ({ diagnostics }: TextAnalysis): number =>
  diagnostics.filter(({ severity }) => severity === 'error').length;
