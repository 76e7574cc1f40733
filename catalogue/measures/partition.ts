/** Which modules the neurons of a graph are in: searched for, or the groups of the circuit. */
import type { Matrix } from '../../engine/connectivity/index.ts';
import { greedyModules, louvain, modularityOf, type Modules } from '../../engine/graph/index.ts';
import { stream } from '../../engine/random/index.ts';
import { isNamed } from '../forms.ts';
import { type Arguments, counted, defaulting, number, parameter, word } from '../parameters.ts';
import type { Study } from '../study.ts';
import { matrix, matrixIn } from './subjects.ts';

const ours = 'choice of this language';

/** A matrix, and the groups of its neurons, where they are asked for. */
export const withGroups = parameter(matrix.type, matrix.documentation, (form, study: Study) => {
  const source = form === undefined ? undefined : matrixIn({ matrix: form });
  return {
    graph: matrix.decode(form, study),
    groups: () => study.groups(isNamed(source) ? source.named : undefined),
  };
});

export const partitionTakes = {
  by: defaulting(
    word(
      {
        louvain: 'The best of many searches, each drawn.',
        greedy: 'Modules merged greedily, as `greedy_modularity_communities` of networkx does; nothing is drawn.',
        groups: 'The groups of the circuit.',
      },
      'Where the modules come from.',
    ),
    'louvain',
    ours,
  ),
  restarts: defaulting(counted('restarts', 'Searches of `louvain`; the best counts.', '20', 1), 20, ours),
  seed: defaulting(
    counted('seed', 'Keys the draws of `louvain`, the same for every seed of the experiment.', '1'),
    1,
    ours,
  ),
  resolution: defaulting(number('Above 1: smaller modules.', '1', 0), 1, 'Newman & Girvan 2004'),
};

/** The modules of a graph, and their modularity. @throws NotApplicable without groups, where these are asked for */
export function modulesOf(
  { by, restarts, seed, resolution }: Arguments<typeof partitionTakes>,
  graph: Matrix,
  directed: boolean,
  groups: () => Int32Array,
): Modules {
  switch (by) {
    case 'louvain': {
      const draws = (restart: number) => stream(seed, 'modularity', 'modules', restart);
      return louvain(graph, { restarts, resolution, directed, draws });
    }
    case 'greedy':
      return greedyModules(graph, { resolution, directed });
    case 'groups': {
      const partition = groups();
      return { partition, modularity: modularityOf(graph, partition, { resolution, directed }) };
    }
  }
}
