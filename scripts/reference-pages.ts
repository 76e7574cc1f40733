// The pages of the manual that say what the vocabulary says, as Markdown by path under docs/.
import { citations } from '../catalogue/citations.ts';
import { checks } from '../language/index.ts';
import { type NoteKind, noteKinds } from '../results/note-codes.ts';
import { describe, units } from '../catalogue/units.ts';
import { nouns } from '../language/nouns/index.ts';
import {
  type ConnectingWord,
  connectingWords,
  type FunctionEntry,
  functions,
  type NounEntry,
  claimFunctions,
  type Slot,
  takesBeyondWords,
  type Word,
} from '../language/vocabulary/index.ts';

export function referencePages(): Readonly<Record<string, string>> {
  return {
    'reference/README.md': contents(),
    ...Object.fromEntries(nouns.map((entry) => [`reference/${entry.noun}.md`, nounPage(entry)])),
    'reference/connecting-words.md': connectingPage(),
    'reference/functions.md': functionsPage(),
    'reference/units.md': unitsPage(),
    'diagnostics/README.md': diagnosticsPage(),
    ...Object.fromEntries(checks.map((check) => [`diagnostics/${check.code}.md`, checkPage(check)])),
    ...Object.fromEntries(noteKinds.map((kind) => [`diagnostics/${kind.code}.md`, notePage(kind)])),
  };
}

const generated = '<!-- Written by scripts/generate-docs.ts from the vocabulary; change it there. -->\n';
const page = (title: string, ...parts: readonly (string | undefined)[]): string =>
  `${generated}# ${title}\n\n${parts.filter((part) => part !== undefined && part !== '').join('\n\n')}\n`;
