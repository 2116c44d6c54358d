/** What a driver answers a statement with, as Kysely's dialect of PostgreSQL takes it. */
import { z } from 'zod';

/** What Kysely asks of: anything else is a statement that gives rows or none. */
const COMMANDS = ['INSERT', 'UPDATE', 'DELETE', 'MERGE', 'COMMIT', 'ROLLBACK', 'SELECT'] as const;

/** That each row is as the caller has typed its query is the caller's word, here as in pg. */
export const resultSchema = <R>() =>
  z.object({ command: z.enum(COMMANDS).catch('SELECT'), rowCount: z.number(), rows: z.array(z.custom<R>()) });
