#!/usr/bin/env node
// Stands in for the desktop `code` executable: takes the flags that @vscode/test-electron passes, runs the extension
// tests in the extension host of a real VS Code server and exits with their result.
import fs from 'node:fs';
import { format } from 'node:util';
import { launchBrowser, openWorkbench, startServer } from './host.mjs';

const development = [],
  rest = [],
  flags = {};
const words = process.argv.slice(2);
for (let i = 0; i < words.length; i++) {
  const flag = /^--([\w-]+)(?:=(.*))?$/s.exec(words[i]);
  if (!flag) rest.push(words[i]);
  else if (flag[1] === 'extensionDevelopmentPath') development.push(flag[2]);
  else if (['extensionTestsPath', 'user-data-dir', 'extensions-dir'].includes(flag[1]))
    flags[flag[1]] = flag[2] ?? words[++i];
}
if (!flags.extensionTestsPath) {
  console.error('code.mjs only runs extension tests: --extensionTestsPath=FILE');
  process.exit(2);
}

let status = 1,
  server,
  browser;
try {
  server = await startServer({ userDataDir: flags['user-data-dir'], extensionsDir: flags['extensions-dir'] });
  browser = await launchBrowser();
  const { page, testsEnded } = await openWorkbench(server, browser, {
    folder: rest.find((word) => fs.existsSync(word)),
    extensionDevelopmentPath: development,
    extensionTestsPath: flags.extensionTestsPath,
    onLog: (type, parts) => {
      if (process.env.VSCODE_HOST_VERBOSE) console[type === 'error' ? 'error' : 'log'](format(...parts));
    },
  });
  const limit = Number(process.env.VSCODE_TEST_TIMEOUT ?? 900_000);
  status = await Promise.race([testsEnded, new Promise((resolve) => setTimeout(() => resolve(124), limit).unref())]);
  if (status === 124) {
    console.error(`the extension tests did not end within ${limit / 1000} s`);
    await page.screenshot({ path: 'build/vscode-test-timeout.png' });
  }
} catch (error) {
  console.error(error);
} finally {
  await browser?.close();
  await server?.stop();
}
process.exit(status);
