// Entry of the extension-host suite (`extensionTestsPath`): the same bundle runs in desktop VS Code and in the server.
import fs from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';

export async function run(): Promise<void> {
  const report = process.env.ANLAGE_EDITOR_RESULTS; // console output is swallowed on a remote host
  const say = (text: string): void => {
    console.log(text);
    if (report) fs.appendFileSync(report, `${text}\n`);
  };
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 300_000,
    reporter: class {} as never,
    grep: process.env.ANLAGE_EDITOR_GREP,
  });
  mocha.addFile(path.join(__dirname, 'extension.suite.cjs'));
  const counts = { passed: 0, failed: 0, skipped: 0, failures: [] as string[] };
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => resolve());
    runner.on('pass', (test) => {
      counts.passed++;
      say(`✔ ${test.fullTitle()} (${test.duration} ms)`);
    });
    runner.on('fail', (test, error) => {
      counts.failed++;
      counts.failures.push(test.fullTitle());
      say(`✖ ${test.fullTitle()}\n  ${String(error?.stack ?? error).replaceAll('\n', '\n  ')}`);
    });
    runner.on('pending', (test) => {
      counts.skipped++;
      say(`﹣ ${test.fullTitle()}`);
    });
  });
  if (report) fs.writeFileSync(`${report}.json`, JSON.stringify(counts));
  if (counts.failed || !counts.passed) throw new Error(`${counts.failed} failed`);
}
