/** Family U: units. */
import { numberFrom } from './language-checks.ts';
import type { Range } from '../../grammar/tree.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { counts, describe, type Dimension, exampleOf, meaningOf, units, unitsOf } from '../../catalogue/units.ts';
import { documentedUnit } from '../../catalogue/known-tables.ts';
import { type Check, diagnostic, replaceBy, suggestion } from './check.ts';

const before = `language 1
genes mouse {
  Sox2, Sox2
  fate progenitor = Sox2
}
develop cortex from mouse {
  space 1 mm, 1 mm
  start 20 cells
`;
const after = '  stop at 1 day\n}\n';

const U070: Check = {
  code: 'U070',
  severity: 'error',
  tier: 'text',
  find: 'walk',
  title: 'unit of another dimension',
  explanation:
    'A quantity has a unit of another dimension than the place needs, or two quantities that are added or ' +
    'compared differ in dimension.',
  bad: `${before}  step 6 um\n${after}`,
  good: `${before}  step 6 h\n${after}`,
};
export const otherDimension = (
  range: Range,
  found: Dimension,
  expected: Dimension,
  example = exampleOf(expected),
): Diagnostic =>
  diagnostic(
    U070,
    range,
    `This is ${describe(found)}, and ${describe(expected)} must stand here: write for example \`${example}\`.`,
    numberFrom(range, example),
  );
export const otherColumn = (range: Range, unit: string, expected: Dimension, usual: string): Diagnostic =>
  diagnostic(
    U070,
    range,
    `This column is in \`${unit}\`, and ${describe(expected)} must stand here: name a column that is one, or correct ` +
      `its unit to one such as \`${usual}\`.`,
  );
export const otherCount = (range: Range, found: string, expected: readonly string[], example: string): Diagnostic =>
  diagnostic(
    U070,
    range,
    `This counts ${found}, and ${expected.join(' or ')} must be counted here: write for example \`${example}\`.`,
    numberFrom(range, example),
  );
export function unknownUnit(text: string, range: Range): Diagnostic {
  const spelt = otherSpellings[text.toLowerCase()];
  const known =
    text.length > 1
      ? [...Object.keys(units), ...Object.keys(counts)]
      : Object.keys(units).filter((unit) => unit.toLowerCase() === text.toLowerCase());
  const near = spelt
    ? { text: ` Write \`${spelt}\`.`, fixes: [replaceBy(range, spelt)] }
    : suggestion(text, known, range);
  return diagnostic(
    U070,
    range,
    `\`${text}\` is not a ` +
      `unit.${
        near.text ||
        ` Put a comma before it if it is something else; units are ${Object.keys(units).join(' ')}, and ` +
          `products ` +
          `and quotients of them.`
      }`,
    near.fixes,
  );
}

/** Spellings of units that are common elsewhere. */
const otherSpellings: Readonly<Record<string, string>> = {
  hour: 'h',
  hours: 'h',
  hr: 'h',
  hrs: 'h',
  d: 'day',
  minute: 'min',
  minutes: 'min',
  mins: 'min',
  second: 's',
  seconds: 's',
  sec: 's',
  secs: 's',
  msec: 'ms',
  percent: '%',
  micron: 'um',
  microns: 'um',
  micrometer: 'um',
  micrometers: 'um',
  micrometre: 'um',
  micrometres: 'um',
  millimeter: 'mm',
  millimeters: 'mm',
  hertz: 'Hz',
};

const U071: Check = {
  code: 'U071',
  severity: 'error',
  tier: 'text',
  find: 'walk',
  title: 'bare number where a unit is due',
  explanation:
    'A length, a time, a rate is a number and a unit: `step 6` could be 6 hours or 6 milliseconds. Write the unit ' +
    'behind the number, `6 h`. Each quantity takes any unit of its kind, and the message names those there are. 0 is ' +
    'the same in all of them, and needs none where it is claimed or added. A plain number, such as a probability or ' +
    'a count, has no unit; `%` is one hundredth.',
  bad: `${before}  step 6\n${after}`,
  good: `${before}  step 6 h\n${after}`,
};
export const bare = (range: Range, text: string, expected: Dimension, example = exampleOf(expected)): Diagnostic =>
  diagnostic(
    U071,
    range,
    `${describe(expected)[0].toUpperCase()}${describe(expected).slice(1)} needs its unit: write ` +
      (/^[\d.]+$/.test(text)
        ? `${listedOr(suggested(expected, example).map((unit) => `\`${text} ${unit}\``))}, as it is meant.`
        : `for example \`${example}\`.`),
    suggested(expected, example).map((unit) => ({
      title: `Change to \`${text} ${unit}\``,
      edits: [{ range, text: `${text} ${unit}` }],
    })),
  );

const listedOr = (texts: readonly string[]): string =>
  texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} or ${texts[texts.length - 1]}`;
/** The unit of the example first, then the others, largest first. */
function suggested(dimension: Dimension, example: string): readonly string[] {
  const [written] = /\S+$/.exec(example) ?? [''];
  const all = [...new Set([...(meaningOf(written) ? [written] : []), ...unitsOf(dimension).toReversed()])];
  const sizes = all.map((unit) => JSON.stringify([meaningOf(unit)?.numerator, meaningOf(unit)?.denominator]));
  return all.filter((_, place) => sizes.lastIndexOf(sizes[place]) === place).slice(0, 4);
}

const U072: Check = {
  code: 'U072',
  severity: 'error',
  tier: 'text',
  find: 'walk',
  title: 'file column without a unit',
  explanation: 'A column of a file is a quantity like any other: its unit must be said.',
  bad: `language 1
data cells from "ephys.csv" {
  column tau
}
`,
  good: `language 1
data cells from "ephys.csv" {
  column tau in ms
}
`,
};
/** `source`: the text that it stands in. The fix writes the unit that is documented of a column of this name. */
export function columnWithoutUnit(range: Range, source: string): Diagnostic {
  const name = /^\s*([^\s;}]*)/.exec(source.slice(range.end))?.[1] ?? '';
  const documented = documentedUnit(name),
    unit = documented?.unit ?? 'ms',
    end = source.indexOf(name, range.end) + name.length;
  return diagnostic(
    U072,
    range,
    `The column \`${name}\` needs its unit: write \`column ${name} in ${unit}\`${
      documented ? `, as ${documented.source} has it` : ''
    }, or \`in 1\` for plain numbers. A column of words needs no line of its own.`,
    documented ? [{ title: `Write \`in ${unit}\``, edits: [{ range: { start: end, end }, text: ` in ${unit}` }] }] : [],
  );
}

/** A column of published values. `example`: `20 ms`. */
export const publishedWithoutUnit = (range: Range, column: string, example: string): Diagnostic => {
  const unit = example.replace(/^\S+ /, '');
  return diagnostic(
    U072,
    range,
    `The column of \`${column}\` needs its unit: write \`{ column ${column} in ${unit} }\` behind the claim.`,
  );
};

export const unitChecks = { U070, U071, U072 };
