/** A run in a browser in which other engines take turns with ours: what `--engine` makes of a request. */
import { comparisonOf } from '../../peers/comparison';
import type { PeerId } from '../../peers/peer-id';
import type { EngineDescription, RunRequest } from '../../worker/protocol';
import type { CliHost } from '../host';

/** Of Fable on its held-out text: the page has both, and the request says that they are wanted. */
export async function comparing(
  request: RunRequest,
  against: readonly PeerId[],
  { adapter }: Pick<EngineDescription, 'adapter'>,
  { files }: Pick<CliHost, 'files'>,
): Promise<RunRequest> {
  const model = await files.openFable();
  const settings = { ...comparisonOf(against, adapter.software), story: null, fidelityFiles: null };
  return { ...request, ...settings, model, passage: model.name };
}
