/** Shows what an earlier tab left unfinished. It is said once: from then on the run is among the kept ones. */
import { h, render } from 'preact';
import { toJson } from '../../report/json';
import { linkAddress } from '../../report/links/link-address';
import type { Result } from '../../report/schema';
import { toShortMarkdown } from '../../report/short-markdown';
import { copyText, downloadText } from '../dom/clipboard';
import { find } from '../dom/find';
import type { KeepRun, UnfinishedRuns } from '../unfinished-run';
import { fileName } from '../take-away/file-name';
import { UnfinishedCard, type UnfinishedActs } from './unfinished-card';

export async function showUnfinished(unfinished: UnfinishedRuns, keep: KeepRun): Promise<void> {
  const host = find('unfinished');
  let runs: readonly (Result | null)[] = await unfinished.found(keep);
  const acts: UnfinishedActs = {
    onCopy: (result, as) =>
      void copyText(as === 'json' ? toJson(result) : toShortMarkdown(result, linkAddress(location.href))),
    onDownload: (result) => downloadText(toJson(result), fileName(result), 'application/json'),
    onDismiss: (run) => {
      runs = runs.filter((one) => one !== run);
      draw();
      if (runs.length === 0) find('run-button', HTMLButtonElement).focus();
    },
  };
  const draw = (): void => {
    host.hidden = runs.length === 0;
    render(runs.length === 0 ? null : h(UnfinishedCard, { runs, now: new Date(), acts }), host);
  };
  draw();
}
