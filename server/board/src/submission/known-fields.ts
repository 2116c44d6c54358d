/**
 * Of a document what its schema has a name for. Schemas of results are loose, so that a newer page keeps what an older one wrote; a board
 * that kept whatever strangers add would be their file store.
 */
import { z } from 'zod';
import { ofEach } from '../../../../src/foundation/of-each';

/** @param value as the schema has passed it */
export const knownFields = (schema: z.ZodType, value: unknown): unknown => (cutterOf(schema) ?? whole)(value);

type Cutter = (value: unknown) => unknown;

const whole: Cutter = (value) => value;

/** Of a schema, made when it is first asked for; null where it leaves nothing out, so that long lists of numbers are not looked through. */
const cutterOf = ofEach((schema: object): Cutter | null => {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
    return within(schema.unwrap());
  }
  if (schema instanceof z.ZodPipe) return within(schema.in);
  if (schema instanceof z.ZodUnion) return ofUnion(schema.options);
  if (schema instanceof z.ZodArray) return ofArray(schema.element);
  if (schema instanceof z.ZodTuple) return ofTuple(schema.def.items);
  if (schema instanceof z.ZodRecord) return ofRecord(schema.valueType);
  // Of what its schema leaves open, the shape of a workload, all is kept.
  return schema instanceof z.ZodObject ? ofObject(schema.shape) : null;
});

const within = (schema: unknown): Cutter | null =>
  typeof schema === 'object' && schema !== null ? cutterOf(schema) : null;

/** Of an object or an array; anything else there is nothing of to leave out. */
const ofStructure =
  (cut: (value: object) => unknown): Cutter =>
  (value) =>
    typeof value === 'object' && value !== null ? cut(value) : value;

function ofUnion(options: readonly unknown[]): Cutter | null {
  const each = options.map((option) => ({ option, cut: within(option) }));
  if (each.every(({ cut }) => cut === null)) return null;
  return ofStructure((value) => {
    const found = each.find(({ option }) => option instanceof z.ZodType && option.safeParse(value).success);
    return (found?.cut ?? whole)(value);
  });
}

function ofArray(element: unknown): Cutter | null {
  const cut = within(element);
  return cut === null ? null : (value) => (Array.isArray(value) ? value.map(cut) : value);
}

function ofTuple(items: readonly unknown[]): Cutter | null {
  const cuts = items.map(within);
  if (cuts.every((cut) => cut === null)) return null;
  return (value) => (Array.isArray(value) ? value.map((one: unknown, at) => (cuts[at] ?? whole)(one)) : value);
}

function ofRecord(values: unknown): Cutter | null {
  const cut = within(values);
  if (cut === null) return null;
  return ofStructure((value) => Object.fromEntries(fieldsOf(value).map(([key, one]) => [key, cut(one)])));
}

function ofObject(shape: Readonly<Record<string, unknown>>): Cutter {
  const cuts = new Map(Object.entries(shape).map(([key, schema]) => [key, within(schema) ?? whole]));
  return ofStructure((value) => {
    const known: [string, unknown][] = [];
    for (const [key, one] of fieldsOf(value)) {
      const cut = cuts.get(key);
      if (cut !== undefined) known.push([key, cut(one)]);
    }
    return Object.fromEntries(known);
  });
}

const fieldsOf = (value: object): readonly (readonly [string, unknown])[] => Object.entries(value);
