/** Each noun's canonical form, from its description. */
import type { Noun } from '../specification.ts';
import { dynamicsOf } from './dynamics-noun.ts';
import { connectOf } from './connect-noun.ts';
import { dataOf } from './data-noun.ts';
import type { Description } from './description.ts';
import { developOf } from './develop-noun.ts';
import { genesOf } from './genes-noun.ts';
import { networkOf } from './network-noun.ts';
import { notYet } from './scope.ts';
import { taskOf } from './task-noun.ts';

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
