#!/usr/bin/env node
import { runPart } from '../runs/execute/kept-code.ts';
import { setV8 } from '../runs/threads/v8-settings.ts';

// The `anlage` command: dist/anlage.mjs, which starts cli/main.ts.
const asked = process.argv.slice(2).find((argument) => !argument.startsWith('-')) ?? '';
setV8();
runPart(new URL('./anlage.cjs', import.meta.url), { part: 'anlage', asked }, (keep) =>
  process.on('exit', (status) => {
    if (status === 2) return;
    setV8(); // a thread may have been begun
    keep();
  }),
);
