/** The room: what is compared and how, the boxes of the engines, Run and Cancel, how far it is, and what came of it. */
import type { JSX } from 'preact';
import { PEERS_ABOUT } from '../../peers/peer-about';
import { PEER_IDS, type PeerId } from '../../peers/peer-id';
import { addressOf } from '../rooms/rooms';
import type { ProgressProps } from '../view/progress-view';
import { ErrorMessage } from '../view/messages';
import { noGpuAdvice } from '../view/no-gpu';
import { SOFTWARE_NOTE } from '../view/gpu-facts';
import { WORDS } from './catalogue/words';
import type { Compared, Obstacle } from './engines-model';
import { ComparedView, type ComparedProps, type TakeActs } from './compared-view';
import type { ServerForm } from './own-server';
import { OwnServer, type ServerActs } from './own-server-view';

export interface EnginesActs extends TakeActs, ServerActs {
  readonly onChoose: (peer: PeerId, chosen: boolean) => void;
  readonly onRun: () => void;
  readonly onCancel: () => void;
}

export interface EnginesProps {
  readonly chosen: ReadonlySet<PeerId>;
  readonly server: ServerForm;
  readonly obstacle: Obstacle;
  /** The page's isSecureContext. */
  readonly secure: boolean;
  readonly offline: boolean;
  readonly software: boolean;
  /** Of a comparison of this page; null before the first. */
  readonly progress: ProgressProps | null;
  /** A comparison goes on. */
  readonly busy: boolean;
  /** Why the last one came to nothing. */
  readonly error: JSX.Element | null;
  readonly compared: Compared | null;
  readonly width: ComparedProps['width'];
  /** Just now: that it is copied. */
  readonly said: string;
  readonly acts: EnginesActs;
}

export function EnginesView(props: EnginesProps): JSX.Element {
  const { compared, width, said, acts } = props;
  return (
    <>
      <Ask {...props} />
      {compared !== null && <ComparedView {...{ compared, width, said, acts }} />}
    </>
  );
}

function Ask(props: EnginesProps): JSX.Element {
  const { chosen, server, busy, software, offline, obstacle, secure, progress, error, acts } = props;
  const words = WORDS.ask;
  const { wanted, model } = server;
  const isWhole = wanted ? model !== null : chosen.size > 0;
  const ready = !busy && obstacle === null && isWhole;
  return (
    <section class="card engines-ask" aria-labelledby="engines-ask-heading">
      <h2 id="engines-ask-heading">{words.title}</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) acts.onRun();
        }}
      >
        <fieldset class="engines-boxes" disabled={busy}>
          <legend class="visually-hidden">{words.engines}</legend>
          <label>
            <input type="checkbox" checked disabled />
            <span>
              <strong>{words.tokamark}</strong>, {words.formats} <span class="hint">{words.alreadyHere}</span>
            </span>
          </label>
          {PEER_IDS.map((peer) => (
            <label key={peer}>
              <input
                type="checkbox"
                id={`engine-${peer}`}
                checked={chosen.has(peer)}
                onChange={({ currentTarget }) => acts.onChoose(peer, currentTarget.checked)}
              />
              <span>
                <strong>{PEERS_ABOUT[peer].name}</strong>, {words.formats}{' '}
                <span class="hint">{words.downloads(PEERS_ABOUT[peer].downloads)}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <OwnServer form={server} busy={busy} acts={acts} />
        <div class="actions">
          <button type="submit" class="primary" id="engines-run" aria-disabled={!ready}>
            {words.compare}
          </button>
          <button type="button" id="engines-cancel" aria-disabled={!busy} onClick={() => busy && acts.onCancel()}>
            {words.cancel}
          </button>
          {software && <strong class="software-note">{SOFTWARE_NOTE}</strong>}
        </div>
      </form>
      <Obstacles {...{ obstacle, secure, offline, chosen, server, busy }} />
      {progress !== null && <Progress {...progress} />}
      {error}
    </section>
  );
}

/** Each with what to do. */
function Obstacles({
  obstacle,
  secure,
  offline,
  chosen,
  server,
  busy,
}: Pick<EnginesProps, 'obstacle' | 'secure' | 'offline' | 'chosen' | 'server' | 'busy'>): JSX.Element {
  return (
    <>
      {obstacle?.kind === 'no-gpu' && (
        <ErrorMessage error={obstacle.error} steps={noGpuAdvice(obstacle.error, secure).steps} />
      )}
      {obstacle?.kind === 'other-run' && (
        <p class="hint" id="engines-other-run">
          {WORDS.obstacles.otherRun} <a href={addressOf('benchmark')}>{WORDS.obstacles.benchmark}</a>.
        </p>
      )}
      {offline && !busy && (
        <p class="hint" id="engines-offline">
          {WORDS.obstacles.offline}
        </p>
      )}
      {chosen.size === 0 && !server.wanted && !busy && <p class="hint">{WORDS.obstacles.noneChosen}</p>}
      {server.wanted && server.model === null && !busy && <p class="hint">{WORDS.server.noneYet}</p>}
    </>
  );
}

/** Every line keeps its place, whatever it says. */
const Progress = ({ status, phase, fraction, elapsed, remaining, detail }: ProgressProps): JSX.Element => (
  <div class="engines-progress">
    <p class="status" id="engines-status" role="status" data-state={phase}>
      {status}
    </p>
    <progress max={1} value={fraction} aria-label={WORDS.ask.progress} />
    <p class="engines-times">
      {[elapsed, remaining, detail].map((text, index) => (
        <span key={index}>{text === '' ? '\u00a0' : text}</span>
      ))}
    </p>
  </div>
);
