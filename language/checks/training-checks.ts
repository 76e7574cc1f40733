/** What training asks of its data, as far as numbers tell: samples that are not there, a deviation of nothing. */
import type { Block, Declaration, Range, Setting } from '../../grammar/tree.ts';
import type { Diagnostic, Fix } from '../diagnostic.ts';
import { imageSets } from '../../catalogue/image-sets.ts';
import { declarations, settingsNamed, type View } from '../view.ts';
import { constantOf } from '../constants.ts';
import { training } from '../nouns/training-words.ts';
import { wordEntry } from '../vocabulary/index.ts';
import { lessonsIn, saidIn } from '../lessons.ts';
import { type Check, diagnostic, distinct, replaceBy, puttingIn } from './check.ts';
import { trialsOf } from './lesson-checks.ts';
import { misplaced } from './language-checks.ts';

const study = (settings: string): string => `language 1
data digits from mnist
network reader {
  input 784, relu
  neurons 85
  readout 10
}
experiment learn {
  compare { a = reader }
  train on digits { ${settings} }
  measure accuracy = accuracy(test)
}
`;
const N054: Check = {
  code: 'N054',
  severity: 'warning',
  tier: 'text',
  find: largeBatches,
  title: 'a batch larger than the training set',
  explanation: 'With fewer samples than a batch holds, an epoch is one step of the optimiser, with all of them.',
  bad: study('samples 10;  batch 64'),
  good: study('samples 1000;  batch 64'),
};
function largeBatches(view: View): readonly Diagnostic[] {
  return [...largeBatchesOfTrials(view), ...largeBatchesOfImages(view)];
}
const largeBatchesOfTrials = (view: View): readonly Diagnostic[] =>
  distinct(
    lessonsIn(view).flatMap((lesson) => {
      const trials = trialsOf(lesson),
        { batch } = lesson.training,
        said = saidIn(lesson, 'batch');
      return trials === undefined || batch <= trials || !said
        ? []
        : [
            diagnostic(
              N054,
              said.range,
              `An epoch of ${trials} trials is one step: a batch holds ${batch}. Write ` +
                `\`batch ${Math.max(1, Math.floor(trials / 2))}\` or less, or take more trials.`,
              [replaceBy(said.range, `batch ${Math.max(1, Math.floor(trials / 2))}`)],
            ),
          ];
    }),
  );
function largeBatchesOfImages(view: View): readonly Diagnostic[] {
  return declarations(view, 'experiment').flatMap((experiment) =>
    settingsNamed(experiment, 'train').flatMap(({ block, phrases }) => {
      const on = phrases.find(({ label }) => label.text === 'on')?.items[0]?.value.base;
      if (on?.kind === 'name' && view.scope.declared.get(on.text)?.declaration.noun.text === 'task') return [];
      const said = (name: string) =>
        block?.statements.flatMap((statement) =>
          statement.kind === 'setting' && statement.word.text === name && statement.items.length === 1
            ? [{ range: statement.range, number: constantOf(statement.items[0].value.base) }]
            : [],
        )[0];
      const samples = said('samples');
      const batch = said('batch')?.number ?? usualBatch;
      return samples?.number !== undefined && samples.number < batch
        ? [
            diagnostic(
              N054,
              samples.range,
              `An epoch of ${samples.number} samples is one step: a batch holds ${batch}. Write ` +
                `\`batch ${Math.max(1, Math.floor(samples.number / 2))}\` or less, or take more samples.`,
              smaller(`batch ${Math.max(1, Math.floor(samples.number / 2))}`, said('batch')?.range, block, view.source),
            ),
          ]
        : [];
    }),
  );
}
const smaller = (batch: string, said: Range | undefined, block: Block | undefined, source: string): readonly Fix[] =>
  said ? [replaceBy(said, batch)] : block ? [puttingIn(block, batch, source)] : [];
const usualBatch = Number(wordEntry(training, 'batch')?.default?.text);
export const trainingChecks = { N054 };

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
  return from?.kind === 'name' && data?.noun.text === 'data' ? imageSets[from.text]?.training : undefined;
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
