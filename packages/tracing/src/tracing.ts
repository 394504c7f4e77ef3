import type { Span } from './span.js';

/** Tells whoever watches what was done, as OpenTelemetry has it. */
export interface Tracing {
  /** Never throws and never waits: what cannot be sent is dropped. */
  tell(span: Span): void;
  /** Sends what is left, for some seconds at the most. */
  close(): Promise<void>;
}

export interface TracingSettings {
  /** Where spans are posted to (OTLP over HTTP, JSON); empty tells nobody. */
  endpoint: string;
  /** Name of this program there. */
  service: string;
  /** Share of the requests that are told of, 0 to 1; of these every program tells all. */
  ratio: number;
  /** Hears what goes wrong with it. */
  onError: (message: string) => void;
}

const silent: Tracing = { tell: () => undefined, close: () => Promise.resolve() };

/** See Tracing. The libraries are loaded only where somebody is told. */
export async function createTracing(settings: TracingSettings): Promise<Tracing> {
  if (settings.endpoint === '') return silent;
  const { otlpTracing } = await import('./otlp.js');
  return otlpTracing(settings);
}
