#!/usr/bin/env node
import { runScript } from '../runs/execute/kept-code.ts';

// The `anlage` command: dist/anlage.mjs, which starts cli/main.ts.
const command = process.argv.slice(2).find((argument) => !argument.startsWith('-')) ?? '';
runScript(new URL('./anlage.cjs', import.meta.url), command, (keep) =>
  process.on('exit', (status) => {
    if (status !== 2) keep();
  }),
);
