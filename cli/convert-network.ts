/** A trained network in other files: its weights as a circuit, or all its parts as arrays. */
import fs from 'node:fs';
import path from 'node:path';
import { type CircuitFormat, graphOfMatrix, modelFile, type NpyArray, readTensorflowModel } from '../formats/index.ts';
import { writeNpz } from '../formats/packing.ts';
import { actingWeights, partShapes, rateParts } from '../engine/recurrent/index.ts';
import { readPlainFile } from '../runs/data/index.ts';
import type { Converted } from './converted.ts';

/** By the name that TensorFlow.js gives, which a circuit may have too, and what stands in none of these. */
export const isModel = (file: string): boolean =>
  path.basename(file).toLowerCase() === modelFile && Buffer.from(readPlainFile(file)).includes('"weightsManifest"');

/**
 * Without a format of circuits every part goes into one `.npz`: `recurrent`, `input`, `gain` …; weights as they act.
 * @throws FormatError for a file that is no network
 */
export function convertedNetwork(from: string, to: string, circuit: CircuitFormat | undefined): Converted {
  const { shape, parameters } = readTensorflowModel(readPlainFile(from), (name) => {
    const beside = path.join(path.dirname(from), name);
    return fs.existsSync(beside) ? readPlainFile(beside) : undefined;
  });
  const { neurons, inputs, outputs } = shape;
  const acting = actingWeights(shape, parameters.recurrent);
  if (circuit) {
    const graph = graphOfMatrix(neurons, acting);
    return {
      files: new Map([[to, circuit.write(graph)]]),
      title: `A ${path.extname(to)} file`,
      holds: { neurons, connections: graph.edges.length },
      leftOut: [`the ${rateParts.filter((part) => part !== 'recurrent').join(', ')} of the network`],
    };
  }
  const shapes = partShapes(shape);
  const arrays = new Map(
    rateParts.map((part): readonly [string, NpyArray] => [
      part,
      { type: 'f8', shape: shapes[part], values: part === 'recurrent' ? acting : parameters[part] },
    ]),
  );
  return {
    files: new Map([[to, writeNpz(arrays)]]),
    title: 'An .npz file',
    holds: { neurons, inputs, outputs },
    leftOut: [],
  };
}
