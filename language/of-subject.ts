/** What an experiment is made of, as it is of one subject: with the files of this one. */
import type { ControlForm } from '../catalogue/controls/index.ts';
import { nounsIn } from './nouns-within.ts';
import type { DataNoun, ExperimentSpec, Noun, Subject, SweepPoint } from './specification.ts';

/** Data over files in a noun, outer before inner. */
export const familiesIn = (value: unknown): readonly DataNoun[] =>
  nounsIn(value).flatMap((noun) => (noun.noun === 'data' && noun.family ? [noun] : []));

/**
 * Those of an experiment's subjects that a noun is of at a point of the sweep; undefined of one that is of no subject.
 */
export function subjectsOf(
  { subjects = [] }: ExperimentSpec,
  noun: unknown,
  at: SweepPoint = {},
): readonly Subject[] | undefined {
  const families = familiesIn(noun);
  if (families.length === 0) return undefined;
  return subjects.filter(
    (subject) =>
      families.every(({ reference }) => reference in subject.files) &&
      Object.entries(subject.at).every(([name, level]) => !(name in at) || at[name] === level),
  );
}

/** With the files of a subject in the place of their patterns, and draws of its own. */
export function ofSubject<T>(value: T, subject: Subject): T {
  if (value === null || typeof value !== 'object') return value;
  if ('noun' in value && value.noun === 'data') return ofFile(value as unknown as DataNoun, subject) as unknown as T;
  const inner = Object.entries(value).map(([key, held]) => [key, held, ofSubject(held, subject)] as const);
  if (inner.every(([, held, now]) => now === held)) return value;
  const changed = inner.map(([key, , now]) => [key, now] as const);
  return (Array.isArray(value) ? changed.map(([, now]) => now) : Object.fromEntries(changed)) as T;
}
function ofFile(noun: DataNoun, { name, files }: Subject): Noun {
  const { family, ...rest } = noun;
  if (!family) return noun;
  const own = (form: ControlForm): ControlForm => ({ ...form, stream: `${form.stream} of ${name}` });
  return {
    ...rest,
    reference: files[noun.reference] ?? noun.reference,
    ...(rest.recording && { recording: { ...rest.recording, controls: rest.recording.controls.map(own) } }),
  };
}

/** The conditions of an experiment as they are of each subject: all the files that it reads stand in it. */
export function ofAllSubjects(experiment: ExperimentSpec): unknown {
  const { subjects, ...rest } = experiment;
  return subjects ? subjects.map((subject) => ofSubject(heldBy(rest, subject), subject)) : experiment;
}
/** Without the conditions that a subject has no file for. */
const heldBy = (experiment: Omit<ExperimentSpec, 'subjects'>, subject: Subject): unknown => {
  const isThere = (value: unknown): boolean => familiesIn(value).every(({ reference }) => reference in subject.files);
  const parts = [experiment, ...(experiment.choices ?? [])];
  return parts.map(({ conditions, measures, ...others }) => ({
    ...others,
    choices: undefined,
    conditions: conditions.filter(isThere),
    measures: measures.filter(isThere),
  }));
};