const code = (text: string): string => `\`\`\`anlage\n${text.trimEnd()}\n\`\`\``;
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  rows.length === 0
    ? ''
    : [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');
const later = (entry: { readonly status?: string }): string => (entry.status === 'later' ? ' *(a later version)*' : '');
const defaultOf = ({
  default: given,
}: {
  readonly default?: { readonly text: string; readonly source: string };
}): string => (given ? `\`${given.text}\` (${given.source})` : '');

function contents(): string {
  return page(
    'Reference',
    'Every word of the language, from the table that completion, hover and the checks read. Words marked ' +
      '*(a later version)* are known and checked, and cannot run yet.',
    table(
      ['noun', 'meaning'],
      nouns.map((entry) => [`[\`${entry.noun}\`](${entry.noun}.md)${later(entry)}`, entry.documentation]),
    ),
    '- [Connecting words](connecting-words.md): `with`, `of`, `expect`, `within` …\n' +
      '- [Functions, controls and measures](functions.md)\n- [Units](units.md)\n- ' +
      '[Diagnostics](../diagnostics/README.md)',
  );
}

function nounPage(entry: NounEntry): string {
  const labels = Object.values(entry.labels).flat();
  return page(
    `\`${entry.noun}\`${later(entry)}`,
    entry.documentation,
    code(entry.example),
    labels.length > 0 ? `## After the name\n\n${slotTable(entry, labels)}` : '',
    entry.rules
      ? '## Rules\n\n`Gene, rule` (or `Gene = rule`) with `!`, `&`, `|` or `not`, `and`, `or`; `A -> B` and ' +
          '`A -| B` declare signs that the rules are held against.'
      : '',
    `## Settings\n\n${entry.words.map((word) => wordSection(word, '###')).join('\n\n')}`,
  );
}

function wordSection(word: Word, heading: string): string {
  const slots = [...(word.items ?? []), ...Object.values(word.labels ?? {}).flat(), ...(word.options ?? [])];
  const facts = [
    word.required ? 'Needed.' : '',
    word.repeats ? 'May stand more than once.' : '',
    word.default ? `Default: ${defaultOf(word)}.` : '',
  ]
    .filter(Boolean)
    .join(' ');
  return [
    `${heading} \`${word.formOf ? word.example : word.word}\`${later(word)}`,
    word.documentation,
    code(word.example),
    facts,
    slotTable(word, slots),
    ...(word.block ?? []).map((inner) => wordSection(inner, `${heading}#`)),
  ]
    .filter(Boolean)
    .join('\n\n');
}
/** A list of more words than these is a table of its own: a cell is for a glance. */
const mostInCell = 11;

function slotTable(entry: Pick<Word, 'labels' | 'options' | 'items'>, slots: readonly Slot[]): string {
  const rows = slots.map((slot) => [
    `${written(entry, slot)}${later(slot)}`,
    takes(slot),
    `${slot.documentation}${isLong(slot) ? '' : meanings(slot)}${quantities(slot)}`,
    defaultOf(slot),
  ]);
  return [table(['written', 'takes', 'meaning', 'default'], rows), ...slots.filter(isLong).map(choiceTable)]
    .filter(Boolean)
    .join('\n\n');
}
function written(entry: Pick<Word, 'labels' | 'options' | 'items'>, slot: Slot): string {
  const label = Object.entries(entry.labels ?? {}).find(([, known]) => known.includes(slot))?.[0];
  if (label === slot.name || entry.options?.includes(slot)) return `\`${slot.name}\``;
  return label === undefined ? slot.name : `\`${label}\` ${slot.name}`;
}
/** The words that may stand there, all of them, and what else may. */
function takes({ type, many }: Slot): string {
  if (type.flag) return 'stands by itself';
  const says = `${type.says}${many ? ', several' : ''}`;
  const words = type.words ?? [];
  if (words.length === 0) return says;
  if (words.length > mostInCell) return `${says}; all words stand below`;
  const listed = words.map(({ word }) => `\`${word}\``).join(', ');
  if (!takesBeyondWords(type)) return listed;
  const saysAll = words.every(({ word }) => new RegExp(`\\b${word}\\b`).test(type.says));
  return saysAll ? says : `${listed}, or ${says}`;
}
const isLong = ({ type }: Slot): boolean => (type.words ?? []).length > mostInCell;
const meanings = ({ type }: Slot): string =>
  (type.words ?? []).map((choice) => ` \`${choice.word}\`${later(choice)}: ${choice.documentation}`).join('');
const choiceTable = ({ name, type }: Slot): string =>
  table(
    [name, 'meaning'],
    (type.words ?? []).map((choice) => [`\`${choice.word}\`${later(choice)}`, choice.documentation]),
  );
const quantities = ({ type }: Slot): string =>
  type.expression?.quantities.length
    ? ` Knows ` +
      `${type.expression.quantities
        .map(({ name, documentation }) => `\`${name}\` (${documentation.replace(/\.$/, '')})`)
        .join(', ')}.`
    : '';

/** Titles of the places that connecting words stand in, in the order of the page. */
const places: Readonly<Record<ConnectingWord['place'], string>> = {
  file: 'At the top of a file',
  noun: 'Behind the name of a noun',
  condition: 'Behind a noun that is compared',
  claim: 'In claims',
  rule: 'In rules and conditions',
};
function connectingPage(): string {
  return page(
    'Connecting words',
    'Small words that belong to no noun. Labels such as `to` and `until` stand on the pages of the nouns, with the ' +
      'word they follow. A name spelt like one of them all stands in double quotes.',
    ...Object.entries(places).map(([place, title]) => {
      const words = connectingWords.filter((word) => word.place === place);
      const sections = words.flatMap(({ word, documentation, example, block = [] }) => [
        `### \`${word}\`\n\n${documentation}\n\n${code(example)}`,
        ...block.map((inner) => wordSection(inner, '####')),
      ]);
      return `## ${title}\n\n${sections.join('\n\n')}`;
    }),
  );
}

