/** Family L: words, names, structure. */
import type { Range } from '../../grammar/tree.ts';
import type { Diagnostic, Fix } from '../diagnostic.ts';
import { asName, type Check, diagnostic, listed, replaceBy, suggestion } from './check.ts';

/** Genes that nothing is wrong with, for examples of what is wrong elsewhere. */
export const exampleGenes = `genes mouse {
  update asynchronous
  Sox2, Sox2
  fate neuron = Sox2
}
`;

const L001: Check = {
  code: 'L001',
  severity: 'error',
  tier: 'text',
  find: 'walk',
  title: 'unknown word',
  explanation:
    'The word is not in the vocabulary at this place. The message names the nearest word that is, or those ' +
    'that could stand here.',
  bad: `language 1
genes mouse {
  updat asynchronous
  Sox2, Sox2
}
`,
  good: `language 1
genes mouse {
  update asynchronous
  Sox2, Sox2
}
`,
};
export function unknownWord(word: string, range: Range, known: readonly string[], where: string): Diagnostic {
  const near = suggestion(word, known, range);
  const choices = known.length === 0 ? '' : ` Known here: ${listed(known)}.`;
  return diagnostic(L001, range, `\`${word}\` is not known ${where}.${near.text || choices}`, near.fixes);
}

const L002: Check = {
  code: 'L002',
  severity: 'error',
  tier: 'text',
  find: 'parser',
  title: 'missing `}`',
  explanation:
    'A block is opened and never closed. It is taken to end before the next declaration; the error stands ' +
    'at the open brace.',
  bad: `language 1
genes mouse {
  Sox2, Sox2
genes rat {
  Sox2, Sox2
}
`,
  good: `language 1
genes mouse {
  Sox2, Sox2
}
genes rat {
  Sox2, Sox2
}
`,
};
const L003: Check = {
  code: 'L003',
  severity: 'error',
  tier: 'text',
  find: 'parser',
  title: 'unexpected text',
  explanation: 'The grammar allows something else here; the message says what.',
  bad: `language 1
genes mouse {
  input Niche
  Neurog2, Neurog2
  Hes1, Niche & & !Neurog2
}
`,
  good: `language 1
genes mouse {
  input Niche
  Neurog2, Neurog2
  Hes1, Niche & !Neurog2
}
`,
};
export const unexpected = (range: Range, message: string, fixes?: readonly Fix[]): Diagnostic =>
  diagnostic(L003, range, message, fixes);

const L004: Check = {
  code: 'L004',
  severity: 'error',
  tier: 'text',
  find: 'walk',
  title: 'name not declared',
  explanation:
    'Nothing of this name is declared in the file or in a file that it uses. Where a name is used several times, and ' +
    'one that is nearly it is declared and never used, it is that declaration which is marked.',
  bad: `language 1
${exampleGenes}develop cortex from mous {
  space 1 mm, 1 mm
  start 20 cells
  step 6 h
  stop at 1 day
}
`,
  good: `language 1
${exampleGenes}develop cortex from mouse {
  space 1 mm, 1 mm
  start 20 cells
  step 6 h
  stop at 1 day
}
`,
};
export function undeclared(name: string, range: Range, what: string, known: readonly string[]): Diagnostic {
  const near = suggestion(name, known, range, asName);
  const choices = known.length === 0 ? '' : ` Known here: ${listed(known)}.`;
  return diagnostic(
    L004,
    range,
    `No ${what} is named \`${name}\`.${near.text || choices || ` Declare it first.`}`,
    near.fixes,
  );
}

/** What a variable of a sweep over choices never is: `levels` are those that it is. */
export function otherChoice(variable: string, range: Range, meant: string | undefined, levels: readonly string[]) {
  const near = meant === undefined ? { text: '', fixes: [] } : suggestion(meant, levels, range, asName);
  return diagnostic(L010, range, `\`${variable}\` never is this: it is ${listed(levels)}.${near.text}`, near.fixes);
}

/** Another name for the second of two: with the first number that is free. */
export function renamed(name: string, range: Range, isTaken: (name: string) => boolean): readonly Fix[] {
  let number = 2;
  while (isTaken(`${name}_${number}`)) number++;
  return [replaceBy(range, `${name}_${number}`)];
}

/** The name of a condition, where a measure is told what it is taken of. */
export const conditionMeasured = (name: string, range: Range, what: string, known: readonly string[]): Diagnostic =>
  diagnostic(
    L004,
    range,
    `No ${what} is named \`${name}\`: that is a condition, and a measure is taken of each condition already. Leave ` +
      `the name out${known.length > 0 ? `, or write what is declared: ${listed(known)}` : ''}.`,
    known.length === 1 ? [replaceBy(range, asName(known[0]))] : [],
  );

/** The declaration of a name that is used several times otherwise. */
export const namedOtherwise = (name: string, range: Range, used: string, times: number): Diagnostic =>
  diagnostic(
    L004,
    range,
    `\`${name}\` is declared and never used, and \`${used}\` is used ${times} times and never declared. ` +
      `Did you mean \`${used}\`?`,
    [replaceBy(range, used)],
  );

