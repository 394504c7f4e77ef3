import type { Span } from './span.js';

/** Reports finished work as OpenTelemetry spans. */
export interface Tracing {
  /** Never throws and never waits: what cannot be sent is dropped. */
  tell(span: Span): void;
  /** Sends what is left, for some seconds at the most. */
  close(): Promise<void>;
}

/** The settings of tracing, from config.yml. */
export interface TracingSettings {
  /** Address spans are posted to (OTLP over HTTP, JSON); if it is empty, none are sent. */
  endpoint: string;
  /** Name of this program there. */
  service: string;
  /** Share of the requests that are traced, 0 to 1; of these every program sends all spans. */
  ratio: number;
  /** Gets the message of each error of the exporter. */
  onError: (message: string) => void;
}

const silent: Tracing = { tell: () => undefined, close: () => Promise.resolve() };

/** Creates the tracing of a program. The libraries are loaded only if there is an endpoint. */
export async function createTracing(settings: TracingSettings): Promise<Tracing> {
  if (settings.endpoint === '') return silent;
  const { otlpTracing } = await import('./otlp.js');
  return otlpTracing(settings);
}
