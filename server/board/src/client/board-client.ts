/** A board as page and command speak with it: its answers are checked, and what was not answered is sent again. */
import { z } from 'zod';
import { SUITE } from '../../../../src/benchmark/suite/suite';
import { TokamarkError } from '../../../../src/foundation/errors';
import { checkAnswerSchema, runAnswerSchema, type CheckAnswer, type RunAnswer } from '../contract/answers';
import { challengeSchema, type Challenge } from '../contract/challenge';
import { stampedSchema, type Commitment, type Stamped } from '../contract/commitment';
import { readAnswer, readNothing, RefusedError } from './answer';
import { ask, askOnce, type Place } from './ask';
import { LONG, SHORT } from './patience';

export interface BoardClient {
  /** For one run. @throws TokamarkError also where the board asks for another suite than this version measures */
  challenge(): Promise<Challenge>;
  /** Tried once: the run goes on meanwhile, and says when there is time for another try. */
  link(link: Commitment): Promise<Stamped>;
  /** What would become of it; nothing is stored. */
  check(submission: string): Promise<CheckAnswer>;
  /** Stored once, however often it is sent. */
  send(submission: string): Promise<RunAnswer>;
  /** What its owner hears now of a run that is stored. Asked once. */
  look(id: string): Promise<Stored>;
  remove(id: string, deleteToken: string): Promise<void>;
}

const storedSchema = z.object({ state: runAnswerSchema.shape.state, reasons: runAnswerSchema.shape.reasons });
export type Stored = z.infer<typeof storedSchema>;

export function boardClient(place: Place): BoardClient {
  return {
    challenge: async () => {
      const read = (response: Response, where: string) => readAnswer(response, challengeSchema, where);
      const challenge = await ask(place, { method: 'POST', path: 'api/challenges', body: '{}' }, read, SHORT);
      if (challenge.suite !== SUITE) throw anotherSuite(challenge.suite, place.address);
      return challenge;
    },
    link: async (link) => {
      const path = `api/challenges/${link.nonce}/commitments`;
      const stamped = await askOnce(place, { method: 'POST', path, body: JSON.stringify(link) }, (response, where) =>
        readAnswer(response, stampedSchema, where),
      );
      if (stamped.k !== link.k) throw anotherLink(link, place.address);
      return stamped;
    },
    check: (body) =>
      ask(
        place,
        { method: 'POST', path: 'api/runs/check', body },
        (response, where) => readAnswer(response, checkAnswerSchema, where),
        SHORT,
      ),
    send: (body) =>
      ask(
        place,
        { method: 'POST', path: 'api/runs', body },
        (response, where) => readAnswer(response, runAnswerSchema, where),
        LONG,
      ),
    look: (id) =>
      askOnce(place, { method: 'GET', path: `api/runs/${id}` }, (response, where) =>
        readAnswer(response, storedSchema, where),
      ),
    remove: async (id, deleteToken) => {
      const headers = { Authorization: `Bearer ${deleteToken}` };
      const asked = { method: 'DELETE', path: `api/runs/${id}`, headers } as const;
      await ask(place, asked, removed, SHORT);
    },
  };
}

/** A second try finds nothing to delete where the answer of the first was lost. */
async function removed(response: Response, where: string, tries: number): Promise<void> {
  try {
    await readNothing(response, where);
  } catch (thrown) {
    if (!(thrown instanceof RefusedError && thrown.status === 404 && tries > 1)) throw thrown;
  }
}

const anotherSuite = (suite: string, where: string): TokamarkError =>
  new TokamarkError({
    code: 'network',
    message: `The board asks for the suite ${suite}, and this version of Tokamark measures ${SUITE}.`,
    where,
    remedy: 'Update Tokamark, or name a board of this suite.',
  });

const anotherLink = ({ k }: Commitment, where: string): TokamarkError =>
  new TokamarkError({
    code: 'network',
    message: `The board says that it stamped another link than the ${k}th, which it was sent.`,
    where,
    remedy: 'Check the address of the board.',
  });
