import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** A text that is meant to bring the server down, and the files beside it. */
export interface Hostile {
  readonly what: string;
  readonly text: string;
  readonly files?: Readonly<Record<string, string>>;
}

const times = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('');
const genes = 'genes mouse {\n  Sox2, Sox2\n  fate stem = Sox2\n}\n';
const develop = (statements: string): string =>
  `${genes}develop cortex from mouse { space 1 mm, 1 mm;  step 6 h;  stop at 1 day;  ${statements} }\n`;
const experiment = (statements: string): string =>
  `connect w { neurons 20;  weights normal(0, 1) }\nexperiment e { compare { a = w };  ${statements} }\n`;
const inherited = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'prototype'];

function inheritedNames(): string {
  const nouns = inherited.map(
    (name) =>
      `genes ${name} {\n  input ${name}_in, ${name}\n` +
      inherited.map((gene) => `  ${gene}, ${gene} & !${name}\n`).join('') +
      `  fate ${name} = ${name}\n}\n`,
  );
  const experiments = inherited.map(
    (name) =>
      `experiment ${name} {\n  compare { ${name} = ${name};  other = knock_out(${name}, ${name}) }\n` +
      `  vary ${name} in 1, 2 ${name}\n  measure ${name} = ${name}(${name})\n  ${name} ${name} ${name}\n` +
      `  expect ${name} of ${name} > ${name}(${name}) at ${name} = 1\n  plot ${name} by ${name}\n}\n`,
  );
  const unknown = inherited.map((name) => `${name} ${name} { ${name} }\nconnect ${name}1 from ${name} { ${name} }\n`);
  return [...nouns, ...experiments, ...unknown].join('');
}
/** Every kind of file, under a name that is none. */
const takingFrom = (name: string): string =>
  `use "${name}.anl"\nconnect ${name}1 from "${name}.csv"\nconnect ${name}2 { matrix "${name}.npy" }\n` +
  `data ${name}3 from "${name}.csv" { positions from "${name}.csv" }\ndata ${name}4 from "${name}.npy"\n` +
  `genes ${name}5 from "${name}.bnet"\n`;
const rules = (count: number, rule: (index: number) => string): string =>
  `genes a {\n${times(count, (index) => `  G${index}, ${rule(index)}\n`)}  fate f = G0\n}\n`;

