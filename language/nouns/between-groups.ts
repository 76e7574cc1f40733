/** What is said between the groups of a drawn matrix, as expressions over its pairs; and the signs of its groups. */
import type { MatrixProgram } from '../../engine/connectivity/index.ts';
import type { Expression } from '../../engine/expressions/index.ts';
import type { Range } from '../../grammar/tree.ts';
import { all, type Read, value, values, word } from '../canonical/read-settings.ts';
import { Refused } from '../canonical/scope.ts';
import type { Varying } from '../varying.ts';
import { lawOf, overPair, type PairProgram } from './over-pairs.ts';

interface Groups {
  readonly names: readonly string[];
  /** What an expression may speak of. */
  readonly known: readonly string[];
}
interface Between {
  readonly pre: string;
  readonly post?: string;
  readonly range: Range;
}

/** The program with what holds between groups in the place of what holds for all pairs. */
export function withGroups(
  program: Varying<PairProgram>,
  reads: readonly Read[],
  { names, known }: Groups,
): Varying<PairProgram> {
  const wires = all(reads, 'wire between').map((read) => ({
    ...betweenOf(read, names),
    is: overPair(read, 'probability', known),
  }));
  const laws = all(reads, 'weights between').map((read) => ({
    ...betweenOf(read, names),
    is: drawnBy(lawOf(read, known)),
  }));
  const factors = all(reads, 'weights times').map((read) => factorOf(read, names));
  for (const said of [wires, laws, factors]) demandOnce(said);
  if (wires.length + laws.length + factors.length === 0) return program;
  if (program.symmetric)
    for (const said of [wires, laws, factors])
      for (const one of said)
        if (!said.some((other) => isMirror(one, other) && JSON.stringify(other.is) === JSON.stringify(one.is)))
          throw new Refused(
            `\`symmetric\` has the same both ways: say it of \`${one.post ?? 'the others'} to ${one.pre}\` too, or ` +
              'leave `symmetric` out.',
            one.range,
          );
  const blind = program.centred ? 'centred' : program.asymmetric?.construction === 'elliptic' ? 'elliptic' : undefined;
  if (blind && laws.length + factors.length > 0)
    throw new Refused(
      `\`${blind}\` needs the mean of the weights, which differs between groups: leave \`${blind}\` out.`,
      [...laws, ...factors][0].range,
    );
  const isEverywhere = laws.length + factors.length === 0;
  return {
    ...program,
    ...(wires.length > 0 && { wire: chosen(wires, (program.wire as Expression | undefined) ?? 1) }),
    ...(!isEverywhere && {
      weights: { expression: times(chosen(laws, drawnBy(program.weights)), factors) },
    }),
  };
}
const isMirror = (one: Between, other: Between): boolean =>
  one.post !== undefined && one.pre === other.post && one.post === other.pre;

function betweenOf(read: Read, names: readonly string[]): Between & { readonly post: string } {
  const [pre, post] = ['pre', 'post'].map((end) => known(word(value(read, end)), value(read, end).range, names));
  return { pre, post, range: read.match.setting.range };
}
function factorOf(read: Read, names: readonly string[]): Between & { readonly is: Expression } {
  const pre = value(read, 'pre'),
    others = values(read, 'other'),
    post = others.length > 1 ? others[0] : undefined,
    last = others[others.length - 1];
  return {
    pre: known(word(pre), pre.range, names),
    ...(post && { post: known(word(post), post.range, names) }),
    is: overPair(read, 'other', [], last),
    range: read.match.setting.range,
  };
}
function known(name: string, range: Range, names: readonly string[]): string {
  if (names.includes(name)) return name;
  throw new Refused(
    names.length > 0
      ? `\`${name}\` is no group of this matrix: its groups are ${names.map((one) => `\`${one}\``).join(', ')}.`
      : `This matrix has no named groups: write \`groups ${name} 80 %, …\`.`,
    range,
  );
}
function demandOnce(said: readonly Between[]): void {
  const double = said.find(
    (one, place) => said.findIndex(({ pre, post }) => pre === one.pre && post === one.post) < place,
  );
  if (double) throw new Refused('This is said twice of the same groups: keep one of them.', double.range);
}

/** A distribution as a call with its numbers in the order of its law. */
function drawnBy(law: Varying<MatrixProgram>['weights']): Expression {
  if ('expression' in law) return law.expression as Expression;
  if ('constant' in law) return law.constant as Expression;
  return { call: law.distribution, arguments: Object.values(law.takes) as readonly Expression[] };
}
const isGroup = (end: 'pre' | 'post', name: string): Expression => ({
  call: '=',
  arguments: [{ member: [end, 'group'] }, name],
});
const holds = ({ pre, post }: Between): Expression =>
  post === undefined ? isGroup('pre', pre) : { call: 'and', arguments: [isGroup('pre', pre), isGroup('post', post)] };
const chosen = (said: readonly (Between & { readonly is: Expression })[], otherwise: Expression): Expression =>
  said.reduceRight<Expression>((rest, one) => ({ call: 'if', arguments: [holds(one), one.is, rest] }), otherwise);
const times = (law: Expression, factors: readonly (Between & { readonly is: Expression })[]): Expression =>
  factors.reduce<Expression>(
    (product, one) => ({ call: '*', arguments: [product, { call: 'if', arguments: [holds(one), one.is, 1] }] }),
    law,
  );

/** Dale's law by group: 1, −1, and 0 of those of which nothing is said. */
export function signsByGroup(
  reads: readonly Read[],
  names: readonly string[],
): { readonly signs: readonly number[]; readonly at: Range } | undefined {
  const signs = new Map<string, number>();
  let at: Range | undefined;
  for (const [text, sign] of [
    ['excitatory', 1],
    ['inhibitory', -1],
  ] as const)
    for (const read of all(reads, text))
      for (const given of values(read, 'groups')) {
        const name = known(word(given), given.range, names);
        if (signs.has(name)) throw new Refused(`The sign of \`${name}\` is said twice.`, given.range);
        signs.set(name, sign);
        at = read.match.setting.range;
      }
  return at && { signs: names.map((name) => signs.get(name) ?? 0), at };
}
