import type { Matrix } from '../engine/connectivity/index.ts';
import type { Growth } from '../engine/development/index.ts';
import { findMeasure, measures, type Series } from '../engine/measures/index.ts';
import type { ClassifierScores } from '../engine/learning/index.ts';
import type { ConnectNoun, DevelopNoun, MeasureSpec, Noun } from '../language/specification.ts';
import { wordOf } from '../language/calls.ts';
import { NotApplicable } from './not-applicable.ts';
import { nounsIn } from '../language/nouns-within.ts';

/** What a condition has for measuring, for one seed; absent where it has none. */
export interface Subject {
  readonly noun: Noun;
  readonly scores?: { readonly test: ClassifierScores; readonly train: () => ClassifierScores };
  /** The circuit's matrix as it is used. */
  readonly matrix?: () => Matrix;
  readonly wire: (connect: ConnectNoun) => Matrix;
  readonly grow: (develop: DevelopNoun) => Growth;
}
/** One number, or one for each step of a growth. */
export type Measured = number | Series;

/** The value of a measure that is not of genes. @throws NotApplicable */
export function measure({ call, nouns, text }: MeasureSpec, subject: Subject): Measured {
  if (typeof call !== 'object' || !('call' in call)) throw new Error(`${text} is not a call`);
  const [first] = call.arguments;
  const word = wordOf(first);
  if (call.call === 'accuracy' || call.call === 'loss') return scoresOf(word, subject)[call.call];
  if (typeof first === 'object' && 'call' in first && (first.call === 'cells' || first.call === 'synapses')) {
    const develop = nounCalled<DevelopNoun>(wordOf(first.arguments[0]) ?? '', 'develop', nouns, subject);
    return known(text, findMeasure(call.call, first.call)).compute(subject.grow(develop), {
      fate: wordOf(call.named?.fate),
    });
  }
  const ofGrowth = findMeasure(call.call, 'growth');
  if (ofGrowth)
    return ofGrowth.compute(subject.grow(nounCalled<DevelopNoun>(word ?? '', 'develop', nouns, subject)), {
      fate: wordOf(call.named?.fate),
    });
  if (call.call === 'count')
    return known(text, findMeasure(word === 'synapses' ? 'edges' : 'neurons', 'matrix')).compute(
      recurrent(subject),
      {},
    );
  const found = known(text, findMeasure(call.call, 'matrix'));
  return found.compute(
    word === undefined || word === 'recurrent'
      ? recurrent(subject)
      : subject.wire(nounCalled<ConnectNoun>(word, 'connect', nouns, subject)),
    {},
  );
}

function scoresOf(set: string | undefined, { scores }: Subject): ClassifierScores {
  if (!scores) throw new NotApplicable('nothing is trained, so there is no accuracy or loss');
  return set === 'train' ? scores.train() : scores.test;
}
function recurrent({ matrix }: Subject): Matrix {
  if (matrix) return matrix();
  throw new NotApplicable('it has no recurrent layer');
}
function known<Found>(text: string, found: Found | undefined): Found {
  if (found) return found;
  throw new Error(
    `the measure ${text} is not known to this version; there are ` +
      `${[...new Set(['accuracy', 'loss', ...measures.map(({ name }) => name)])].join(', ')}`,
  );
}

/** The condition's own noun of that name, where it has changed it, else the one declared. */
function nounCalled<Kind extends Noun>(
  name: string,
  kind: Kind['noun'],
  nouns: Readonly<Record<string, Noun>>,
  { noun }: Subject,
): Kind {
  const own = nounsIn(noun).find((held) => held.noun === kind && held.name === name);
  const found = own ?? nouns[name];
  if (found?.noun !== kind) throw new Error(`there is no ${kind} named ${name}`);
  return found as Kind;
}
