/** What `without` and `with` can name behind a noun: for completion. */
import type { Expression, Phrase, RangeExpression, Statement, Value } from '../grammar/tree.ts';
import type { Declared, FileScope } from './canonical/scope.ts';
import { functionEntry, isNoun, nounEntry, type NounKind, type Word } from './vocabulary/index.ts';
import { nounOfBase } from './walk/kinds.ts';
import { genesOfValue } from './walk/names.ts';

type Written = Value | Expression | RangeExpression;
const baseOf = (value: Written): Expression | RangeExpression => (value.kind === 'value' ? value.base : value);

/** What can stand behind `reader without`: settings that the noun has and can do without, and fates of genes. */
export function removable(value: Written, scope: FileScope): { readonly words: readonly Word[]; readonly fates: readonly string[] } {
  const noun = nounOfBase(baseOf(value), scope);
  const known = noun ? (nounEntry(noun)?.words ?? []) : [];
  const has = settingsBehind(value, scope);
  return {
    words: known.filter(({ word, required, status, defines }) => !required && status !== 'later' && !defines && has.has(word)),
    fates: noun === 'genes' ? [...genesOfValue(value, scope).fates.keys()] : [],
  };
}

/** What can stand behind `reader with`: the nouns that it depends on, nearest first, with their kinds. */
export function replaceable(value: Written, scope: FileScope): readonly { readonly name: string; readonly noun: NounKind }[] {
  const found = new Map<string, NounKind>();
  const waiting: { readonly name: string; readonly scope: FileScope }[] = namesIn(value).map((name) => ({ name, scope }));
  for (const { name, scope: file } of waiting) {
    const declared = file.declared.get(name);
    const noun = declared?.declaration.noun.text;
    if (!declared || noun === undefined || !isNoun(noun) || found.has(name)) continue;
    found.set(name, noun);
    waiting.push(...dependencies(declared).map((other) => ({ name: other, scope: declared.file })));
  }
  return [...found].map(([name, noun]) => ({ name, noun }));
}

function settingsBehind(value: Written, scope: FileScope, depth = 0): ReadonlySet<string> {
  const base = baseOf(value);
  if (base.kind === 'group') return settingsBehind(base.expression, scope, depth);
  if (base.kind === 'call') return base.arguments[0] && isNoun(functionEntry(base.callee.text)?.result ?? '') ? settingsBehind(base.arguments[0].value, scope, depth + 1) : new Set();
  const declared = base.kind === 'name' ? scope.declared.get(base.text) : undefined;
  if (!declared || depth > 20) return new Set();
  const { declaration, file } = declared;
  const like = declaration.phrases.find(({ label }) => label.text === 'like')?.items[0]?.value;
  return new Set([...(like ? settingsBehind(like, file, depth + 1) : []), ...(declaration.block?.statements ?? []).flatMap((statement) => (statement.kind === 'setting' ? [statement.word.text] : []))]);
}

/** Names that a declaration's own header and settings use. */
function dependencies({ declaration }: Declared): readonly string[] {
  return [...declaration.phrases.flatMap(namesInPhrase), ...(declaration.block?.statements ?? []).flatMap(namesInStatement)];
}
const namesInPhrase = ({ items }: Phrase): readonly string[] => items.flatMap(({ value }) => namesIn(value));
const namesInStatement = (statement: Statement): readonly string[] => (statement.kind === 'setting' ? [...statement.items.flatMap(({ value }) => namesIn(value)), ...statement.phrases.flatMap(namesInPhrase)] : []);
function namesIn(value: Written): readonly string[] {
  const base = baseOf(value);
  switch (base.kind) {
    case 'name': return [base.text];
    case 'group': return namesIn(base.expression);
    case 'call': return base.arguments.flatMap((argument) => namesIn(argument.value));
    case 'unary': return namesIn(base.operand);
    case 'binary': return [...namesIn(base.left), ...namesIn(base.right)];
    default: return [];
  }
}
