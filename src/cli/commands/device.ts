/** `tokamark device`: which GPU of the catalogue a renderer string means, as text or JSON. Runs nothing on a GPU. */
import { loadCatalogue, type Preset } from '../../energy/catalogue';
import { identify, type Clues, type Identity } from '../../energy/identify/resolve';
import { oneLine, printable } from '../../report/outside-text';
import { checkWritable, saveDocument } from '../destination';
import { EXIT, type ExitCode } from '../exit-codes';
import type { CliHost } from '../host';
import type { DeviceOptions } from '../invocation';

export async function device(options: DeviceOptions, host: CliHost): Promise<ExitCode> {
  await checkWritable(options.json, '--json');
  const found = identify(options, await loadCatalogue());
  if (options.json !== null) {
    await saveDocument(
      options.json,
      `${JSON.stringify(document(options, found), null, 2)}\n`,
      host.streams,
      'device.json',
    );
  }
  if (options.json?.kind !== 'stdout') host.streams.stdout.write(text(found));
  return EXIT.ok;
}

function document({ renderer, vendor, architecture }: Clues, { candidates, ...found }: Identity) {
  return { renderer, vendor, architecture, ...found, candidates: candidates.map(described) };
}

function described({ id, name, class: kind, boardPowerW, powerRangeW, idleW, confidence, source }: Preset) {
  return { id, name, class: kind, boardPowerW, powerRangeW, idleW, confidence, source };
}

function text({ status, candidates, reason }: Identity): string {
  const lines = candidates.map(
    ({ id, name, boardPowerW }) =>
      `  ${id}: ${oneLine(name)}, ${boardPowerW === null ? 'power limit unknown' : `${boardPowerW} W`}`,
  );
  return `${[`${status}: ${printable(reason)}`, ...lines].join('\n')}\n`;
}
