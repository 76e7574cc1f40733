import { survivesDamage } from './fuzz.ts';

survivesDamage(
  'maboss',
  `#name:NKX2_1:"NKX2-1"
// a comment
node Sox2 {
  description = "of \\"itself\\"";
  logic = Sox2 AND NOT (Tbr1 ^ NKX2_1);
  rate_up = @logic ? $u : 0.0;
  rate_down = @logic ? 0 : $d / 2;
}
node NKX2_1 { own = Sox2 | Tbr1; rate_up = @own * 0.5 + 1e-3; rate_down = !@own >= 1; }
/* an input */
node Tbr1 { rate_up = 0; rate_down = 0.; }
`,
  [
    'node',
    '{',
    '}',
    ';',
    '=',
    '?',
    ':',
    '@logic',
    '@own',
    '$u',
    '/*',
    '*/',
    '//',
    '#',
    '"',
    '(',
    ')',
    ' - ',
    ' / 0',
    ' XOR ',
    ' <= ',
    '!!',
    'log(2)',
    'division',
    '\n',
    '\u0000',
    'β',
  ],
  3000,
);
