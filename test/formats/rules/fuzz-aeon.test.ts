import { survivesDamage } from './fuzz.ts';

survivesDamage(
  'aeon',
  `#position:Sox2:120.5,-3
#name:NKX2_1:"NKX2-1"
Sox2 -> Sox2
Tbr1 -| Sox2
NKX2_1 ->? Pax6
Sox2 -? Pax6
Tbr1 -?? Pax6
Wnt -|? Tbr1
$Sox2: Sox2 & !Tbr1
$Pax6: (NKX2_1 <=> Sox2) | Tbr1 & true
$Tbr1: !Wnt ^ false
`,
  [
    '->',
    '-|',
    '-?',
    '?',
    '$',
    ':',
    '#',
    '\n',
    '\r\n',
    '&',
    '|',
    '!',
    '^',
    '=>',
    '<=>',
    '(',
    ')',
    'Sox2',
    'p(Sox2, Tbr1)',
    '"',
    'true',
    '\u0000',
    '\ufeff',
    '#name:Sox2:"x"\n',
    'β',
    '{',
    '}',
  ],
);
