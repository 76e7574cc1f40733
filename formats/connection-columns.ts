/** Tables of connections whose columns have other names than `source` and `target`: what to write for them. */

/** As FlyWire, MICrONS, neuPrint, OpenWorm, NEST, d3 and others call them. */
const names = {
  pre: /^(?:pre|source|src|from|sender|origin|pre[_ .-]?\w*(?:id|syn|neuron|cell)\w*|bodyid_pre|neuron[_ ]?1)$/i,
  post: /^(?:post|target|tgt|to|receiver|dest\w*|post[_ .-]?\w*(?:id|syn|neuron|cell)\w*|bodyid_post|neuron[_ ]?2)$/i,
  weight:
    /^(?:weight|weights|w|syn_?count|n_?syn\w*|synapses|num_?syn\w*|counts?|nbr|number|size|strength|connectivity|value)$/i,
};
type Ends = { readonly pre: string; readonly post: string; readonly weight?: string };

/** Which columns say where a connection begins and ends, going by their names. */
export function endsAmong(columns: readonly string[]): Ends | undefined {
  const called = (pattern: RegExp): string | undefined => columns.find((column) => pattern.test(column.trim())),
    [pre, post, weight] = [called(names.pre), called(names.post), called(names.weight)];
  return pre !== undefined && post !== undefined ? { pre, post, ...(weight !== undefined && { weight }) } : undefined;
}

/** The columns of a table that is no matrix, and the statement that reads it as connections. */
export function columnsRemedy(columns: readonly string[], file: string): string {
  const shown = columns.slice(0, 12).map(quoted).join(', '),
    { pre, post, weight } = endsAmong(columns) ?? { pre: 'PRE', post: 'POST', weight: 'WEIGHT' },
    ends = [
      `pre ${quoted(pre)}`,
      `post ${quoted(post)}`,
      ...(weight === undefined ? [] : [`weight ${quoted(weight)}`]),
    ];
  return (
    `its columns are ${shown}${columns.length > 12 ? ' …' : ''}. If its rows are connections, say in an .anl file ` +
    `which columns are meant: connect w from ${quoted(file)} { columns ${ends.join(', ')} }`
  );
}
const quoted = (text: string): string => `"${text.trim()}"`;
