/** The room of a speed to be felt, and the frame, without a browser. */
import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { measured } from '../../../test/fixtures/duel';
import { seconds, tokensPerSecond } from '../../foundation/units';
import { loadCatalogue } from '../../hardware/catalogue';
import { loadPublishedModels } from '../../predict/published-models';
import { paceOf } from '../../report/feel/pace';
import { feelFrame, feelLink } from '../../report/feel/passed-on';
import { duelOf } from '../../report/links/duel';
import type { Result } from '../../report/schema';
import { INITIAL_STATE, type PageState } from '../state/page-state';
import { groupsOf, placed, shownAtFirst, type Known } from './beside';
import { elapsedAt, pausedAt, playFrom, STOPPED } from './clock';
import { EmbedView } from './embed-view';
import { longest, panelsOf, placeOf, rateAt, SLIDER, type Shown } from './feel-model';
import { FeelView, type FeelActs, type FeelViewProps } from './feel-view';
import { atFirst, found } from './offer-list';
import { deviceOffer, fits } from './offers';

const [{ presets }, { models }] = await Promise.all([loadCatalogue(), loadPublishedModels()]);
const KNOWN: Known = { presets, models, model: 'Llama-3.1-8B' };
const mine = { ...measured({ rate: 40 }), machine: 'My laptop' };
const software = { ...mine, adapter: { ...mine.adapter, software: true } };
const none = INITIAL_STATE;
const afterRun: PageState = { ...none, own: [mine] };
const challenged: PageState = { ...afterRun, challenge: duelOf(measured({ rate: 90 }), 'Apple M3 <b>') };

describe('what stands in the room at first', () => {
  it('is the formats of the latest run, INT4 first, beside the challenge', () => {
    expect(shownAtFirst(challenged).map(({ pace }) => [pace.name, pace.basis])).toEqual([
      ['My laptop, INT4', 'measured'],
      ['My laptop, FP16', 'measured'],
      ['Apple M3 <b>, INT4', 'measured'],
    ]);
  });

  it('is a speed that nobody measured where there is no run, and says so', () => {
    expect(shownAtFirst(none)).toMatchObject([{ pace: { rate: 20, basis: 'chosen' } }]);
    expect(panelsOf(shownAtFirst(none))[0]?.about).toBe('Chosen, not measured.');
  });

  it('is marked where a software adapter measured it', () => {
    const panels = panelsOf(shownAtFirst({ ...none, own: [software] }));
    expect(renderToString(<EmbedView {...embed} panels={panels} />)).toContain('software adapter, not a GPU');
  });
});

