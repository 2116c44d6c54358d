/** `tokamark models`: which published models this device could run, and how fast, predicted from a run. On request, how much memory it gives. */
import { bytes } from '../../foundation/units';
import { modelsMarkdown } from '../../predict/models-markdown';
import { modelsTable } from '../../predict/models-table';
import type { KnownMemory } from '../../predict/fit';
import { loadPublishedModels } from '../../predict/published-models';
import { isOurs } from '../../benchmark/whose';
import { printable } from '../../report/outside-text';
import { showBytes } from '../../report/quantity';
import type { Result } from '../../report/schema';
import { unwrap } from '../../worker/outcome';
import { answer } from '../answer';
import { command } from '../command';
import { modelsCommand, rowsOf } from '../command-options';
import { MODELS_HELP } from '../help';
import { readImportedInput } from '../history/read-import';
import type { CliHost } from '../host';
import { interruptible } from '../interrupt';
import { onAdapter } from '../on-adapter';
import { STANDARD_INPUT } from '../read-text';
import { openNamed } from './run';

const GIB = 2 ** 30;

export const models = command({
  name: 'models',
  description: 'predict which published models this device could run, and how fast',
  help: MODELS_HELP,
  options: rowsOf(modelsCommand),
  read: (given) => {
    const read = onAdapter(given.table(modelsCommand), given);
    const onlyAllocating = ['--most', '--adapter', '--gpu'].find((flag) => given.has(flag) && !read.allocate);
    if (onlyAllocating !== undefined) {
      throw given.refusal(`${onlyAllocating} is for --allocate, which was not given.`, onlyAllocating);
    }
    return read;
  },
  run: async ({ result: file, formats, context, promptTokens, memory: stated, ...rest }, host) => {
    const { allocate, most, adapter, preference, json } = rest;
    return answer(json, 'models', host, async () => {
      const result = await resultOf(file, host);
      const memory: KnownMemory[] =
        stated === null ? [] : [{ bytes: bytes(stated * GIB), from: 'stated', isAll: true }];
      if (allocate) memory.push(await allocated({ most: most * GIB, adapter, preference }, host));
      const { models: published } = await loadPublishedModels();
      const document = modelsTable(published, { formats, context, promptTokens, result, memory });
      return { document, text: modelsMarkdown(document) };
    });
  },
});

/** Of a file, or the newest kept run that has a speed of ours; null where there is none. */
async function resultOf(file: string | null, { history, files, streams }: CliHost): Promise<Result | null> {
  if (file === STANDARD_INPUT) return readImportedInput(files.readStandardInput);
  if (file !== null) return history.readFile(file);
  const runs = await history.list((line) => streams.stderr.write(`warning: ${printable(line)}\n`));
  const measured = runs.filter(({ result }) =>
    result.results.some((entry) => isOurs(entry) && entry.tokensPerSecond !== null),
  );
  return measured.at(-1)?.result ?? null;
}

interface Asked {
  readonly most: number;
  readonly adapter: Parameters<typeof openNamed>[1];
  readonly preference: Parameters<typeof openNamed>[2];
}

async function allocated({ most, adapter, preference }: Asked, host: CliHost): Promise<KnownMemory> {
  const { stderr } = host.streams;
  const { engine } = await openNamed(host, adapter, preference);
  const stop = (): void => void engine.cancel();
  const found = await interruptible(host.process, stop, async () =>
    unwrap(await engine.allocate(preference, bytes(most))),
  );
  const ended = found.refusal === null ? 'as much as was allowed' : `then: ${printable(found.refusal)}`;
  stderr.write(`allocated and freed: ${showBytes(found.bytes)}, ${ended}\n`);
  return { bytes: found.bytes, from: 'allocated', isAll: found.refusal !== null };
}
