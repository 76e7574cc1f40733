import { survivesDamage } from './fuzz.ts';

survivesDamage(
  'bnet',
  `targets, factors
# a comment
Sox2, Sox2 & !(Tbr1 | "NKX2-1")
Pax6, ((Sox2 and not Tbr1) || Emx2)
Tbr1, !Sox2 & (Pax6 | 1)
"NKX2-1", 0
Emx2, Emx2
`,
  [
    '&',
    '|',
    '!',
    '(',
    ')',
    ',',
    '"',
    '#',
    '\n',
    '\r\n',
    ' not ',
    ' and ',
    '1',
    'targets, factors\n',
    'Sox2',
    '[-1]',
    '\u0000',
    '\ufeff',
    'β',
    '((((',
    '!!!!',
    'timeis(3)',
    ', 0.5',
  ],
);
