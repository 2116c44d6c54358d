/** From arguments to an exit code: reads the command line, runs the command, and reports what went wrong in one place. */
import { readCommandLine } from './command-line';
import { EXIT, type ExitCode } from './exit-codes';
import { reportFailure } from './failure';
import type { CliHost } from './host';
import { byOption } from './setting-names';
import { assertArrived } from './streams';

export async function main(args: readonly string[], host: CliHost): Promise<ExitCode> {
  const { stdout, stderr } = host.streams;
  let code: ExitCode;
  try {
    code = await readCommandLine(args, Math.min(stdout.columns, 110)).carryOut(host);
  } catch (thrown) {
    code = reportFailure(byOption(thrown), host.streams, host.debug);
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
