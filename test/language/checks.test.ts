import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyseScience, analyseText, checks, type Diagnostic, loadImports } from '../../language/index.ts';
import { parse } from '../../grammar/index.ts';
import { readerOf } from './reader-of-texts.ts';

async function checkWhole(source: string): Promise<readonly Diagnostic[]> {
  const reader = readerOf();
  const analysis = analyseText(source, await loadImports(parse(source), reader));
  return [...analysis.diagnostics, ...(await analyseScience(analysis, reader))];
}

/** Codes whose messages say what to write or to take away. */
const mended = [
  ...['C021', 'C023', 'C031', 'C040', 'C041', 'C042', 'C043', 'C044', 'C050', 'C072', 'C076', 'C077', 'D010', 'D015'],
  ...['D018', 'D021', 'G012', 'G020', 'L002', 'L005', 'L006', 'L010', 'L013', 'N054', 'N061', 'N064', 'N065', 'N066'],
  ...['N067', 'N075', 'N076', 'N086', 'N087', 'S061', 'S062', 'S063', 'S084', 'S087', 'S088', 'T045', 'U070', 'U072'],
];
describe('every check, by its own examples', () => {
  for (const check of checks.filter(({ find }) => find !== 'fault')) {
    it(`${check.code} ${check.title}`, async () => {
      const bad = await checkWhole(check.bad);
      const given = bad.filter(({ code }) => code === check.code);
      assert.equal(given.length, 1, `the bad example gives it once, not ${JSON.stringify(bad)}`);
      assert.equal(given[0].severity, check.severity);
      assert.ok(
        given[0].range.end > given[0].range.start && given[0].range.end <= check.bad.length,
        'it stands somewhere in the text',
      );
      assert.match(given[0].message, /[.?]$/);
      const others = bad.filter(({ code, severity }) => code !== check.code && severity !== 'hint');
      assert.deepEqual(others, [], 'one mistake, one diagnostic');
      const good = await checkWhole(check.good);
      assert.deepEqual(
        good.filter(({ severity }) => severity !== 'hint'),
        [],
        'the good example is clean',
      );
      assert.ok(!good.some(({ code }) => code === check.code));
    });
  }
  it('text checks are found without reading anything', async () => {
    for (const check of checks.filter(({ tier, find }) => tier === 'text' && find !== 'fault')) {
      assert.ok(
        analyseText(check.bad).diagnostics.some(({ code }) => code === check.code),
        check.code,
      );
    }
  });
  it('codes are unique', () => assert.equal(new Set(checks.map(({ code }) => code)).size, checks.length));
  it('a remedy that the message says is a fix too', async () => {
    const given = await Promise.all(
      checks.map(async ({ code, bad }) => {
        const found = (await checkWhole(bad)).find((diagnostic) => diagnostic.code === code);
        return found?.fixes?.length ? [] : [code];
      }),
    );
    const without = new Set<string>(given.flat());
    assert.deepEqual(
      mended.filter((code) => without.has(code)),
      [],
    );
  });
  it('a fix, where there is one, removes the diagnostic and makes no error', async () => {
    for (const check of checks) {
      for (const diagnostic of (await checkWhole(check.bad)).filter(({ code }) => code === check.code)) {
        for (const fix of diagnostic.fixes ?? []) {
          const edits = [...fix.edits].sort((a, b) => b.range.start - a.range.start);
          const fixed = edits.reduce(
            (text, { range, text: replacement }) => text.slice(0, range.start) + replacement + text.slice(range.end),
            check.bad,
          );
          const after = await checkWhole(fixed);
          assert.deepEqual(
            after.filter(({ code, severity }) => code === check.code || severity === 'error'),
            [],
            `${check.code}: ${fix.title}\n${fixed}`,
          );
        }
      }
    }
  });
});
