import * as vscode from 'vscode';

declare const require: (module: string) => unknown;

// dist/extension-in-browser.js, which an editor in a browser loads; it starts client/browser.ts out of the script of
// all parts (scripts/build.mjs), of which the language server is one too.
export async function activate(context: vscode.ExtensionContext): Promise<unknown> {
  const script = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(context.extensionUri, 'dist', 'anlage.cjs'));
  const given = ['exports', 'require', 'module', '__filename', '__dirname', 'importHere', 'importMetaUrl'];
  const parts: Record<string, () => Part> = {};
  new Function(...given, new TextDecoder().decode(script))(parts, require, { exports: parts }, '', '', undefined, '');
  return parts['extension-in-browser']().activate(context, script);
}
interface Part {
  activate(context: vscode.ExtensionContext, script: Uint8Array): Promise<unknown>;
}
