/** Step five: the bytes of each format, and beside them how fast this machine reads; where nothing was measured, it says so. */
import type { JSX } from 'preact';
import { Bar } from '../bar';
import { addressOf } from '../../rooms/rooms';
import type { NameWords, SpeedWords } from '../catalogue/model-messages';
import { FormatNames } from '../format-names';
import { figure } from '../learn-acts';
import type { LearnState } from '../state';
import type { FormatBytes, MachineRun, SpeedModel } from './speed-model';
import { SpeedPicture } from './speed-picture';

interface Props {
  readonly model: SpeedModel;
  readonly language: LearnState['language'];
  readonly words: SpeedWords;
  readonly names: NameWords;
  /** In pixels. */
  readonly size: { readonly width: number; readonly height: number };
}

type Write = (value: number, digits?: number) => string;

export function SpeedStage({ model, language, words, names, size }: Props): JSX.Element {
  const { bytes, run } = model;
  const write: Write = (value, digits = 3) => figure(language, value, digits);
  return (
    <div class="speed-stage">
      <div>
        <h3>{words.bytesTitle}</h3>
        <ByteBars {...{ bytes, words, write }} />
        <FormatNames words={names} />
        {run !== null && run.line !== null && <p class="hint">{words.toReadHint}</p>}
        {bytes.some(({ rate }) => rate !== null) && <p class="hint">{words.writtenHint}</p>}
        {model.writtenBySoftware && <p class="learn-software">{words.software}</p>}
      </div>
      <div class="speed-machine">
        {run === null ? (
          <p class="learn-note" data-testid="learn-no-run">
            {words.noRun} <a href={addressOf('benchmark')}>{words.toBenchmark}</a>
          </p>
        ) : (
          <Machine {...{ run, words, write, size }} />
        )}
        {(run === null || run.energy.length === 0) && <NoEnergy {...{ model, words }} />}
      </div>
    </div>
  );
}

interface BarsProps {
  readonly bytes: readonly FormatBytes[];
  readonly words: SpeedWords;
  readonly write: Write;
}

const ByteBars = ({ bytes, words, write }: BarsProps): JSX.Element => (
  <ul class="learn-bars">
    {bytes.map(({ format, bytes: amount, share, toRead, rate }) => (
      <li key={format} data-format={format}>
        <span class="name">{format.toUpperCase()}</span>
        <Bar share={share} />
        <span class="figure">{words.megabytes(write(amount / 1e6))}</span>
        {toRead !== null && <span class="figure">{words.milliseconds(write(1000 * toRead, 2))}</span>}
        {rate !== null && <span class="figure">{words.tokensPerSecond(write(rate))}</span>}
      </li>
    ))}
  </ul>
);

interface MachineProps {
  readonly run: MachineRun;
  readonly words: SpeedWords;
  readonly write: Write;
  readonly size: Props['size'];
}

function Machine({ run, words, write, size }: MachineProps): JSX.Element {
  const { line } = run;
  return (
    <>
      <h3>{words.machineTitle(run.model)}</h3>
      {run.software && (
        <p class="learn-software" data-testid="learn-software">
          {words.software}
        </p>
      )}
      <SpeedPicture {...{ run, words }} {...size} label={words.picture(run.model)} write={(value) => write(value, 3)} />
      <p>
        {line === null
          ? words.noLine
          : words.line(write(1000 * Math.max(0, line.t0Seconds.median), 2), write(1e-9 / line.secondsPerByte, 2))}
        {line?.doubtful === true && ` ${words.doubtful}`}
        {run.launches !== null && ` ${words.launches(write(run.launches))}`}
      </p>
      <p class="hint">{words.measured(run.machine, run.startedAt.slice(0, 10))}</p>
      <details>
        <summary>{words.more}</summary>
        <PhaseBars {...{ run, words, write }} />
        {run.energy.length > 0 && <EnergyText {...{ run, words, write }} />}
      </details>
    </>
  );
}

type PartProps = Omit<MachineProps, 'size'>;

function PhaseBars({ run: { phases }, words, write }: PartProps): JSX.Element | null {
  const most = Math.max(...phases.flatMap(({ prefill, decode }) => [prefill.median, decode.median]));
  if (phases.length === 0) return null;
  return (
    <>
      <h4>{words.phasesTitle}</h4>
      <ul class="learn-bars">
        {phases.flatMap(({ format, ...rates }) =>
          (['prefill', 'decode'] as const).map((phase) => (
            <li key={`${format} ${phase}`} data-phase={phase}>
              <span class="name">
                {format.toUpperCase()} {words[phase]}
              </span>
              <Bar share={rates[phase].median / most} />
              <span class="figure">{words.tokensPerSecond(write(rates[phase].median))}</span>
            </li>
          )),
        )}
      </ul>
    </>
  );
}

const EnergyText = ({ run: { energy }, words, write }: PartProps): JSX.Element => (
  <>
    <h4>{words.energyTitle}</h4>
    <ul>
      {energy.map(({ format, low, high }) => (
        <li key={format}>
          {format.toUpperCase()}: {words.joules(write(low, 2), write(high, 2))}
        </li>
      ))}
    </ul>
  </>
);

/** Why there are no joules, and where those of a GPU that is not here are to be seen. */
const NoEnergy = ({ model: { run, software }, words }: Pick<Props, 'model' | 'words'>): JSX.Element => (
  <p class="hint" data-testid="learn-no-energy">
    {software ? words.noEnergySoftware : run === null ? words.noEnergyYet : words.noEnergy}{' '}
    <a href={addressOf('cost')}>{words.toCost}</a>
  </p>
);
