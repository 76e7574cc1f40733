/** Each noun's canonical form, from its description. */
import type { Noun } from '../specification.ts';
import { dynamicsOf } from './activity.ts';
import { connectOf } from './connect.ts';
import { dataOf } from './data.ts';
import type { Description } from './describe.ts';
import { developOf } from './develop.ts';
import { genesOf } from './genes.ts';
import { networkOf } from './network.ts';
import { notYet } from './scope.ts';
import { taskOf } from './task.ts';

export function nounOf(description: Description): Noun {
  switch (description.noun) {
    case 'genes':
      return genesOf(description);
    case 'develop':
      return developOf(description);
    case 'connect':
      return connectOf(description);
    case 'data':
      return dataOf(description);
    case 'dynamics':
      return dynamicsOf(description);
    case 'task':
      return taskOf(description);
    case 'network':
      return networkOf(description);
    case 'experiment':
      return notYet('`experiment`', description.declaration.noun.range);
  }
}
