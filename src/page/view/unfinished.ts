/** Shows what an earlier tab left unfinished. It is said once: from then on the run is among the kept ones. */
import { h, render } from 'preact';
import { toJson } from '../../report/json';
import { linkAddress } from '../../report/links/link-address';
import { toShortMarkdown } from '../../report/short-markdown';
import { copyText, downloadText } from '../dom/clipboard';
import { find } from '../dom/find';
import { whenChanged, type View } from '../dom/view';
import type { PageEvent, PageState } from '../state/page-state';
import { fileName } from '../take-away/file-name';
import { UnfinishedCard, type UnfinishedActs } from './unfinished-card';

interface Given {
  readonly state: () => PageState;
  readonly dispatch: (event: PageEvent) => void;
}

export function createUnfinished({ state, dispatch }: Given): View {
  const place = find('unfinished-place');
  const acts: UnfinishedActs = {
    onCopy: (result, as) =>
      void copyText(as === 'json' ? toJson(result) : toShortMarkdown(result, linkAddress(location.href))),
    onDownload: (result) => downloadText(toJson(result), fileName(result), 'application/json'),
    onDismiss: (run) => {
      const runs = state().unfinished.filter((one) => one !== run);
      dispatch({ type: 'unfinished-changed', runs });
      if (runs.length === 0) find('run-button').focus();
    },
  };
  return whenChanged(
    ({ unfinished }: PageState) => [unfinished],
    ({ unfinished }) => render(h(UnfinishedCard, { runs: unfinished, now: new Date(), acts }), place),
  );
}
