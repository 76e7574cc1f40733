// Entry of the suite in the web worker (`extensionTestsPath`). What came of it is written into the open folder.
import * as vscode from 'vscode';
import { tests } from './browser.suite.ts';

export async function run(): Promise<void> {
  const counts = { passed: 0, failed: 0, skipped: 0, failures: [] as string[] };
  const lines: string[] = [];
  const write = (file: string, text: string): Thenable<void> => {
    const uri = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0].uri, file);
    return vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  };
  for (const [name, test] of Object.entries(tests)) {
    const begun = Date.now();
    try {
      await test();
      counts.passed++;
      lines.push(`✔ Anlage in a browser ${name} (${Date.now() - begun} ms)`);
    } catch (error) {
      counts.failed++;
      counts.failures.push(`Anlage in a browser ${name}`);
      lines.push(
        `✖ Anlage in a browser ${name}\n  ${String((error as Error).stack ?? error).replaceAll('\n', '\n  ')}`,
      );
    }
    await write('results', lines.join('\n')); // after each: if one never ends, it is known which
  }
  await write('results.json', JSON.stringify(counts));
  if (counts.failed || !counts.passed) throw new Error(`${counts.failed} failed`);
}
