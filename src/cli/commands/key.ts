/** `tokamark key`: the key by which a board knows this machine without an account; shown, written to a file, or taken from one. */
import { deviceId } from '../../../server/board/src/contract/device-key';
import { keyText, readKey } from '../board/key-file';
import { command } from '../command';
import { checkWritable, destination, saveDocument } from '../destination';
import { EXIT } from '../exit-codes';
import { reportFailure } from '../failure';

const ACTIONS = ['show', 'export', 'import'] as const;

export const key = command({
  name: 'key',
  description: 'show, export or import the key by which a board knows this machine again',
  args: [
    ['[ACTION]', 'show, export or import', 'show'],
    ['[FILE]', 'where it is written to (- is standard output), or read from'],
  ],
  options: [],
  read: (given) => {
    const [asked = 'show', file = null] = given.args;
    const action = ACTIONS.find((name) => name === asked);
    if (action === undefined) throw given.refusal(`key has no "${asked}"; there are ${ACTIONS.join(', ')}.`, '');
    if ((action === 'show') !== (file === null)) {
      throw given.refusal(file === null ? `key ${action} needs a FILE.` : 'key show takes no file.', '');
    }
    return { action, file };
  },
  run: async ({ action, file }, host) => {
    const { keys } = host.board;
    const { stdout, stderr } = host.streams;
    if (action === 'show') {
      const own = await keys.read();
      stdout.write(
        own === null
          ? 'There is no key yet: it is made when a run is measured for a board.\n'
          : `${deviceId(own.x)}\nThe board names this machine so. The key is in ${keys.path}: whoever has it can send as this machine.\n`,
      );
      return EXIT.ok;
    }
    if (action === 'export') {
      const to = destination(file ?? '-');
      await checkWritable(to, 'FILE');
      await saveDocument(to, keyText(await keys.own()), host.streams, 'device-key.json');
      stderr.write('Whoever has this file can send as this machine: keep it to yourself.\n');
      return EXIT.ok;
    }
    const taken = await readKey(file ?? '');
    const before = await keys.read().catch((thrown: unknown) => {
      // What holds no key is replaced by one that is.
      reportFailure(thrown, host.streams, host.debug);
      return null;
    });
    if (before !== null && before.d !== taken.d) {
      const agreed = await host.board.confirm('Another key is kept here, and would be gone. Replace it? [y/N] ');
      if (agreed !== true) {
        stderr.write('Nothing was changed. Export the other key first: tokamark key export FILE.\n');
        return agreed === null ? EXIT.usage : EXIT.ok;
      }
    }
    await keys.keep(taken);
    stderr.write(`This machine is ${deviceId(taken.x)} from now on.\n`);
    return EXIT.ok;
  },
});
