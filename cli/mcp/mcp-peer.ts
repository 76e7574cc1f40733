import { meant } from '../meant-name.ts';
import { version } from '../../results/product-version.ts';
import { Failure, readable } from '../../making/failure.ts';
import { errorCodes, isRecord, noAnswer, type Peer, RequestError, type RequestId } from './json-lines.ts';
import { readingTools } from './reading-tools.ts';
import { readResource, resources, resourceTemplates } from './resources.ts';
import { runTools } from './run-tools.ts';
import { textTools } from './text-tools.ts';
import { givenTo, schemaOf } from './tool-arguments.ts';
import type { Answer, Tool } from './tool.ts';
import type { WorkingFolder } from './working-folder.ts';

/** Newest first. */
const protocols = ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05'] as const;

export const tools: readonly Tool[] = [...textTools, ...runTools, ...readingTools];

const instructions =
  'Anlage states how a neural circuit begins, is trained, measured and compared, in a small language (.anl files). ' +
  'To write a study: `new` from the nearest template, `search` for each word that you need, `write`, mend what it ' +
  'says, `run` with few seeds, then with all. Every study needs a control and a claim (`expect`) that can fail. ' +
  'Report a verdict as it is: `holds` is weaker than `supported`, and the notes say what the numbers do not show.';

/** The Model Context Protocol over one working folder; `notify` sends what is told unasked. */
export function mcpPeer(folder: WorkingFolder, notify: (method: string, params: object) => void) {
  const underway = new Map<RequestId, AbortController>();
  let isBegun = false;
  const answers: Readonly<Record<string, (given: Readonly<Record<string, unknown>>, id: RequestId) => unknown>> = {
    ping: () => ({}),
    initialize: ({ protocolVersion }) => {
      isBegun = true;
      return {
        protocolVersion: protocols.find((each) => each === protocolVersion) ?? protocols[0],
        capabilities: { tools: {}, resources: {} },
        serverInfo: { name: 'anlage', title: 'Anlage', version },
        instructions,
      };
    },
    'tools/list': () => ({ tools: tools.map(listed) }),
    'tools/call': (given, id) => callTool(given, id),
    'resources/list': () => ({ resources: resources() }),
    'resources/templates/list': () => ({ resourceTemplates }),
    'resources/read': ({ uri }) => {
      const found = typeof uri === 'string' ? readResource(uri) : undefined;
      if (!found) throw new RequestError(errorCodes.noResource, `There is no resource ${String(uri)}.`);
      return { contents: [{ uri, ...found }] };
    },
  };

  async function callTool({ name, arguments: given, _meta: meta }: Readonly<Record<string, unknown>>, id: RequestId) {
    const tool = tools.find((each) => each.name === name);
    if (!tool)
      throw new RequestError(
        errorCodes.parameters,
        `There is no tool ${String(name)}: ${meant(
          String(name),
          tools.map((each) => each.name),
        )}`,
      );
    const stop = new AbortController();
    underway.set(id, stop);
    try {
      const progress = teller(isRecord(meta) ? meta.progressToken : undefined, notify);
      const answer = await answerOf(() =>
        tool.call(givenTo(tool.takes, given), { folder, progress, signal: stop.signal }),
      );
      return stop.signal.aborted ? noAnswer : answer;
    } finally {
      underway.delete(id);
    }
  }

  const peer: Peer = {
    async request(method, given, id) {
      const answer = Object.hasOwn(answers, method) ? answers[method] : undefined;
      if (!answer) throw new RequestError(errorCodes.noMethod, `There is no method ${method}.`);
      if (!isBegun && method !== 'initialize' && method !== 'ping')
        throw new RequestError(errorCodes.invalid, 'The first request is `initialize`.');
      if (given !== undefined && !isRecord(given))
        throw new RequestError(errorCodes.parameters, 'The parameters are no object.');
      return answer(given ?? {}, id);
    },
    notified(method, given) {
      if (method !== 'notifications/cancelled' || !isRecord(given)) return;
      underway.get(given.requestId as RequestId)?.abort();
    },
  };
  return {
    peer,
    stop: (): void => {
      for (const each of underway.values()) each.abort();
    },
  };
}

const listed = ({ name, title, description, takes, effect }: Tool): object => ({
  name,
  title,
  description,
  inputSchema: schemaOf(takes),
  annotations: {
    title,
    readOnlyHint: effect === 'reads',
    destructiveHint: effect === 'writes over',
    idempotentHint: effect !== 'writes anew',
    openWorldHint: false,
  },
});

/** What a tool finds is its answer; so is what whoever asked can mend, and a fault of ours, which ends nothing else. */
async function answerOf(call: () => Promise<Answer>): Promise<object> {
  try {
    const { value, isError = false } = await call();
    return { content: [{ type: 'text', text: JSON.stringify(value) }], structuredContent: value, isError };
  } catch (error) {
    const fault = error instanceof Failure ? '' : ' This is a fault of Anlage.';
    return { content: [{ type: 'text', text: `${readable(error)}${fault}` }], isError: true };
  }
}

/** How far a call is, at most so often; nothing where nobody asked. Each says more than the one before. */
function teller(token: unknown, notify: (method: string, params: object) => void) {
  let latest = { progress: -1, time: Number.NEGATIVE_INFINITY };
  return (progress: number, total: number, message: string): void => {
    const isAsked = typeof token === 'string' || typeof token === 'number';
    const time = performance.now();
    if (!isAsked || progress <= latest.progress || (time - latest.time < secondsBetween * 1000 && progress < total))
      return;
    latest = { progress, time };
    notify('notifications/progress', { progressToken: token, progress, total, message });
  };
}
const secondsBetween = 0.25;
