/** Names of devices that the catalogue has not, as drivers write them: the kind of device that each may become, and no device. */
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCatalogue, type Catalogue } from '../catalogue';
import names from '../fixtures/real-names.json';
import { identify } from './resolve';

let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await loadCatalogue();
});

const resolve = (renderer: string) => identify({ renderer, vendor: '', architecture: '' }, catalogue);

/** `workstation or laptop`, `unknown`, `masked`, `software`. */
function became(renderer: string): string {
  const { status, classes } = resolve(renderer);
  if (status === 'masked' || status === 'software') return status;
  return classes.length === 0 ? 'unknown' : classes.join(' or ');
}

const table = Object.entries(names).flatMap(([kind, list]) => list.map((name) => [name, kind] as const));

/** A processor's name with its GPU's number says which one it is, whatever stands after it. */
const NAMED = /^AMD Ryzen 7 7840HS/;

describe('a device that the catalogue has not', () => {
  it('is one of at least 150', () => {
    expect(table.length).toBeGreaterThanOrEqual(150);
    expect(new Set(table.map(([name]) => name)).size).toBe(table.length);
  });

  it.each(table)('%s is %s', (name, kind) => {
    expect(became(name)).toBe(kind);
  });

  it('is never taken for one that it has', () => {
    const taken = table.filter(([name]) => !NAMED.test(name) && resolve(name).status === 'known');
    expect(taken).toEqual([]);
  });

  it('has relatives of its own kind alone', () => {
    const wrong = table.filter(([name]) => {
      const { classes, candidates } = resolve(name);
      return classes.length > 0 && candidates.some((one) => !classes.includes(one.class));
    });
    expect(wrong).toEqual([]);
  });
});
