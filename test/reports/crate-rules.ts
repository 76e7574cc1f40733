import assert from 'node:assert/strict';

type Entity = Readonly<Record<string, unknown>> & { readonly '@id': string; readonly '@type': string };
export interface Crate {
  readonly root: Entity;
  readonly entities: ReadonlyMap<string, Entity>;
  /** Of the files of the crate, by their places. */
  readonly files: ReadonlyMap<string, Entity>;
}

/** What RO-Crate 1.1 demands (https://w3id.org/ro/crate/1.1, root data entity; data entities; JSON-LD), and no more. */
export function readCrate(text: string): Crate {
  const { '@context': context, '@graph': graph } = JSON.parse(text) as {
    readonly '@context': unknown;
    readonly '@graph': readonly Entity[];
  };
  assert.ok([context].flat().includes('https://w3id.org/ro/crate/1.1/context'));
  const entities = new Map(graph.map((entity) => [entity['@id'], entity]));
  assert.equal(entities.size, graph.length, 'no two entities share an id');
  for (const entity of graph) {
    assert.equal(typeof entity['@id'], 'string');
    assert.equal(typeof entity['@type'], 'string');
  }
  const descriptor = entities.get('ro-crate-metadata.json');
  assert.equal(descriptor?.['@type'], 'CreativeWork');
  assert.deepEqual(descriptor?.conformsTo, { '@id': 'https://w3id.org/ro/crate/1.1' });
  assert.deepEqual(descriptor?.about, { '@id': './' });
  const root = entities.get('./')!;
  assert.equal(root['@type'], 'Dataset');
  for (const field of ['name', 'description', 'datePublished', 'license']) assert.ok(root[field], field);
  assert.match(String(root.datePublished), /^\d{4}-\d\d-\d\d/);
  for (const entity of graph)
    for (const [field, value] of Object.entries(entity))
      for (const held of [value].flat())
        if (typeof held === 'object' && held !== null) {
          assert.deepEqual(Object.keys(held), ['@id'], `${field}: an entity inside another`);
          const id = (held as Entity)['@id'];
          assert.ok(entities.has(id) || /^https?:/.test(id), `${field} names ${id}, which is not there`);
        }
  const parts = [root.hasPart].flat().map((part) => (part as Entity)['@id']);
  const described = graph.filter((entity) => entity['@type'] === 'File').map((entity) => entity['@id']);
  assert.deepEqual(parts.toSorted(), described.toSorted(), 'every file is a part');
  for (const id of parts) assert.equal(new URL(id, 'http://x/').pathname, `/${id}`, 'a relative address');
  return { root, entities, files: new Map(parts.map((id) => [decodeURIComponent(id), entities.get(id)!])) };
}
