/** Sends a run that is over: first what of its chain the board has not heard of, as where the network was gone at the end. */
import { linksOf } from '../contract/chain';
import type { RunAnswer } from '../contract/answers';
import { readSubmission } from '../contract/submission';
import type { BoardClient } from './board-client';

/** @param stamped links that the board has heard of. @throws TokamarkError as BoardClient does */
export async function sendKept(client: BoardClient, text: string, stamped: number): Promise<RunAnswer> {
  const { challenge, device, blocks } = readSubmission(text).submission;
  const links = linksOf({ nonce: challenge.nonce, publicKey: device.publicKey }, blocks);
  for (const [index, hash] of links.entries()) {
    if (index >= stamped) await client.link({ nonce: challenge.nonce, k: index + 1, hash });
  }
  return client.send(text);
}
