/** Every device of the catalogue as ANGLE, Mesa, Dawn and the drivers write it: what it may become, and what never. */
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCatalogue, type Catalogue, type Preset } from '../catalogue';
import presetsFile from '../data/power-presets.json';
import { driverName, formsOf } from '../fixtures/adapter-forms';
import { identify } from './resolve';

let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await loadCatalogue();
});

const presetOf = (id: string): Preset => {
  const found = catalogue.presets.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no row ${id}`);
  return found;
};

/** What is wrong with what a string became; empty where nothing is. */
function wrongs(
  preset: Preset,
  clues: { renderer: string; vendor: string; architecture: string },
  hidden: boolean,
): string[] {
  const { status, candidates, class: kind, classes } = identify(clues, catalogue);
  const ids = candidates.map(({ id }) => id);
  return [
    ...(hidden || ids.includes(preset.id) ? [] : [`${status} [${ids.join(', ')}] without ${preset.id}`]),
    ...(status === 'known' && ids.join() !== preset.id ? [`known as ${ids.join()}`] : []),
    ...(['known', 'ambiguous'].includes(status) || hidden ? [] : [`status ${status}`]),
    ...(kind === null || kind === preset.class ? [] : [`a ${kind}`]),
    ...(classes.length === 0 || classes.includes(preset.class) ? [] : [`one of ${classes.join(', ')}`]),
  ];
}

describe('a device of the catalogue', () => {
  it.each(presetsFile.presets.map(({ id }) => id))(
    '%s is itself in every form, or one of those that it may be',
    (id) => {
      const preset = presetOf(id);
      const forms = formsOf(preset);
      expect(forms.length).toBeGreaterThanOrEqual(5);
      const wrong = forms.flatMap(({ form, renderer, hidden }) =>
        wrongs(preset, { renderer, vendor: '', architecture: '' }, hidden).map(
          (what) => `${form}: ${renderer}: ${what}`,
        ),
      );
      expect(wrong).toEqual([]);
    },
  );

  it('is no other when WebGPU says vendor and architecture too', () => {
    const wrong = catalogue.presets.flatMap((preset) => {
      const { vendor, webgpuArchitecture } = preset;
      const architecture = (webgpuArchitecture ?? '').replace(/ ?\(.*/, '');
      return formsOf(preset).flatMap(({ renderer, hidden }) =>
        wrongs(preset, { renderer, vendor, architecture }, hidden).map((what) => `${renderer}: ${what}`),
      );
    });
    expect(wrong).toEqual([]);
  });

  it('is known by what its driver calls it, unless others answer to that name', () => {
    const unsure = catalogue.presets
      .filter((preset) => {
        const { status } = identify({ renderer: driverName(preset), vendor: '', architecture: '' }, catalogue);
        return status !== 'known';
      })
      .map(({ id }) => id);
    expect(unsure).toEqual([
      // Boards and laptops of one name.
      ...['gtx-1050-ti', 'gtx-1070', 'gtx-1080', 'gtx-1650', 'gtx-1660-ti', 'rtx-2060', 'rtx-2070', 'rtx-2070-super'],
      ...['rtx-2080', 'rtx-2080-super', 'gtx-1650-laptop', 'gtx-1660-ti-laptop', 'rtx-2060-laptop', 'rtx-2070-laptop'],
      // Brands that many chips have.
      ...['vega-8', 'uhd-xe-small', 'iris-plus-g7', 'iris-xe-80', 'iris-xe-96', 'arc-mtl', 'apple-silicon-unknown'],
    ]);
  });
});
