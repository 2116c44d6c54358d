/** The ways to a better figure than an estimate, and which one counts now: a wall meter, a battery, a file of another program. */
import type { ComponentChildren, JSX } from 'preact';
import type { Better } from '../../energy/basis';
import type { ErrorData } from '../../foundation/errors';
import { ChoiceField, TextField, type Choices } from '../cost/form-fields';
import { capitalised } from '../format/capitalised';
import { JSON_FILES } from '../view/file-button';
import { sessionAdvice, sessionProgress } from './battery-session';
import { WORDS } from './catalogue/words';
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
      <summary id="better-summary">{WORDS.measure.summary}</summary>
      <p class="hint better-now" role="status">
        {nowText(better)}
      </p>
      <button type="button" disabled={better === null} onClick={given.acts.onRemove}>
        {WORDS.measure.remove}
      </button>
      <WallMeter {...given} />
      <Battery {...given} />
      <FromFile {...given} />
    </details>
  );
}

function nowText(better: Better | null): string {
  const { now } = WORDS.measure;
  if (better === null) return now.nothing;
  return better.provenance === 'imported' ? now.outside(better.instrument) : now.calibrated(better.method);
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
  ['watts', WORDS.measure.meter.watts],
  ['counter', WORDS.measure.meter.counter],
];

function WallMeter(given: WayProps): JSX.Element {
  const { measure, formats, acts } = given;
  const { meter } = WORDS.measure;
  const number = (field: MeasureField, label: string, hint = ''): JSX.Element => (
    <TextField {...fieldOf(given, 'meter', field)} label={label} hint={hint} keys="decimal" />
  );
  return (
    <Way title={meter.title} hint={meter.hint}>
      <Form onSend={acts.onMeter}>
        <div class="energy-fields">
          {number('meter-idle-watts', meter.idleWatts)}
          {number('meter-idle-seconds', meter.lasted, meter.lastedHint)}
          <ChoiceField {...fieldOf(given, 'meter', 'meter-way')} label={meter.way} choices={METER_WAYS} />
          <ChoiceField {...fieldOf(given, 'meter', 'meter-format')} label={WORDS.measure.format} choices={formats} />
          {measure.typed['meter-way'] === 'counter' ? (
            <>
              {number('meter-from', meter.from)}
              {number('meter-to', meter.to)}
              {number('meter-minutes', meter.minutes, meter.minutesHint)}
            </>
          ) : (
            <>
              {number('meter-load-watts', meter.loadWatts)}
              {number('meter-load-seconds', meter.lasted, meter.lastedHint)}
            </>
          )}
        </div>
        <button type="submit">{meter.use}</button>
        <Said id="meter-problem" error={measure.wrong.meter ?? null} />
      </Form>
    </Way>
  );
}

function Battery(given: WayProps): JSX.Element {
  const { measure, formats, battery, acts } = given;
  const words = WORDS.measure.battery;
  if (!battery) return <Way title={words.title} hint={words.unknown} />;
  const { session } = measure;
  const on = goesOn(session);
  const { done, of } = session === null ? { done: 0, of: 1 } : sessionProgress(session);
  const error = measure.wrong.battery ?? null;
  return (
    <Way title={words.title} hint={words.hint}>
      <Form onSend={acts.onBegin}>
        <div class="energy-fields">
          <TextField
            {...fieldOf(given, 'battery', 'battery-capacity')}
            label={words.capacity}
            hint={words.capacityHint}
            keys="decimal"
            disabled={on}
          />
          <ChoiceField
            {...fieldOf(given, 'battery', 'battery-format')}
            label={WORDS.measure.format}
            choices={formats}
          />
        </div>
        <div class="better-buttons">
          {/* Not disabled: the focus stays on it, and comes back to it. A second press does nothing. */}
          <button type="submit" id="battery-begin" aria-disabled={on}>
            {words.begin}
          </button>
          <button type="button" disabled={!on} onClick={acts.onStop}>
            {words.stop}
          </button>
          <button type="button" disabled={session?.flow.phase !== 'done'} onClick={acts.onTake}>
            {words.use}
          </button>
        </div>
        <progress aria-label={words.steps} max={of} value={done} />
        <Said id="battery-problem" error={error}>
          <p class="battery-advice" role="status" hidden={error !== null}>
            {session === null ? words.notStarted : sessionAdvice(session)}
          </p>
        </Said>
      </Form>
    </Way>
  );
}

const EXAMPLE =
  '{ "schema": "tokamark-power/1", "unit": "W", "power": 212.5, "idle": 31, "boundary": "gpu", "instrument": "nvidia-smi" }';

function FromFile({ measure, acts }: WayProps): JSX.Element {
  const words = WORDS.measure.file;
  const error = measure.wrong.file ?? null;
  return (
    <Way title={words.title} hint={words.hint}>
      <div class="better-form">
        <code class="better-example">{EXAMPLE}</code>
        <label>
          {words.choose}{' '}
          <input
            type="file"
            id="power-file"
            accept={JSON_FILES}
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
  WORDS.wrong.unchanged(capitalised(message.replace('NaN', WORDS.wrong.noNumber)), remedy);
