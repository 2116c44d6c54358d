/** `tokamark serve`: serves the built page to a browser on this machine until a signal comes. */
import { EXIT, type ExitCode } from '../exit-codes';
import type { CliHost } from '../host';
import type { ServeOptions } from '../invocation';

export async function serve(options: ServeOptions, host: CliHost): Promise<ExitCode> {
  const server = await host.startServer(options);
  // The address alone on standard output, so that a script can read it.
  host.streams.stdout.write(`${server.url}\n`);
  host.streams.stderr.write('serving the page at this address; Ctrl-C ends it\n');
  await new Promise<void>((resolve) => {
    const release = host.onStopSignal(() => {
      release();
      resolve();
    });
  });
  await server.close();
  return EXIT.ok;
}
