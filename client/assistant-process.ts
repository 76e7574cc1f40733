import { type ChildProcess, spawn } from 'node:child_process';
import readline from 'node:readline';
import * as vscode from 'vscode';

/** What a tool gave. */
export interface ToolAnswer {
  readonly text: string;
  readonly value?: object;
  readonly isError: boolean;
}
interface Reply {
  readonly id?: number;
  readonly result?: {
    readonly content?: readonly { readonly text: string }[];
    readonly structuredContent?: object;
    readonly isError?: boolean;
  };
  readonly error?: { readonly message: string };
}

/** `anlage mcp` in a folder, started when it is first asked and ended with the window. */
export class AssistantProcess implements vscode.Disposable {
  readonly #script: string;
  readonly #folder: string;
  readonly #environment: () => NodeJS.ProcessEnv;
  readonly #waiting = new Map<number, (reply: Reply) => void>();
  #child: ChildProcess | undefined;
  #asked = 0;

  constructor(script: string, folder: string, environment: () => NodeJS.ProcessEnv) {
    this.#script = script;
    this.#folder = folder;
    this.#environment = environment;
  }

  /** @throws an error that says why there is no answer */
  async call(name: string, given: object, token: vscode.CancellationToken): Promise<ToolAnswer> {
    if (!this.#child) {
      this.#start();
      await this.#ask('initialize', {
        protocolVersion: '2025-06-18',
        capabilities: {},
        clientInfo: { name: 'vscode' },
      });
    }
    const { result } = await this.#ask('tools/call', { name, arguments: given }, token);
    return {
      text: (result?.content ?? []).map(({ text }) => text).join('\n'),
      value: result?.structuredContent,
      isError: result?.isError ?? false,
    };
  }

  dispose(): void {
    this.#child?.stdin?.end();
    this.#child = undefined;
  }

  #start(): void {
    const child = spawn(process.execPath, [this.#script, 'mcp'], {
      cwd: this.#folder,
      env: { ...process.env, ...this.#environment(), ELECTRON_RUN_AS_NODE: '1' },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const end = (): void => {
      if (this.#child === child) this.#child = undefined;
      for (const answer of this.#waiting.values()) answer({ error: { message: '`anlage mcp` has ended.' } });
      this.#waiting.clear();
    };
    child.on('error', end);
    child.on('close', end);
    child.stdin.on('error', () => {}); // it has ended, and says so
    readline.createInterface({ input: child.stdout }).on('line', (line) => {
      const reply = JSON.parse(line) as Reply;
      if (reply.id === undefined) return;
      this.#waiting.get(reply.id)?.(reply);
      this.#waiting.delete(reply.id);
    });
    this.#child = child;
  }

  #ask(method: string, params: object, token?: vscode.CancellationToken): Promise<Reply> {
    this.#asked += 1;
    const id = this.#asked;
    return new Promise((resolve, reject) => {
      const cancelled = token?.onCancellationRequested(() => {
        this.#waiting.delete(id);
        this.#send({ method: 'notifications/cancelled', params: { requestId: id } });
        cancelled?.dispose();
        reject(new vscode.CancellationError());
      });
      this.#waiting.set(id, (reply) => {
        cancelled?.dispose();
        if (reply.error) reject(new Error(reply.error.message));
        else resolve(reply);
      });
      this.#send({ id, method, params });
    });
  }
  #send(message: object): void {
    this.#child?.stdin?.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  }
}
