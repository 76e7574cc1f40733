/** By what the subjects of data over files are grouped. */
import type { Range } from '../grammar/tree.ts';
import type { FileScope } from './canonical/scope.ts';
import { fileOf } from './read-files.ts';
import { isPattern } from './patterns.ts';

/** Names of variables, each where a `data` of the file, or one that it imports, says it. */
export function groupingsIn(scope: FileScope): ReadonlyMap<string, Range> {
  const found = known.get(scope) ?? groupingsOf(scope);
  known.set(scope, found);
  return found;
}
const known = new WeakMap<FileScope, ReadonlyMap<string, Range>>();

function groupingsOf({ declared }: FileScope): ReadonlyMap<string, Range> {
  const found = new Map<string, Range>();
  for (const { declaration } of declared.values()) {
    if (declaration.noun.text !== 'data' || !isPattern(fileOf(declaration)?.path ?? '')) continue;
    for (const statement of declaration.block?.statements ?? []) {
      if (statement.kind !== 'setting' || statement.word.text !== 'group') continue;
      const by = statement.phrases.find(({ label }) => label.text === 'by')?.items[0]?.value.base;
      const name = by?.kind === 'name' ? by.text : by?.kind === 'string' ? by.value : undefined;
      if (by && name && !found.has(name)) found.set(name, by.range);
    }
  }
  return found;
}
