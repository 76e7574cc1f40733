/** Files that are valid and not as one expects: read as they are meant, with a note, or refused by name. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeText } from '../../formats/index.ts';
import { wholeMatrix } from '../../language/whole-matrix.ts';

const W = '0 0.5 0 0 3 -2 1.25 0 0';
const columns = (names: string): string => `${names}\nb,a,0.5\nb,b,3\na,a,0\n`;
const graphml = (name: string, type: string, value: string): string =>
  `<graphml><key id="k" for="edge" attr.name="${name}" attr.type="${type}"/><graph edgedefault="directed">` +
  `<node id="a"/><node id="b"/><edge source="b" target="a"><data key="k">${value}</data></edge></graph></graphml>`;

for (const [what, name, text, expected, note] of [
  [
    'R, write.table without quotes',
    'w.txt',
    'V1 V2 V3\n1 0 0.5 0\n2 0 3 -2\n3 1.25 0 0\n',
    W,
    /rows are called 1, 2, 3/,
  ],
  ['R, write.csv without names', 'w.csv', '"","V1","V2","V3"\n"1",0,0.5,0\n"2",0,3,-2\n"3",1.25,0,0', W, /V1, V2, V3/],
  ['R, names of rows alone', 'w.csv', '"a",0,0.5,0\n"b",0,3,-2\n"c",1.25,0,0\n', W, undefined],
  [
    'pandas, names of columns alone',
    'w.csv',
    ',a,b,c\n0,0,0.5,0\n1,0,3,-2\n2,1.25,0,0\n',
    W,
    /rows are called 0, 1, 2/,
  ],
  ['pandas, counted', 'w.csv', ',0,1,2\n0,0,0.5,0\n1,0,3,-2\n2,1.25,0,0\n', W, /first line and the first column count/],
  ['lines end as on old machines', 'w.csv', '0,0.5,0\r0,3,-2\r1.25,0,0', W, undefined],
  ['blank lines and a remark at the end', 'w.csv', '0,0.5,0\n\n0,3,-2\n1.25,0,0\n\n# end\n', W, undefined],
  ['blanks before and behind', 'w.txt', '   0  0.5  0 \n   0    3 -2\n 1.25   0  0\n\n', W, undefined],
  ['numbers without a zero', 'w.csv', '0,.5,0\n0,3.,-2\n+1.25,0,-0\n', W, undefined],
  [
    'a damaged number in the first line',
    'w.csv',
    '0,1d-1\n1,0\n',
    /Row 1 of this matrix is named "1" and its column/,
    undefined,
  ],
  [
    'a damaged number beside counted rows',
    'w.csv',
    '0,x,1\n0,5,6\n1,7,8\n',
    /is named "0" and its column "x"/,
    undefined,
  ],
  ['a minus of typesetting', 'w.csv', '0,\u22122\n1,0\n', /is named|not a number/, undefined],
  ['a list in another order', 'w.csv', 'weight,target,source\n0.5,a,b\n3,b,b\n0,a,a\n', '3 0 0.5 0', undefined],
  [
    'weights under another name',
    'w.csv',
    columns('source,target,Weight'),
    '1 0 1 1',
    /no `weight`, and each was taken for 1; .*columns weight "Weight"/,
  ],
  ['connections without a weight', 'w.csv', 'source,target\nb,a\n', '0 0 1 0', undefined],
  [
    'GraphML with another weight',
    'w.graphml',
    graphml('strength', 'double', '2'),
    '0 1 0 0',
    /columns weight "strength"/,
  ],
  [
    'GraphML with a weight in words',
    'w.graphml',
    graphml('weight', 'string', 'two'),
    /weight of edge 1 is "two"/,
    undefined,
  ],
  ['GraphML with a whole weight', 'w.graphml', graphml('weight', 'long', '2'), '0 2 0 0', undefined],
  ['thousands', 'w.csv', 'source,target,weight\nb,a,"1,000"\n', /weight of edge 1 is "1,000"/, undefined],
  ['a weight that is missing', 'w.csv', 'source,target,weight\nb,a,\nb,b,3\n', /weight of edge 1 is ""/, undefined],
  [
    'an undirected edge of a neuron to itself',
    'w.json',
    '{"directed":false,"nodes":[{"id":0},{"id":1},{"id":2}],"links":[{"source":0,"target":1,"weight":2},' +
      '{"source":1,"target":2,"weight":1},{"source":2,"target":2,"weight":0.5}]}',
    '0 2 0 2 0 1 0 1 0.5',
    undefined,
  ],
  ['GML', 'w.gml', 'graph [\n  directed 1\n]\n', /end in \.gml are not read .*write it as \.graphml/, undefined],
  [
    'an edge list with other attributes',
    'w.edgelist',
    "b a {'weight': 0.5, 'kind': 'x y'}\nb b {'weight': 3}\n",
    '3 0 0.5 0',
    /taken for from, to and weight/,
  ],
  ['an edge list with commas', 'w.edgelist', 'b,a,0.5\nb,b,3\n', '3 0 0.5 0', /taken for from, to and weight/],
] as const)
  test(`an odd file of a matrix: ${what}`, async () => {
    const read = () => wholeMatrix(encodeText(text), name, { lists: true });
    if (expected instanceof RegExp) return assert.rejects(read, expected);
    const { matrix, notes } = await read();
    assert.equal([...matrix.values].map((value) => value + 0).join(' '), expected);
    assert.equal(notes.length, note ? 1 : 0, notes.join(' '));
    if (note) assert.match(notes[0], note);
  });
