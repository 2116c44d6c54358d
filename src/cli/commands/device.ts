/** `tokamark device`: which GPU of the catalogue a renderer string means, as text or JSON. Runs nothing on a GPU. */
import { loadCatalogue, type Preset } from '../../hardware/catalogue';
import { KIND_NAMES, type DeviceKind } from '../../hardware/device-kinds';
import { nearestRows } from '../../hardware/identify/nearest';
import { identify, type Clues, type Identity } from '../../hardware/identify/resolve';
import { oneLine, printable } from '../../report/outside-text';
import { checkWritable, saveDocument } from '../destination';
import { EXIT, type ExitCode } from '../exit-codes';
import type { CliHost } from '../host';
import type { DeviceOptions } from '../invocation';

export async function device(options: DeviceOptions, host: CliHost): Promise<ExitCode> {
  await checkWritable(options.json, '--json');
  const catalogue = await loadCatalogue();
  const found = identify(options, catalogue);
  const near = found.status === 'unknown' ? nearestRows(options.renderer, catalogue).slice(0, 5) : [];
  if (options.json !== null) {
    await saveDocument(
      options.json,
      `${JSON.stringify(document(options, found, near), null, 2)}\n`,
      host.streams,
      'device.json',
    );
  }
  if (options.json?.kind !== 'stdout') host.streams.stdout.write(text(found, near));
  return EXIT.ok;
}

function document(
  { renderer, vendor, architecture }: Clues,
  { candidates, ...found }: Identity,
  near: readonly Preset[],
) {
  return {
    ...{ renderer, vendor, architecture, ...found },
    candidates: candidates.map(described),
    suggestions: near.map(described),
  };
}

function described({ id, name, class: kind, boardPowerW, powerRangeW, idleW, confidence, source }: Preset) {
  return { id, name, class: kind, boardPowerW, powerRangeW, idleW, confidence, source };
}

function text({ status, candidates, classes, reason }: Identity, near: readonly Preset[]): string {
  return `${[
    `${status}: ${printable(reason)}`,
    ...(status === 'software' || status === 'known' ? [] : [`  kind of device: ${kindsText(classes)}`]),
    ...candidates.map(row),
    ...(near.length === 0 ? [] : ['  Near it in the catalogue:', ...near.map(row)]),
  ].join('\n')}\n`;
}

const row = ({ id, name, boardPowerW }: Preset): string =>
  `  ${id}: ${oneLine(name)}, ${boardPowerW === null ? 'power limit unknown' : `${boardPowerW} W`}`;

const kindsText = (classes: readonly DeviceKind[]): string =>
  classes.length === 0 ? 'not known' : classes.map((kind) => KIND_NAMES[kind]).join(' or ');
