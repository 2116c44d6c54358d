/** `tokamark device`: which GPU of the catalogue a renderer string means, as text or JSON. Runs nothing on a GPU. */
import { loadCatalogue, type Preset } from '../../hardware/catalogue';
import { KIND_NAMES, type DeviceKind } from '../../hardware/device-kinds';
import { nearestRows } from '../../hardware/identify/nearest';
import { identify, type Identity } from '../../hardware/identify/resolve';
import { oneLine, printable } from '../../report/outside-text';
import { answer } from '../answer';
import { command } from '../command';
import { deviceCommand, rowsOf } from '../command-options';

export const device = command({
  name: 'device',
  description: 'find the GPU of the catalogue that a name stands for',
  options: rowsOf(deviceCommand),
  read: (given) => {
    const { renderer, name, ...clues } = given.table(deviceCommand);
    if (renderer !== '' && name !== '') {
      throw given.refusal('--renderer and --name are both given: one name at a time.', '--name');
    }
    return { ...clues, renderer: renderer === '' ? name : renderer };
  },
  run: ({ json, renderer, vendor, architecture }, host) =>
    answer(json, 'device', host, async () => {
      const catalogue = await loadCatalogue();
      const { candidates, ...found } = identify({ renderer, vendor, architecture }, catalogue);
      const near = found.status === 'unknown' ? nearestRows(renderer, catalogue).slice(0, 5) : [];
      const document = {
        ...{ renderer, vendor, architecture, ...found },
        candidates: candidates.map(described),
        suggestions: near.map(described),
      };
      return { document, text: text({ ...found, candidates }, near) };
    }),
});

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
