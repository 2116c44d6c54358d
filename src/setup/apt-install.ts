/** Carries out an installation with apt, as root. It decides nothing: install-plan.ts says what. */

import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { installArguments, type AptInstall } from './install-plan';

/** How many of apt's last lines tell why it failed. */
const LAST_LINES = 15;
/** How often a long installation shows that it still runs. */
const SIGN_OF_LIFE_MS = 20_000;

const OPTIONS = ['-o', 'Acquire::Retries=3', '-o', 'DPkg::Lock::Timeout=120', '-o', 'Dpkg::Use-Pty=0'];

export type Say = (line: string) => void;

/** Resolves to what went wrong, or to null. */
export async function aptInstall(apt: AptInstall, say: Say): Promise<string | null> {
  if (apt.addSource !== null) {
    say(`adding the apt source ${apt.addSource.file}`);
    await writeFile(apt.addSource.file, apt.addSource.text);
  }
  const from = apt.targetRelease === null ? '' : ` from ${apt.targetRelease}`;
  say(`installing ${apt.packages.join(', ')}${from} with apt-get`);
  return (await aptGet(['update'], say)) ?? (await aptGet(installArguments(apt), say));
}

async function aptGet(parameters: readonly string[], say: Say): Promise<string | null> {
  const started = Date.now();
  const elapsed = (): string => `${Math.round((Date.now() - started) / 1000)} s`;
  const child = spawn('apt-get', [...OPTIONS, ...parameters], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => {
      output += text;
    });
  }
  const sign = setInterval(() => {
    say(`apt-get ${parameters[0] ?? ''}: ${elapsed()} so far`);
  }, SIGN_OF_LIFE_MS);
  const end = await new Promise<string>((resolve) => {
    child.once('error', (error) => {
      resolve(error.message);
    });
    child.once('close', (code, signal) => {
      resolve(code === 0 ? '' : (signal ?? `exit code ${code}`));
    });
  });
  clearInterval(sign);
  if (end === '') {
    say(`apt-get ${parameters[0] ?? ''}: done in ${elapsed()}`);
    return null;
  }
  const tail = output.trimEnd().split('\n').slice(-LAST_LINES).join('\n');
  return `apt-get ${parameters.join(' ')} failed (${end}):\n${tail}`;
}
