/** `study { … }`: what a file is about, for its reports and the files that say how to cite it. */
import type { Block, Setting, Study } from '../grammar/tree.ts';
import type { StudySpec } from './specification.ts';

/** Texts behind a word of a study, in their order. */
export const textsBehind = (block: Block | undefined, word: string): readonly StudyText[] =>
  (block?.statements ?? [])
    .filter((statement): statement is Setting => statement.kind === 'setting' && statement.word.text === word)
    .flatMap(({ items }) => items)
    .flatMap(({ value: { base } }) => (base.kind === 'string' ? [{ text: base.value, range: base.range }] : []));
export interface StudyText {
  readonly text: string;
  readonly range: Study['range'];
}

/** Undefined where nothing is said. */
export function studyOf(studies: readonly Study[]): StudySpec | undefined {
  const [study] = studies;
  const first = (word: string): string | undefined => textsBehind(study?.block, word)[0]?.text;
  const [title, doi, licence] = [first('title'), first('doi'), first('licence')];
  const authors = textsBehind(study?.block, 'authors').map(({ text }) => text);
  const said = {
    ...(title !== undefined && { title }),
    ...(authors.length > 0 && { authors }),
    ...(doi !== undefined && { doi }),
    ...(licence !== undefined && { licence }),
  };
  return Object.keys(said).length > 0 ? said : undefined;
}
