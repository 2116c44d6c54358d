/** What the browser says of the GPU, and the card "Your GPU" in which another can be asked for. What they say is in gpu-facts.ts. */
import type { JSX } from 'preact';
import type { EngineDescription, PowerPreference } from '../../worker/protocol';
import type { GpuState } from '../state/page-state';
import { WORDS } from './catalogue/gpu-words';
import { gpuFacts, gpuTitle, SOFTWARE_NOTE } from './gpu-facts';
import { noGpuAdvice } from './no-gpu';

export interface GpuCardsProps {
  readonly gpu: GpuState;
  /** While the browser is asked again, the old facts stay where they are. */
  readonly last: EngineDescription | null;
  readonly power: PowerPreference;
  /** A run keeps its GPU. */
  readonly busy: boolean;
  /** Whether this context is secure: without it a browser hides WebGPU. */
  readonly secure: boolean;
  readonly onPower: (power: PowerPreference) => void;
}

export const GpuCards = (props: GpuCardsProps): JSX.Element => (
  <>
    <GpuFacts description={props.last} />
    <div class="column">
      <GpuCard {...props} />
    </div>
  </>
);

const GpuFacts = ({ description }: { readonly description: EngineDescription | null }): JSX.Element => (
  <section class="card" id="gpu-details" data-testid="gpu-details" aria-labelledby="gpu-details-heading">
    <h2 id="gpu-details-heading">{WORDS.gpu.reported}</h2>
    <dl class="facts" id="gpu-facts">
      {description !== null &&
        gpuFacts(description.adapter, description.environment).flatMap(({ name, value }) => [
          <dt key={`of ${name}`}>{name}</dt>,
          <dd key={name} data-fact={name}>
            {value}
          </dd>,
        ])}
    </dl>
  </section>
);

const POWERS = ['high-performance', 'low-power'] as const;

function GpuCard({ gpu, last, power, busy, secure, onPower }: GpuCardsProps): JSX.Element {
  const { state, name, badge } = headOf(gpu, secure);
  return (
    <section class="card" id="gpu" data-testid="gpu" data-state={state} aria-labelledby="gpu-heading">
      <h2 id="gpu-heading">{WORDS.gpu.heading}</h2>
      <p class="gpu-name" id="gpu-name" data-testid="gpu-name">
        {name}
      </p>
      <p class="badge" id="gpu-software" data-testid="gpu-software">
        {badge}
      </p>
      <fieldset class="choice" id="power-preference" disabled={busy}>
        <legend>{WORDS.gpu.power}</legend>
        {POWERS.map((value) => (
          <label key={value}>
            <input
              type="radio"
              name="power"
              value={value}
              checked={value === power}
              onChange={({ currentTarget }) => {
                if (currentTarget.checked) onPower(value);
              }}
            />{' '}
            {WORDS.gpu.powers[value]}
          </label>
        ))}
      </fieldset>
      <div class="gpu-body">
        <ul class="notes" id="gpu-warnings" data-testid="gpu-warnings">
          {gpu.kind !== 'missing' &&
            last?.warnings.map(({ code, message }) => (
              <li key={message} data-code={code}>
                {message}
              </li>
            ))}
        </ul>
      </div>
    </section>
  );
}

interface Head {
  readonly state: 'asking' | 'missing' | 'known' | 'software';
  readonly name: string;
  readonly badge: string;
}

/** Keeps the line: the mark comes and goes with the power preference. */
const NO_BADGE = '\u00a0';

function headOf(gpu: GpuState, secure: boolean): Head {
  if (gpu.kind === 'asking') return { state: 'asking', name: WORDS.gpu.asking, badge: NO_BADGE };
  if (gpu.kind === 'missing') {
    return { state: 'missing', name: noGpuAdvice(gpu.error, secure).title, badge: NO_BADGE };
  }
  const { adapter } = gpu.description;
  const name = gpuTitle(adapter);
  return adapter.software
    ? { state: 'software', name, badge: SOFTWARE_NOTE }
    : { state: 'known', name, badge: WORDS.gpu.hardware };
}
