import { fileURLToPath, pathToFileURL } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { drawings } from '../figures/index.ts';
import { nodeReader } from '../runs/data/index.ts';
import { algebraHere } from '../runs/execute/algebra-here.ts';
import { Failure, runExperiment } from '../runs/index.ts';
import type { Host } from './host.ts';
import { startServer } from './server.ts';
import { threadedAnalyst } from './threaded-analyst.ts';

/** The language server as a process of its own: over IPC, stdio or a socket, as the arguments say. */
const connection = createConnection(ProposedFeatures.all);
const server = startServer(connection, nodeHost());

function nodeHost(): Host {
  const pathOf = (uri: string | undefined): string | undefined =>
    uri?.startsWith('file:') ? fileURLToPath(uri) : undefined;
  return {
    reader: (uri) => nodeReader(pathOf(uri), { workspace: pathOf(server.workspaceOf(uri)) }),
    uriOf: (location) => pathToFileURL(location).href,
    algebra: algebraHere,
    analyst: threadedAnalyst((uri) => pathOf(server.workspaceOf(uri))),
    runner: {
      run: async ({ uri, source, specification, experiment, options, signal, onEvent, onBegin }) => {
        const file = pathOf(uri);
        if (!file) throw new Failure('usage', 'Save the file first: results are written beside it.');
        return runExperiment({
          specification,
          experiment: experiment.name,
          source,
          file,
          workspace: pathOf(server.workspaceOf(uri)),
          ...options,
          draw: drawings,
          onEvent,
          onBegin,
          signal,
        });
      },
    },
  };
}