describe('what can be put beside it', () => {
  it('is runs, the challenge and devices, each under what it is', () => {
    const groups = groupsOf(challenged, KNOWN);
    expect(groups.map(({ label }) => label)).toEqual([
      'Runs of this browser, measured',
      'The challenge, unverified',
      ...['Laptops with a GPU of their own', 'Laptops and computers with an integrated GPU', 'Phones and tablets'],
      ...['Desktop GPUs', 'Data-centre GPUs'],
    ]);
    expect(groupsOf(none, KNOWN)).toHaveLength(5);
  });

  it('is at first ten: what was measured here, then devices that many know, of every kind', () => {
    const first = atFirst(groupsOf(challenged, KNOWN));
    expect(first).toHaveLength(10);
    expect(first.slice(0, 3).map(({ pace }) => pace.name)).toEqual([
      ...['My laptop, INT4', 'My laptop, FP16', 'Apple M3 <b>, INT4'],
    ]);
    const devices = atFirst(groupsOf(none, { ...KNOWN, model: 'Llama-3.2-1B' })).map(({ device }) => device);
    expect(devices).toHaveLength(10);
    for (const kind of [/Laptop/, /RTX 4090$/, /Adreno|Apple A/, /Iris/, /H100/]) {
      expect(
        devices.some((name) => kind.test(name ?? '')),
        String(kind),
      ).toBe(true);
    }
  });

  it('is found by any words of its name or its kind, and says how many there are', () => {
    const groups = groupsOf(challenged, KNOWN);
    expect(found(groups, 'rtx  4090').offers.map(({ device }) => device)).toEqual([
      ...['GeForce RTX 4090 Laptop GPU', 'GeForce RTX 4090'],
    ]);
    expect(found(groups, 'data-centre').offers.length).toBeGreaterThan(5);
    expect(found(groups, 'laptop').more).toBeGreaterThan(0);
    expect(view({ groups, filter: 'laptop' })).toMatch(/20 of \d+: more letters find fewer/);
    expect(view({ groups, filter: '<b>zzz' })).toContain('Nothing of that name');
    expect(view({ groups, filter: 'M3 <b>' })).not.toContain('<b>,');
  });

  it('is marked where a software adapter measured it, and only there', () => {
    const options = (own: Result): readonly string[] => {
      const html = view({ groups: groupsOf({ ...none, own: [own] }, { ...KNOWN, presets: [] }) });
      return [...html.matchAll(/class="feel-offer"[^>]*><span>([^<]*)</g)].map(([, text = '']) => text);
    };
    expect(options(software)).toHaveLength(2);
    for (const text of options(software)) expect(text).toMatch(/^My laptop, .*\(software adapter\)$/);
    for (const text of options(mine)) expect(text).not.toContain('software');
  });

  it('is of a device what its memory allows: bandwidth over the bytes of a token', () => {
    const device = presets.find(({ name }) => /RTX 4090$/.test(name));
    const model = models.find(({ name }) => name === 'Llama-3.1-8B');
    if (device === undefined || model === undefined) throw new Error('the catalogue has changed');
    const offer = deviceOffer(device, model);
    // 1008 GB/s, and about 4.5 GB of weights.
    expect(offer?.pace.rate).toBeGreaterThan(150);
    expect(offer?.pace.rate).toBeLessThan(260);
    expect(offer?.about).toContain('not measured');
    const large = models.find(({ name }) => name === 'Llama-3.1-405B');
    expect(large !== undefined && fits(device, large)).toBe(false);
    expect(large === undefined ? null : deviceOffer(device, large)).toBeNull();
  });

  it('has a name of whole words, without a bracket that is not closed', () => {
    const model = models.find(({ name }) => name === 'Llama-3.2-1B');
    if (model === undefined) throw new Error('the catalogue has changed');
    const names = presets.flatMap((preset) => deviceOffer(preset, model)?.pace.name ?? []);
    expect(names.length).toBeGreaterThan(100);
    expect(names.filter((name) => name.includes('(') !== name.includes(')'))).toEqual([]);
    expect(names).toContain('GeForce RTX 4060 Laptop, Llama-3.2-1B');
    expect(names).toContain('Apple A17 Pro, Llama-3.2-1B');
  });
});

describe('the paces of an address', () => {
  it('are known where this page has measured the same, and else only said', () => {
    const [own] = shownAtFirst(afterRun);
    if (own === undefined) throw new Error('there is a run');
    const others = [{ name: 'Another' }, { rate: tokensPerSecond(41) }, { basis: 'software' as const }];
    const paces = [own.pace, ...others.map((over) => ({ ...own.pace, ...over }))];
    const [same, other, ...more] = placed(paces, groupsOf(afterRun, KNOWN));
    expect(same?.about).toContain('Measured in this browser');
    expect([other, ...more].map((one) => one?.about)).toEqual([null, null, null]);
    expect(panelsOf(other === undefined ? [] : [other])[0]?.about).toBe('Measured, says the link; unverified.');
  });

  it('are shown as text, beside reading with its source', () => {
    const html = renderToString(<EmbedView {...embed} panels={panelsOf([said('<img src=x>', 3)])} />);
    expect(html).not.toContain('<img');
    expect(html).toMatch(/Reading.*5\.29.*Brysbaert 2019/s);
  });
});

