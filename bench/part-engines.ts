/** The engines of one part, opened when they are needed and begun anew where one has died. Not what they are asked (run-part.ts). */
import { openPages } from './browser';
import { openChild, type OpenEngine } from './child';
import type { Role } from './measured';
import type { Part } from './parts';

export interface EngineSettings {
  /** For the engines' processes: drivers, and where their inputs are. */
  readonly environment: Readonly<Record<string, string>>;
  readonly gguf: string | null;
  /** The engine of an earlier build that takes its turns too; under Node only. */
  readonly before: string | null;
  /** False where ours and the earlier build are timed without the part's peer. */
  readonly peer: boolean;
}

interface Opened {
  /** In the order in which they take their turns. */
  readonly byRole: ReadonlyMap<Role, OpenEngine>;
  readonly close: () => Promise<void>;
}

export class PartEngines {
  private opened: Opened | null = null;

  constructor(
    private readonly part: Part,
    private readonly settings: EngineSettings,
  ) {}

  /** All of them, alive. */
  async ready(): Promise<ReadonlyMap<Role, OpenEngine>> {
    if (this.opened !== null && ![...this.opened.byRole.values()].every(({ alive }) => alive())) await this.close();
    this.opened ??= await open(this.part, this.settings);
    return this.opened.byRole;
  }

  async close(): Promise<void> {
    await this.opened?.close();
    this.opened = null;
  }
}

async function open(part: Part, { environment, gguf, before, peer }: EngineSettings): Promise<Opened> {
  if (part.place !== 'node') {
    const { ours, theirs, close } = await openPages(part.place, part.peer, gguf, environment);
    return {
      byRole: new Map<Role, OpenEngine>([
        ['ours', ours],
        ['theirs', theirs],
      ]),
      close,
    };
  }
  const byRole = new Map<Role, OpenEngine>([['ours', openChild('tokamark', environment)]]);
  if (before !== null) byRole.set('before', openChild('tokamark', environment, before));
  if (peer && part.peer !== null) byRole.set('theirs', openChild(part.peer, environment));
  const close = async (): Promise<void> => {
    await Promise.all([...byRole.values()].map((engine) => engine.close()));
  };
  return { byRole, close };
}