const L005: Check = {
  code: 'L005',
  severity: 'error',
  tier: 'text',
  find: 'walk',
  title: 'declared twice',
  explanation:
    'Two declarations share a name, or a setting is given twice. Nouns share one namespace; conditions, ' +
    'measures and variables of an experiment have their own.',
  bad: `language 1
${exampleGenes}genes mouse {
  Pax6, Pax6
}
`,
  good: `language 1
${exampleGenes}genes rat {
  Pax6, Pax6
}
`,
};
export const twice = (
  name: string,
  range: Range,
  what: string,
  remedy = 'Rename or remove one of them.',
  fixes?: readonly Fix[],
): Diagnostic => diagnostic(L005, range, `${what} \`${name}\` is given twice. ${remedy}`, fixes);

export const onlyOne = (what: string, given: readonly string[], range: Range, fixes: readonly Fix[]): Diagnostic =>
  diagnostic(
    L005,
    range,
    `Only one ${what} can hold, and ${given.map((name) => `\`${name}\``).join(' and ')} are given. Keep one of them.`,
    fixes,
  );

const L010: Check = {
  code: 'L010',
  severity: 'error',
  tier: 'text',
  find: 'walk',
  title: 'a value of another kind',
  explanation:
    'A word takes values of a kind: a length, a number of cells, the name of a noun, a range. Another kind ' +
    'stands here.',
  bad: `language 1
${exampleGenes}develop cortex from mouse {
  space 1 mm, 1 mm
  start 20 cells
  step mouse
  stop at 1 day
}
`,
  good: `language 1
${exampleGenes}develop cortex from mouse {
  space 1 mm, 1 mm
  start 20 cells
  step 6 h
  stop at 1 day
}
`,
};
export const otherKind = (range: Range, found: string, expected: string, example: string): Diagnostic =>
  diagnostic(
    L010,
    range,
    `${found} stands where ${expected} must${example ? `: write for example \`${example}\`` : ''}.`,
    numberFrom(range, example),
  );
/** An example that is a number can stand as it is; a name would have to be declared. */
export const numberFrom = (range: Range, example: string): readonly Fix[] =>
  /^-?\d[\w.%/^ ]*$/.test(example) ? [replaceBy(range, example)] : [];
export const misplaced = (range: Range, message: string, fixes?: readonly Fix[]): Diagnostic =>
  diagnostic(L010, range, message, fixes);

const L011: Check = {
  code: 'L011',
  severity: 'error',
  tier: 'text',
  find: 'walk',
  title: 'something needed is missing',
  explanation: 'A noun or a word cannot do without this setting or value, and it has no default.',
  bad: `language 1
${exampleGenes}develop cortex from mouse {
  space 1 mm, 1 mm
  start 20 cells
  step 6 h
}
`,
  good: `language 1
${exampleGenes}develop cortex from mouse {
  space 1 mm, 1 mm
  start 20 cells
  step 6 h
  stop at 1 day
}
`,
};
export const missing = (
  range: Range,
  what: string,
  needs: string,
  example: string,
  fixes?: readonly Fix[],
): Diagnostic => diagnostic(L011, range, `${what} needs ${needs}: for example \`${example}\`.`, fixes);

const L012: Check = {
  code: 'L012',
  severity: 'error',
  tier: 'science',
  find: 'reader',
  title: 'a used file gives nothing',
  explanation:
    'A file named by `use` is not there, cannot be read, or uses, directly or through others, the file that uses it.',
  bad: `language 1
use "nowhere.anl"
${exampleGenes}`,
  good: `language 1\n${exampleGenes}`,
};
export const unusable = (range: Range, message: string): Diagnostic => diagnostic(L012, range, message);

const L013: Check = {
  code: 'L013',
  severity: 'error',
  tier: 'text',
  find: 'walk',
  title: 'arguments do not fit the function',
  explanation:
    'A call has an argument too many, one too few, or one that the function does not know. The message ' +
    'shows the function’s own form.',
  bad: `language 1
${exampleGenes}experiment fates {
  compare { wild = mouse;  none = knock_out(mouse) }
}
`,
  good: `language 1
${exampleGenes}experiment fates {
  compare { wild = mouse;  none = knock_out(mouse, Sox2) }
}
`,
};
export const wrongArguments = (range: Range, message: string, example: string, fixes?: readonly Fix[]): Diagnostic =>
  diagnostic(L013, range, `${message} Write for example \`${example}\`.`, fixes);

const L020: Check = {
  code: 'L020',
  severity: 'warning',
  tier: 'science',
  find: 'walk',
  title: 'a parameter that a used file has too',
  explanation:
    'A parameter holds in the file that declares it and in those that use the file. One of the same name that ' +
    'another file declares holds here alone: what comes from the used file keeps its own value. Give one of them ' +
    'another name, or remove this one.',
  bad: `language 1
use "sizes.anl"
let N = 80
connect wild { neurons N;  wire 0.2;  weights normal(0, 1) }
`,
  good: `language 1
use "sizes.anl"
connect wild { neurons N;  wire 0.2;  weights normal(0, 1) }
`,
};
export const hiding = (name: string, range: Range, path: string): Diagnostic =>
  diagnostic(
    L020,
    range,
    `"${path}" has a parameter \`${name}\` too: this one holds in this file, and what comes from there keeps its ` +
      'own. Give this one another name, or remove it.',
  );

export const languageChecks = { L001, L002, L003, L004, L005, L010, L011, L012, L013, L020 };
