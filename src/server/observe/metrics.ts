/** Counters of a server as Prometheus reads them. Labels are closed lists; there is nothing of a peer or a log in them. */
export interface Metrics {
  readonly count: (name: CounterName, label?: string, by?: number) => void;
  readonly value: (name: CounterName, label?: string) => number;
  /** Text exposition format 0.0.4; `gauges` are read now. */
  readonly text: (gauges: Readonly<Record<string, number>>) => string;
}

const counters = {
  requests_total: ['verb and outcome of answered requests', 'outcome'],
  connections_total: ['connections that were taken or turned away', 'outcome'],
  logins_total: ['logins', 'outcome'],
  frames_total: ['frames by what became of them', 'outcome'],
  bytes_total: ['bytes of bodies', 'direction'],
} as const;
export type CounterName = keyof typeof counters;

/** Counters at zero. */
export function createMetrics(): Metrics {
  const values = new Map<string, Map<string, number>>();
  return {
    count: (name, label = '', by = 1) => {
      const labels = values.get(name) ?? new Map<string, number>();
      values.set(name, labels);
      labels.set(label, (labels.get(label) ?? 0) + by);
    },
    value: (name, label = '') => values.get(name)?.get(label) ?? 0,
    text: (gauges) => {
      const lines = Object.entries(counters).flatMap(([name, [about, label]]) => [
        `# HELP holdfast_${name} ${about}`, `# TYPE holdfast_${name} counter`,
        ...[...(values.get(name) ?? [])].map(([value, count]) => `holdfast_${name}{${label}="${value}"} ${count}`),
      ]);
      return [...lines, ...Object.entries(gauges).flatMap(([name, value]) => [`# TYPE holdfast_${name} gauge`, `holdfast_${name} ${value}`]), ''].join('\n');
    },
  };
}