describe('the texts', () => {
  it('have come as far as their pace brought them', () => {
    const at = (elapsed: number): readonly number[] => {
      const panels = panelsOf([said('Slow', 1), said('Quick', 50)]);
      const html = renderToString(<EmbedView {...embed} panels={panels} elapsed={seconds(elapsed)} />);
      return [...html.matchAll(/<p>([^<]*)<\/p><\/div>/g)].map(([, text = '']) => text.length);
    };
    expect(at(0)).toEqual([0, 0, 0]);
    const [slow = 0, quick = 0, reading = 0] = at(4);
    expect(slow).toBeGreaterThan(0);
    expect(reading).toBeGreaterThan(slow);
    expect(quick).toBeGreaterThan(reading);
  });

  it('last as long as the slowest, which is reading where all others are quicker', () => {
    expect(longest([said('Quick', 500)])).toBeCloseTo(54, 0);
    expect(longest([said('Slow', 1)])).toBeGreaterThan(200);
  });

  it('stand still while they are paused', () => {
    const played = pausedAt(playFrom(STOPPED, 1000), 3500);
    expect(elapsedAt(played, 99_000)).toBe(2.5);
    expect(elapsedAt(playFrom(played, 99_000), 100_000)).toBe(3.5);
  });
});

describe('a pace that is removed', () => {
  it('leaves the others what they are, also where two bear one name', () => {
    const four = [said('One', 1), said('Two', 2), said('Two', 3), said('Four', 4)];
    const keys = panelsOf(four).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(panelsOf(four.slice(1)).map(({ key }) => key)).toEqual(keys.slice(1));
    expect(panelsOf(four.with(3, said('Four', 5))).map(({ key }) => key)).toEqual(keys);
  });
});

describe('the controls', () => {
  it('say what Play does now, and that nothing moves while a run goes on', () => {
    expect(view({ playing: true })).toContain('Pause');
    expect(view({ busy: true })).toMatch(/aria-disabled="true".*A run goes on/s);
  });

  it('take no fifth beside reading', () => {
    const four = panelsOf([1, 2, 3, 4].map((rate) => said(`Pace ${rate}`, rate)));
    expect(view({ panels: four })).toContain('remove one first');
    expect(view({ panels: four.slice(1) })).not.toContain('remove one first');
  });

  it('reach every whole step of the slider, and come back from each', () => {
    for (let place = 0; place <= SLIDER.steps; place += 1) {
      expect(Math.abs(placeOf(rateAt(place)) - place), String(place)).toBeLessThanOrEqual(1);
    }
  });
});

describe('what is passed on', () => {
  const paces = [paceOf('Apple "M3" & co', 94.25, 'measured'), paceOf('Swift', 2, 'software')];

  it('is a link that others can open, or the figures without one', () => {
    expect(feelLink(paces, 'https://host.example/a/')).toMatch(/^https:\/\/host\.example\/a\/#\/feel\?at=/);
    const local = feelLink(paces, null);
    expect(local).toContain('Swift: 2 tokens per second (measured on a software adapter)');
    expect(local).not.toMatch(/https?:/);
  });

  it('is a frame whose attributes end where they should', () => {
    const frame = feelFrame(paces, 'https://host.example/a/index.html');
    expect(frame).toContain('src="https://host.example/a/feel.html#/feel?at=94.25m%3A');
    expect(frame).toContain('Apple &quot;M3&quot; &amp; co');
    expect(frame.match(/"/g)).toHaveLength(10);
  });
});

const said = (name: string, rate: number): Shown => ({
  pace: { name, rate: tokensPerSecond(rate), basis: 'measured' },
  about: null,
});

const ignore = (): void => undefined;
const embed = { elapsed: seconds(0), playing: false, page: '#/feel', onPlay: ignore };

function view(over: Partial<FeelViewProps>): string {
  const acts: FeelActs = {
    ...{ onPlay: ignore, onRewind: ignore, onRemove: ignore, onChoose: ignore },
    ...{ onAdd: ignore, onFilter: ignore, onModel: ignore, onCopy: ignore },
  };
  const props: FeelViewProps = {
    ...{ panels: panelsOf([said('One', 1)]), elapsed: seconds(0), playing: false, busy: false, chosen: 20 },
    ...{ groups: groupsOf(none, KNOWN), filter: '', models: ['Llama-3.1-8B'], model: 'Llama-3.1-8B' },
    ...{ passOn: { frame: null, said: '' }, acts },
    ...over,
  };
  return renderToString(<FeelView {...props} />);
}
