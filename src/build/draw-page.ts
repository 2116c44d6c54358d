/** What the page shows before any code runs, as HTML. */
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { PageShell } from '../page/shell/page-shell';

export const drawPage = (): string => renderToString(h(PageShell, null));
