import fs from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import esbuild from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';
import { comparisonShell, historyShell, previewShell, resultsShell } from '../../views/index.ts';
import type {
  FromComparison,
  FromHistory,
  FromView,
  ToComparison,
  ToHistory,
  ToPreview,
  ToView,
} from '../../views/view-messages.ts';
import { projectFile } from '../data.ts';

export const chromiumPath = process.env.ANLAGE_CHROMIUM ?? '/usr/bin/chromium';
export const noChromium = fs.existsSync(chromiumPath)
  ? false
  : `needs a chromium (none at ${chromiumPath}; set ANLAGE_CHROMIUM)`;

/**
 * The view as the extension hosts it: the real shell and bundles from a server, the policy as a header too, and a
 * stand-in for VS Code's API.
 */
export interface ViewHost {
  readonly browser: Browser;
  open(theme: keyof typeof themes, options?: OpenOptions): Promise<View>;
  close(): Promise<void>;
}
export interface OpenOptions {
  readonly page?: keyof typeof shells;
  readonly state?: unknown;
  readonly width?: number;
  readonly reducedMotion?: boolean;
}
export interface View {
  readonly page: Page;
  /** Console errors, page errors and violations of the policy. */
  readonly troubles: string[];
  send(...messages: (ToView | ToPreview | ToHistory | ToComparison)[]): Promise<void>;
  /** What the view has sent so far. */
  posted(): Promise<(FromView | FromHistory | FromComparison)[]>;
  state(): Promise<Record<string, unknown>>;
  /** Waits until an expression is true in the page; asked from outside, where the policy allows it. */
  until(expression: string): Promise<void>;
  /** Serious and critical findings of axe, each with its first element. */
  accessibility(): Promise<string[]>;
}

const shells = { results: resultsShell, preview: previewShell, history: historyShell, comparison: comparisonShell };

