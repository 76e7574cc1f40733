import { Failure } from '../making/failure.ts';

export interface Person {
  readonly name: string;
  /** `https://orcid.org/…`. */
  readonly orcid?: string;
  readonly email?: string;
}

/** `Ada Lovelace`, `Ada Lovelace <0000-0002-1825-0097>`, `Ada Lovelace <ada@example.org>`. @throws Failure */
export function personOf(text: string): Person {
  const [, name = '', about] = /^\s*([^<>]*?)\s*(?:<([^<>]*)>)?\s*$/.exec(text) ?? [];
  const orcid = /^(?:https:\/\/orcid\.org\/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])$/.exec(about ?? '')?.[1];
  const isKnown = about === undefined || orcid !== undefined || /^[^@\s]+@[^@\s]+$/.test(about);
  if (name === '' || !isKnown || (orcid && !isOrcid(orcid)))
    throw new Failure(
      'usage',
      `--author "${text}": write a name, with an ORCID or an address behind it where there is one: ` +
        '"Ada Lovelace <0000-0002-1825-0097>".',
    );
  if (orcid) return { name, orcid: `https://orcid.org/${orcid}` };
  return { name, ...(about && { email: about }) };
}
/** By its last digit (ISO 7064, 11,2). */
function isOrcid(orcid: string): boolean {
  const digits = orcid.replaceAll('-', '');
  const sum = Array.from(digits.slice(0, -1)).reduce((total, digit) => (total + Number(digit)) * 2, 0);
  const check = (12 - (sum % 11)) % 11;
  return digits.endsWith(check === 10 ? 'X' : String(check));
}
