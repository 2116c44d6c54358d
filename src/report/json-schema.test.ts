/** The published JSON Schema is what the code says, and says of a result what the code checks. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { result } from '../../test/fixtures/result';
import { resultJsonSchema, SCHEMA_FILE } from './json-schema';
import { RESULT_SCHEMA } from './schema';

const PUBLISHED = join(import.meta.dirname, '../../public/schema', SCHEMA_FILE);

describe('the JSON Schema of a result', () => {
  it('is published as the code makes it', async () => {
    // `npm run schema` runs this test with --update, which writes the file.
    const same = expect(resultJsonSchema()).toMatchFileSnapshot(PUBLISHED);
    await same.catch((cause: unknown) => {
      throw new Error(`public/schema/${SCHEMA_FILE} is not what the schema says now: run \`npm run schema\`.`, {
        cause,
      });
    });
  });

  it('is versioned: its file, its id and the value of `schema` name the same version', () => {
    const document = z
      .object({ $id: z.string(), properties: z.object({ schema: z.object({ const: z.string() }) }) })
      .parse(JSON.parse(resultJsonSchema()));
    expect(document.properties.schema.const).toBe(RESULT_SCHEMA);
    expect(document.$id).toBe('urn:tokamark-result:3');
    expect(SCHEMA_FILE).toBe('tokamark-result-3.schema.json');
  });

  it('accepts a result and refuses one with a field of the wrong kind, read back as a schema', () => {
    const schema = z.fromJSONSchema(z.record(z.string(), z.unknown()).parse(JSON.parse(resultJsonSchema())));
    expect(schema.safeParse(JSON.parse(JSON.stringify(result()))).success).toBe(true);
    expect(schema.safeParse({ ...result(), elapsedSeconds: -1 }).success).toBe(false);
    expect(schema.safeParse({ ...result(), schema: 'tokamark-result/1' }).success).toBe(false);
    expect(schema.safeParse({ ...result(), results: undefined }).success).toBe(false);
    const { guards, ...without } = result();
    expect([guards, schema.safeParse(without).success]).toEqual([expect.anything(), false]);
  });
});