function functionsPage(): string {
  const of = (title: string, wanted: (entry: FunctionEntry) => boolean): string =>
    `## ${title}\n\n${functions.filter(wanted).map(functionSection).join('\n\n')}`;
  const isControl = ({ preserves, changes }: FunctionEntry): boolean =>
    preserves !== undefined && changes !== undefined;
  const groups: readonly FunctionEntry['result'][] = [
    'optimiser',
    'schedule',
    'measure',
    'matrix',
    'cells',
    'modes',
    'number',
    'distribution',
    'initialisation',
  ];
  return page(
    'Functions, controls and measures',
    of('Controls and interventions', isControl),
    of('Optimisers', ({ result }) => result === 'optimiser'),
    of('Schedules', ({ result }) => result === 'schedule'),
    of('Measures', ({ result }) => result === 'measure'),
    of('What measures are taken of', ({ result }) => ['matrix', 'cells', 'modes'].includes(result)),
    of('Mathematics', ({ result }) => result === 'number'),
    of('Distributions', ({ result }) => result === 'distribution'),
    of('What recurrent weights begin as', ({ result }) => result === 'initialisation'),
    of('Others', (entry) => !isControl(entry) && !groups.includes(entry.result)),
    `## Inside \`expect\`\n\n${claimFunctions.map(functionSection).join('\n\n')}`,
  );
}
function functionSection(entry: FunctionEntry): string {
  const slots = entry.parameters.map((slot) => (slot.optional ? `${slot.name}?` : slot.name));
  return [
    `### \`${entry.name}${entry.isPrefix ? ` ${slots.join(', ')}` : `(${slots.join(', ')})`}\`${later(entry)}`,
    entry.documentation,
    entry.preserves ? `Preserves: ${entry.preserves}. Changes: ${entry.changes}.` : '',
    entry.nullOf ? `A null of: ${entry.nullOf.map((name) => `\`${name}\``).join(', ')}.` : '',
    code(entry.example),
    slotTable({ items: entry.parameters }, entry.parameters),
    entry.sources ? `From: ${entry.sources.map((key) => citations[key]).join(' ')}` : '',
  ]
    .filter(Boolean)
    .join('\n\n');
}

function unitsPage(): string {
  const dimensions = [...new Set(Object.values(units).map(({ dimension }) => describe(dimension)))];
  return page(
    'Units',
    'A unit stands directly after a number, or after `in`. Products and quotients are written without ' +
      'spaces: `um/h`. Counts read as units too: `5000 cells`, `20 steps`.',
    table(
      ['what', 'units'],
      dimensions.map((name) => [
        name,
        Object.keys(units)
          .filter((unit) => describe(units[unit].dimension) === name)
          .map((unit) => `\`${unit}\``)
          .join(' '),
      ]),
    ),
  );
}

function diagnosticsPage(): string {
  return page(
    'Diagnostics',
    'Codes are stable. Errors stop a run; warnings and hints do not. `# warns: CODE` on a file’s first ' +
      'lines lists the warnings it is meant to give.',
    table(
      ['code', '', 'says'],
      checks.map(({ code: name, severity, title }) => [`[${name}](${name}.md)`, severity, title]),
    ),
    '## Notes\n\nWhat a run says of its results though nobody asked. A note stops nothing. C024, S061 and ' +
      'S062 are said by runs too.',
    table(
      ['code', 'says'],
      noteKinds.map(({ code: name, title }) => [`[${name}](${name}.md)`, title]),
    ),
  );
}
function notePage({ code: name, title, explanation }: NoteKind): string {
  return page(`${name} (note of a run): ${title}`, explanation, '[All diagnostics](README.md)');
}
function checkPage({ code: name, severity, title, explanation, bad, good, tier }: (typeof checks)[number]): string {
  return page(
    `${name} (${severity}): ${title}`,
    explanation,
    tier === 'science' ? 'Found by computing or by reading files, a moment after the text’s own checks.' : '',
    bad && `This gives it:\n\n${code(bad)}`,
    bad && `This does not:\n\n${code(good)}`,
    '[All diagnostics](README.md)',
  );
}
