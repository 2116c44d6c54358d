/** The room `#/engines`, loaded when it is first entered: which engines are chosen, a run of them, and what is drawn of it. */
import './engines.css';
import { h, render } from 'preact';
import { comparisonOf } from '../../peers/comparison';
import { PEER_IDS, type PeerId } from '../../peers/peer-id';
import { toEnginesMarkdown } from '../../report/engines-markdown';
import { toJson } from '../../report/json';
import type { Result } from '../../report/schema';
import { loaded } from '../../foundation/lazy';
import { noModel } from '../../peers/server/failures';
import type { Controller } from '../controller';
import { copyText, downloadText } from '../dom/clipboard';
import { comparesEngines, INITIAL_STATE, isBusy, type PageState } from '../state/page-state';
import { fileName } from '../take-away/file-name';
import { isSoftware } from '../view/gpu-facts';
import { ErrorMessage } from '../view/messages';
import { progressOf } from '../view/progress-view';
import { WORDS } from './catalogue/words';
import { comparedOf, obstacleOf } from './engines-model';
import { EnginesView, type EnginesActs } from './engines-view';
import { askedOf, changed, found, NO_SERVER, notFound, reached } from './own-server';

export interface EnginesRoomParts {
  readonly controller: Pick<Controller, 'run' | 'cancel'>;
  /** As it leaves the page: with what is worked out after a run, and the name of the machine where the person says so. */
  readonly complete: (result: Result) => Promise<Result>;
}

const SAID_MILLISECONDS = 4000;

export function createEnginesRoom(place: Element, { controller, complete }: EnginesRoomParts) {
  let page: PageState = INITIAL_STATE;
  let chosen: ReadonlySet<PeerId> = new Set(PEER_IDS);
  let server = NO_SERVER;
  let said = '';
  const say = (text: string): void => {
    said = text;
    draw();
    if (text !== '') setTimeout(() => say(''), SAID_MILLISECONDS);
  };
  const acts: EnginesActs = {
    onChoose: (peer, wanted) => {
      chosen = new Set(PEER_IDS.filter((id) => (id === peer ? wanted : chosen.has(id))));
      draw();
    },
    onServer: (change) => {
      server = changed(server, change);
      draw();
    },
    onAskServer: () => void askServer(),
    onRun: () =>
      void controller.run({ ...comparisonOf([...chosen], isSoftware(page.gpu), askedOf(server)), receipt: null }),
    onCancel: controller.cancel,
    onCopy: () => {
      const compared = comparedOf(page);
      if (compared === null) return;
      void copyText(toEnginesMarkdown(compared.result)).then((copied) => say(copied ? WORDS.take.copied : ''));
    },
    onDownload: () => {
      const compared = comparedOf(page);
      if (compared === null) return;
      void complete(compared.result).then((whole) => downloadText(toJson(whole), fileName(whole), 'application/json'));
    },
  };

  /** What was typed meanwhile is of another server. */
  async function askServer(): Promise<void> {
    server = changed(server, { asking: true, error: null });
    draw();
    const { address, key } = server;
    const isStill = (): boolean => server.address === address && server.key === key;
    try {
      const place = reached(server);
      const { modelsFromPage } = await loaded('What asks your server', () => import('../../peers/server/from-page'));
      const models = await modelsFromPage(place);
      if (models.length === 0) throw noModel();
      server = isStill() ? found(server, models) : changed(server, { asking: false });
    } catch (thrown) {
      server = isStill() ? notFound(server, thrown) : changed(server, { asking: false });
    }
    draw();
  }

  function draw(): void {
    if (page.room !== 'engines') return;
    const { run, gpu } = page;
    const own = comparesEngines(run.options);
    const { error } = run.answer;
    const props = {
      ...{
        chosen,
        server,
        obstacle: obstacleOf(page),
        secure: isSecureContext,
        offline: !navigator.onLine,
        said,
        acts,
      },
      ...{ software: isSoftware(gpu), busy: own && isBusy(run), progress: own ? progressOf(page) : null },
      error: own && error !== null ? h(ErrorMessage, { error }) : null,
      compared: comparedOf(page),
      width: place.querySelector('.engines-table')?.clientWidth ?? null,
    };
    render(h(EnginesView, props), place);
  }
  for (const event of ['online', 'offline']) window.addEventListener(event, () => draw());

  return (state: PageState): void => {
    page = state;
    draw();
  };
}
