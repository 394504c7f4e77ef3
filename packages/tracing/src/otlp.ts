import { setTimeout } from 'node:timers/promises';
import {
  diag,
  DiagLogLevel,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Context,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TraceIdRatioBasedSampler, TracerProvider } from '@opentelemetry/sdk-trace';
import { spanIdOf, traceIdOf } from './ids.js';
import type { Span } from './span.js';
import type { Tracing, TracingSettings } from './tracing.js';

const everyMs = 1000;
/** A collector that does not answer holds nobody up at the end. */
const farewellMs = 3000;
const kinds = { answer: SpanKind.SERVER, host: SpanKind.CLIENT, own: SpanKind.INTERNAL } as const;

function contextOf({ requestId, within }: Span): Context {
  if (within === null) return ROOT_CONTEXT;
  const spanId = spanIdOf(requestId, within);
  const parent = { traceId: traceIdOf(requestId), spanId, traceFlags: TraceFlags.SAMPLED, isRemote: true };
  return trace.setSpanContext(ROOT_CONTEXT, parent);
}

/** Sends spans to a collector by OTLP over HTTP. */
export function otlpTracing({ endpoint, service, ratio, onError }: TracingSettings): Tracing {
  const say = (message: string): void => onError(message.slice(0, 500));
  const quiet = (): void => undefined;
  diag.setLogger({ error: say, warn: say, info: quiet, debug: quiet, verbose: quiet }, DiagLogLevel.WARN);
  // Spans are named by what they are about; the library asks for the names while it makes one.
  const next = { trace: '', span: '' };
  const exporter = new OTLPTraceExporter({ url: endpoint, timeoutMillis: farewellMs });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': service }),
    sampler: new TraceIdRatioBasedSampler(ratio),
    idGenerator: { generateTraceId: () => next.trace, generateSpanId: () => next.span },
    spanProcessors: [new BatchSpanProcessor({ exporter, scheduledDelayMillis: everyMs })],
  });
  const tracer = provider.getTracer('rexflow');
  return {
    tell: (record) => {
      const { requestId, part, name, kind, begunAt, endedAt, trouble, attributes } = record;
      Object.assign(next, { trace: traceIdOf(requestId), span: spanIdOf(requestId, part) });
      const span = tracer.startSpan(
        name,
        { kind: kinds[kind], startTime: begunAt, attributes: { ...attributes, 'rexflow.request': requestId } },
        contextOf(record),
      );
      if (trouble !== null) {
        span.setAttribute('rexflow.trouble', trouble);
        span.setStatus({ code: SpanStatusCode.ERROR, message: trouble });
      }
      span.end(endedAt);
    },
    close: async () => {
      const enough = new AbortController();
      const late = setTimeout(farewellMs, undefined, { signal: enough.signal }).catch(() => undefined);
      await Promise.race([provider.shutdown().catch(say), late]);
      enough.abort();
    },
  };
}
