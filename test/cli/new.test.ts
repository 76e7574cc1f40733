import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { templates } from '../../language/index.ts';
import { temporaryFolder } from '../data/folders.ts';
import { anlage } from './bundled-command.ts';

const named = (name: string) => templates().find((each) => each.name === name)!;

describe('anlage new', () => {
  for (const [given, written, template] of [
    [[], 'growth.anl', 'growth'],
    [['first'], 'first.anl', 'growth'],
    [['mine/first.anl', '--template', 'genes'], 'mine/first.anl', 'genes'],
    [['there', '--template', 'recording'], 'there/recording.anl', 'recording'],
    [['missing/'], 'missing/growth.anl', 'growth'],
    [['a study', '--template', 'sweep'], 'a study.anl', 'sweep'],
  ] as const)
    it(`${given.join(' ')} writes ${written}`, async (t) => {
      const folder = temporaryFolder(t, { 'there/.keep': '' });
      const { status, out } = await anlage(folder, 'new', ...given);
      assert.equal(status, 0);
      assert.equal(fs.readFileSync(path.join(folder, written), 'utf8'), named(template).text);
      const beside = (named(template).companions ?? []).map(({ name }) => path.join(path.dirname(written), name));
      assert.deepEqual(out.trimEnd().split('\n'), [written, ...beside]);
      for (const name of beside) assert.ok(fs.statSync(path.join(folder, name)).size > 0);
    });
  for (const [given, files, message] of [
    [['first'], { 'first.anl': 'mine' }, /first\.anl is there already, and nothing is written over/],
    [['new', '--template', 'recording'], { 'recording.csv': 'mine' }, /recording\.csv is there already/],
    [['first', '--template', 'nothing'], {}, /There is no template nothing: there are growth, genes/],
    [['first', '--template', 'groth'], {}, /There is no template groth: did you mean growth\? There are growth, genes/],
    [['first.py'], {}, /first\.py is no name of a study/],
    [[''], {}, /"" is no name of a study: write one, such as growth\.anl/],
    [['.anl'], {}, /"\.anl" is no name of a study/],
    [['file/first'], { file: 'no folder' }, /file\/first\.anl cannot be written/],
  ] as const)
    it(`${given.join(' ')} beside ${Object.keys(files).join() || 'nothing'} writes nothing and says why`, async (t) => {
      const folder = temporaryFolder(t, files);
      const before = fs.readdirSync(folder);
      const { status, err } = await anlage(folder, 'new', ...given);
      assert.deepEqual([status, fs.readdirSync(folder)], [2, before]);
      assert.match(err, message);
      for (const [name, content] of Object.entries(files))
        assert.equal(fs.readFileSync(path.join(folder, name), 'utf8'), content);
    });
  it('lists every template', async (t) => {
    const { out } = await anlage(temporaryFolder(t), 'new', '--list');
    assert.deepEqual(
      out.trimEnd().split('\n'),
      templates().map(({ name, description }) => `${name.padEnd(9)}  ${description}`),
    );
  });
});
