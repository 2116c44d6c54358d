/** A run in a browser in which other engines take turns with ours: what `--engine` makes of a request. */
import { comparedText } from '../../peers/compared-text';
import { comparisonOf } from '../../peers/comparison';
import type { PeerId } from '../../peers/peer-id';
import type { EngineDescription, RunRequest } from '../../worker/protocol';
import type { CliHost } from '../host';

/** Of Fable on its held-out text. */
export async function comparing(
  request: RunRequest,
  against: readonly PeerId[],
  { adapter }: Pick<EngineDescription, 'adapter'>,
  { files }: Pick<CliHost, 'files'>,
): Promise<RunRequest> {
  const { model, passage } = await files.openFidelityFiles();
  const settings = { ...comparisonOf(against, adapter.software), story: null, fidelityFiles: null };
  return { ...request, ...settings, model, passage: await comparedText(passage) };
}
