const mostNamed = 10;

/** What a reader of a PDF must know where the document has no font for some signs. */
export const unknownSignsText = (signs: readonly string[], file: string): string =>
  `anlage: the fonts of a PDF do not have ${signs.slice(0, mostNamed).join(' ')}` +
  `${signs.length > mostNamed ? ' …' : ''}: each stands as □ in ${file}. Latin, Greek and Cyrillic letters and the ` +
  'signs of mathematics are there.';
