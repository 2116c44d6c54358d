/** What of a run's budget is kept for the steps to come, by the step that asks. */
import { seconds, type Seconds } from '../foundation/units';

/** As planned. */
export interface StepsToCome {
  readonly waterfalls: Seconds;
  /** Of their last visit. */
  readonly roofs: Seconds;
  /** For what follows that visit: texts, fidelity. */
  readonly after: Seconds;
  /** What repetitions beyond the fewest, and waterfalls, leave alone: what follows may take longer than it should. */
  readonly margin: Seconds;
}

export class KeptTime {
  /** Of what follows, what is done already. */
  private done = 0;

  /** @param pace how many times as long as planned things take here, as far as it is known by now */
  constructor(
    private readonly planned: StepsToCome,
    private readonly pace: () => number,
  ) {}

  /** A step that follows was done before: `planned` of it is not kept any more. */
  onDone(planned: Seconds): void {
    this.done += planned;
  }

  afterRepetitions(): Seconds {
    return seconds(this.planned.waterfalls + this.afterWaterfalls());
  }

  afterWaterfalls(): Seconds {
    return seconds(this.planned.margin + this.fromRoofs());
  }

  /** For the last visit of the roofs and what follows it. */
  fromRoofs(): Seconds {
    const { roofs, after } = this.planned;
    // Less than planned where the device turns out faster. Never more: what follows is cut short by itself, and speed comes first.
    return seconds(roofs + Math.min(1, this.pace()) * Math.max(0, after - this.done));
  }
}
