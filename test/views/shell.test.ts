import assert from 'node:assert/strict';
import { test } from 'node:test';
import { previewShell, resultsShell } from '../../views/index.ts';

for (const [name, shell] of [
  ['results', resultsShell],
  ['preview', previewShell],
] as const)
  test(
    `the page of the ${name} allows its own script by nonce, its own style, images made on the page, and ` +
      `nothing else`,
    () => {
      const html = shell('https://host', (file) => `https://host/dist/views/${file}?a&b`);
      const nonce = /script-src 'nonce-([0-9a-f]{32})'/.exec(html)?.[1];
      assert.ok(nonce);
      assert.equal(
        /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1],
        `default-src 'none'; script-src 'nonce-${nonce}'; style-src https://host; img-src data: blob: ` +
          `https://host; font-src https://host`,
      );
      assert.ok(html.includes(`<script nonce="${nonce}" src="https://host/dist/views/panels.js?a&amp;b"></script>`));
      assert.ok(html.includes('<link rel="stylesheet" href="https://host/dist/views/results.css?a&amp;b">'));
      assert.match(
        shell('x', String, { width: 85, palette: 'tol-bright' }),
        / data-figure-width="85" data-palette="tol-bright"/,
      );
      assert.doesNotMatch(html, /style=|onload|unsafe/);
      assert.notEqual(/nonce-(\w+)/.exec(shell('x', String))?.[1], nonce, 'each page has a nonce of its own');
    },
  );
