/** Signature help inside a call, read from the text before the cursor so that it works in a line that does not yet parse. */
import type { TextAnalysis } from '../analysis.ts';
import { type FunctionEntry, functionEntry } from '../vocabulary/index.ts';
import { signatureLabel, slotText } from './describe.ts';

export interface Signature { readonly label: string; readonly documentation: string; readonly parameters: readonly { readonly label: string; readonly documentation: string }[]; readonly active: number }

export function signature({ source }: TextAnalysis, offset: number): Signature | undefined {
  const call = callAt(source, offset);
  if (!call) return undefined;
  const { entry, index, named } = call;
  const byName = named === undefined ? -1 : entry.parameters.findIndex(({ name }) => name === named);
  return {
    label: signatureLabel(entry), documentation: `${entry.documentation}${entry.preserves ? ` Preserves ${entry.preserves}.` : ''}`,
    parameters: entry.parameters.map((slot) => ({ label: slot.name, documentation: slotText(slot) })),
    active: byName >= 0 ? byName : Math.min(index, Math.max(0, entry.parameters.length - 1)),
  };
}

/** The innermost call around an offset: its function, the argument's place, and its name if it has one. */
export function callAt(source: string, offset: number): { readonly entry: FunctionEntry; readonly index: number; readonly named?: string } | undefined {
  const before = source.slice(Math.max(0, offset - 2000), offset);
  let depth = 0, commas = 0;
  for (let at = before.length - 1; at >= 0; at--) {
    const character = before[at];
    if (character === ')') depth++;
    else if (character === '(' && depth > 0) depth--;
    else if (character === '(') {
      const name = /([A-Za-z_]\w*)\s*$/.exec(before.slice(0, at))?.[1];
      const entry = name === undefined ? undefined : functionEntry(name);
      if (!entry) return undefined;
      const named = /(?:^|[(,])\s*([A-Za-z_]\w*)\s*:[^,(]*$/.exec(before.slice(at))?.[1];
      return { entry, index: commas, ...(named && { named }) };
    } else if (depth === 0 && character === ',') commas++;
    else if (depth === 0 && /[{};\n]/.test(character) && !/,\s*$/.test(before.slice(0, at))) { if (character !== '\n') return undefined; }
  }
  return undefined;
}
