/** One file, judged by the rules that need no server. What a server alone could know is not asked, and said on the page. */
import { asTokamarkError } from '../../../../src/foundation/errors';
import { decodeText } from '../../../../src/foundation/decode-text';
import type { Catalogue, Preset } from '../../../../src/hardware/catalogue';
import { adapterName as nameOfDevice } from '../../../../src/hardware/identify/adapter-name';
import { plainName } from '../../../../src/report/outside-text';
import type { Result } from '../../../../src/report/schema';
import { isBarredBy } from '../../../../src/report/standing';
import { guessedGpu } from '../client/guessed-gpu';
import { deviceId, isSignedBy } from '../contract/device-key';
import { readBareResult, readSubmission } from '../contract/submission';
import type { RunFigure } from '../gates/figures';
import { aliasKey, gpuOfRun, type Aliases } from '../gates/gpu';
import { importedResult } from '../gates/import';
import type { RunState } from '../contract/answers';
import { decideAlone } from '../gates/list';
import { sampleDigests } from '../gates/samples';
import { DEVICE_EXAMPLE, DEVICE_FILE, folderOf } from './device-file';
import type { ResultFile } from './read-folder';
import { voiceOf } from './voice';

export interface JudgedFile {
  readonly path: string;
  readonly state: RunState;
  /** Sentences, the gravest first, each with what was found. */
  readonly reasons: readonly string[];
  /** Null of a file that could not be read. */
  readonly run: FileRun | null;
}

export interface FileRun {
  /** A device by its key, else what voice.ts finds. */
  readonly voice: string;
  readonly gpu: Preset | null;
  readonly gpuRaw: string;
  readonly suite: string;
  readonly engine: string;
  readonly isModified: boolean;
  readonly browser: string;
  readonly startedAt: string;
  readonly figures: readonly RunFigure[];
  readonly digests: readonly string[];
}

interface Known {
  readonly catalogue: Catalogue;
  readonly aliases: Aliases;
  /** What is said beside the results of a folder (device-file.ts). */
  readonly gpus: ReadonlyMap<string, string>;
  /** Of the files before. */
  readonly digests: ReadonlySet<string>;
}

export async function judgeFile({ path, bytes }: ResultFile, known: Known): Promise<JudgedFile> {
  try {
    if (bytes.length === 0) return refused(path, 'It is empty, or larger than a result ever is.');
    const { result, declared, device, isForged } = await read(decodeText(bytes, path));
    if (isForged) return refused(path, 'The signature is not that of the device’s key over what was sent.');
    const imported = importedResult({ result });
    if ('refused' in imported) return refused(path, `${imported.refused.says} ${imported.refused.where ?? ''}`.trim());
    return judged(path, { result: imported.result, declared, device }, known);
  } catch (thrown) {
    return unread(path, thrown);
  }
}

/** A file that is none of what it should be. */
export function unread(path: string, thrown: unknown): JudgedFile {
  const { message, where } = asTokamarkError(thrown);
  return refused(path, where === '' || message.includes(where) ? message : `${message} (${where})`);
}

async function read(text: string) {
  if (!/"challenge"\s*:/.test(text)) {
    return { result: readBareResult(text), declared: null, device: null, isForged: false };
  }
  const { submission, digest } = readSubmission(text);
  const { device, declared, signature, result } = submission;
  const isForged = !(await isSignedBy(device.publicKey, digest, signature));
  return { result, declared: declared.gpu, device: deviceId(device.publicKey), isForged };
}

interface Read {
  readonly result: Result;
  readonly declared: string | null;
  /** By its key; null of a result that nothing was sent with. */
  readonly device: string | null;
}

const LETTERS = 100;

const NO_ALIASES: Aliases = new Map();

/**
 * What an adapter without a name of its own is called, also where the catalogue has none of that architecture: other GPUs are called the same, so
 * that no alias is of one of them.
 */
function isShared(said: string | null, { adapter }: Result): boolean {
  if (said === null) return nameOfDevice(adapter) === '';
  return aliasKey(said) === aliasKey(`${adapter.vendor} ${adapter.architecture}`.trim());
}

const nobodySays = (raw: string): string =>
  `Its run says no more of its GPU than “${raw}”. It is ranked once a file ${DEVICE_FILE} beside it, in a folder of its own, says which it is: ${DEVICE_EXAMPLE}.`;

function judged(path: string, { result, declared, device }: Read, { catalogue, digests, ...known }: Known): JudgedFile {
  const said = declared ?? known.gpus.get(folderOf(path)) ?? null;
  const raw = said ?? guessedGpu(result.adapter, catalogue);
  const gpu = gpuOfRun(raw, result.adapter, catalogue, isShared(said, result) ? NO_ALIASES : known.aliases);
  const own = sampleDigests(result).map(({ digest }) => digest);
  const copied = new Set(own.filter((digest) => digests.has(digest)));
  const { state, reasons, figures } = decideAlone({ result, gpu, copied });
  const { environment, suite, engine, startedAt } = result;
  return {
    ...{ path, state },
    reasons: reasons.map(({ code, says, where = '', found }) =>
      code === 'unknown-gpu' && said === null
        ? nobodySays(raw)
        : [says, [where, found].filter(Boolean).join(': ')].filter(Boolean).join(' '),
    ),
    run: {
      ...{
        voice: device ?? voiceOf(path, result),
        gpu: gpu.preset,
        gpuRaw: raw,
        suite: suite.name,
        engine: engine.name,
        startedAt,
        figures,
        digests: own,
      },
      isModified: isBarredBy(result, 'unnamed-code'),
      browser: plainName(`${environment.name} ${environment.version}`, LETTERS),
    },
  };
}

const refused = (path: string, why: string): JudgedFile => ({
  ...{ path, state: 'rejected', reasons: [plainName(why, 400)], run: null },
});
