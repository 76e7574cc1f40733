/** Files that the meaning of a text depends on: gene rules. Read through the injected reader, once per call. */
import type { GeneNetwork } from '../engine/genes/gene-network.ts';
import { besideRules, mayHoldRules, readRules, type RulesFile, type RulesProblem } from '../formats/index.ts';
import type { Declaration, Range } from '../grammar/tree.ts';
import { largestText, type Reader } from './reader.ts';

/** What came of a reference: its content, or why there is none. */
export type Content<T> =
  | { readonly ok: T }
  | { readonly missing: { readonly tried: readonly string[]; readonly remedy?: string } }
  | { readonly unreadable: string }
  | { readonly later: string };
export interface ReadRules {
  readonly network: GeneNetwork;
  readonly problems: readonly RulesProblem[];
  readonly places: RulesFile['places'];
  readonly notes: RulesFile['notes'];
}

async function contentOf<T>(
  reference: string,
  reader: Reader,
  interpret: (bytes: Uint8Array) => T,
): Promise<Content<T>> {
  const located = await reader.locate(reference);
  if (!located.found) return { missing: { tried: located.tried, remedy: located.remedy } };
  try {
    return { ok: interpret(await reader.bytes(located.location, largestText)) };
  } catch (error) {
    return { unreadable: error instanceof Error ? error.message : String(error) };
  }
}

/** Gene rules from a file of any format they are written in. */
export async function rulesOf(path: string, reader: Reader): Promise<Content<ReadRules>> {
  if (!mayHoldRules(path))
    return { later: 'Rules are read from files of gene rules; an expression table needs words such as `order by`.' };
  const other = besideRules(path),
    beside = other === undefined ? undefined : await contentOf(other, reader, (bytes) => bytes);
  if (beside && 'unreadable' in beside)
    return { unreadable: `${other} beside it cannot be read: ${beside.unreadable}` };
  return contentOf(path, reader, (bytes) => {
    const {
      genes,
      inputs,
      signs,
      open,
      problems,
      places,
      notes,
      update = 'synchronous',
    } = readRules(bytes, path, beside && 'ok' in beside ? beside.ok : undefined);
    if (genes.length === 0)
      throw new Error(
        problems.length > 0 ? `line ${problems[0].line}: ${problems[0].message}` : 'no gene in it has a rule',
      );
    return {
      network: { genes, inputs, fates: [], signs, update, fixed: {}, ...(open && { open }) },
      problems,
      places,
      notes,
    };
  });
}

/** The file a declaration takes its content `from`, where it is one. */
export function fileOf(declaration: Declaration): { readonly path: string; readonly range: Range } | undefined {
  const base = declaration.phrases.find(({ label }) => label.text === 'from')?.items[0]?.value.base;
  return base?.kind === 'string' ? { path: base.value, range: base.range } : undefined;
}
