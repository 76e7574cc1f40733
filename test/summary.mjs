import fs from 'node:fs';
import path from 'node:path';

/**
 * Where the whole test command takes the counts of this suite; it closes with the total. A runner that a test starts is
 * no part of the suite: it does not see this.
 */
const countsFile = process.env.ANLAGE_TEST_COUNTS;
delete process.env.ANLAGE_TEST_COUNTS;

export const noCounts = () => ({ passed: 0, failed: 0, skipped: 0, failures: [] });

export function add(total, { passed, failed, skipped, failures }) {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  total.failures.push(...failures);
}

/**
 * Counts what a run of Node's test runner reports. A suite counts where it fails by itself, as by a hook; a file, where
 * its process ends badly though its tests passed.
 */
export function count(stream, sourceOf = (file) => file) {
  const counts = noCounts();
  const isSuite = ({ details }) => details.type === 'suite';
  stream.on('test:pass', (event) => {
    if (!isSuite(event)) counts[event.skip === undefined ? 'passed' : 'skipped']++;
  });
  stream.on('test:fail', (event) => {
    if (isSuite(event) && event.details.error?.failureType === 'subtestsFailed') return;
    counts.failed++;
    const file = event.file && path.relative(process.cwd(), path.resolve(sourceOf(event.file)));
    counts.failures.push([file, event.name].filter(Boolean).join(': '));
  });
  return counts;
}

/** Ends a suite: prints its closing lines, or hands its counts to the whole test command. */
export function close(counts) {
  process.exitCode = counts.failed || !counts.passed ? 1 : 0;
  if (countsFile) fs.writeFileSync(countsFile, JSON.stringify(counts));
  else console.log(closing(counts));
}

/** What failed, by name, then the counts. */
export const closing = ({ passed, failed, skipped, failures }) =>
  [...failures.map((name) => `failed: ${name}`), `${passed} passed, ${failed} failed, ${skipped} skipped`].join('\n');

/** The counts that a suite left; a suite that left none is a failure by itself. */
export const countsLeft = (file, suite) =>
  fs.existsSync(file)
    ? JSON.parse(fs.readFileSync(file, 'utf8'))
    : { ...noCounts(), failed: 1, failures: [`${suite} ended before it had counted its tests`] };
