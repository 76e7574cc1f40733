import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { encodeText, FormatError, readExpression, UnknownGene } from '../../formats/index.ts';
import { type Patience, readApart } from '../../runs/data/apart.ts';

const files = new Map([['t.csv', encodeText('cell,time,A,B\nc1,1,0.5,2\nc2,2,1,0\n')], ['damaged.h5ad', Uint8Array.of(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3)]]);
const apart = (path: string, options = {}, patience: Patience = {}) => readApart('expression', { path, files, options: { columns: ['time'], ...options } }, patience);

describe('a file is read on a thread of its own', () => {
  it('as in place', async () => assert.deepEqual(await apart('t.csv'), await readExpression('t.csv', async (name) => files.get(name), { columns: ['time'] })));
  it('a gene that is not there is still one', () => assert.rejects(apart('t.csv', { genes: ['C'] }), (error) => error instanceof UnknownGene && error.gene === 'C' && error.known.join() === 'A,B'));
  it('what is no such file is refused', () => assert.rejects(apart('damaged.h5ad'), FormatError));
  it('one that never ends is ended, and said to be damaged', () => assert.rejects(apart('t.csv', {}, { seconds: 0 }), (error) => error instanceof FormatError && /seems damaged/.test(error.message)));
  it('and one that is no longer wanted', () => assert.rejects(apart('t.csv', {}, { signal: { aborted: true } }), /cancelled/));
});
