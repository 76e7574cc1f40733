import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { GeneNetwork } from '../../engine/genes/index.ts';
import { encodeText, readRules } from '../../formats/index.ts';
import { tasks } from '../../catalogue/tasks/index.ts';
import { parse } from '../../grammar/index.ts';
import { describeDeclaration } from '../../language/canonical/description.ts';
import { scopeIn } from '../../language/canonical/scope.ts';
import { fileScope } from '../../language/imports.ts';
import { inferenceOf } from '../../language/inferred-genes.ts';
import { nounOf, nouns } from '../../language/nouns/index.ts';
import { allowed } from '../../language/view.ts';
import type { Word } from '../../language/vocabulary/index.ts';

const declared = nouns.filter(({ noun }) => noun !== 'experiment');
/** What may be said of a noun depends on where it comes from: of each kind its example, and the other ways. */
const bases = [
  ...declared.map(({ example }) => example),
  'genes inferred from "cells.csv"',
  'genes opened from "open.aeon" { member 1 }',
  'connect grown from cortex',
  'connect grouped { neurons 20;  groups 4;  weights normal(0, 1) }',
  'connect populated { neurons 20;  groups E 80 %, I 20 %;  wire 0.2;  weights normal(0, 1) }',
  'connect ringed { neurons 20;  place ring;  wire if(ring_distance <= 2, 1, 0);  weights 1 }',
  'connect listed from "edges.csv"',
  'connect whole from "w.csv" { square }',
  'connect field from "4_7_8"',
  'data heard from "spikes.csv" { rows neurons;  sampled at 10 Hz }',
  'data rats from "rats/*.npy" { rows times;  sampled at 20 Hz }',
  'data mice from "mice/*.npy" { rows times;  sampled at 20 Hz;  subjects from "mice.csv" by id;  group by sex }',
  'data cells from "types.csv" { column ri in MOhm }',
  'connect tiled from heard { weights sttc }',
  'network clocked { neurons 3;  input 2;  readout 1;  tau 1 s;  dt 100 ms }',
  ...tasks.map(({ name }) => `task a_${name} is ${name}`),
];

/** A gene of two regulators and no rule. */
const { genes, inputs, signs, open } = readRules(encodeText('A -> B\nC -> B\n$A: C\n$C: A\n'), 'open.aeon');
const opened: GeneNetwork = { genes, inputs, signs, open, fates: [], update: 'synchronous', fixed: {} };

/** The canonical form of a variant of a base, and what it asks to be inferred; undefined where it is refused. */
function formOf(noun: string, base: string, changes: string): string | undefined {
  const { tree } = parse(`language 1\n${bases.join('\n')}\n${noun} variant like ${base} { ${changes} }\n`);
  const file = fileScope(tree, new Map());
  const scope = scopeIn(file, new Map([['open.aeon', opened]]), new Set(['gain']));
  const description = describeDeclaration(tree.declarations.at(-1)!, file, scope);
  const meant = allowed(() => nounOf(description)) ?? (noun === 'genes' ? inferenceOf(description) : undefined);
  return meant && JSON.stringify(meant);
}
/** A word as its example says it; with another number, text or choice; and with each of its flags. */
function variants({ example, items = [], options = [] }: Word): readonly string[] {
  const choices = items.flatMap(({ type }) => type.words ?? []).filter(({ status }) => status !== 'later');
  const chosen = choices.find(({ word }) => example.split(' ').includes(word));
  return [
    example,
    example.replace(/\d+(\.\d+)?/, (number) => String(2 * Number(number))),
    example.replace('"', '"other_'),
    ...(chosen ? choices.map(({ word }) => example.replace(` ${chosen.word}`, ` ${word}`)) : []),
    ...options.filter(({ type, status }) => type.flag && status !== 'later').map(({ name }) => `${example}, ${name}`),
  ];
}

describe('what is said of a noun is in its canonical form', () => {
  for (const { noun, words } of declared)
    for (const word of words.filter(({ status }) => status !== 'later'))
      it(`${noun}: ${word.word}`, () => {
        const heard = bases.some((base) => {
          const [kind, name] = base.split(' ');
          if (kind !== noun) return false;
          const forms = ['', ...variants(word)].map((changes) => formOf(noun, name, changes));
          return new Set(forms.filter((form) => form !== undefined)).size > 1;
        });
        assert.ok(heard, `\`${word.example}\` changes nothing: formOf of ${noun}-noun.ts does not read it`);
      });
});
