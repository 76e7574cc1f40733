/** Which tasks an experiment trains on, and which networks do them. */
import type { Declaration, Range } from '../grammar/tree.ts';
import { bareName } from './match.ts';
import type { NetworkNoun } from './specification.ts';
import { conditionsStudied } from './studied.ts';
import { nounOfDeclaration, type View } from './view.ts';

export interface TaskDone {
  /** Where it is named. */
  readonly at: Range;
  readonly task: Declaration;
  /** Conditions at every point of the sweep; of `teach`, the network that it names. */
  readonly networks: readonly NetworkNoun[];
}
/** Each `… on TASK` of an experiment. */
export function tasksDone(view: View, experiment: Declaration): readonly TaskDone[] {
  return (experiment.block?.statements ?? []).flatMap((statement) => {
    if (statement.kind !== 'setting') return [];
    return statement.phrases
      .filter(({ label }) => label.text === 'on')
      .flatMap(({ items }) => items)
      .flatMap(({ value }) => {
        const task = declared(view, bareName(value)?.text, 'task');
        if (!task) return [];
        const taught = declared(view, bareName(statement.items[0]?.value)?.text, 'network');
        const networks =
          statement.word.text === 'teach' && taught
            ? [nounOfDeclaration(view, taught)]
            : conditionsStudied(view, experiment).map(({ noun }) => noun);
        return [
          {
            at: value.range,
            task,
            networks: networks.flatMap((noun) => (noun?.noun === 'network' ? [noun] : [])),
          },
        ];
      });
  });
}
function declared(view: View, name: string | undefined, noun: string): Declaration | undefined {
  const found = name === undefined ? undefined : view.scope.declared.get(name)?.declaration;
  return found?.noun.text === noun ? found : undefined;
}
