/** Figures of the running board for Prometheus. Labels are routes as they are written in the code: nobody who asks can make new ones. */
import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';

export interface Metrics {
  readonly contentType: string;
  /** As Prometheus reads it. */
  exposition(): Promise<string>;
  observe(of: {
    readonly method: string;
    readonly route: string;
    readonly status: number;
    readonly seconds: number;
  }): void;
  /** Also those of the process: its memory, processor and event loop. */
  withProcess(): Metrics;
}

const SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

export function createMetrics(): Metrics {
  const registry = new Registry();
  const labelNames = ['method', 'route', 'status'] as const;
  const registers = [registry];
  const requests = new Counter({ name: 'board_requests_total', help: 'Requests answered.', labelNames, registers });
  const duration = new Histogram({
    ...{ name: 'board_request_seconds', help: 'Time to the answer.', registers, buckets: SECONDS },
    labelNames: ['method', 'route'] as const,
  });
  const metrics: Metrics = {
    contentType: registry.contentType,
    exposition: () => registry.metrics(),
    observe: ({ method, route, status, seconds }) => {
      requests.inc({ method, route, status });
      duration.observe({ method, route }, seconds);
    },
    withProcess: () => {
      collectDefaultMetrics({ register: registry });
      return metrics;
    },
  };
  return metrics;
}
