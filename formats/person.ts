/** Who made something, as programs and texts name a person. */
export interface Person {
  readonly name: string;
  /** `https://orcid.org/…`. */
  readonly orcid?: string;
  readonly email?: string;
}

/**
 * `Ada Lovelace`, `Ada Lovelace <0000-0002-1825-0097>`, `Ada Lovelace <ada@example.org>`; undefined for anything else,
 * and where the last digit of an ORCID does not fit the others.
 */
export function readPerson(text: string): Person | undefined {
  const [, name = '', about] = /^\s*([^<>]*?)\s*(?:<([^<>]*)>)?\s*$/.exec(text) ?? [];
  const orcid = /^(?:https:\/\/orcid\.org\/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])$/.exec(about ?? '')?.[1];
  const isKnown = about === undefined || orcid !== undefined || /^[^@\s]+@[^@\s]+$/.test(about);
  if (name === '' || !isKnown || (orcid && !isOrcid(orcid))) return undefined;
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

/** `10.1234/abc`, of that with `doi:` or its address before it; undefined for anything else. */
export const readDoi = (text: string): string | undefined =>
  /^(?:doi:\s*|https?:\/\/(?:dx\.)?doi\.org\/)?(10\.\d{4,9}(?:\.\d+)*\/\S+)$/i.exec(text.trim())?.[1];
