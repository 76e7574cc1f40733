/** What an error says of a name that is no fate; `fate` as it is written. */
export const unknownFate = (fate: string, fates: readonly string[]): string =>
  `no fate is called ${fate}; known: ${fates.join(', ') || 'none'}`;
