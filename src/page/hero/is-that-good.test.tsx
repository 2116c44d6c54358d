/** The card that says whether a bandwidth is good, without a browser. */
import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../hardware/catalogue';
import { roofs } from '../../../test/fixtures/result';
import { DESCRIPTION, SOFTWARE_DESCRIPTION, runOf } from '../fixtures/results';
import { comparable } from './among';
import { IsThatGood } from './is-that-good';

const { presets } = await loadCatalogue();

describe('whether a bandwidth is good', () => {
  const html = renderToString(
    <IsThatGood bandwidth={{ measured: { median: 125e9, low: 122e9, high: 128e9 }, presets }} amongRuns="" />,
  );

  it('says between which devices the run lies, in a sentence and as rows in rising order', () => {
    expect(html).toContain('This run read memory at 125 ± 3 GB/s, between the ');
    const rates = [...html.matchAll(/<td>([\d.]+)/g)].map(([, rate]) => Number(rate));
    expect(rates).toHaveLength(5);
    expect(rates).toEqual(rates.toSorted((a, b) => a - b));
  });

  it('draws its place among all devices of the catalogue, from the slowest to the fastest', () => {
    const [all = '', own = ''] = [...html.matchAll(/ d="([^"]+)"/g)].map(([, path = '']) => path);
    const places = [...all.matchAll(/M([\d.]+) /g)].map(([, at]) => Number(at));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect([places[0], places.at(-1)]).toEqual([0, 1000]);
    const slower = presets.filter(({ memoryBandwidthGBs: rate }) => rate !== null && rate < 125);
    const at = Number(/M([\d.]+) /.exec(own)?.[1]);
    expect(places.filter((place) => place < at)).toHaveLength(
      new Set(slower.map(({ memoryBandwidthGBs }) => memoryBandwidthGBs)).size,
    );
  });

  it('says so too where its speed lies among the kept runs, also where no bandwidth is compared', () => {
    const alone = renderToString(<IsThatGood bandwidth={null} amongRuns="INT4 is faster than <2>." />);
    expect(alone).toContain('<p id="among-runs">INT4 is faster than &lt;2>.</p>');
    expect(alone).not.toContain('<table');
    expect(html).not.toContain('among-runs');
  });

  it('marks the row of the run, and needs no inline style', () => {
    expect(html.match(/data-own="true"/g)).toHaveLength(1);
    expect(html).not.toContain('style=');
  });
});

describe('what is compared', () => {
  const before = runOf();
  const ended = { ...before, phase: 'complete' as const, record: { ...before.record, roofs: roofs() } };

  it('is the bandwidth that a run of a GPU measured, once the run is over', () => {
    const gpu = { kind: 'known' as const, description: DESCRIPTION };
    expect(comparable({ gpu, run: ended })?.median).toBe(400e9);
    expect(comparable({ gpu, run: { ...ended, phase: 'running' } })).toBeNull();
    expect(comparable({ gpu, run: { ...ended, record: before.record } })).toBeNull();
  });

  it('is nothing of a software adapter', () => {
    expect(comparable({ gpu: { kind: 'known', description: SOFTWARE_DESCRIPTION }, run: ended })).toBeNull();
  });
});