const deep = 1e5;
const texts: readonly Hostile[] = [
  { what: 'parentheses in parentheses', text: `genes a {\n  A, ${'('.repeat(deep)}A${')'.repeat(deep)}\n}\n` },
  { what: 'parentheses never closed', text: `genes a {\n  A, ${'('.repeat(deep)}A\n}\n` },
  { what: 'blocks in blocks', text: times(deep, (index) => `${' '.repeat(index % 50)}a {\n`) },
  { what: 'not not not', text: `genes a {\n  A, ${'!'.repeat(deep)}A\n}\n` },
  { what: 'minus minus minus', text: experiment(`measure m = edges();  expect m of a > ${'-'.repeat(deep)}1`) },
  { what: 'towers of powers', text: experiment(`measure m = edges();  expect m of a > ${'9^'.repeat(8e4)}9`) },
  { what: 'calls in calls', text: experiment(`measure m = ${'edges('.repeat(deep)}`) },
  {
    what: 'changes of changes',
    text: experiment(`plot spectrum`).replace('a = w', `a = w${' with w = w'.repeat(deep / 10)}`),
  },
  { what: 'a million terms', text: `genes a {\n  A, A${' | A'.repeat(1e6)}\n}\n` },
  { what: 'many terms', text: `genes a {\n  A, A${' | A'.repeat(8e4)}\n}\n` },
  { what: 'sums of many terms', text: experiment(`measure m = edges();  expect m of a > 1${' + 1'.repeat(8e4)}`) },
  { what: 'a thousand million seeds', text: experiment('seeds 1000000000') },
  { what: 'seeds beyond all numbers', text: experiment('seeds 1 .. 1e300, 1e999999999') },
  { what: 'a thousand million neurons', text: 'connect w { neurons 1000000000;  weights normal(0, 1) }\n' },
  {
    what: 'a thousand million cells',
    text: develop('start 1000000000 cells as stem;  divide stem every 1 h until 1000000000 cells'),
  },
  {
    what: 'a large matrix',
    text: 'connect w { neurons 20000;  weights normal(0, 1);  spectrum max 1 }\ndynamics d of w { model linear }\n',
  },
  {
    what: 'points of a sweep beyond counting',
    text: experiment(times(4, (index) => `vary v${index} in 1 .. 1000;  `)),
  },
  { what: 'a sweep of small steps', text: experiment('vary v in 0 .. 1000000000000;  vary u in 0 .. 1 by 1e-12') },
  {
    what: 'nouns like themselves',
    text: ['genes', 'develop', 'connect', 'data', 'task', 'dynamics', 'network', 'experiment']
      .map(
        (noun) =>
          `${noun} ${noun}1 like ${noun}1 { }\n${noun} ${noun}2 like ${noun}3 { }\n` +
          `${noun} ${noun}3 like ${noun}2 { }\n`,
      )
      .join(''),
  },
  {
    what: 'nouns from and of themselves',
    text: 'develop d from d { }\nconnect c from c { }\ndynamics y of y { }\nnetwork n { recurrent n }\ndata t from t\n',
  },
  {
    what: 'a chain of like',
    text: `connect c0 { neurons 3 }\n${times(3000, (index) => `connect c${index + 1} like c${index} { }\n`)}`,
  },
  {
    what: 'a file that uses itself',
    text: 'use "text.anl"\nuse "./text.anl"\nuse "one.anl"\n',
    files: { 'one.anl': 'use "two.anl"\n', 'two.anl': 'use "one.anl"\nuse "text.anl"\n' },
  },
  {
    what: 'diamonds of use',
    text: 'use "fan0.anl"\nuse "./fan0.anl"\n',
    files: Object.fromEntries(
      Array.from({ length: 25 }, (_, index) => [
        `fan${index}.anl`,
        index < 24 ? `use "fan${index + 1}.anl"\nuse "./fan${index + 1}.anl"\n` : genes,
      ]),
    ),
  },
  { what: 'names of inherited properties', text: inheritedNames() },
  { what: 'a line of a million characters', text: `# ${'x'.repeat(1e6)}\n${genes}` },
  {
    what: 'names of two hundred thousand characters',
    text: `genes ${'x'.repeat(2e5)} {\n  ${'A'.repeat(2e5)}, ${'B'.repeat(2e5)}\n}\n`,
  },
  { what: 'a number of a million digits', text: experiment(`seeds ${'9'.repeat(1e6)}`) },
  { what: 'a string of a million characters', text: `use "${'../'.repeat(3e5)}x.anl"\n` },
  {
    what: 'bytes that are no text',
    text: `\u0000${genes}\u0000\u0001\ufffe\uffff\ud800 \udc00\ud800\n# \ud83d\n"\udfff"\ufeff\n`,
  },
  { what: 'a hundred thousand lines of nothing', text: '\n'.repeat(deep) },
  { what: 'a hundred thousand marks', text: ';,{"#}\r'.repeat(deep) },
  {
    what: 'a hundred thousand unknown words',
    text: `genes a {\n${times(2e4, (index) => `  upd${index}ate asynchronous\n`)}}\n`,
  },
  {
    what: 'names nearly declared',
    text: `genes a {\n${times(2000, (index) => `  Gene${index}a, Gene${index}b\n`)}}\n`,
  },
  {
    what: 'sixty genes that all depend on each other',
    text: rules(60, (index) => times(59, (other) => `G${(index + other) % 60} & !`) + `G${index}`),
  },
  { what: 'ten thousand genes', text: rules(1e4, (index) => `G${(index * 7) % 1e4} & !G${(index * 13) % 1e4}`) },
  {
    what: 'a screen of pairs of many genes',
    text:
      rules(2000, (index) => `G${index}`) +
      'experiment e {\n  compare { a = a }\n  screen pairs of genes\n  measure b = basin(f)\n' +
      '  expect b of pairs_G1_G2 > 1\n}\n',
  },
  {
    what: 'many conditions and claims',
    text: experiment(
      times(2000, (index) => `measure m${index} = edges();  expect m${index} of c${index} > m${index} of a;  `),
    ).replace(
      'a = w',
      times(2000, (index) => `c${index} = w;  `),
    ),
  },
  { what: 'many declarations', text: times(5000, (index) => `connect c${index} { neurons 3 }\n`) },
  {
    what: 'many experiments',
    text:
      genes +
      times(
        2000,
        (index) => `experiment e${index} { compare { a = mouse };  measure b = basin(stem);  expect b of a > 0 }\n`,
      ),
  },
  { what: 'many declarations of one name', text: times(5000, () => 'connect c { neurons 3 }\n') },
  { what: 'many inputs', text: `genes a {\n  input ${times(2e4, (index) => `I${index}, `)}J\n  A, J\n}\n` },
  { what: 'quotes never closed', text: 'use "\n'.repeat(2e4) },
  {
    what: 'tables of expression with no end',
    text:
      'genes g from "zero.csv" { order by rows }\ngenes h from "pipe.csv" { order by rows }\n' +
      'genes i from "zero.bnet"\ngenes j from "pipe.bnet"\n',
  },
  {
    what: 'devices and pipes as data',
    text: ['zero', 'pipe', 'linked', 'sparse', 'folder'].map(takingFrom).join(''),
  },
];

/** Files that are none, and one that is too large, of every ending. */
export function writeTraps(folder: string): void {
  for (const ending of ['anl', 'csv', 'npy', 'bnet']) {
    fs.symlinkSync('/dev/zero', path.join(folder, `zero.${ending}`));
    execFileSync('mkfifo', [path.join(folder, `pipe.${ending}`)]);
    execFileSync('mkfifo', [path.join(folder, `other.${ending}`)]);
    fs.symlinkSync(`other.${ending}`, path.join(folder, `linked.${ending}`));
    fs.writeFileSync(path.join(folder, `sparse.${ending}`), '');
    fs.truncateSync(path.join(folder, `sparse.${ending}`), 2 ** 40);
    fs.mkdirSync(path.join(folder, `folder.${ending}`));
  }
}

export const hostileTexts = texts;
