import type { Readable, Writable } from 'node:stream';

/** A number or a string; JSON-RPC allows null only where a message could not be read. */
export type RequestId = string | number;
/** What answers a peer. `request` throws `RequestError` for what cannot be answered. */
export interface Peer {
  request(method: string, given: unknown, id: RequestId): Promise<unknown>;
  notified(method: string, given: unknown): void;
}
/** An error of the protocol, by the code that JSON-RPC 2.0 or the Model Context Protocol gives it. */
export class RequestError extends Error {
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}
export const errorCodes = {
  parse: -32700,
  invalid: -32600,
  noMethod: -32601,
  parameters: -32602,
  internal: -32603,
  noResource: -32002,
} as const;
/** In place of an answer: the request was cancelled, and gets none. */
export const noAnswer = Symbol('no answer');

/** Longer than any text that is checked; a peer that sends more is not one of ours. */
const longestLine = 16 * 2 ** 20;

/** JSON-RPC 2.0, a message a line: gives what sends notifications, and ends when the input does. */
export function jsonLines(input: Readable, output: Writable) {
  const send = (message: object): void => {
    output.write(`${JSON.stringify(message)}\n`);
  };
  return {
    notify: (method: string, params: object): void => send({ jsonrpc: '2.0', method, params }),
    async serve(peer: Peer): Promise<void> {
      for await (const line of lines(input))
        if (line.trim() !== '')
          void replies(line, peer).then((reply) => {
            if (reply !== undefined) send(reply);
          });
    },
  };
}

async function* lines(input: Readable): AsyncGenerator<string> {
  let held = '';
  input.setEncoding('utf8');
  for await (const part of input) {
    held += part as string;
    for (let end = held.indexOf('\n'); end >= 0; end = held.indexOf('\n')) {
      yield held.slice(0, end);
      held = held.slice(end + 1);
    }
    if (held.length > longestLine) return;
  }
  yield held;
}

/** What goes back for a line: of a batch (protocols before 2025-06-18) all answers together. */
async function replies(line: string, peer: Peer): Promise<object | undefined> {
  let message: unknown;
  try {
    message = JSON.parse(line);
  } catch {
    return refusal(null, new RequestError(errorCodes.parse, 'This line is no JSON.'));
  }
  if (!Array.isArray(message) || message.length === 0) return replyTo(message, peer);
  const all = (await Promise.all(message.map((each) => replyTo(each, peer)))).filter((each) => each !== undefined);
  return all.length > 0 ? all : undefined;
}

async function replyTo(message: unknown, peer: Peer): Promise<object | undefined> {
  const { jsonrpc, method, id, params } = isRecord(message) ? message : {};
  const isAnswer = isRecord(message) && method === undefined && ('result' in message || 'error' in message);
  if (isAnswer) return undefined; // this side asks nothing
  const known = typeof id === 'string' || typeof id === 'number' ? id : null;
  if (jsonrpc !== '2.0' || typeof method !== 'string' || (known === null && id !== undefined))
    return refusal(known, new RequestError(errorCodes.invalid, 'This is no message of JSON-RPC 2.0.'));
  if (known === null) {
    peer.notified(method, params);
    return undefined;
  }
  try {
    const result = await peer.request(method, params, known);
    return result === noAnswer ? undefined : { jsonrpc: '2.0', id: known, result };
  } catch (error) {
    return refusal(known, error);
  }
}

function refusal(id: RequestId | null, error: unknown): object {
  const code = error instanceof RequestError ? error.code : errorCodes.internal;
  return { jsonrpc: '2.0', id, error: { code, message: error instanceof Error ? error.message : String(error) } };
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
