import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import type { AppView, EventView, MatrixView, PartView, ReleaseView, UnusableRowView } from '#api';
import { at, release, partOf, releaseOf, failedAtStage, script, happen, appOf } from './fakeRelease.js';
import { groupsOf } from './fakeGroups.js';
import { root } from './root.js';

/** The console's own policy, so that what it would be refused in earnest is refused here. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'";
const types: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

/** A gateway that is none: it serves the built console and plays one release on many hosts, as fast as it is told. */
export interface FakeGateway {
  url: string;
  id: string;
  /** Ends the release before any host took a step, as when its bundle cannot be assembled. */
  failStage(): void;
  /** Tells of so many further steps at once, over all hosts in turn; false when there is nothing left to tell. */
  tell(count: number): boolean;
  /** Tells all who follow everything that something else happened. */
  say(event: Pick<EventView, 'kind' | 'release' | 'data'>): void;
  /** Addresses that were asked for so far, without those of the page itself. */
  asked: string[];
  close(): Promise<void>;
}

/** Starts it on a free loopback port, with so many hosts in so many groups; `live` is what each of them runs. */
export async function startFakeEvents(
  hosts: number,
  {
    groups = 1,
    live = () => null,
    given = () => ({}),
    mixed = null,
    matrix = null,
    unusable,
  }: {
    groups?: number;
    live?: (index: number) => AppView['live'];
    /** What else is told of each of them. */
    given?: (index: number) => Partial<AppView>;
    mixed?: ReleaseView['mixed'];
    /** What runs in several environments; null where there is one. */
    matrix?: MatrixView | null;
    /** Rows that are no apps, in groups that may have no others; without them it is a gateway that tells none. */
    unusable?: UnusableRowView[];
  } = {},
): Promise<FakeGateway> {
  const parts = Array.from({ length: hosts }, (_, index) => partOf(index, groups));
  const events = script(parts);
  const streams = new Set<ServerResponse>();
  let told = 0;
  let failed = false;
  const line = (event: EventView): string =>
    `id: ${event.id}\nevent: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`;
  const asked: string[] = [];
  const listeners = new Set<ServerResponse>();
  let said = 1_000_000;
  const body: Record<string, (query: URLSearchParams) => unknown> = {
    '/v1/me': () => ({ user: { name: 'fake', role: 'admin' }, expiresAt: at(1e6) }),
    '/v1/apps': (query) => {
      const keys = query.get('keys')?.split(',');
      const found = parts
        .map((part, index) => ({ ...appOf(part, live(index)), ...given(index) }))
        .filter(({ key }) => (keys?.includes(key) ?? true) && key.includes(query.get('q') ?? ''));
      const from = Number(query.get('cursor') ?? 0);
      const to = from + Number(query.get('limit') ?? 1000);
      const group = query.get('group');
      const rows = unusable?.filter((row) => row.group === (group ?? row.group));
      return {
        ...{ items: found.slice(from, to), next: to < found.length ? String(to) : null },
        ...(rows && { unusable: rows, unusableTotal: rows.length }),
      };
    },
    '/v1/groups': (query) => ({
      items: groupsOf(parts, live, mixed)
        .filter(({ name }) => name.includes(query.get('q') ?? ''))
        .map((one) =>
          unusable ? { ...one, unusable: unusable.filter(({ group }) => group === one.name).length } : one,
        ),
      next: null,
      ...(unusable && lostGroups(parts, unusable)),
    }),
    '/v1/hosts': () => ({
      ...{ items: [], next: null },
      ...(unusable && { unusable, unusableTotal: unusable.length }),
    }),
    '/v1/hold': () => ({ hold: null }),
    '/v1/environments': () => ({
      items: (matrix?.environments ?? [{ name: 'prod', own: true }]).map(({ name, own }) => ({
        ...{ name, own, description: '', production: own, source: !own, url: null },
      })),
    }),
    '/v1/matrix': () => matrix,
    '/v1/doctor': () => ({ state: 'ok', findings: [] }),
    ...Object.fromEntries(['problems', 'releases'].map((name) => [`/v1/${name}`, () => ({ items: [], next: null })])),
    ...Object.fromEntries(
      parts.map((part, index) => [
        `/v1/apps/${part.app}`,
        () => ({ ...appOf(part, live(index)), ...given(index), history: [] }),
      ]),
    ),
    // What runs came of releases that ended well.
    ...Object.fromEntries(
      parts.flatMap((_, index) => {
        const id = live(index)?.release;
        return id ? [[`/v1/releases/${id}`, () => ({ ...releaseOf([]), id, state: 'settled', outcome: 'done' })]] : [];
      }),
    ),
    [`/v1/releases/${release}`]: () => (failed ? failedAtStage(parts) : { ...releaseOf(parts), mixed }),
  };
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const { pathname: path, searchParams } = new URL(request.url ?? '/', 'http://fake');
    if (path.startsWith('/v1/')) asked.push(request.url ?? '');
    if (path.endsWith('/events')) {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(': here\n\n');
      if (path !== '/v1/events') response.write(events.slice(0, told).map(line).join(''));
      const heard = path === '/v1/events' ? listeners : streams;
      for (const set of new Set([streams, heard])) {
        set.add(response);
        response.once('close', () => set.delete(response));
      }
    } else if (body[path]) {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body[path](searchParams)));
    } else if (path === '/' || path.startsWith('/assets/')) {
      const name = path === '/' ? 'index.html' : path.slice(1);
      const type = types[extname(name)] ?? 'text/html; charset=utf-8';
      response.writeHead(200, { 'content-type': type, 'content-security-policy': policy });
      response.end(readFileSync(join(root, 'dist/apps/console', name)));
    } else {
      response.writeHead(404, { 'content-type': 'application/problem+json' });
      response.end(JSON.stringify({ title: 'Not Found', status: 404, code: 'ROUTE_UNKNOWN', detail: path }));
    }
  };
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    id: release,
    asked,
    failStage: () => (failed = true),
    say: (event) => {
      const text = line({ ...event, id: (said += 1), at: at(0), app: null });
      for (const stream of listeners) stream.write(text);
    },
    tell: (count) => {
      for (const event of events.slice(told, told + count)) happen(parts, event);
      const text = events
        .slice(told, told + count)
        .map(line)
        .join('');
      told = Math.min(events.length, told + count);
      for (const stream of streams) stream.write(text);
      return told < events.length;
    },
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** The groups that have rows only that are no apps. */
function lostGroups(parts: readonly PartView[], rows: readonly UnusableRowView[]) {
  const names = [...new Set(rows.map(({ group }) => group))];
  const unusable = names.filter((name) => parts.every(({ group }) => group !== name));
  return { unusable, unusableTotal: unusable.length };
}
