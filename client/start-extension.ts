import { pathToFileURL } from 'node:url';
import type * as vscode from 'vscode';
import { runPart } from '../runs/execute/kept-code.ts';

// dist/extension.cjs, which an editor loads; it starts client/extension.ts.
const program = new URL('anlage.cjs', pathToFileURL(__filename));
const extension = runPart(program, { part: 'extension' }, (keep) => setTimeout(keep, 5000).unref());

export const { activate } = extension as { activate(context: vscode.ExtensionContext): Promise<unknown> };
