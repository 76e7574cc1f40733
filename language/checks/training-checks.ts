/** What training asks of its data, as far as numbers tell: samples that are not there, a deviation of nothing. */
import type { Declaration, Setting } from '../../grammar/tree.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { builtIn } from '../nouns/data-noun.ts';
import { declarations, settingsNamed, type View } from '../view.ts';
import { constantOf } from '../constants.ts';
import { replaceBy } from './check.ts';
import { misplaced } from './language-checks.ts';

export const trainingNumbers = (view: View): readonly Diagnostic[] =>
  declarations(view, 'experiment').flatMap((experiment) =>
    settingsNamed(experiment, 'train').flatMap((train) =>
      (train.block?.statements ?? []).flatMap((statement) =>
        statement.kind === 'setting' ? judged(view, experiment, train, statement) : [],
      ),
    ),
  );

function judged(view: View, experiment: Declaration, train: Setting, { word, items }: Setting): readonly Diagnostic[] {
  if (word.text === 'normalise' && items.length % 2 === 0) {
    return items
      .slice(items.length / 2)
      .flatMap(({ value: { base, range } }) =>
        (constantOf(base) ?? 1) > 0
          ? []
          : [misplaced(range, 'A deviation must be more than 0: pixels are divided by it.')],
      );
  }
  const most = word.text === 'samples' ? trainingSize(view, train) : undefined;
  if (most === undefined || items.length !== 1) return [];
  return written(experiment, items[0].value.base).flatMap((base) =>
    (constantOf(base) ?? 0) > most
      ? [
          misplaced(
            base.range,
            `There are ${most.toLocaleString('en')} samples to train on. Write at most that, or leave \`samples\` out.`,
            [replaceBy(base.range, String(most))],
          ),
        ]
      : [],
  );
}

/** How many samples a data set has that is known by name. */
function trainingSize(view: View, { phrases }: Setting): number | undefined {
  const on = phrases.find(({ label }) => label.text === 'on')?.items[0]?.value.base;
  const data = on?.kind === 'name' ? view.scope.declared.get(on.text)?.declaration : undefined;
  const from = data?.phrases.find(({ label }) => label.text === 'from')?.items[0]?.value.base;
  return from?.kind === 'name' && data?.noun.text === 'data' ? builtIn[from.text]?.training : undefined;
}

type Written = Setting['items'][number]['value']['base'];
/** A number, or the values of the variable that stands for it. */
function written(experiment: Declaration, base: Written): readonly Written[] {
  if (base.kind !== 'name') return [base];
  const vary = settingsNamed(experiment, 'vary').find(
    ({ items }) => items[0]?.value.base.kind === 'name' && items[0].value.base.text === base.text,
  );
  return vary?.phrases.find(({ label }) => label.text === 'in')?.items.map(({ value }) => value.base) ?? [];
}