export async function startViewHost(): Promise<ViewHost> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'anlage-views-'));
  await esbuild.build({
    entryPoints: [
      { in: projectFile('views/panels.cjs'), out: 'panels' },
      { in: projectFile('views/results-view.css'), out: 'results' },
    ],
    outdir: folder,
    bundle: true,
    platform: 'browser',
    target: 'chrome120',
    format: 'iife',
    logLevel: 'error',
  });
  const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  const server = http.createServer((request, response) => {
    const name = new URL(request.url!, 'http://here').pathname.slice(1);
    const shell = name.endsWith('.html') && shells[name.slice(0, -5) as keyof typeof shells];
    if (shell) {
      const html = shell(`http://${request.headers.host}`, (file) => `/${file}`);
      const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)![1];
      response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': policy }).end(html);
    } else if (['results.css', 'panels.js'].includes(name)) {
      response
        .writeHead(200, { 'content-type': name.endsWith('js') ? 'text/javascript' : 'text/css' })
        .end(fs.readFileSync(path.join(folder, name)));
    } else response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address() as { port: number };
  const browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox', '--disable-gpu'] });

  return {
    browser,
    async open(theme, { page: shown = 'results', state, width = 900, reducedMotion = false } = {}) {
      const page = await browser.newPage({
        viewport: { width, height: 900 },
        reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
      });
      page.setDefaultTimeout(30_000);
      const troubles: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error') troubles.push(message.text());
      });
      page.on('pageerror', (error) => troubles.push(String(error)));
      await page.addInitScript(`(${standIn})(${JSON.stringify({ ...themes[theme], state })})`);
      await page.goto(`http://127.0.0.1:${address.port}/${shown}.html`);
      return {
        page,
        troubles,
        send: (...messages) => page.evaluate(receiveMessages, JSON.stringify(messages, packed)),
        posted: () => page.evaluate('window.posted') as ReturnType<View['posted']>,
        state: () => page.evaluate('window.kept') as Promise<Record<string, unknown>>,
        async until(expression) {
          for (let tries = 0; tries < 600; tries++) {
            if (await page.evaluate(expression)) return;
            await page.waitForTimeout(50);
          }
          throw new Error(`never true: ${expression}; the page says ${await page.locator('main').textContent()}`);
        },
        async accessibility() {
          await page.evaluate(axe);
          return page.evaluate(
            `axe.run(document).then(({ violations }) => violations.filter((each) => each.impact === ` +
              `'serious' || each.impact === 'critical').map((each) => each.id + ': ' + each.help + ' — ' + ` +
              `each.nodes[0].html.slice(0, 200) + ' ' + (each.nodes[0].any[0]?.message ?? '')))`,
          ) as Promise<string[]>;
        },
      };
    },
    async close() {
      await browser.close();
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Runs in the page before its script: the API that VS Code gives a webview, the theme's class and variables, and a
 * record of what breaks the policy.
 */
const standIn = `({ className, variables, state }) => {
  window.posted = [];
  window.kept = state;
  window.acquireVsCodeApi = () => ({
    postMessage: (message) => window.posted.push(message),
    getState: () => window.kept,
    setState: (next) => { window.kept = structuredClone(next); },
  });
  document.addEventListener('securitypolicyviolation', (event) =>
    console.error('policy violated: ' + event.violatedDirective + ' ' + event.blockedURI));
  document.addEventListener('DOMContentLoaded', () => {
    document.body.className = className;
    for (const [name, value] of Object.entries(variables))
      document.documentElement.style.setProperty('--vscode-' + name, value);
  });
}`;
/** Buffers and typed arrays travel as VS Code sends them: as they are. */
function packed(_: string, value: unknown): unknown {
  if (value instanceof ArrayBuffer) return { base64: Buffer.from(value).toString('base64') };
  return ArrayBuffer.isView(value)
    ? {
        base64: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64'),
        array: value.constructor.name,
      }
    : value;
}
function receiveMessages(json: string): void {
  const arrays: Record<string, new (buffer: ArrayBuffer) => unknown> = {
    Float64Array,
    Float32Array,
    Int32Array,
    Uint8Array,
  };
  const messages = JSON.parse(json, (_, value) => {
    if (!value || typeof value !== 'object' || !('base64' in value)) return value;
    const { buffer } = Uint8Array.from(atob(value.base64), (each) => each.charCodeAt(0));
    return value.array ? new arrays[value.array](buffer) : buffer;
  });
  for (const message of messages) window.dispatchEvent(new MessageEvent('message', { data: message }));
}

const common = { 'font-family': 'sans-serif', 'font-size': '13px', 'editor-font-family': 'monospace' };
/** The variables the view uses, as VS Code's own Dark Modern, Light Modern and high contrast themes set them. */
export const themes = {
  dark: {
    className: 'vscode-dark',
    variables: {
      ...common,
      foreground: '#cccccc',
      descriptionForeground: '#9d9d9d',
      'editor-background': '#1f1f1f',
      focusBorder: '#0078d4',
      'button-background': '#0078d4',
      'button-foreground': '#ffffff',
      'button-hoverBackground': '#026ec1',
      'button-secondaryBackground': '#313131',
      'button-secondaryForeground': '#cccccc',
      'button-secondaryHoverBackground': '#3c3c3c',
      'progressBar-background': '#0078d4',
      'widget-border': '#313131',
    },
  },
  light: {
    className: 'vscode-light',
    variables: {
      ...common,
      foreground: '#3b3b3b',
      descriptionForeground: '#3b3b3b',
      'editor-background': '#ffffff',
      focusBorder: '#005fb8',
      'button-background': '#005fb8',
      'button-foreground': '#ffffff',
      'button-hoverBackground': '#0258a8',
      'button-secondaryBackground': '#e5e5e5',
      'button-secondaryForeground': '#3b3b3b',
      'button-secondaryHoverBackground': '#cccccc',
      'progressBar-background': '#005fb8',
      'widget-border': '#e5e5e5',
    },
  },
  'high contrast': {
    className: 'vscode-high-contrast',
    variables: {
      ...common,
      foreground: '#ffffff',
      descriptionForeground: '#ffffff',
      'editor-background': '#000000',
      focusBorder: '#f38518',
      'button-foreground': '#ffffff',
      'button-background': '#000000',
      contrastBorder: '#6fc3df',
      'progressBar-background': '#6fc3df',
    },
  },
  'high contrast light': {
    className: 'vscode-high-contrast vscode-high-contrast-light',
    variables: {
      ...common,
      foreground: '#292929',
      descriptionForeground: '#292929',
      'editor-background': '#ffffff',
      focusBorder: '#006bbd',
      'button-background': '#0f4a85',
      'button-foreground': '#ffffff',
      contrastBorder: '#0f4a85',
      'button-secondaryBackground': '#ffffff',
      'button-secondaryForeground': '#292929',
      'progressBar-background': '#006bbd',
    },
  },
} as const;
