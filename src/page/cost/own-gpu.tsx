/** What a person may say of the machine that is here: which GPU it has, the watts that they read themselves, and what it costs. */
import type { ComponentChildren, JSX } from 'preact';
import type { Problem } from '../energy/energy-state';
import type { Fields } from '../energy/fields';
import { OF_THIS_GPU } from './cost-form';
import { EnergyFields, wrongText } from './energy-fields';
import { CostFields } from './form-fields';
import { PRICE_FIELDS } from './gpu-prices';

const SAID = 'energy-problem';

interface OwnGpuProps {
  readonly fields: Fields;
  readonly problem: Problem | null;
  readonly devices: readonly string[];
  readonly onType: (name: string, value: string) => void;
}

function OwnGpu({ fields, problem, devices, onType }: OwnGpuProps): JSX.Element {
  const wrong = wrongText(problem, [...OF_THIS_GPU, ...PRICE_FIELDS]);
  return (
    <CostFields said={SAID} wrong={wrong}>
      <EnergyFields names={OF_THIS_GPU} {...{ fields, problem, onType }} said={SAID} countries={[]} />
      <EnergyFields
        names={PRICE_FIELDS}
        {...{ fields, problem, onType }}
        prefix="own-machine"
        said={SAID}
        countries={[]}
      />
      <datalist id="energy-devices">
        {devices.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </CostFields>
  );
}

interface OwnMachineProps extends OwnGpuProps {
  /** Suggestions of what cooling adds. */
  readonly sites: readonly { readonly name: string; readonly value: string }[];
  /** The ways to measure its power. */
  readonly children: ComponentChildren;
}

export function OwnMachine({ sites, children, ...own }: OwnMachineProps): JSX.Element {
  return (
    <>
      <OwnGpu {...own} />
      <datalist id="energy-sites">
        {sites.map(({ name, value }) => (
          <option key={name} value={value}>
            {name}
          </option>
        ))}
      </datalist>
      <div id="energy-better" data-testid="energy-better">
        {children}
      </div>
    </>
  );
}
