import { writeRules } from '../../../formats/index.ts';
import { network } from './files.ts';
import { survivesDamage } from './fuzz.ts';

const [a, b, c] = ['Sox2', 'NKX2-1', 'Tbr1 & co'].map((gene) => ({ gene }));
const sample = writeRules(
  network({
    genes: [
      { name: a.gene, rule: { and: [a, { not: c }] } },
      { name: b.gene, rule: { or: [{ and: [a, b] }, { not: { or: [c, a] } }] } },
    ],
    inputs: [c.gene],
    signs: [{ source: a.gene, target: b.gene, sign: 1 }],
  }),
  'sbml',
  { Sox2: 1 },
);
survivesDamage('sbml', sample, [
  '<',
  '>',
  '/',
  '"',
  '&',
  '&amp;',
  '&#x41;',
  '&x;',
  '<!DOCTYPE sbml [<!ENTITY x "y">]>',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<?',
  '<and/>',
  '<apply>',
  '</apply>',
  '<ci>Sox2</ci>',
  '<cn>2</cn>',
  'qual:maxLevel="3"',
  ' x="1"',
  '2',
  '-1',
  '\n',
  '\u0000',
  '\ufeff',
  '<qual:functionTerm qual:resultLevel="1">',
  'β',
  '<true/>',
  '<plus/>',
  'dual',
]);
