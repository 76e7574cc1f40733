import { jsonLines } from './json-lines.ts';
import { mcpPeer } from './mcp-peer.ts';
import { workingFolder } from './working-folder.ts';

/**
 * `anlage mcp`: answers an assistant by the Model Context Protocol on standard input and output, until the input ends;
 * then what runs is stopped, and what is finished of it is kept.
 */
export async function serveAssistants({ folder = '.' }: { readonly folder?: string }): Promise<number> {
  const connection = jsonLines(process.stdin, process.stdout);
  const { peer, stop } = mcpPeer(workingFolder(folder), connection.notify);
  await connection.serve(peer);
  stop();
  return 0;
}
