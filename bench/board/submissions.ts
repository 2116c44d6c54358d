/**
 * Real submissions, made before anything is timed: signed, chained, with stamps in the database, a proof that Fable has written, and figures
 * of a simulated GPU. Each is of a device of its own, and of GPUs as common as in a filled board.
 */
import { SUITE } from '../../src/benchmark/suite/suite';
import { uniform } from '../../src/foundation/random';
import { loadCatalogue, type Preset } from '../../src/hardware/catalogue';
import { issueChallenge } from '../../server/board/src/challenge/issue';
import { signChallenge } from '../../server/board/src/challenge/sign';
import { linksOf } from '../../server/board/src/contract/chain';
import type { Challenge } from '../../server/board/src/contract/challenge';
import { makeDeviceKey, type KeptKey } from '../../server/board/src/contract/device-key';
import { PROOF_FORMATS, PROOF_TOKENS, type ProofFormat } from '../../server/board/src/contract/proof';
import type { Database } from '../../server/board/src/database/open';
import { DEVICE, honestResult } from '../../server/board/src/fixtures/honest-run';
import { ISSUED, sendingOf, textOf, type Sending } from '../../server/board/src/fixtures/sent';
import { answers } from '../../server/board/src/proof/honest.json';
import { boardSecrets, type Secrets } from '../../server/board/src/submission/secret';
import { gpuWeights, pickerOf } from './fill/population';
import { filledGpus } from './fill/workloads';

export interface Prepared {
  readonly nonce: string;
  readonly body: Buffer;
}

export interface PrepareOptions {
  readonly count: number;
  readonly seed: number;
}

/** Milliseconds since the challenges were asked for. */
const AGO = 3_600_000;

/** Puts challenges and links into the database, as if the runs had been going on an hour ago. */
export async function prepare(database: Database, { count, seed }: PrepareOptions): Promise<readonly Prepared[]> {
  const secrets = await boardSecrets(database);
  const gpus = filledGpus((await loadCatalogue()).presets, seed);
  const pick = pickerOf(gpuWeights(gpus.length).map((weight, i) => (isSimulated(gpus[i]) ? weight : 0)));
  const random = uniform(seed + 1);
  const prepared: Prepared[] = [];
  await rememberSuite(database);
  for (let i = 0; i < count; i++) {
    const preset = gpus[pick(random())];
    if (preset === undefined) throw new RangeError('no GPU to simulate');
    const sending = sendingFor(secrets, { preset, seed: seed + i, key: await makeDeviceKey() });
    await remember(database, sending);
    prepared.push({ nonce: sending.challenge.nonce, body: Buffer.from(await textOf(sending)) });
  }
  return prepared;
}

/** Those that a browser names by vendor and architecture, and of which the catalogue says all that the gates ask. */
const isSimulated = (preset: Preset | undefined): preset is Preset =>
  preset !== undefined &&
  ['nvidia', 'amd'].includes(preset.vendor) &&
  preset.webgpuArchitecture !== null &&
  preset.memoryBandwidthGBs !== null &&
  preset.fp32Tflops !== null;

/** One alone, to be changed before it is sent. */
export async function prepareSending(
  database: Database,
  { seed, key }: { readonly seed: number; readonly key: KeptKey },
): Promise<Sending> {
  const preset = (await loadCatalogue()).presets.find(({ id }) => id === 'rtx-4090');
  if (preset === undefined) throw new RangeError('no GPU to simulate');
  const sending = sendingFor(await boardSecrets(database), { preset, seed, key });
  await rememberSuite(database);
  await remember(database, sending);
  return sending;
}

interface Wanted {
  readonly preset: Preset;
  readonly seed: number;
  readonly key: KeptKey;
}

function sendingFor(secrets: Secrets, { preset, seed, key }: Wanted): Sending {
  const { challenge, tokens } = provenChallenge(secrets, seed);
  const device = {
    ...{ ...DEVICE, seed, bandwidth: 1e9 * (preset.memoryBandwidthGBs ?? 0) },
    peak: 0.85e12 * (preset.fp32Tflops ?? 0),
  };
  const { result, timed } = honestResult(challenge.formats, device);
  const { vendor, webgpuArchitecture } = preset;
  const adapter = { ...result.adapter, vendor, architecture: webgpuArchitecture ?? '' };
  const sending = sendingOf({ timed, result: { ...result, adapter } }, challenge, key);
  return { ...withProof(sending, tokens), declared: { gpu: preset.id, powerSource: 'mains' } };
}

/** Its chain ends with these tokens. */
function withProof(sending: Sending, tokens: readonly number[]): Sending {
  const { challenge, key } = sending;
  const blocks = sending.blocks.map((block) => (block.proof === undefined ? block : { ...block, proof: [...tokens] }));
  const links = linksOf({ nonce: challenge.nonce, publicKey: key.x }, blocks);
  const stamps = sending.stamps.map((stamp, i) => ({ ...stamp, hash: links[i] ?? '' }));
  return { ...sending, blocks, stamps, proof: { tokens } };
}

/** A challenge whose proof a device has answered once (proof/honest.json), since writing one takes longer than all the rest. */
function provenChallenge(
  { keys }: Secrets,
  seed: number,
): { readonly challenge: Challenge; readonly tokens: readonly number[] } {
  const answer = answers[seed % answers.length];
  const format: ProofFormat | undefined = PROOF_FORMATS[seed % PROOF_FORMATS.length];
  if (answer === undefined || format === undefined) throw new RangeError('no answer to a proof is kept');
  const { nonce, suite, issuedAt, expiresAt, promptSeed, formats } = issueChallenge({
    ...{ now: new Date(Date.now() - AGO), keys },
  });
  const proof = { format, seed: answer.seed, tokens: PROOF_TOKENS } as const;
  const challenge = signChallenge({ nonce, suite, issuedAt, expiresAt, promptSeed, formats, proof }, keys);
  return { challenge, tokens: answer.tokens[format] };
}

const rememberSuite = ({ write }: Database) =>
  write
    .insertInto('suites')
    .values({ id: SUITE })
    .onConflict((conflict) => conflict.doNothing())
    .execute();

async function remember({ write }: Database, { challenge, stamps }: Sending): Promise<void> {
  const { nonce, suite, issuedAt, expiresAt } = challenge;
  const issued = Date.parse(issuedAt);
  await write.transaction().execute(async (transaction) => {
    const times = { issued_at: new Date(issuedAt), expires_at: new Date(expiresAt) };
    await transaction
      .insertInto('challenges')
      .values({ nonce, suite_id: suite, ...times })
      .execute();
    const links = stamps.map(({ k, hash, at }) => ({ nonce, k, hash, stamped_at: new Date(at - ISSUED + issued) }));
    await transaction.insertInto('commitments').values(links).execute();
  });
}
