/** What checks of learning look at: every training over trials, at every point of the sweep, with who learns in it. */
import { instantiate, type Settled } from './canonical/instantiate.ts';
import { read, statementsOf } from './canonical/read-settings.ts';
import type { Description } from './canonical/description.ts';
import { learningOf } from './experiments/trainings.ts';
import { nounEntry } from './nouns/index.ts';
import type { Declaration, Range, Setting } from '../grammar/tree.ts';
import type { NetworkNoun, TrialTraining } from './specification.ts';
import { pointsOf } from './studied.ts';
import { allowed, conditionsOf, declarations, isSound, remembered, scopeOf, type View } from './view.ts';
import { unscaled } from './nouns/unscaled.ts';

export interface Pupil {
  readonly noun: Settled<NetworkNoun>;
  readonly description?: Description;
  /** Where it is named. */
  readonly range: Range;
}
export interface Lesson {
  readonly training: Settled<TrialTraining>;
  /** The statement that says it. */
  readonly setting: Setting;
  readonly pupils: readonly Pupil[];
}
export interface Course {
  readonly experiment: Declaration;
  readonly teach: readonly Lesson[];
  readonly trainings: readonly Lesson[];
}

/** Of one experiment. */
export const coursesOf = remembered((view: View, experiment: Declaration): readonly Course[] => {
  if (!isSound(view, experiment)) return [];
  const scope = scopeOf(view, experiment);
  const learning = allowed(
    () =>
      learningOf(read(statementsOf(experiment.block?.statements ?? [], scope), nounEntry('experiment')?.words ?? [])),
    view.guard,
  );
  if (!learning?.learns) return [];
  const { spec, said } = learning;
  return pointsOf(experiment).flatMap((point) => {
    const at = <T>(value: T): Settled<T> | undefined => {
      try {
        return instantiate(value, point);
      } catch {
        return undefined;
      }
    };
    const pupils = conditionsOf(view, experiment).flatMap(({ noun, description, range }): readonly Pupil[] => {
      const found = noun?.noun === 'network' ? at(noun) : undefined;
      return found ? [{ noun: found, description, range }] : [];
    });
    const isTaskSound = ({ task }: { readonly task: { readonly name: string } }): boolean => {
      const declared = view.scope.declared.get(task.name);
      return !declared || isSound(view, declared.declaration);
    };
    const teach = (spec.teach ?? []).flatMap((teaching, place): readonly Lesson[] => {
      const found = isTaskSound(teaching.training) ? at(teaching) : undefined,
        setting = said.teach[place];
      const range = setting.items[0]?.range ?? setting.range;
      return found ? [{ training: found.training, setting, pupils: [{ noun: found.network, range }] }] : [];
    });
    const trainings = (spec.trainings ?? []).flatMap((training, place): readonly Lesson[] => {
      const found = isTaskSound(training) ? at(training) : undefined;
      return found ? [{ training: found, setting: said.trainings[place], pupils }] : [];
    });
    return [{ experiment, teach, trainings }];
  });
});

/** The courses of all experiments without an error, at each point of their sweeps. */
export const coursesIn = (view: View): readonly Course[] =>
  declarations(view, 'experiment').flatMap((experiment) => coursesOf(view, experiment));
export const lessonsIn = (view: View): readonly Lesson[] =>
  coursesIn(view).flatMap(({ teach, trainings }) => [...teach, ...trainings]);

/** A statement inside a training's block. */
export const saidIn = ({ setting }: Lesson, word: string): Setting | undefined =>
  (blockOf(setting)?.statements ?? []).flatMap((statement) =>
    statement.kind === 'setting' && statement.word.text === word ? [statement] : [],
  )[0];
/** A block after the last value belongs to that value in the tree, and to the word that has one. */
function blockOf({ block, phrases, items }: Setting): Setting['block'] {
  if (block) return block;
  const modifier = (phrases.at(-1)?.items ?? items).at(-1)?.value.modifiers.at(-1);
  return modifier?.kind === 'block' ? modifier : undefined;
}

/** How many neurons a network has, where its text tells it. */
export function widthOf({ noun: { neurons, recurrent } }: Pupil): number | undefined {
  const source = recurrent && unscaled(recurrent.matrix).source;
  if (source?.kind === 'drawn') return source.program.neurons as number;
  if (source?.kind === 'initial' && typeof source.neurons === 'number') return source.neurons;
  return source === undefined || source.kind === 'initial' ? neurons : undefined;
}
/** The statement of a word that holds for a network, where it stands in this file. */
export function saidOf({ description, noun }: Pupil, word: string, view: View): Setting | undefined {
  const statements =
    description?.statements.map(({ statement, scope }) => ({ statement, own: scope.file === view.scope })) ??
    (view.scope.declared.get(noun.name)?.declaration.block?.statements ?? []).map((statement) => ({
      statement,
      own: view.scope.declared.get(noun.name)?.file === view.scope,
    }));
  const found = statements.findLast(
    ({ statement, own }) => own && statement.kind === 'setting' && statement.word.text === word,
  );
  return found?.statement.kind === 'setting' ? found.statement : undefined;
}
