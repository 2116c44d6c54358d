/** The card of published models as it is drawn, without a browser. */
import { renderToString } from 'preact-render-to-string';
import { expect, it } from 'vitest';
import { ModelsCard, type ModelsCardProps } from './models-view';

const ignore = (): void => undefined;
const CLOSED: ModelsCardProps = {
  ...{ text: null, aboutAllocating: '', said: '', error: null, canAllocate: false },
  ...{ onOpen: ignore, onAllocate: ignore },
};
const column = { title: 'model', align: 'left' } as const;
const TEXT = { about: 'From a run.', sheet: { columns: [column], rows: [['<b>tiny</b>']] }, notes: ['A note.'] };

it('has no table and asks for no memory before it was opened', () => {
  const html = renderToString(<ModelsCard {...CLOSED} />);
  expect(html).not.toContain('<table');
  expect(html).toMatch(/<button[^>]* disabled/);
});

it('shows its table with the notes, and what comes from outside as text', () => {
  const html = renderToString(<ModelsCard {...CLOSED} text={TEXT} canAllocate />);
  expect(html).toContain('&lt;b');
  expect(html).toMatch(/From a run\..*<table.*A note\./s);
  expect(html).not.toMatch(/<button[^>]* disabled/);
});

it('says what went wrong and what to do, and not that anything still comes', () => {
  const error = { code: 'internal', message: 'The device is gone.', where: '', remedy: 'Reload.' } as const;
  const html = renderToString(<ModelsCard {...CLOSED} error={error} />);
  expect(html).toMatch(/The device is gone\..*Reload\./s);
  expect(html).not.toContain('Loading');
  expect(renderToString(<ModelsCard {...CLOSED} />)).toContain('Loading');
});
