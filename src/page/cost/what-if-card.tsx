/** What a model costs on any GPU, here or not: the picture first, what to change below it, and where it comes from one click away. */
import type { JSX } from 'preact';
import { MODEL_FORMATS } from '../../kernels/recipe';
import { ChoiceField, TextField } from './form-fields';
import { Picture } from './picture';
import type { WhatIfField, WhatIfFields } from './what-if-fields';
import type { WhatIf } from './what-if-model';

export interface WhatIfProps {
  /** Of the last good fields. */
  readonly shown: WhatIf;
  readonly fields: WhatIfFields;
  readonly wrong: { readonly field: WhatIfField; readonly says: string } | null;
  readonly lists: WhatIfLists;
  readonly onType: (name: string, value: string) => void;
}

interface WhatIfLists {
  readonly gpuHint: string;
  readonly gpus: readonly string[];
  readonly models: readonly string[];
  /** The model that is meant. */
  readonly model: string;
}

export function WhatIfCard({ shown, ...form }: WhatIfProps): JSX.Element {
  return (
    <section class="card what-if" id="what-if" data-testid="what-if" aria-labelledby="what-if-heading">
      <h2 id="what-if-heading">{shown.title}</h2>
      <p class="known" data-testid="what-if-known">
        {shown.known}
      </p>
      <p class="visually-hidden" role="status">
        {shown.title}
      </p>
      {shown.missing !== '' && (
        <p class="message warning" data-testid="what-if-missing">
          {shown.missing}
        </p>
      )}
      {shown.chart !== null && <Picture chart={shown.chart} />}
      {shown.facts.length > 0 && (
        <dl class="cost-facts">
          {shown.facts.map(({ id, about, value }) => (
            <div key={id} data-fact={id}>
              <dt>{about}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {shown.badge !== '' && <p class="hint">Power: {shown.badge}.</p>}
      <WhatIfForm {...form} />
      {shown.sources.length > 0 && (
        <details class="cost-sources" data-testid="what-if-sources">
          <summary>Where each figure comes from</summary>
          <ul class="energy-notes">
            {shown.sources.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

const SAID = 'what-if-problem';

function WhatIfForm({ fields, wrong, lists, onType }: Omit<WhatIfProps, 'shown'>): JSX.Element {
  const field = (name: WhatIfField, label: string) => ({
    ...{ name, label, value: fields[name], wrong: wrong?.field === name, said: SAID, onType },
  });
  return (
    <form class="what-if-form" noValidate onSubmit={(event) => event.preventDefault()}>
      <div class="energy-fields">
        <TextField {...field('gpu', 'Any GPU')} hint={lists.gpuHint} list="what-if-gpus" keys="text" />
        <ChoiceField
          {...field('model', 'Model')}
          value={lists.model}
          choices={lists.models.map((name) => [name, name] as const)}
        />
        <ChoiceField
          {...field('format', 'Format')}
          choices={MODEL_FORMATS.map((format) => [format, format.toUpperCase()] as const)}
        />
        <TextField {...field('batch', 'Sequences at once')} hint="1" keys="decimal" />
      </div>
      <datalist id="what-if-gpus">
        {lists.gpus.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <p class="message error" id={SAID} data-testid={SAID} role="alert" hidden={wrong === null}>
        {wrong?.says ?? ''}
      </p>
    </form>
  );
}
