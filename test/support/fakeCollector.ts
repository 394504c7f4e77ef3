import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A span as it was posted, with its attributes by name. */
export interface PostedSpan {
  service: string;
  traceId: string;
  spanId: string;
  parentSpanId: string | null;
  name: string;
  kind: number;
  /** Milliseconds since 1970. */
  begun: number;
  ended: number;
  /** 2 is an error. */
  status: number;
  attributes: Record<string, string | number>;
}

export interface FakeCollector {
  endpoint: string;
  spans: PostedSpan[];
  close(): Promise<void>;
}

interface Value {
  stringValue?: string;
  intValue?: string | number;
  doubleValue?: number;
}
interface Attribute {
  key: string;
  value: Value;
}
interface Posted {
  resourceSpans: {
    resource: { attributes: Attribute[] };
    scopeSpans: {
      spans: {
        traceId: string;
        spanId: string;
        parentSpanId?: string;
        name: string;
        kind: number;
        startTimeUnixNano: string;
        endTimeUnixNano: string;
        status?: { code?: number };
        attributes: Attribute[];
      }[];
    }[];
  }[];
}

const named = (attributes: Attribute[]): Record<string, string | number> =>
  Object.fromEntries(
    attributes.map(({ key, value: { stringValue, intValue, doubleValue } }) => [
      key,
      stringValue ?? doubleValue ?? Number(intValue),
    ]),
  );
const milliseconds = (nano: string): number => Number(BigInt(nano) / 1_000_000n);

function spansOf({ resourceSpans }: Posted): PostedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.map((span) => ({
        service: String(named(resource.attributes)['service.name']),
        traceId: span.traceId,
        spanId: span.spanId,
        parentSpanId: span.parentSpanId ?? null,
        name: span.name,
        kind: span.kind,
        begun: milliseconds(span.startTimeUnixNano),
        ended: milliseconds(span.endTimeUnixNano),
        status: span.status?.code ?? 0,
        attributes: named(span.attributes),
      })),
    ),
  );
}

/** A stand-in for an OpenTelemetry collector: takes traces by OTLP over HTTP in JSON, as the real one does, and keeps them. */
export async function startFakeCollector(): Promise<FakeCollector> {
  const spans: PostedSpan[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const known = request.method === 'POST' && request.url === '/v1/traces';
      if (!known || request.headers['content-type'] !== 'application/json') {
        response.writeHead(known ? 415 : 404).end();
        return;
      }
      spans.push(...spansOf(JSON.parse(Buffer.concat(chunks).toString()) as Posted));
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"partialSuccess":{}}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}/v1/traces`,
    spans,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
