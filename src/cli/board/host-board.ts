/** What the commands need of the outside to send a run: a board, the key of this machine, what was kept, and a person to ask. */
import { createInterface } from 'node:readline/promises';
import { join } from 'node:path';
import { boardClient, type BoardClient } from '../../../server/board/src/client/board-client';
import type { LinkPlace } from '../../../server/board/src/client/link-sender';
import type { Submission } from '../../../server/board/src/contract/submission';
import { variable } from '../clean-environment';
import { onBattery } from '../guards/battery';
import { configFolder, keyFile, type DeviceKeys } from './key-file';
import { keptSubmissions, type KeptSubmissions } from './kept-submissions';

export interface HostBoard {
  /** Of the board that is meant where none is named (TOKAMARK_BOARD); null for none. */
  readonly usual: string | null;
  /** @param address ends in a slash */
  client(address: string): BoardClient;
  readonly time: Omit<LinkPlace, 'send'>;
  readonly keys: DeviceKeys;
  readonly kept: KeptSubmissions;
  /** As far as this machine says it. */
  powerSource(): Promise<Submission['declared']['powerSource']>;
  /** What the person says; null where no terminal is there to ask on. */
  confirm(question: string): Promise<boolean | null>;
}

const time = {
  now: (): number => performance.now() / 1000,
  wait: (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1000 * seconds)),
};

/** @param dataFolder of the user */
export const hostBoard = (dataFolder: string): HostBoard => ({
  usual: variable('TOKAMARK_BOARD'),
  ...{ time, keys: keyFile(configFolder()), kept: keptSubmissions(join(dataFolder, 'board')) },
  client: (address) => boardClient({ ...time, address, fetch: (url, init) => fetch(url, init) }),
  powerSource: async () => ((await onBattery()) ? 'battery' : 'unknown'),
  confirm: async (question) => {
    if (!process.stdin.isTTY) return null;
    // On standard error: standard output is for documents.
    const asked = createInterface({ input: process.stdin, output: process.stderr });
    try {
      const answered = asked.question(question);
      // Ctrl-C and the end of the input are a no.
      const closed = new Promise<string>((resolve) => asked.once('close', () => resolve('')));
      return /^y(es)?$/i.test((await Promise.race([answered, closed])).trim());
    } finally {
      asked.close();
    }
  },
});
