/**
 * A submission from its bytes to its answer and its rows: all of it that takes a processor, and none of it that takes the database. In
 * the order of what it costs: a hash over its challenge, before anything else of it is looked at; the device's signature; what the board
 * has heard of it; and only then its document and the gates. It runs here or in a thread (judges.ts).
 */
import { setImmediate as afterOthers } from 'node:timers/promises';
import { bytesToHex } from '@noble/hashes/utils.js';
import { decodeUtf8 } from '../../../../src/foundation/decode-text';
import { nativeHash } from '../challenge/native-hash';
import type { ChallengeKeys } from '../challenge/sign';
import { checkAnswerSchema, type CheckAnswer } from '../contract/answers';
import { readSubmission } from '../contract/submission';
import { foreign, unsigned, type AdmissionCode } from '../gates/admission';
import { finding, type Finding } from '../gates/gate';
import { aliasKey } from '../gates/gpu';
import { judge } from '../gates/judge';
import { answerOf, refusedBy } from '../gates/list';
import { catalogueWith } from '../submission/board-catalogue';
import type { HeardFacts } from '../submission/heard';
import { newRun, type NewRun, type RunName } from '../submission/run-rows';

export interface Asked {
  readonly body: Uint8Array;
  /** Null where nothing of it is to be stored. */
  readonly as: RunName | null;
}

/** By which the board knows it, once it was read and its signature was right. */
export interface Met {
  readonly nonce: string;
  /** Hexadecimal digits. */
  readonly digest: string;
  /** As aliases are looked up. */
  readonly gpu: string;
}

/** What only the database can say. */
export interface Questions {
  /** Null where there is nothing to judge any more: another has answered its challenge, or it was stored before. */
  heard(met: Met): Promise<HeardFacts | null>;
  /** Of these digests, those that another run has, or had. */
  copiedAmong(digests: readonly string[]): Promise<readonly string[]>;
}

export interface Judged {
  readonly answer: CheckAnswer;
  /** Null of what is rejected, and where nothing was to be stored. */
  readonly run: NewRun | null;
}

/** @returns null where it was not to be judged. @throws TokamarkError `import` of what cannot be read; what a question throws */
export async function judging(asked: Asked, keys: ChallengeKeys, questions: Questions): Promise<Judged | null> {
  try {
    const text = decodeUtf8(asked.body, 'body', 'import');
    const read = readSubmission(text, (challenge) => admit(foreign(challenge, keys)), nativeHash);
    admit(await unsigned(read));
    const { challenge, declared } = read.submission;
    const met = { nonce: challenge.nonce, digest: bytesToHex(read.digest), gpu: aliasKey(declared.gpu) };
    const heard = await questions.heard(met);
    if (heard === null) return null;
    if (!heard.isKnown) throw new NotAdmitted(finding('not-our-challenge', 'challenge.nonce'));
    await afterOthers();
    const { decision, run } = await judge(read, {
      ...{ receivedAt: heard.receivedAt, stamps: heard.stamps, isWithdrawn: heard.isWithdrawn },
      aliases: new Map(heard.named === null ? [] : [[met.gpu, heard.named]]),
      catalogue: await catalogueWith(heard.gpus),
      copiedAmong: async (digests) => new Set(await questions.copiedAmong(digests)),
    });
    const answer = answerOf(decision);
    if (run === null || asked.as === null || answer.state === 'rejected') {
      return { answer: checkAnswerSchema.parse(answer), run: null };
    }
    await afterOthers();
    return { answer, run: await newRun(asked.as, { read, run, decision, answer }) };
  } catch (thrown) {
    if (!(thrown instanceof NotAdmitted)) throw thrown;
    return { answer: checkAnswerSchema.parse(answerOf(refusedBy(thrown.found))), run: null };
  }
}

class NotAdmitted extends Error {
  constructor(readonly found: Finding<AdmissionCode>) {
    super(found.code);
  }
}

function admit(found: Finding<AdmissionCode> | null): void {
  if (found !== null) throw new NotAdmitted(found);
}
