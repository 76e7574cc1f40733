// Writes syntaxes/anlage.tmLanguage.json from the vocabulary. `npx tsx scripts/generate-grammar.ts` after a word was
// added; `--check` fails if it is out of date.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { labels } from '../grammar/index.ts';
import { counts, units } from '../catalogue/units.ts';
import { nouns } from '../language/nouns/index.ts';
import { studyWords } from '../language/vocabulary/study-words.ts';
import { functions, type Slot, type Word } from '../language/vocabulary/index.ts';

const file = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', 'syntaxes', 'anlage.tmLanguage.json');
const text = `${JSON.stringify(grammar(), null, 2)}\n`;
if (!process.argv.includes('--check')) fs.writeFileSync(file, text);
else if (fs.readFileSync(file, 'utf8') !== text) {
  console.error('syntaxes/anlage.tmLanguage.json is out of date: run npx tsx scripts/generate-grammar.ts');
  process.exitCode = 1;
}

function grammar(): object {
  const unit = `(?:${alternatives(Object.keys(units))})`;
  const words = [...nouns.flatMap((noun) => deep(noun.words)).filter(({ formOf }) => !formOf), ...studyWords];
  const slots = [
    ...words.flatMap(slotsOf),
    ...nouns.flatMap(({ labels: own }) => Object.values(own).flat()),
    ...functions.flatMap(({ parameters }) => parameters),
  ];
  const name = '(?:[A-Za-z_]\\w*|"[^"\\n]*")';
  const number = '\\d[\\d_]*(?:\\.\\d[\\d_]*)?(?:[eE][+-]?\\d+)?';
  const defining = words.filter(({ defines }) => defines).map(({ word }) => word);
  const constants = unique([
    ...slots.flatMap(({ type }) => (type.words ?? []).map(({ word }) => word)),
    ...slots.filter(({ type }) => type.flag).map((slot) => slot.name),
  ]);
  const beginning = '(?:^|(?<=[{;]))\\s*';
  return {
    $schema: 'https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json',
    name: 'Anlage',
    scopeName: 'source.anlage',
    fileTypes: ['anl'],
    patterns: [
      { include: '#comment' },
      { match: `^\\s*(language)\\b`, captures: { 1: { name: 'keyword.control.language.anlage' } } },
      {
        match: `^\\s*(use)\\s+("[^"\\n]*")`,
        captures: { 1: { name: 'keyword.control.import.anlage' }, 2: { name: 'string.quoted.double.anlage' } },
      },
      {
        match: `^\\s*(let)\\s+(${name})(?=\\s*=)`,
        captures: { 1: { name: 'keyword.declaration.anlage' }, 2: { name: 'variable.other.constant.anlage' } },
      },
      { match: '^\\s*(study)(?=\\s*\\{)', captures: { 1: { name: 'keyword.declaration.anlage' } } },
      {
        begin: `^\\s*(genes)\\s+(${name})`,
        end: '(?=^\\s*(?:' + alternatives(nouns.map(({ noun }) => noun)) + `)\\s+${name})|(?<=\\})`,
        beginCaptures: { 1: { name: 'keyword.declaration.anlage' }, 2: { name: 'entity.name.type.anlage' } },
        patterns: [{ include: '#geneBlock' }, { include: '#statement' }],
      },
      {
        match: `^\\s*(${alternatives(nouns.map(({ noun }) => noun))})\\s+(${name})`,
        captures: { 1: { name: 'keyword.declaration.anlage' }, 2: { name: 'entity.name.type.anlage' } },
      },
      { include: '#statement' },
    ],
    repository: {
      comment: { match: '#.*$', name: 'comment.line.number-sign.anlage' },
      geneBlock: {
        begin: '\\{',
        end: '\\}',
        beginCaptures: { 0: { name: 'punctuation.section.block.begin.anlage' } },
        endCaptures: { 0: { name: 'punctuation.section.block.end.anlage' } },
        patterns: [
          {
            match: `${beginning}(${name})(?=\\s*(?:,|=|->|-\\|))`,
            captures: { 1: { name: 'entity.name.variable.gene.anlage' } },
          },
          { include: '#statement' },
        ],
      },
      statement: {
        patterns: [
          { include: '#comment' },
          {
            match: `${beginning}(${alternatives(defining)})\\s+(${name})\\s*(=)`,
            captures: {
              1: { name: 'support.type.property-name.anlage' },
              2: { name: 'entity.name.function.definition.anlage' },
              3: { name: 'keyword.operator.assignment.anlage' },
            },
          },
          {
            match: `${beginning}(expect)(?:\\s+(every))?\\b`,
            captures: { 1: { name: 'keyword.control.expect.anlage' }, 2: { name: 'keyword.other.label.anlage' } },
          },
          {
            match: `${beginning}(${alternatives(words.map(({ word }) => word))})\\b(?!\\s*[=,])`,
            captures: { 1: { name: 'support.type.property-name.anlage' } },
          },
          { include: '#value' },
        ],
      },
      value: {
        patterns: [
          { match: '"[^"\\n]*"', name: 'string.quoted.double.anlage' },
          { match: '"[^"\\n]*$', name: 'invalid.illegal.unclosed-string.anlage' },
          {
            match: `\\b(${number})(?:\\s*(%|${unit}(?:[/*]${unit})*\\b|(?:${alternatives(Object.keys(counts))})\\b))?`,
            captures: { 1: { name: 'constant.numeric.anlage' }, 2: { name: 'keyword.other.unit.anlage' } },
          },
          {
            match: '\\b([A-Za-z_]\\w*)\\s*(:)',
            captures: {
              1: { name: 'variable.parameter.anlage' },
              2: { name: 'punctuation.separator.argument.anlage' },
            },
          },
          { match: '\\b(and|or|not)\\b', name: 'keyword.operator.logical.anlage' },
          {
            match: `\\b(in)\\s+(${unit}(?:[/*]${unit})*)\\b`,
            captures: { 1: { name: 'keyword.other.label.anlage' }, 2: { name: 'keyword.other.unit.anlage' } },
          },
          { match: '\\bmatches\\b(?=\\s*")', name: 'keyword.other.label.anlage' },
          { match: `\\b(?:${alternatives(labels)})\\b`, name: 'keyword.other.label.anlage' },
          {
            match: `\\b(?:${alternatives(functions.map(({ name: own }) => own))})(?=\\s*\\()`,
            name: 'support.function.anlage',
          },
          { match: '\\b[A-Za-z_]\\w*(?=\\s*\\()', name: 'entity.name.function.anlage' },
          { match: `\\b(?:${alternatives(constants)})\\b`, name: 'support.constant.anlage' },
          { match: '->|-\\|', name: 'keyword.operator.regulation.anlage' },
          { match: '\\.\\.', name: 'keyword.operator.range.anlage' },
          { match: '<=|>=|<|>', name: 'keyword.operator.comparison.anlage' },
          { match: '=', name: 'keyword.operator.assignment.anlage' },
          { match: '[!&|]', name: 'keyword.operator.logical.anlage' },
          { match: '[-+*/^]', name: 'keyword.operator.arithmetic.anlage' },
          { match: '[,;]', name: 'punctuation.separator.anlage' },
          { match: '[{}]', name: 'punctuation.section.block.anlage' },
          { match: '[A-Za-z_]\\w*', name: 'variable.other.anlage' },
        ],
      },
    },
  };
}

/** A word and all the words of its block. */
function deep(words: readonly Word[]): Word[] {
  return words.flatMap((word) => [word, ...deep(word.block ?? [])]);
}
function slotsOf(word: Word): Slot[] {
  return [...(word.items ?? []), ...(word.options ?? []), ...Object.values(word.labels ?? {}).flat()];
}
function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)].filter((one) => /^\w+$/.test(one)).sort();
}
/** Longest first, so that no word hides a longer one. */
function alternatives(texts: readonly string[]): string {
  return unique(texts)
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
    .join('|');
}
