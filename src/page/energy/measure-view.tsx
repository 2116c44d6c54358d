/** The ways to a better figure than an estimate, and which one counts now: a wall meter, a battery, a file of another program. */
import type { ComponentChildren, JSX } from 'preact';
import type { Better } from '../../energy/basis';
import type { ErrorData } from '../../foundation/errors';
import { ChoiceField, TextField, type Choices } from '../cost/form-fields';
import { capitalised } from '../format/capitalised';
import { sessionAdvice, sessionProgress } from './battery-session';
import { goesOn, type MeasureField, type MeasureState } from './measure-state';

export interface MeasureActs {
  readonly onType: (field: MeasureField, value: string) => void;
  readonly onMeter: () => void;
  readonly onBegin: () => void;
  readonly onStop: () => void;
  readonly onTake: () => void;
  readonly onFile: (file: File) => void;
  readonly onRemove: () => void;
}

interface MeasureProps {
  readonly measure: MeasureState;
  /** The measurement that counts now. */
  readonly better: Better | null;
  /** Whether there is a device whose power could be measured. */
  readonly known: boolean;
  /** Of the formats that may have been running. */
  readonly formats: Choices;
  /** Whether the browser tells of a battery. */
  readonly battery: boolean;
  readonly acts: MeasureActs;
}

export function MeasureView({ better, known, ...given }: MeasureProps): JSX.Element {
  return (
    <details class="better" hidden={!known}>
      <summary id="better-summary">Measure the power yourself</summary>
      <p class="hint better-now" role="status">
        {nowText(better)}
      </p>
      <button type="button" disabled={better === null} onClick={given.acts.onRemove}>
        Remove this measurement
      </button>
      <WallMeter {...given} />
      <Battery {...given} />
      <FromFile {...given} />
    </details>
  );
}

function nowText(better: Better | null): string {
  if (better === null)
    return 'No power has been measured yet. A measurement counts until you leave the page or choose another device.';
  if (better.provenance === 'imported') return `Measured outside: ${better.instrument}.`;
  return `${better.method} It counts for decode; prefill stays an estimate.`;
}

type WayProps = Pick<MeasureProps, 'measure' | 'formats' | 'battery' | 'acts'>;

interface SectionProps {
  readonly title: string;
  readonly hint: string;
  readonly children?: ComponentChildren;
}

const Way = ({ title, hint, children }: SectionProps): JSX.Element => (
  <section class="better-way">
    <h3>{title}</h3>
    <p class="hint">{hint}</p>
    {children}
  </section>
);

/** By the `where` of an error: the fields that it is about. */
const ABOUT: Readonly<Record<string, readonly MeasureField[]>> = {
  idle: ['meter-idle-watts', 'meter-idle-seconds'],
  load: ['meter-load-watts', 'meter-load-seconds'],
  counter: ['meter-from', 'meter-to'],
  lasted: ['meter-minutes'],
  capacity: ['battery-capacity'],
  format: ['meter-format', 'battery-format'],
  'bandwidth use': ['meter-format', 'battery-format'],
};

/** A field of one of the forms: its text, and whether what is wrong is about it. */
function fieldOf({ measure, acts }: WayProps, way: 'meter' | 'battery', field: MeasureField) {
  const error = measure.wrong[way] ?? null;
  return {
    ...{ id: field, name: field, value: measure.typed[field] ?? '', said: `${way}-problem` },
    wrong: error !== null && (new Map(Object.entries(ABOUT)).get(error.where)?.includes(field) ?? false),
    onType: (_name: string, value: string) => acts.onType(field, value),
  };
}

const METER_WAYS: Choices = [
  ['watts', 'watts'],
  ['counter', 'kWh counter, before and after'],
];

function WallMeter(given: WayProps): JSX.Element {
  const { measure, formats, acts } = given;
  const number = (field: MeasureField, label: string, hint = ''): JSX.Element => (
    <TextField {...fieldOf(given, 'meter', field)} label={label} hint={hint} keys="decimal" />
  );
  return (
    <Way
      title="With a wall meter"
      hint="Choose your GPU above. Read the meter for a minute at rest, and for a minute during a sustained run. It counts the whole machine: power above rest, less a tenth for the power supply, is taken as that of the GPU."
    >
      <Form onSend={acts.onMeter}>
        <div class="energy-fields">
          {number('meter-idle-watts', 'Power at rest, W')}
          {number('meter-idle-seconds', 'Read over, s', '60 or more')}
          <ChoiceField {...fieldOf(given, 'meter', 'meter-way')} label="Reading under load" choices={METER_WAYS} />
          <ChoiceField {...fieldOf(given, 'meter', 'meter-format')} label="Format that was running" choices={formats} />
          {measure.typed['meter-way'] === 'counter' ? (
            <>
              {number('meter-from', 'Counter before, kWh')}
              {number('meter-to', 'Counter after, kWh')}
              {number('meter-minutes', 'Minutes between the two', '20 at 300 W')}
            </>
          ) : (
            <>
              {number('meter-load-watts', 'Power under load, W')}
              {number('meter-load-seconds', 'Read over, s', '60 or more')}
            </>
          )}
        </div>
        <button type="submit">Use these readings</button>
        <Said id="meter-problem" error={measure.wrong.meter ?? null} />
      </Form>
    </Way>
  );
}

