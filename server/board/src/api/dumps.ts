/** The dump of the day, for whoever wants everything: its files as they lie in the folder, without registration. */
import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import { decodeUtf8 } from '../../../../src/foundation/decode-text';
import { latestDump } from '../dumps/dump';
import { OTHER_FILES, packageSchema, SCHEMA_FILE } from '../dumps/describe';
import { DUMP_NAMES } from '../dumps/files';
import { ProblemError } from '../problem/problem-error';
import { headers } from './headers';
import { problem } from './routes';

const dumpsSchema = z.object({
  licence: z.literal('CC0-1.0'),
  /** Null before the first. */
  made: z.iso.datetime().nullable(),
  files: z.array(z.object({ path: z.string(), bytes: z.number().int(), sha256: z.string(), rows: z.number().int() })),
  /** Its columns and units, as a Data Package. */
  schema: z.string(),
});

const dumpsRoute = createRoute({
  method: 'get',
  path: '/api/dumps',
  summary: 'All ranked runs, as files',
  description:
    'Made once a day, CC0: CSV, gzip, with their schema as JSON. What was deleted is gone from the next one.',
  responses: {
    200: {
      description: 'Its files.',
      headers: headers('Cache-Control'),
      content: { 'application/json': { schema: dumpsSchema } },
    },
  },
});

const NAMES = [...DUMP_NAMES.map((name) => `${name}.csv.gz`), ...OTHER_FILES];

/** Described alone: what is answered is a file. */
const fileRoute = {
  method: 'get',
  path: '/api/dumps/{file}',
  summary: 'A file of the dump',
  request: { params: z.object({ file: z.enum(NAMES) }) },
  responses: {
    200: {
      description: 'The file.',
      headers: headers('Cache-Control'),
      content: { 'application/gzip': { schema: z.string() } },
    },
    404: problem('There is no such file, or no dump yet.'),
  },
} as const;

const HOUR = 'public, max-age=3600';

export function addDumps(app: OpenAPIHono, folder: string): void {
  app.openapi(dumpsRoute, async (context) => {
    context.header('Cache-Control', 'public, max-age=300');
    return context.json(await listed(folder), 200);
  });
  app.openAPIRegistry.registerPath(fileRoute);
  app.get('/api/dumps/:file', async (context) => {
    const file = NAMES.find((name) => name === context.req.param('file'));
    const latest = await latestDump(folder);
    if (file === undefined || latest === null) throw NO_DUMP;
    // Opened before it is answered: a newer dump may take its place meanwhile.
    const handle = await open(join(latest, file), 'r');
    context.header('Cache-Control', HOUR);
    context.header('Content-Type', typeOf(file));
    context.header('Content-Length', String((await handle.stat()).size));
    if (context.req.method !== 'HEAD') return context.body(bytesOf(handle));
    await handle.close();
    return context.body(null);
  });
}

function typeOf(file: string): string {
  if (file.endsWith('.gz')) return 'application/gzip';
  return file.endsWith('.json') ? 'application/json' : 'text/plain;charset=utf-8';
}

/** As it is asked for, and closed at its end or where the client leaves. */
function bytesOf(handle: FileHandle): ReadableStream<Uint8Array> {
  const stream = createReadStream('', { fd: handle });
  const chunks = stream[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const next: IteratorResult<unknown> = await chunks.next();
      if (next.done === true) controller.close();
      else controller.enqueue(z.instanceof(Uint8Array).parse(next.value));
    },
    cancel() {
      stream.destroy();
    },
  });
}

async function listed(folder: string): Promise<z.infer<typeof dumpsSchema>> {
  const latest = await latestDump(folder);
  const about = { licence: 'CC0-1.0' as const, schema: `/api/dumps/${SCHEMA_FILE}` };
  if (latest === null) return { ...about, made: null, files: [] };
  const handle = await open(join(latest, SCHEMA_FILE), 'r');
  try {
    const read = packageSchema.parse(JSON.parse(decodeUtf8(await handle.readFile(), SCHEMA_FILE, 'internal')));
    const files = read.resources.map(({ path, bytes, hash, rows }) => ({
      ...{ path: `/api/dumps/${path}`, bytes, sha256: hash.replace(/^sha256:/, ''), rows },
    }));
    return { ...about, made: read.created, files };
  } finally {
    await handle.close();
  }
}

const NO_DUMP = new ProblemError({
  ...{ status: 404, code: 'no-such-file', title: 'There is no such file' },
  detail:
    'The dump has no such file, or none has been made yet: the board makes one soon after it has started, and one each day.',
  remedy: 'Take the files that /api/dumps lists.',
});
