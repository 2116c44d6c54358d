/** `tokamark models`: which published models this device could run, and how fast, predicted from a run. On request, how much memory it gives. */
import type { z } from 'zod';
import type { Allocated } from '../../device/allocation';
import { TokamarkError } from '../../foundation/errors';
import { bytes } from '../../foundation/units';
import { modelsMarkdown } from '../../predict/models-markdown';
import { modelsTable } from '../../predict/models-table';
import type { KnownMemory } from '../../predict/fit';
import { loadPublishedModels } from '../../predict/published-models';
import { isOurs } from '../../benchmark/whose';
import { adapterName, isSameAdapter } from '../../report/adapter-name';
import { printable } from '../../report/outside-text';
import { showBytes } from '../../report/quantity';
import type { AdapterDescription, Result } from '../../report/schema';
import { unwrap } from '../../foundation/outcome';
import { answer } from '../answer';
import { command } from '../command';
import { modelsCommand, rowsOf } from '../command-options';
import { MODELS_HELP } from '../help';
import { checkWritable } from '../destination';
import type { ExitCode } from '../exit-codes';
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
  run: ({ allocate, most, adapter, preference, ...asked }, host) => {
    if (!allocate) return shown(asked, null, host);
    let stop = (): void => undefined;
    return interruptible(
      host.process,
      () => stop(),
      async (interruption) => {
        await checkWritable(asked.json, '--json');
        const { engine, description } = await openNamed(host, adapter, preference);
        stop = () => void engine.cancel();
        const found = await engine.allocate(preference, bytes(most * GIB));
        if (interruption.code !== null) return interruption.code;
        return shown(asked, { adapter: description.adapter, memory: allocated(unwrap(found), host) }, host);
      },
    );
  },
});

type Asked = Pick<
  z.output<typeof modelsCommand>,
  'result' | 'formats' | 'context' | 'promptTokens' | 'memory' | 'json'
>;

/** Of an allocation test, and of what adapter it tells. */
interface Found {
  readonly adapter: AdapterDescription;
  readonly memory: KnownMemory;
}

function shown(asked: Asked, found: Found | null, host: CliHost): Promise<ExitCode> {
  const { result: file, formats, context, promptTokens, memory: stated, json } = asked;
  return answer(json, 'models', host, async () => {
    const result = await resultOf(file, found?.adapter ?? null, host);
    const said: KnownMemory[] = stated === null ? [] : [{ bytes: bytes(stated * GIB), from: 'stated', isAll: true }];
    const { models: published } = await loadPublishedModels();
    const memory = found === null ? said : [...said, found.memory];
    const document = modelsTable(published, { formats, context, promptTokens, result, memory });
    return { document, text: modelsMarkdown(document) };
  });
}

/**
 * Of a file, or the newest kept run that has a speed of ours; null where there is none.
 * @param adapter whose memory was measured: speeds of another adapter are not shown beside it
 */
async function resultOf(
  file: string | null,
  adapter: AdapterDescription | null,
  host: CliHost,
): Promise<Result | null> {
  const isOfAdapter = (result: Result): boolean => adapter === null || isSameAdapter(result.adapter, adapter);
  if (file !== null) {
    const result = await resultIn(file, host);
    if (isOfAdapter(result)) return result;
    throw new TokamarkError({
      code: 'option',
      message: `--result is a run of ${printable(adapterName(result.adapter))}, and --allocate tested another adapter.`,
      where: '--result',
      remedy: 'Leave one of both out, or name the adapter of that run with --adapter.',
    });
  }
  const runs = await host.history.list((line) => host.streams.stderr.write(`warning: ${printable(line)}\n`));
  const measured = runs.filter(
    ({ result }) =>
      isOfAdapter(result) && result.results.some((entry) => isOurs(entry) && entry.tokensPerSecond !== null),
  );
  return measured.at(-1)?.result ?? null;
}

const resultIn = (file: string, { history, files }: CliHost): Promise<Result> =>
  file === STANDARD_INPUT ? readImportedInput(files.readStandardInput) : history.readFile(file);

function allocated({ bytes: held, refusal }: Allocated, { streams }: CliHost): KnownMemory {
  const ended = refusal === null ? 'as much as was allowed' : `then: ${printable(refusal)}`;
  streams.stderr.write(`allocated and freed: ${showBytes(held)}, ${ended}\n`);
  return { bytes: held, from: 'allocated', isAll: refusal !== null };
}
