import { type Person, readPerson } from '../formats/index.ts';
import { Failure } from '../making/failure.ts';

export type { Person };

/** As `--author` names one. @throws Failure */
export function personOf(text: string): Person {
  const person = readPerson(text);
  if (person) return person;
  throw new Failure(
    'usage',
    `--author "${text}": write a name, with an ORCID or an address behind it where there is one: ` +
      '"Ada Lovelace <0000-0002-1825-0097>".',
  );
}
