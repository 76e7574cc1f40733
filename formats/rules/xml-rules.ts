/** What readers of gene rules in XML share: places in the text, refusals at them, attributes that must be there. */
import { type XmlAttribute, type XmlElement, XmlError } from '../xml.ts';
import { Misread, type Place, placesIn } from './rules-file.ts';

/** An element, an attribute's value, or any other stretch of the text. */
export interface Span {
  readonly offset: number;
  readonly length: number;
}
export interface PlacesInXml {
  readonly placeOf: (span: Span) => Place;
  readonly misread: (message: string, where: Span, unsupported?: boolean) => Misread;
  /** @throws Misread where the element has no such attribute */
  readonly required: (element: XmlElement, name: string) => XmlAttribute;
  /** @throws Misread where the text is no well-formed XML */
  readonly wellFormed: <T>(read: () => T) => T;
}

export function placesInXml(text: string): PlacesInXml {
  const at = placesIn(text);
  const placeOf = ({ offset, length }: Span): Place => {
    const start = at(offset);
    return { ...start, length: Math.max(1, Math.min(length, text.slice(offset, offset + length).search(/[\r\n]|$/))) };
  };
  const misread = (message: string, where: Span, unsupported = false): Misread =>
    new Misread(message, placeOf(where), unsupported ? 'not supported' : 'syntax');
  return {
    placeOf,
    misread,
    required: (element, name) => {
      const found = element.attributes.get(name);
      if (!found) throw misread(`<${element.name}> has no ${name}; add it.`, element);
      return found;
    },
    wellFormed: (read) => {
      try {
        return read();
      } catch (error) {
        throw error instanceof XmlError ? misread(error.message, error, error.unsupported) : error;
      }
    },
  };
}
/** What to do about a gene of more than two levels (van Ham 1979), as bioLQM does it. */
export const aGenePerLevel =
  'Write it with a gene for each level; bioLQM does that: java -jar bioLQM.jar FILE -m booleanize NEW.sbml';
