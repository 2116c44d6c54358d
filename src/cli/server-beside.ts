/** The server that a person names, beside our own engine under Node.js. In a browser its page asks it (worker/page-peers.ts). */
import { serverContestant } from '../peers/server/contestant';
import { lineHere } from '../peers/server/line';
import type { EngineHost } from '../worker/engine-host';

export const serverBeside: NonNullable<EngineHost['peers']> = async ({ server, model }, _, signal) =>
  server === undefined || model === null ? [] : [await serverContestant({ server, model, signal, openLine: lineHere })];
