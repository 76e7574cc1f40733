import { survivesDamage } from './fuzz.ts';

survivesDamage(
  'ginml',
  `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE gxl SYSTEM "http://ginsim.org/GINML_2_2.dtd">
<gxl><!--
#name:NKX2_1:"NKX2-1"
-->
<graph class="regulatory" id="g" nodeorder="Sox2 NKX2_1 Tbr1">
<node id="Sox2" maxvalue="1" basevalue="1"><parameter idActiveInteractions="Tbr1:Sox2 NKX2_1:Sox2" val="1"/></node>
<node id="NKX2_1" maxvalue="1"><value val="1"><exp str="Sox2 &amp; !(Tbr1:1 | NKX2_1)"/></value></node>
<node id="Tbr1" maxvalue="1" input="true"/>
<edge id="Tbr1:Sox2" from="Tbr1" to="Sox2" minvalue="1" sign="negative"/>
<edge id="NKX2_1:Sox2" from="NKX2_1" to="Sox2" effects="1:positive"/>
<edge id="Sox2:NKX2_1" from="Sox2" to="NKX2_1"/>
<edge id="Tbr1:NKX2_1" from="Tbr1" to="NKX2_1"/>
<edge id="NKX2_1:NKX2_1" from="NKX2_1" to="NKX2_1"/>
</graph></gxl>
`,
  [
    '<',
    '>',
    '"',
    '&amp;',
    '<!DOCTYPE gxl>',
    '<!DOCTYPE',
    '-->',
    'val="1"',
    'val="0"',
    'maxvalue="2"',
    'input="true"',
    '<parameter val="1"/>',
    '<exp str="Sox2"/>',
    ' | ',
    '!',
    '(',
    ')',
    'Tbr1',
    'id="Sox2"',
    '\n',
    '\u0000',
    'β',
  ],
  3000,
);
