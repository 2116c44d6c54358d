/**
 * The published description of a result: JSON Schema, made from the zod schema that worker, page and command validate with, so
 * that the two cannot differ. What it cannot say (that an id belongs to its workload, that samples agree with their median) is
 * checked on import (see import/).
 */
import { z } from 'zod';
import { RESULT_SCHEMA, resultSchema } from './schema';

/** `tokamark-result-3.schema.json`: where the page serves it, under `schema/`. */
export const SCHEMA_FILE = `${RESULT_SCHEMA.replace('/', '-')}.schema.json`;

/** The whole document, indented, ended by a newline. */
export function resultJsonSchema(): string {
  const described = z.toJSONSchema(resultSchema, { target: 'draft-2020-12', io: 'input' });
  const { $schema, ...rest } = described;
  const document = {
    $schema,
    $id: `urn:${RESULT_SCHEMA.replace('/', ':')}`,
    title: `A result of Tokamark, ${RESULT_SCHEMA}`,
    ...rest,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
