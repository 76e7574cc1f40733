/** Which tasks an experiment trains on, as the text says it. */
import type { Declaration, Range } from '../grammar/tree.ts';
import type { View } from './view.ts';

/** Each `… on TASK` of an experiment, and where it stands. */
export const tasksTrained = (
  view: View,
  experiment: Declaration,
): readonly { readonly task: Declaration; readonly at: Range }[] =>
  (experiment.block?.statements ?? []).flatMap((statement) =>
    (statement.kind === 'setting' ? statement.phrases : [])
      .filter(({ label }) => label.text === 'on')
      .flatMap(({ items }) => items)
      .flatMap(({ value: { base } }) => {
        const task = base.kind === 'name' ? view.scope.declared.get(base.text)?.declaration : undefined;
        return task?.noun.text === 'task' ? [{ task, at: base.range }] : [];
      }),
  );
