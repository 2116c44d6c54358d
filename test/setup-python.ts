/** Before the tests that recompute results: Python 3, installed where that is ours to do. Where it is still missing, they fail and say so. */
import { spawnSync } from 'node:child_process';
import { aptInstall } from '../src/setup/apt-install';
import { planPython } from '../src/setup/install-plan';
import { readMachine } from '../src/setup/machine';

export default async function setup(): Promise<void> {
  if (spawnSync('python3', ['--version']).status === 0) return;
  const plan = planPython(readMachine());
  const say = (line: string): void => void process.stderr.write(`set-up: ${line}\n`);
  const problem = plan.kind === 'install' ? await aptInstall(plan.apt, say) : null;
  if (problem !== null) say(problem);
}
