/** Family N: networks that begin as a file has them. */
import { readTensorflowHeader, type RateNetworkHeader } from '../../formats/index.ts';
import type { Range } from '../../grammar/tree.ts';
import type { Settled } from '../canonical/instantiate.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { type Pupil, saidOf, widthOf } from '../lessons.ts';
import { largestText, type Reader } from '../reader.ts';
import { besideOf, unlikeSaved } from '../saved-network.ts';
import type { NetworkNoun } from '../specification.ts';
import { studied } from '../studied.ts';
import type { View } from '../view.ts';
import { type Check, diagnostic, distinct } from './check.ts';
import { notFound, unreadable } from './data-checks.ts';

const beginning = (neurons: number): string => `language 1
network rates {
  neurons ${neurons}
  input 2
  recurrent normal(0, 0.1), tanh
  readout 1
  start from "model.json"
}
`;
const N079: Check = {
  code: 'N079',
  severity: 'error',
  tier: 'science',
  find: 'reader',
  title: 'a file of another network',
  explanation:
    '`start from` gives every part of a network the numbers of a file, so that the network of the file must have as ' +
    'many neurons, inputs and outputs, the same activation, and run in steps or in time as this one does.',
  bad: beginning(20),
  good: beginning(3),
};
export const savedNetworkChecks = { N079 };

/** What is wrong with the files that networks begin as; that one is not there is said of the declaration. */
export async function savedNetworks(view: View, reader: Reader): Promise<readonly Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const { noun, description, range } of studied(view, 'network')) {
    if (!noun.begun) continue;
    const pupil: Pupil = { noun: noun as Settled<NetworkNoun>, description, range };
    const at = saidOf(pupil, 'start', view)?.range ?? range;
    found.push(...(await wrongWith(pupil, noun.begun.path, at, reader)));
  }
  return distinct(found);
}
async function wrongWith(pupil: Pupil, path: string, at: Range, reader: Reader): Promise<readonly Diagnostic[]> {
  const located = await reader.locate(path);
  if (!located.found) return [];
  let saved: RateNetworkHeader;
  try {
    saved = readTensorflowHeader(await reader.bytes(located.location, largestText));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [unreadable(path, at, 'a network', reason)];
  }
  const unlike = unlikeSaved(pupil.noun, widthOf(pupil), saved);
  if (unlike) return [diagnostic(N079, at, `\`${pupil.noun.name}\` cannot start from \`${path}\`: ${unlike}`)];
  for (const name of saved.files) {
    const beside = besideOf(path, name),
      where = await reader.locate(beside);
    if (!where.found) return [notFound(beside, at, where)];
  }
  return [];
}