const WITH_BATTERY = 'With the battery of a laptop or phone';

function Battery(given: WayProps): JSX.Element {
  const { measure, formats, battery, acts } = given;
  if (!battery) {
    return (
      <Way
        title={WITH_BATTERY}
        hint="This browser does not show the battery level to a page; Chromium and its relatives do."
      />
    );
  }
  const { session } = measure;
  const on = goesOn(session);
  const { done, of } = session === null ? { done: 0, of: 1 } : sessionProgress(session);
  const error = measure.wrong.battery ?? null;
  return (
    <Way
      title={WITH_BATTERY}
      hint="Choose your GPU above. The battery level falls in steps of 1 %: the page times five at rest and five during a sustained run. That takes from a quarter of an hour to an hour. Keep this page in front. The result holds on battery only."
    >
      <Form onSend={acts.onBegin}>
        <div class="energy-fields">
          <TextField
            {...fieldOf(given, 'battery', 'battery-capacity')}
            label="Battery capacity, Wh"
            hint="as the system reports"
            keys="decimal"
            disabled={on}
          />
          <ChoiceField
            {...fieldOf(given, 'battery', 'battery-format')}
            label="Format that was running"
            choices={formats}
          />
        </div>
        <div class="better-buttons">
          {/* Not disabled: the focus stays on it, and comes back to it. A second press does nothing. */}
          <button type="submit" id="battery-begin" aria-disabled={on}>
            Begin
          </button>
          <button type="button" disabled={!on} onClick={acts.onStop}>
            Stop
          </button>
          <button type="button" disabled={session?.flow.phase !== 'done'} onClick={acts.onTake}>
            Use this calibration
          </button>
        </div>
        <progress aria-label="Steps of the battery" max={of} value={done} />
        <Said id="battery-problem" error={error}>
          <p class="battery-advice" role="status" hidden={error !== null}>
            {session === null ? 'Not started.' : sessionAdvice(session)}
          </p>
        </Said>
      </Form>
    </Way>
  );
}

const EXAMPLE =
  '{ "schema": "tokamark-power/1", "unit": "W", "power": 212.5, "idle": 31, "boundary": "gpu", "instrument": "nvidia-smi" }';

function FromFile({ measure, acts }: WayProps): JSX.Element {
  const error = measure.wrong.file ?? null;
  return (
    <Way
      title="Measured outside"
      hint="A file with the watts that another program or a logging meter read during decode. Its boundary says what was counted: gpu, battery or wall."
    >
      <div class="better-form">
        <code class="better-example">{EXAMPLE}</code>
        <label>
          Measurement, as JSON{' '}
          <input
            type="file"
            id="power-file"
            accept=".json,application/json"
            aria-invalid={error?.where === 'document'}
            aria-describedby="power-file-problem"
            // A file that was mended may be chosen again.
            onClick={({ currentTarget }) => (currentTarget.value = '')}
            onChange={({ currentTarget }) => {
              const [file] = currentTarget.files ?? [];
              if (file !== undefined) acts.onFile(file);
            }}
          />
        </label>
        <Said id="power-file-problem" error={error} />
      </div>
    </Way>
  );
}

interface FormProps {
  readonly onSend: () => void;
  readonly children: ComponentChildren;
}

const Form = ({ onSend, children }: FormProps): JSX.Element => (
  <form
    class="better-form"
    noValidate
    onSubmit={(event) => {
      event.preventDefault();
      onSend();
    }}
  >
    {children}
  </form>
);

interface SaidProps {
  readonly id: string;
  readonly error: ErrorData | null;
  /** What is said while nothing is wrong. */
  readonly children?: ComponentChildren;
}

/** Its room is kept (styles/calibration.css). */
const Said = ({ id, error, children }: SaidProps): JSX.Element => (
  <div class="better-say">
    {children}
    <p class="message error" id={id} role="alert" hidden={error === null}>
      {error !== null && problemText(error)}
    </p>
  </div>
);

const problemText = ({ message, remedy }: ErrorData): string =>
  `${capitalised(message.replace('NaN', 'no number'))} ${remedy} The figures have not changed.`;
