import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse } from '../../grammar/index.ts';
import { analyseText, specify, type TextAnalysis } from '../../language/index.ts';
import { describeDeclaration } from '../../language/canonical/description.ts';
import { scopeIn } from '../../language/canonical/scope.ts';
import { inferenceOf } from '../../language/inferred-genes.ts';
import { allowed } from '../../language/view.ts';
import { nounEntry, nouns } from '../../language/nouns/index.ts';
import type { Word } from '../../language/vocabulary/index.ts';
import { readerOf } from './reader-of-texts.ts';
import { experimentOf, experiments, files, openings, sources, statementsOf, studyOf } from './vocabulary-texts.ts';

/** What a text says to its reader, and what it means. */
interface Heard {
  readonly said: ReadonlySet<string>;
  readonly meaning: string;
}
async function heard(source: string): Promise<Heard> {
  const parsed = parse(source);
  const analysis = analyseText(source, new Map(), parsed);
  const reader = readerOf(files);
  const { specification, diagnostics } = await specify(analysis, reader);
  const found = [...analysis.diagnostics, ...diagnostics].filter(
    ({ severity, code }) => severity !== 'hint' && code !== 'L006',
  );
  const experiment = specification?.experiments.at(-1);
  const { plots = [], ...rest } = experiment ?? {};
  return {
    said: new Set([
      ...found.map(({ code, message }) => `${code} ${message}`),
      ...(specification?.refused ?? []).map(({ reason }) => reason),
    ]),
    meaning: JSON.stringify({ ...rest, plots: plots.map(({ what, by }) => ({ what, by })), asked: askedOf(analysis) }),
  };
}

/** What can only say what its source says already: an array of weights is square. */
const implied: ReadonlySet<string> = new Set(['square']);
/** What is asked to be inferred is not in the rules that come of it. */
function askedOf({ tree, scope }: TextAnalysis): unknown {
  const subject = tree.declarations.find(({ name }) => name.text === 'subject');
  return subject?.noun.text === 'genes'
    ? allowed(() => inferenceOf(describeDeclaration(subject, scope, scopeIn(scope))))
    : undefined;
}

/** Whether every slot of a word is read, or said not to be: the slots that are neither, with what was tried. */
async function unread(word: Word, base: Heard, put: (statement: string) => string): Promise<readonly string[]> {
  const lost: string[] = [];
  for (const [slot, statements] of statementsOf(word)) {
    const tried = await Promise.all(statements.map(async (statement) => heard(put(statement))));
    const silent = tried.filter(({ said }) => [...said].every((message) => base.said.has(message)));
    // One that means the same may say what is so already, as where there is but one value; two of them are not read.
    const isRead = slot ? silent.length < 2 : silent.length < 1 || implied.has(statements[0]);
    if (!isRead && new Set([base.meaning, ...silent.map(({ meaning }) => meaning)]).size === 1)
      lost.push(`${slot}: ${statements.join(' | ')}`);
  }
  return lost;
}
const now = (words: readonly Word[]): readonly Word[] => words.filter(({ status }) => status !== 'later');
/** What a definition makes is said by the word and a name. */
const settings = (words: readonly Word[]): readonly Word[] =>
  now(words).filter(({ defines, conditions }) => !defines && !conditions);

describe('every word, in every noun and every source of it, is read or said not to be', () => {
  for (const [kind, written] of Object.entries(sources))
    for (const source of written)
      it(source, async () => {
        const base = await heard(studyOf(kind, source));
        assert.deepEqual([...base.said], [], 'the noun by itself is in order');
        for (const word of settings(nounEntry(kind)?.words ?? [])) {
          assert.deepEqual(await unread(word, base, (statement) => studyOf(kind, source, statement)), [], word.word);
          for (const inner of settings(word.block ?? [])) {
            const [[outer]] = [...statementsOf(word).values()];
            const opening = outer.replace(/\s*\{.*$/, '');
            const needed = (word.block ?? []).filter(({ required, word: name }) => required && name !== inner.word);
            const inside = (statement: string): string =>
              studyOf(
                kind,
                source,
                `${opening} { ${[...needed.map(({ example }) => example), statement].join(';  ')} }`,
              );
            assert.deepEqual(
              await unread(inner, await heard(inside('')), inside),
              [],
              `${word.word} { ${inner.word} }`,
            );
          }
        }
      });
  for (const says of experiments)
    it(`experiment ${says.split('\n')[1].trim()}`, async () => {
      const base = await heard(experimentOf(says));
      assert.deepEqual([...base.said], [], 'the experiment by itself is in order');
      for (const word of settings(nounEntry('experiment')?.words ?? [])) {
        assert.deepEqual(await unread(word, base, (statement) => experimentOf(says, statement)), [], word.word);
        for (const opening of openings(says, word.word))
          for (const inner of settings(word.block ?? [])) {
            const inside = (statement: string): string => experimentOf(says, `${opening} { ${statement} }`);
            const where = `${opening} { ${inner.word} }`;
            assert.deepEqual(await unread(inner, await heard(inside('')), inside), [], where);
          }
      }
    });
  it('every noun has its sources', () =>
    assert.deepEqual(
      nouns
        .map(({ noun }) => noun)
        .filter((noun) => noun !== 'experiment')
        .sort(),
      Object.keys(sources).sort(),
    ));
});
