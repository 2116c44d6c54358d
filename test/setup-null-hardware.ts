/**
 * Before the tests of bench/isa: what AMD's compiler needs, installed where that is ours to do. It never ends the test run: where
 * something is still missing, bench/isa/isa.test.ts says what.
 */
import { missingPackages } from '../bench/isa/null-hardware';
import { aptInstall } from '../src/setup/apt-install';
import { planNullHardware } from '../src/setup/install-plan';
import { readMachine } from '../src/setup/machine';

export default async function setup(): Promise<void> {
  const missing = missingPackages();
  if (missing.length === 0) return;
  const plan = planNullHardware(readMachine(), missing);
  const say = (line: string): void => void process.stderr.write(`set-up: ${line}\n`);
  const problem = plan.kind === 'install' ? await aptInstall(plan.apt, say) : null;
  if (problem !== null) say(problem);
}
