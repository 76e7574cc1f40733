import { tasks } from '../catalogue/tasks/index.ts';
import type { Declaration, Node, Value } from '../grammar/index.ts';
import type { TextAnalysis } from '../language/index.ts';
import { misfit, originOf } from '../language/nouns/matrix-origins.ts';
import type { Word } from '../language/vocabulary/index.ts';

/** Of the words of a block, those that say something of what the noun around it is. */
export function fittingWords(
  words: readonly Word[],
  declaration: Declaration,
  path: readonly Node[],
  { declared }: TextAnalysis['scope'],
): readonly Word[] {
  const changed = path.findLast((one): one is Value => 'kind' in one && one.kind === 'value');
  const name = changed?.base.kind === 'name' ? changed.base.text : undefined;
  const noun = original((name !== undefined ? declared.get(name)?.declaration : undefined) ?? declaration, declared);
  const written = settingsOf(noun);
  const first = (label: string) => labelled(noun, label);
  const fits = (word: string): boolean => {
    switch (noun.noun.text) {
      case 'connect':
        return (
          misfit(
            word,
            originOf(first('from'), written, false, (of) => declared.get(of)?.declaration.noun.text),
          ) === undefined
        );
      case 'task': {
        const is = first('is');
        const task = is?.kind === 'name' ? tasks.find((one) => one.name === is.text) : undefined;
        return !task || word === 'stream' || word in task.takes;
      }
      default:
        return true;
    }
  };
  return words.filter(({ word }) => fits(word));
}

const labelled = ({ phrases }: Declaration, label: string) =>
  phrases.find((phrase) => phrase.label.text === label)?.items[0]?.value.base;
/** What a noun is like, and that in turn. */
function original(noun: Declaration, declared: TextAnalysis['scope']['declared']): Declaration {
  const seen = new Set([noun]);
  for (let one = noun; ; ) {
    const like = labelled(one, 'like');
    const next = like?.kind === 'name' ? declared.get(like.text)?.declaration : undefined;
    if (!next || seen.has(next)) return one;
    seen.add(next);
    one = next;
  }
}

/** Words that the statements of a noun begin with. */
export const settingsOf = ({ block }: Declaration): readonly string[] =>
  (block?.statements ?? []).flatMap((statement) =>
    statement.kind === 'setting' || statement.kind === 'definition' ? [statement.word.text] : [],
  );
