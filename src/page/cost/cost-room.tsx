/** The cards of the room in their order: what it costs, rent or own. */
import type { JSX } from 'preact';
import { CostForm } from './cost-form';
import { FindingCard } from './finding-card';
import type { RoomModel } from './room-model';
import { WhatIfCard } from './what-if-card';

interface CostRoomProps extends RoomModel {
  readonly onType: (name: string, value: string) => void;
  readonly onForget: () => void;
}

export function CostRoom({ whatIf, rent, form, onType, onForget }: CostRoomProps): JSX.Element {
  return (
    <>
      <WhatIfCard shown={whatIf}>
        <CostForm {...form} onType={onType} onForget={onForget} />
      </WhatIfCard>
      <FindingCard
        id="rent-or-own"
        title={rent.title}
        chart={rent.chart}
        missing={rent.missing}
        sources={rent.sources}
      />
    </>
  );
}
