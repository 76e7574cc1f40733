import { survivesDamage } from './fuzz.ts';

survivesDamage(
  'booleannet',
  `# a comment
#name:NKX2_1:"NKX2-1"
Sox2 = Tbr1 = True
NKX2_1 = Random
Pax6 = False
Sox2* = Sox2 and not (Tbr1 or NKX2_1)
Pax6* = Sox2 or Pax6 and not Tbr1
Tbr1* = not Sox2
`,
  [
    '*',
    '=',
    ' = True',
    '1: ',
    ':',
    ' not ',
    ' and ',
    ' or ',
    '(',
    ')',
    '\n',
    '\r',
    '#',
    '"',
    'Random',
    '0.5',
    '(1, 2)',
    'Sox2',
    '\u0000',
    '\ufeff',
    'β',
    ',',
  ],
);
