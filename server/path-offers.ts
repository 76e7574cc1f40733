import { CompletionItemKind } from 'vscode-languageserver';
import type { Reader } from '../language/index.ts';
import { expressionOf, isPattern } from '../language/patterns.ts';
import type { Type } from '../language/vocabulary/index.ts';
import type { Offer } from './offers.ts';

/** More of them are not offered; what is typed chooses among all. */
const most = 1000;

/**
 * Files and folders that go on with what is written of a path, beside the document first, then in the data folders;
 * first those that fit. `more`: some are left out.
 */
export async function pathOffers(
  { endings, patterns }: NonNullable<Type['path']>,
  written: string,
  reader: Reader,
): Promise<{ readonly offers: readonly Offer[]; readonly more: boolean }> {
  const cut = written.lastIndexOf('/') + 1;
  const [folder, begun] = [written.slice(0, cut), written.slice(cut)];
  const found = new Map<string, Offer>();
  let more = false;
  for (const place of folder.startsWith('/') ? [''] : (reader.places?.() ?? [])) {
    const here = await entriesIn(`${place}/${folder}`.replace(/(?<=.)\/+$/, ''), reader);
    const begins = (name: string): boolean =>
      name.toLowerCase().startsWith(begun.toLowerCase()) && (begun !== '' || !name.startsWith('.'));
    const names = here.files.filter(begins);
    const rankOf = (name: string): number => endings.findIndex((ending) => plain(name).endsWith(ending));
    const offers = [
      ...(patterns
        ? patternsOf(names.filter((name) => rankOf(name) >= 0)).map((label) => offer(label, place, 1.5))
        : []),
      ...names.map((name) => offer(name, place, rankOf(name) < 0 ? -1 : 3 - rankOf(name) / endings.length)),
      ...here.folders
        .filter((name) => begins(name) && name !== 'node_modules')
        .map((name) => offer(`${name}/`, place, 1)),
    ].sort((a, b) => b.favour - a.favour);
    for (const one of offers)
      if (found.size < most) found.set(one.label, found.get(one.label) ?? one);
      else more ||= !found.has(one.label);
  }
  return { offers: [...found.values()], more };
}
const plain = (name: string): string => name.toLowerCase().replace(/\.gz$/, '');
const offer = (label: string, place: string, favour: number): Offer & { readonly favour: number } => ({
  label,
  kind: label.endsWith('/') ? CompletionItemKind.Folder : CompletionItemKind.File,
  detail: isPattern(label) ? 'every file that matches, each of a subject' : place,
  favour,
});

/** `*.npy` where several files end so. */
function patternsOf(names: readonly string[]): readonly string[] {
  const counted = new Map<string, number>();
  for (const name of names) {
    const [ending] = /\.\w+(\.gz)?$/i.exec(name) ?? [];
    if (ending !== undefined) counted.set(ending, (counted.get(ending) ?? 0) + 1);
  }
  return [...counted].flatMap(([ending, count]) => (count > 1 ? [`*${ending}`] : []));
}

/** Of a pattern of folders the first that matches stands for all. */
async function entriesIn(
  location: string,
  reader: Reader,
): Promise<{ readonly files: readonly string[]; readonly folders: readonly string[] }> {
  const none = { files: [], folders: [] };
  if (!reader.list || !reader.folders) return none;
  try {
    let reached = location.startsWith('/') ? '' : '.';
    for (const part of location.split('/').filter((one) => one !== '')) {
      const name = isPattern(part)
        ? (await reader.folders(reached || '/')).find((one) => expressionOf(part).test(one))
        : part;
      if (name === undefined) return none;
      reached = reached === '.' ? name : `${reached}/${name}`;
    }
    const [files, folders] = await Promise.all([reader.list(reached || '/'), reader.folders(reached || '/')]);
    return { files, folders };
  } catch {
    return none; // such as a data folder that is not there
  }
}
