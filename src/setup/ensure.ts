/**
 * Set-up: sees to it that there is a WebGPU adapter, and the browsers that the tests drive. `bench` and `test` call it
 * themselves. What is there is left alone; what is missing is installed where that is ours to do, else named with the command
 * to type. It never exits: `ready: false` means that the caller must, with a non-zero code.
 */

import { aptInstall, type Say } from './apt-install';
import { findBrowser } from './find-browser';
import { unreachableGpuNotes } from './gpu-notes';
import { planAdapter, planBrowsers, type AptInstall, type BrowserName, type InstallPlan } from './install-plan';
import { readMachine, type Machine } from './machine';
import { probeDawn, type DawnProbe } from './probe-dawn';
import { ensureRuntimeFolder } from './runtime-folder';

export interface SetupOutcome {
  readonly ready: boolean;
  readonly installed: readonly string[];
  /** Why not ready, and what to do now; empty when ready. */
  readonly reason: string;
  readonly remedy: string;
}

/** What set-up asks of the outside: the real machine by default, a described one in tests. */
export interface SetupHost {
  readonly say: Say;
  readonly readMachine: () => Machine;
  readonly probe: () => Promise<DawnProbe>;
  readonly findBrowser: (name: BrowserName) => string | null;
  /** Resolves to what went wrong, or to null. */
  readonly install: (apt: AptInstall, say: Say) => Promise<string | null>;
}

const HOST: SetupHost = {
  say: (line) => process.stderr.write(`set-up: ${line}\n`),
  readMachine,
  probe: probeDawn,
  findBrowser: (name) => findBrowser(name),
  install: aptInstall,
};

/** An adapter for Dawn in Node; on Linux the same Vulkan drivers serve Firefox. Also sets XDG_RUNTIME_DIR where needed. */
export async function ensureAdapter(changes: Partial<SetupHost> = {}): Promise<SetupOutcome> {
  const host = { ...HOST, ...changes };
  ensureRuntimeFolder();
  const before = await host.probe();
  if (before.adapter !== null && !before.adapter.software) return READY;
  const machine = host.readMachine();
  for (const note of unreachableGpuNotes(machine)) host.say(note);
  if (before.adapter !== null) return READY;

  host.say('no WebGPU adapter was found');
  for (const name of ['VK_DRIVER_FILES', 'VK_ICD_FILENAMES']) {
    const value = process.env[name];
    if (value !== undefined && value !== '')
      host.say(`${name} is ${value}: a path there that holds no driver hides all drivers`);
  }
  const step = await carryOut(planAdapter(machine), host);
  if (!step.ready) return step;
  const after = await host.probe();
  if (after.adapter === null) {
    return notReady('No WebGPU adapter was found even after set-up.', after.messages, step.installed);
  }
  host.say(`WebGPU adapter: ${after.adapter.description}${after.adapter.software ? ' (software)' : ''}`);
  return step;
}

export async function ensureBrowsers(changes: Partial<SetupHost> = {}): Promise<SetupOutcome> {
  const host = { ...HOST, ...changes };
  const missing = (): BrowserName[] =>
    (['chromium', 'firefox'] as const).filter((name) => host.findBrowser(name) === null);
  const before = missing();
  if (before.length === 0) return READY;

  host.say(`not found: ${before.join(', ')}`);
  const step = await carryOut(planBrowsers(host.readMachine(), before), host);
  if (!step.ready) return step;
  const after = missing();
  if (after.length === 0) return step;
  const variables = after.map((name) => `TOKAMARK_${name.toUpperCase()}`).join(' and ');
  return notReady(
    `Not found even after set-up: ${after.join(', ')}.`,
    `Name the program in ${variables}, or clear a value there that names none.`,
    step.installed,
  );
}

async function carryOut(plan: InstallPlan, host: SetupHost): Promise<SetupOutcome> {
  if (plan.kind === 'tell') {
    return notReady(
      plan.what,
      plan.command === '' ? '' : `Type this, then run the same command again:\n  ${plan.command}`,
    );
  }
  const problem = await host.install(plan.apt, host.say);
  if (problem === null) return { ...READY, installed: plan.apt.packages };
  return notReady(problem, 'Read the message of apt-get above, fix the cause, and run the same command again.');
}

const READY: SetupOutcome = { ready: true, installed: [], reason: '', remedy: '' };

const notReady = (reason: string, remedy: string, installed: readonly string[] = []): SetupOutcome => ({
  ready: false,
  installed,
  reason,
  remedy,
});
