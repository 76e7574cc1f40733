#!/usr/bin/env node
import { runPart, setV8 } from '../runs/execute/kept-code.ts';

// The `anlage` command: dist/anlage.mjs, which starts cli/main.ts.
const asked = process.argv.slice(2).find((argument) => !argument.startsWith('-')) ?? '';
setV8();
runPart(new URL('./anlage.cjs', import.meta.url), { part: 'anlage', asked }, (keep) =>
  process.on('exit', (status) => {
    if (status !== 2) keep();
  }),
);
