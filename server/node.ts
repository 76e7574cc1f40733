import fs from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { drawings } from '../figures/index.ts';
import { nodeReader } from '../runs/data/index.ts';
import { algebraHere } from '../runs/execute/algebra-here.ts';
import { pdfFigure } from '../reports/pdf/pdf-report.ts';
import { kindOfFile } from '../reports/report.ts';
import { Failure, loadRun, runExperiment, sourceOfRun } from '../runs/index.ts';
import { followSweep } from '../runs/cluster/follow-sweep.ts';
import { folderTexts } from './folder-texts.ts';
import type { Host } from './host.ts';
import { startServer } from './server.ts';
import { threadedAnalyst } from './threaded-analyst.ts';

/** The language server as a process of its own: over IPC, stdio or a socket, as the arguments say. */
const connection = createConnection(ProposedFeatures.all);
const server = startServer(connection, nodeHost());

/** The pages of this installation, by their codes. */
function pagesHere(): ReadonlyMap<string, string> {
  const folder = new URL('../docs/diagnostics/', import.meta.url);
  const names = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
  return new Map(names.map((name) => [name.replace(/\.md$/, ''), new URL(name, folder).href]));
}

function nodeHost(): Host {
  const pages = pagesHere();
  const pathOf = (uri: string | undefined): string | undefined =>
    uri?.startsWith('file:') ? fileURLToPath(uri) : undefined;
  return {
    reader: (uri) => nodeReader(pathOf(uri), { workspace: pathOf(server.workspaceOf(uri)) }),
    uriOf: (location) => pathToFileURL(location).href,
    texts: folderTexts,
    pageOf: (code) => pages.get(code),
    algebra: algebraHere,
    analyst: threadedAnalyst((uri) => pathOf(server.workspaceOf(uri))),
    documents: {
      report: async (folder, name) =>
        kindOfFile(name).write([{ results: await loadRun(folder), source: sourceOfRun(folder) }]),
      figure: pdfFigure,
    },
    runner: {
      run: async ({ uri, source, specification, experiment, options, signal, onEvent, onBegin, onFetch }) => {
        const file = pathOf(uri);
        if (!file) throw new Failure('usage', 'Save the file first: results are written beside it.');
        const { sweep, ...here } = options,
          request = {
            specification,
            experiment: experiment.name,
            source,
            file,
            workspace: pathOf(server.workspaceOf(uri)),
            backend: here.backend,
            out: here.out,
            draw: drawings,
            onEvent,
            onFetch,
            signal,
          };
        return sweep ? followSweep(request, sweep) : runExperiment({ ...request, ...here, onBegin });
      },
    },
  };
}
