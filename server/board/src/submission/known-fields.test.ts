import { expect, it } from 'vitest';
import { z } from 'zod';
import { resultSchema } from '../../../../src/report/schema';
import { honestSending } from '../fixtures/sent';
import { knownFields } from './known-fields';

it('keeps what the schema names, however deep, and nothing else', () => {
  const schema = z.looseObject({
    a: z.array(z.looseObject({ b: z.number() })).optional(),
    c: z.union([z.looseObject({ d: z.string() }), z.looseObject({ e: z.number() })]).nullable(),
    f: z.record(z.string(), z.looseObject({ g: z.boolean() })),
    h: z.tuple([z.number(), z.looseObject({ i: z.null() })]),
    j: z.unknown(),
  });
  const value = {
    ...{ a: [{ b: 1, x: 'y' }], c: { e: 2, d: 3, x: [] }, f: { any: { g: true, x: 1 } }, h: [1, { i: null, x: 1 }] },
    ...{ j: { x: 1 }, x: { y: 1 } },
  };
  expect(knownFields(schema, schema.parse(value))).toEqual({
    ...{ a: [{ b: 1 }], c: { e: 2 }, f: { any: { g: true } }, h: [1, { i: null }] },
    // Its schema leaves it open.
    j: { x: 1 },
  });
});

it('leaves nothing out of what Tokamark itself writes', () => {
  const { result } = honestSending();
  const plain: unknown = JSON.parse(JSON.stringify(result));
  expect(knownFields(resultSchema, plain)).toEqual(plain);
});
