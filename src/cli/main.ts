/** From arguments to an exit code: reads the command line, runs the command, and reports what went wrong in one place. */
import { resultJsonSchema } from '../report/json-schema';
import { readCommandLine } from './command-line';
import { adapters } from './commands/adapters';
import { check } from './commands/check';
import { costsCommand } from './commands/costs';
import { device } from './commands/device';
import { energy } from './commands/energy';
import { compare } from './commands/compare';
import { generate } from './commands/generate';
import { history } from './commands/history';
import { run } from './commands/run';
import { serve } from './commands/serve';
import { EXIT, type ExitCode } from './exit-codes';
import { reportFailure } from './failure';
import type { CliHost } from './host';
import type { Invocation } from './invocation';
import { byOption } from './setting-names';
import { assertArrived } from './streams';

export async function main(args: readonly string[], host: CliHost): Promise<ExitCode> {
  const { stdout, stderr } = host.streams;
  let code: ExitCode;
  try {
    code = await carryOut(readCommandLine(args, Math.min(stdout.columns, 110)), host);
  } catch (thrown) {
    code = reportFailure(thrown, host.streams, host.debug);
  }
  await stdout.flush();
  // Where a command has failed already, or has said itself what did not arrive, that stands.
  if (code === EXIT.ok) code = arrived(host);
  await stderr.flush();
  return code;
}

function arrived(host: CliHost): ExitCode {
  try {
    assertArrived(host.streams.stdout);
    return EXIT.ok;
  } catch (thrown) {
    return reportFailure(thrown, host.streams, host.debug);
  }
}

function carryOut(invocation: Invocation, host: CliHost): Promise<ExitCode> {
  switch (invocation.command) {
    case 'run':
      return run(invocation, host).catch(named);
    case 'generate':
      return generate(invocation, host);
    case 'check':
      return check(invocation, host);
    case 'adapters':
      return adapters(invocation, host);
    case 'device':
      return device(invocation, host);
    case 'energy':
      return energy(invocation, host).catch(named);
    case 'costs':
      return costsCommand(invocation, host).catch(named);
    case 'serve':
      return serve(invocation, host);
    case 'compare':
    case 'spread':
      return compare(invocation, host);
    case 'history':
      return history(invocation, host);
    case 'schema':
      host.streams.stdout.write(resultJsonSchema());
      return Promise.resolve(EXIT.ok);
    case 'print':
      host.streams.stdout.write(invocation.text);
      return Promise.resolve(EXIT.ok);
  }
}

function named(thrown: unknown): never {
  throw byOption(thrown);
}
