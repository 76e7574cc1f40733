import { survivesDamage } from './fuzz.ts';

survivesDamage(
  'boolode',
  `Gene\tRule
Gata2\tGata2 and (not(Pu1 or (Gata1 and Fog1)))
Gata1\t(Gata1 or Gata2 or Fli1) and (not(Pu1))
Fog1\tGata1
Fli1\tGata1 and not Eklf
Pu1\t1
`,
  [
    '\t',
    ' not',
    ' and ',
    ' or ',
    '(',
    ')',
    '\n',
    '\r',
    '"',
    '#',
    'Gene\tRule\n',
    "['g1']\t[1]",
    'Gata1',
    '\u0000',
    '\ufeff',
    '\t\t',
    'not(',
    '0',
    'β',
  ],
);
