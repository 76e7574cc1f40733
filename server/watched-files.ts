import { type FileSystemWatcher, WatchKind } from 'vscode-languageserver';

/**
 * Endings of files that a document can name: others of its kind, gene rules, connections and matrices, measured
 * expression, recordings, and packed ones.
 */
const endings = [
  'anl',
  'bnet',
  'aeon',
  'sbml',
  'xml',
  'booleannet',
  'json',
  'graphml',
  'npy',
  'csv',
  'tsv',
  'tab',
  'txt',
  'mtx',
  'h5ad',
  'h5',
  'hdf5',
  'nwb',
  'mat',
  'zip',
  'gz',
];

/** The editor says when one of these has changed, and when anything is gone: a folder goes with all that is in it. */
export const watched: readonly FileSystemWatcher[] = [
  { globPattern: `**/*.{${endings.join(',')}}` },
  { globPattern: '**', kind: WatchKind.Delete },
];
