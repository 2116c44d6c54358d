/** A run as a new discussion, where a host of files takes results in: a link that fills in its title and text. A person attaches the JSON and sends it. */
import { adapterName } from '../../report/adapter-name';
import { headlineDecodes, int4OrFirst } from '../../report/charts/source';
import { showFigure } from '../../report/digits';
import { inMarkdown } from '../../report/outside-text';
import type { Result } from '../../report/schema';
import { WORDS } from './catalogue/words';
import { nameOf } from './names';

export interface DiscussionLink {
  readonly href: string;
  /** Whose page it is. */
  readonly host: string;
}

/** Of the latest run that has a speed; null where none has. @param own the latest first */
export function discussionLink(to: string, own: readonly Result[]): DiscussionLink | null {
  for (const result of own) {
    const entry = int4OrFirst(headlineDecodes(result));
    if (entry === undefined) continue;
    const { adapter, environment, engine } = result;
    const gpu = nameOf(adapterName(adapter));
    const speed = WORDS.none.speed(entry.format.toUpperCase(), nameOf(entry.test), showFigure(entry.tokensPerSecond));
    const title = WORDS.none.discussionTitle(gpu, speed);
    const address = new URL(to);
    address.searchParams.set('title', adapter.software ? WORDS.none.software(title) : title);
    const browser = nameOf(`${environment.name} ${environment.version}`);
    address.searchParams.set('body', WORDS.none.body(inMarkdown(gpu), inMarkdown(browser), nameOf(engine.version)));
    return { href: address.href, host: address.host };
  }
  return null;
}
