import { LSPErrorCodes, type Range as LspRange, ResponseError, type TextEdit } from 'vscode-languageserver';
import { isPlainName, reservedWords } from '../grammar/index.ts';
import type { Analysed } from './documents.ts';
import { type Services, type DeclarationSite, declarationSiteOf, placesNaming } from './declaration-site.ts';
import { fileNameOf } from './file-name-of.ts';
import { type Occurrence, occurrenceAt } from './occurrences.ts';
import { conflictIn } from './rename-conflicts.ts';
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
 * In this document, in the open ones and in the files of the workspace that use it. @throws ResponseError that says why
 * not: an imported name, a name that is none, a name that is taken in one of them, a file that cannot be read
 */
export async function rename(
  analysed: Analysed,
  offset: number,
  newName: string,
  services: Services,
): Promise<Readonly<Record<string, TextEdit[]>>> {
  const { named, site } = await renamable(analysed, offset, services);
  const text = written(named, newName.trim());
  const name = text.replaceAll('"', '');
  const { files, unknown } = await placesNaming(site, named.name, services, [name]);
  if (unknown.length > 0)
    refuse(
      `Whether \`${named.name}\` is used elsewhere is not known: ${unknown[0].replace(/\.$/, '')}` +
        `${unknown.length > 1 ? `, and ${unknown.length - 1} more` : ''}. Put that right, or close its folder.`,
    );
  const renamed = await Promise.all(
    files.map(async (file) => ({
      analysed: file.analysed,
      places: file.occurrences.map(({ range }) => range),
      filesUsed: await services.documents.urisOf(file.analysed.document.uri, file.analysed.analysis.imports.keys()),
    })),
  );
  const conflict = conflictIn(renamed, named, text);
  if (conflict) {
    const { uri } = conflict.analysed.document;
    const where = uri === analysed.document.uri ? 'here' : `in ${fileNameOf(uri)}`;
    refuse(`There is already something named \`${name}\` ${where}; the two would become one.`);
  }
  return Object.fromEntries(
    renamed
      .filter(({ places }) => places.length > 0)
      .map(({ analysed: { document }, places }) => [
        document.uri,
        places.map((range) => ({ range: toLspRange(document, range), newText: text })),
      ]),
  );
}

async function renamable(
  analysed: Analysed,
  offset: number,
  services: Services,
): Promise<{ readonly named: Occurrence; readonly site: DeclarationSite }> {
  const named =
    occurrenceAt(analysed.analysis, offset) ??
    refuse(
      'Only a name of your own can be renamed: a noun, gene, fate, condition, factor, level, measure or variable.',
    );
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
