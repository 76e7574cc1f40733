/** Family L: claims that say nothing, or hardly ever hold. */
import type { Declaration, Expression } from '../../grammar/tree.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { textOf } from '../canonical/spelled-expression.ts';
import { declarations, type View } from '../view.ts';
import { type Claim, claimsIn } from '../claim-rows.ts';
import { constantOf } from '../constants.ts';
import { type Check, diagnostic } from './check.ts';

const study = (claim: string): string => `language 1
data digits from mnist
network reader {
  input 784, relu
  neurons 85
  readout 10
}
experiment learn {
  seeds 6
  compare { a = reader;  b = reader { neurons 40 } }
  train on digits { epochs 1 }
  measure accuracy = accuracy(test)
  expect accuracy of a > accuracy of b
  expect ${claim}
}
`;
const L018: Check = {
  code: 'L018',
  severity: 'warning',
  tier: 'text',
  find: claimsOfNothing,
  title: 'a claim that compares something with itself',
  explanation: 'Both sides are the same, so what the claim says does not depend on what is measured.',
  bad: study('accuracy of a >= accuracy of a'),
  good: study('accuracy of a >= 80 %'),
};
const L019: Check = {
  code: 'L019',
  severity: 'warning',
  tier: 'text',
  find: exactClaims,
  title: 'an accuracy that is to be met exactly',
  explanation:
    'What a network learns differs from seed to seed, so its mean is hardly ever equal to a number. Say how far it ' +
    'may be from it, `within`, or claim a range.',
  bad: study('accuracy of a = 90 %'),
  good: study('accuracy of a = 90 % within 2 %'),
};

interface Claimed {
  readonly experiment: Declaration;
  readonly claim: Claim;
}
const claimsOf = (view: View): readonly Claimed[] =>
  declarations(view, 'experiment').flatMap((experiment) =>
    claimsIn(experiment.block?.statements ?? []).map((claim) => ({ experiment, claim })),
  );

function claimsOfNothing(view: View): readonly Diagnostic[] {
  return claimsOf(view).flatMap(({ claim: { left, test, range } }) =>
    test.kind === 'compare' &&
    constantOf(left) === undefined &&
    textOf(left) !== '' &&
    textOf(left) === textOf(test.right)
      ? [
          diagnostic(
            L018,
            range,
            `Both sides are \`${textOf(left)}\`, so this says nothing of it. Compare it with another condition, ` +
              'or with a number.',
          ),
        ]
      : [],
  );
}

/** Measures of what was learned. */
const learned: ReadonlySet<string> = new Set(['accuracy', 'loss']);
function exactClaims(view: View): readonly Diagnostic[] {
  return claimsOf(view).flatMap(({ experiment, claim }) => {
    const { left, test } = claim;
    if (test.kind !== 'compare' || test.operator !== '=' || test.within || constantOf(test.right) === undefined)
      return [];
    const name = measured(left);
    const isLearned = (experiment.block?.statements ?? []).some(
      (statement) =>
        statement.kind === 'definition' &&
        statement.name.text === name &&
        statement.value.kind === 'call' &&
        learned.has(statement.value.callee.text),
    );
    return isLearned
      ? [
          diagnostic(
            L019,
            claim.table ? test.right.range : { start: left.range.start, end: test.right.range.end },
            `\`${name}\` is hardly ever exactly ${textOf(test.right)}. Say how far it may be from it: ` +
              '`within 2 %`.',
            [
              {
                title: 'Write `within 2 %`',
                edits: [{ range: { start: test.right.range.end, end: test.right.range.end }, text: ' within 2 %' }],
              },
            ],
          ),
        ]
      : [];
  });
}
function measured(side: Expression): string | undefined {
  if (side.kind === 'group') return measured(side.expression);
  if (side.kind === 'of') return measured(side.measure);
  return side.kind === 'name' ? side.text : undefined;
}

export const claimChecks = { L018, L019 };
