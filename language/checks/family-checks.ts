/** Family D: data over files, and the subjects that these are of. */
import { nearest } from '../../grammar/spelling.ts';
import type { Range } from '../../grammar/tree.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { variedName } from '../file-parameters.ts';
import { familiesIn } from '../of-subject.ts';
import { conditionsOf, declarations, isSound, settingsNamed, type View } from '../view.ts';
import { asName, type Check, diagnostic, listed, replaceBy } from './check.ts';

const study = (from: string, said: string): string => `language 1
data rats from ${from} { rows times;  sampled at 100 Hz${said} }
experiment timescale {
  seeds 6
  compare { rats = rats;  shifted = shifted(rats) }
  measure dimension = participation_ratio(covariance)
}
`;
const D022: Check = {
  code: 'D022',
  severity: 'error',
  tier: 'science',
  find: 'reader',
  title: 'no file of a pattern',
  explanation:
    '`data rats from "rats/*.npy"` is of every file that matches, in the order of their names; `*` stands for any ' +
    'letters within a name, `?` for one. Where none matches there is nothing to measure.',
  bad: study('"rats/*.npz"', ''),
  good: study('"rats/*.csv"', ''),
};
export const noFiles = (pattern: string, range: Range, why: string): Diagnostic =>
  diagnostic(D022, range, `No file is \`${pattern}\`: ${why}. Correct the pattern, or put the files there.`);

const D023: Check = {
  code: 'D023',
  severity: 'error',
  tier: 'science',
  find: 'reader',
  title: 'a subject without a group',
  explanation:
    '`subjects from "animals.csv" by name` says of every subject, by the name of its file, what stands in its row; ' +
    '`group by genotype` takes the column. A subject without a row, or with nothing in it, is in no group.',
  bad: study('"rats/*.csv"', ';  subjects from "one-rat.csv" by name;  group by genotype'),
  good: study('"rats/*.csv"', ';  subjects from "animals.csv" by name;  group by genotype'),
};
export const inNoTable = (names: readonly string[], range: Range, table: string, column: string): Diagnostic =>
  diagnostic(
    D023,
    range,
    `\`${table}\` does not say the \`${column}\` of ${listed(names)}: give each a row, or leave its file out.`,
  );
export const fileless = (table: string, range: Range, why: string): Diagnostic =>
  diagnostic(D023, range, `The subjects cannot be taken from \`${table}\`: ${why}.`);

const D024: Check = {
  code: 'D024',
  severity: 'error',
  tier: 'science',
  find: 'reader',
  title: 'two files of one subject',
  explanation:
    'A subject is the unit of paired statistics, and goes by the name of its file without the ending. Two files of a ' +
    'pattern that have one name would be one subject. Recordings of one animal under two conditions are two ' +
    'patterns, `"awake/*.npy"` and `"asleep/*.npy"`, which are paired by name.',
  bad: study('"rats/rat?.?sv"', ''),
  good: study('"rats/*.csv"', ''),
};
export const twoFiles = (pattern: string, range: Range, name: string): Diagnostic =>
  diagnostic(D024, range, `\`${pattern}\` has two files of the subject \`${name}\`: make it match one of them.`);

const D025: Check = {
  code: 'D025',
  severity: 'warning',
  tier: 'science',
  find: 'reader',
  title: 'a file of a pattern that cannot be read',
  explanation:
    'One of the files that a pattern matches does not hold what is asked of it. Its subject will have no value, the ' +
    'run says so, and the others are computed all the same. Mend the file, or make the pattern leave it out.',
  bad: study('"damaged/*.csv"', ''),
  good: study('"rats/*.csv"', ''),
};
export const oneUnreadable = (file: string, range: Range, why: string): Diagnostic =>
  diagnostic(D025, range, `\`${file}\` cannot be read as a recording: ${why} The other subjects are computed.`);

const grouped = (claim: string): string =>
  study('"rats/*.csv"', ';  subjects from "animals.csv" by name;  group by genotype').replace(
    /}\n$/,
    `  ${claim}\n}\n`,
  );
const D026: Check = {
  code: 'D026',
  severity: 'error',
  tier: 'science',
  find: 'reader',
  title: 'a claim about a group that no subject is in',
  explanation:
    '`at genotype = wild` speaks of the subjects whose row of the table says `wild`; of another word there is no ' +
    'subject, and the claim could not be judged. A group that is written as a number stands in quotes: `at age = "3"`.',
  bad: grouped('expect (dimension of rats at genotype = wlid) > 0'),
  good: grouped('expect (dimension of rats at genotype = wild) > 0'),
};
export const inNoGroup = (range: Range, by: string, written: string, levels: readonly string[]): Diagnostic => {
  const meant = levels.includes(written) ? written : nearest(written, levels);
  const quoted = levels.map((level) => `\`${asName(level)}\``);
  return diagnostic(
    D026,
    range,
    `No subject is of \`${by} = ${written}\`: the groups are ${quoted.join(', ')}.`,
    meant === undefined ? [] : [replaceBy(range, asName(meant))],
  );
};

const varied = (variable: string): string =>
  study('"rats/*.csv"', ';  subjects from "animals.csv" by name;  group by genotype').replace(
    'compare { rats = rats;  shifted = shifted(rats) }',
    `vary ${variable} in 1 s, 2 s\n  compare { shifted = shifted(rats, at_least: ${variable}) }`,
  );
const D027: Check = {
  code: 'D027',
  severity: 'error',
  tier: 'text',
  find: variedGroupings,
  title: 'a variable named like the groups of the subjects',
  explanation:
    'What subjects are grouped by is a variable of the experiment: tables, plots and claims speak of it as of one ' +
    'that is varied. One of `vary` with the same name could not be told from it.',
  bad: varied('genotype'),
  good: varied('offset'),
};
function variedGroupings(view: View): readonly Diagnostic[] {
  return declarations(view, 'experiment').flatMap((experiment) => {
    const settings = settingsNamed(experiment, 'vary');
    if (settings.length === 0 || !isSound(view, experiment)) return [];
    const nouns = conditionsOf(view, experiment).map(({ noun }) => noun);
    const groups = new Set(familiesIn(nouns).flatMap(({ family }) => family?.by ?? []));
    return settings.flatMap((setting) => {
      const variable = variedName(setting);
      return variable && groups.has(variable.text)
        ? [
            diagnostic(
              D027,
              variable.range,
              `\`${variable.text}\` is varied, and the subjects of what is compared are grouped by it: rename the ` +
                'variable.',
            ),
          ]
        : [];
    });
  });
}

export const familyChecks = { D022, D023, D024, D025, D026, D027 };
