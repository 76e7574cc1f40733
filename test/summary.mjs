import fs from 'node:fs';

/**
 * Ends a suite: prints its counts as the closing line, or hands them to the whole test command, which closes with the
 * total.
 */
export function close({ passed, failed, skipped }) {
  process.exitCode = failed || !passed ? 1 : 0;
  if (process.env.ANLAGE_TEST_COUNTS)
    fs.appendFileSync(process.env.ANLAGE_TEST_COUNTS, JSON.stringify({ passed, failed, skipped }) + '\n');
  else console.log(line({ passed, failed, skipped }));
}

export const line = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed, ${skipped} skipped`;
