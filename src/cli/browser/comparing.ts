/** A run in which other engines take turns with ours: what `--engine` and `--against` make of a request. */
import { comparedText } from '../../peers/compared-text';
import { comparisonOf, type OwnLengths } from '../../peers/comparison';
import type { PeerId } from '../../peers/peer-id';
import type { ServerAsked } from '../../peers/server/asked';
import type { EngineDescription, RunRequest } from '../../worker/protocol';
import type { CliHost } from '../host';

/** Who takes turns with ours. */
export interface Rivals {
  readonly against: readonly PeerId[];
  readonly server: ServerAsked | null;
  /** As the command line has them. */
  readonly lengths: OwnLengths;
}

/** Of Fable on its held-out text. @throws TokamarkError `option` of lengths that it has no room for */
export async function comparing(
  request: RunRequest,
  { against, server, lengths }: Rivals,
  { adapter }: Pick<EngineDescription, 'adapter'>,
  { files }: Pick<CliHost, 'files'>,
): Promise<RunRequest> {
  const { model, passage } = await files.openFidelityFiles();
  const settings = { ...comparisonOf(against, adapter.software, server, lengths), story: null, fidelityFiles: null };
  return { ...request, ...settings, model, passage: await comparedText(passage) };
}
