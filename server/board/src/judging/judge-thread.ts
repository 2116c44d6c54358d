/** The thread behind judge-threads.ts: judges what it is sent, others in turn while one waits for what the database says. */
import { parentPort, workerData } from 'node:worker_threads';
import { asTokamarkError } from '../../../../src/foundation/errors';
import { standBehind } from '../operations/stand-behind';
import type { HeardFacts } from '../submission/heard';
import { judging, type Asked } from './judging';
import { startSchema, toThreadSchema, type FromThread } from './messages';

/** Whoever reads goes first. */
standBehind(3);

const port = parentPort;
const { keys } = startSchema.parse(workerData);
/** By submission, each of which has asked one thing at a time. */
const toHear = new Map<number, (facts: HeardFacts | null) => void>();
const toCompare = new Map<number, (digests: readonly string[]) => void>();

const say = (message: FromThread): void => port?.postMessage(message);

async function judge(id: number, asked: Asked): Promise<void> {
  try {
    const judged = await judging(asked, keys, {
      heard: (met) => {
        say({ kind: 'heard', id, met });
        return new Promise((resolve) => toHear.set(id, resolve));
      },
      copiedAmong: (digests) => {
        say({ kind: 'copiedAmong', id, digests });
        return new Promise((resolve) => toCompare.set(id, resolve));
      },
    });
    say({ kind: 'judged', id, judged });
  } catch (thrown) {
    say({ kind: 'failed', id, error: asTokamarkError(thrown).toData() });
  }
}

function taken<T>(from: Map<number, T>, id: number): T | undefined {
  const one = from.get(id);
  from.delete(id);
  return one;
}

port?.on('message', (sent: unknown) => {
  const message = toThreadSchema.parse(sent);
  const { id } = message;
  switch (message.kind) {
    case 'judge':
      return void judge(id, message.asked);
    case 'facts':
      return taken(toHear, id)?.(message.facts);
    case 'copied':
      return taken(toCompare, id)?.(message.digests);
    case 'drop':
      toHear.delete(id);
      toCompare.delete(id);
  }
});
