/** Does what a command asks: describes the GPU, runs, cancels, hears notices; each run's events and its result go back. */
import { receivedRequest, type Call, type DrivenRequest } from '../../worker/driven/messages';
import { failed } from '../../foundation/outcome';
import type { Engine, Outcome, RunEvent, RunRequest } from '../../worker/protocol';
import type { Fable, FableDownload } from '../fable';
import type { Wire } from './wire';

export interface Driven {
  readonly engine: Engine;
  readonly fable: Fable;
  readonly wire: Wire;
  readonly onDetail: (text: string) => void;
}

/** Until the command says that it has ended. @throws TokamarkError `network` where it is gone without a word */
export async function drive({ engine, fable, wire, onDetail }: Driven): Promise<void> {
  await wire.say({ say: 'here' });
  const answer = async (id: number, work: () => Promise<Outcome<unknown>>): Promise<void> => {
    const outcome = await work().catch(failed);
    // Where the command is gone, the next question for a call says so.
    await wire.say({ say: 'answer', id, outcome }).catch(() => undefined);
  };
  for (;;) {
    const call: Call | null = await wire.next();
    if (call === null) continue;
    const { id } = call;
    if (call.call === 'end') {
      await engine.cancel();
      return;
    }
    // Not waited for: a run goes on while the command may cancel it.
    if (call.call === 'cancel') void engine.cancel();
    else if (call.call === 'notice') void engine.notice({ guard: call.guard, active: call.active });
    else if (call.call === 'describe') void answer(id, () => engine.describe(call.power));
    else void answer(id, async () => engine.run(await withFiles(call.request, fable), toldBy(id)));
  }

  function toldBy(id: number): (event: RunEvent) => unknown {
    return (event) => {
      if (event.type === 'progress') onDetail(event.detail);
      if (!SENT.has(event.type)) return undefined;
      return wire.say({ say: 'event', id, event }).catch(() => undefined);
    };
  }
}

/** What the command has a use for; what is sent while something is timed would be timed with it. */
const SENT: ReadonlySet<RunEvent['type']> = new Set(['plan', 'progress', 'sample', 'warning']);

async function withFiles(sent: DrivenRequest, fable: Fable): Promise<RunRequest> {
  let begun: FableDownload | null = null;
  // Downloaded by what needs it alone.
  const files = (): FableDownload => (begun ??= fable(new AbortController().signal));
  return {
    ...receivedRequest(sent),
    model: sent.model ? await files().model : null,
    story: sent.story ? await files().model : null,
    // Where a file is missing the run goes without, and its result says so.
    fidelityFiles:
      sent.fidelity === null
        ? null
        : await files()
            .fidelityFiles()
            .catch(() => null),
  };
}
