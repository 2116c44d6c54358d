/**
 * Of a document what its schema has a name for. Schemas of results are loose, so that a newer page keeps what an older one wrote; a board
 * that kept whatever strangers add would be their file store.
 */
import { z } from 'zod';

/** @param value as the schema has passed it */
export function knownFields(schema: unknown, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
    return knownFields(schema.unwrap(), value);
  }
  if (schema instanceof z.ZodPipe) return knownFields(schema.in, value);
  if (schema instanceof z.ZodUnion) return knownFields(optionOf(schema.options, value), value);
  if (schema instanceof z.ZodArray)
    return Array.isArray(value) ? value.map((one) => knownFields(schema.element, one)) : [];
  if (schema instanceof z.ZodTuple) {
    return Array.isArray(value) ? value.map((one, at) => knownFields(schema.def.items[at], one)) : [];
  }
  if (schema instanceof z.ZodRecord) {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, knownFields(schema.valueType, one)]));
  }
  // Of what its schema leaves open, the shape of a workload, all is kept.
  if (!(schema instanceof z.ZodObject)) return value;
  const { shape } = schema;
  const known = Object.entries(value).filter(([key]) => Object.hasOwn(shape, key));
  return Object.fromEntries(known.map(([key, one]) => [key, knownFields(shape[key], one)]));
}

const optionOf = (options: readonly unknown[], value: unknown): unknown =>
  options.find((option) => option instanceof z.ZodType && option.safeParse(value).success);
