/**
 * A run of the command under a board's challenge. What comes of it is kept, and nothing of it is sent here but hashes. What a run under a
 * challenge is: server/board/src/client/under-challenge.ts.
 */
import { guessedGpu } from '../../../server/board/src/client/guessed-gpu';
import { UnderChallenge, type WriteProof } from '../../../server/board/src/client/under-challenge';
import type { Submission } from '../../../server/board/src/contract/submission';
import { loadCatalogue } from '../../hardware/catalogue';
import { printable } from '../../report/outside-text';
import type { Result } from '../../report/schema';
import type { Engine, PowerPreference } from '../../worker/protocol';
import type { RunCompanion } from '../../worker/run-companion';
import type { CliHost } from '../host';
import type { KeptSubmission } from './kept-submissions';

export interface Declared {
  /** Null: as the adapter says. */
  readonly gpuName: string | null;
  /** Null: as this machine says. */
  readonly powerSource: Submission['declared']['powerSource'] | null;
  readonly publicName: string | null;
}

interface Asked {
  readonly board: string;
  readonly declared: Declared;
  readonly power: PowerPreference;
}

/** @param keep hears of the run that may be sent, once it is over */
export function underChallenge(
  { board, declared, power }: Asked,
  host: CliHost,
  keep: (kept: KeptSubmission) => void,
): RunCompanion {
  const { stderr } = host.streams;
  let begun: UnderChallenge | null = null;
  return {
    asked: async (request) => {
      // What would be missing at the end is missed now.
      await host.files.openFable();
      const key = await host.board.keys.own();
      const { time } = host.board;
      begun = await UnderChallenge.begin({ client: host.board.client(board), key, time });
      stderr.write(
        `${board} has given a challenge. Until you agree to send it, it hears hashes of this run, and nothing else.\n`,
      );
      return begun.asked(request);
    },
    hear: (event) => begun?.hear(event),
    ended: async (engine, result) => {
      if (begun === null) return;
      const said = await declaredOf(declared, result, host);
      const made = await begun.end(result, proofOn(engine, power, host), said);
      for (const doubt of made.doubts) stderr.write(`warning: ${printable(doubt)}\n`);
      const { text, why, until, stamped } = made;
      if (text === null) {
        const what = why === 'cancelled' ? 'it was cancelled' : 'Fable could not write its proof';
        stderr.write(`This run cannot be sent: ${what}. Run again.\n`);
        return;
      }
      stderr.write(`GPU for the board: ${printable(said.gpu)}\n`);
      const madeAt = new Date().toISOString();
      keep(await host.board.kept.keep(text, { board, madeAt, until, stamped, sent: null }));
    },
  };
}

const proofOn =
  (engine: Engine, powerPreference: PowerPreference, { files, streams: { stderr } }: CliHost): WriteProof =>
  async ({ prompt, format, tokens }) => {
    stderr.write(`Fable writes ${tokens} tokens in ${format.toUpperCase()} as a proof, which is not ranked.\n`);
    const model = await files.openFable();
    const greedy = { temperature: 0, seed: 0, ignoreEndOfText: true, bos: false } as const;
    const outcome = await engine.generate(
      { powerPreference, model, format, prompt, tokens, ...greedy },
      () => undefined,
    );
    if (outcome.ok) return outcome.value.tokens;
    stderr.write(`warning: the proof failed: ${printable(outcome.error.message)}\n`);
    return null;
  };

async function declaredOf(
  { gpuName, powerSource, publicName }: Declared,
  { adapter }: Result,
  { board }: CliHost,
): Promise<Submission['declared']> {
  return {
    gpu: gpuName ?? guessedGpu(adapter, await loadCatalogue()),
    powerSource: powerSource ?? (await board.powerSource()),
    ...(publicName === null ? {} : { machineName: publicName }),
  };
}
