/** `tokamark serve`: serves the built page to a browser on this machine until a signal comes. */
import { command } from '../command';
import { rowsOf, serveCommand } from '../command-options';
import { EXIT } from '../exit-codes';

export const serve = command({
  name: 'serve',
  description: 'serve the page of this benchmark to a browser on this machine',
  options: rowsOf(serveCommand),
  read: (given) => given.table(serveCommand),
  run: async (options, host) => {
    const server = await host.startServer(options);
    // The address alone on standard output, so that a script can read it.
    host.streams.stdout.write(`${server.url}\n`);
    host.streams.stderr.write('serving the page at this address; Ctrl-C ends it\n');
    await new Promise<void>((resolve) => {
      const release = host.process.onStopSignal(() => {
        release();
        resolve();
      });
    });
    await server.close();
    return EXIT.ok;
  },
});
