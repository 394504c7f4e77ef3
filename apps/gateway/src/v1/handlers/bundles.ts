import { difference, fileName, type Manifest } from '#bundle';
import { pathTo, type BundleDiff, type BundleView } from '#api';
import { formats, hasFormat, CodedError } from '#contract';
import type { GatewayDeps } from '../../state/dependencies.js';
import type { AuthenticatedCallHandler, RawCall } from '../call/call.js';
import { encodeBundleCursor, type BundleCursor, decodeBundleCursor } from '../call/cursor.js';
import { packageView, sealedView } from '../presenters/bundle.js';

const nothing: Manifest = { entries: [] };
const jobForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type Headers = Pick<RawCall, 'headers'>;

function header({ headers }: Headers, name: string): string | null {
  const value = headers[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

/** The checksum a caller announces, or null. Throws PARAMETER_INVALID. */
function announced(call: Headers): string | null {
  const sum = header(call, 'x-content-sha256')?.toLowerCase() ?? null;
  if (sum === null || hasFormat(formats.sha256, sum)) return sum;
  throw new CodedError('PARAMETER_INVALID', { field: 'X-Content-Sha256', reason: 'must be 64 hexadecimal digits' });
}

/** The name the file shall have, or null. Throws PARAMETER_INVALID. */
function called(call: Headers): string | null {
  const given = header(call, 'x-file-name');
  if (given === null) return null;
  try {
    return fileName(decodeURIComponent(given)) ?? null;
  } catch {
    throw new CodedError('PARAMETER_INVALID', { field: 'X-File-Name', reason: 'must be percent-encoded UTF-8' });
  }
}

/** POST /v1/bundles: streams the body into the store. */
export const createBundle: AuthenticatedCallHandler<'createBundle'> = async (
  call,
  { config, packages, records, log },
) => {
  const { maxBytes } = config.package;
  const [sha256, name] = [announced(call), called(call)];
  if (/^multipart\//i.test(header(call, 'content-type') ?? '')) {
    throw new CodedError('BODY_MALFORMED', { reason: 'the body is the file itself, not a form: curl -T FILE -X POST' });
  }
  if (Number(header(call, 'content-length') ?? 0) > maxBytes)
    throw new CodedError('BODY_TOO_LARGE', { limit: maxBytes });
  const { found, fresh } = await packages.receive(call.file, { name, maxBytes, sha256 });
  const details = { bundle: found.id, name: found.name ?? '', bytes: String(found.bytes) };
  await records.audit({ user: call.user.name, action: 'bundle', job: null, details });
  log.info({ bundle: found.id, bytes: found.bytes, caller: call.user.name, fresh }, 'package taken');
  const body = packageView(found);
  return fresh
    ? { status: 201, headers: { Location: pathTo('getBundle', { id: found.id }) }, body }
    : { status: 200, body };
};

/** The id of the bundle a job shipped; any other id is one already. */
async function shippedBy(id: string, { records }: GatewayDeps): Promise<string> {
  const shipped = jobForm.test(id) ? (await records.request(id))?.facts.bundle : id;
  return typeof shipped === 'string' ? shipped : id;
}

/** Opens the sealed bundle of an id or a job. Throws BUNDLE_UNKNOWN, BUNDLE_NOT_SEALED. */
async function requireSealed(given: string, deps: GatewayDeps) {
  const id = await shippedBy(given, deps);
  const sealed = await deps.store.open(id, { lists: true });
  if (sealed) return { id, ...sealed };
  throw new CodedError((await deps.packages.find(id)) ? 'BUNDLE_NOT_SEALED' : 'BUNDLE_UNKNOWN', { bundle: given });
}

async function view(id: string, { store, packages }: GatewayDeps): Promise<BundleView | null> {
  const found = await packages.find(id);
  if (found) return packageView(found);
  const about = await store.about(id);
  return about && sealedView(about);
}

/** GET /v1/bundles/:id: a package, or a sealed bundle by its id or job. Throws BUNDLE_UNKNOWN. */
export const getBundle: AuthenticatedCallHandler<'getBundle'> = async ({ path }, deps) => {
  const body = await view(await shippedBy(path.id, deps), deps);
  if (!body) throw new CodedError('BUNDLE_UNKNOWN', { bundle: path.id });
  return { status: 200, body };
};

const newestFirst = (a: BundleCursor, b: BundleCursor): number =>
  b.at - a.at || (a.id === b.id ? 0 : a.id < b.id ? 1 : -1);

/** GET /v1/bundles: a page of packages and sealed bundles, newest first. */
export const listBundles: AuthenticatedCallHandler<'listBundles'> = async ({ query }, deps) => {
  const { kind, limit = 50, cursor } = query;
  const after = cursor === undefined ? null : decodeBundleCursor(cursor);
  const [packages, sealed] = await Promise.all([
    kind === 'sealed' ? [] : deps.packages.list(),
    kind === 'package' ? [] : deps.store.sealed(),
  ]);
  const cursors = [
    ...packages.map(({ id, createdAt }): BundleCursor => ({ id, at: Math.trunc(createdAt.getTime()) })),
    ...sealed.map(({ id, sealedAt }): BundleCursor => ({ id, at: Math.trunc(sealedAt.getTime()) })),
  ].sort(newestFirst);
  const left = after === null ? cursors : cursors.filter((mark) => newestFirst(after, mark) < 0);
  const shown = left.slice(0, limit);
  const items: BundleView[] = [];
  for (const { id } of shown) {
    // One that was removed meanwhile is passed over.
    const found = await view(id, deps);
    if (found) items.push(found);
  }
  return { status: 200, body: { items, next: left.length > limit ? encodeBundleCursor(shown.at(-1)!) : null } };
};

function compared(
  kind: 'program' | 'config',
  from: Record<string, Manifest>,
  to: Record<string, Manifest>,
): BundleDiff['trees'] {
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])].sort();
  return names.map((name) => ({ kind, name, ...difference(from[name] ?? nothing, to[name] ?? nothing) }));
}

/** GET /v1/bundles/:id/diff/:other: the differences of two sealed bundles. Throws BUNDLE_UNKNOWN, BUNDLE_NOT_SEALED. */
export const diffBundles: AuthenticatedCallHandler<'diffBundles'> = async ({ path }, deps) => {
  const from = await requireSealed(path.id, deps);
  const to = await requireSealed(path.other, deps);
  const body: BundleDiff = {
    from: from.id,
    to: to.id,
    trees: [...compared('program', from.groups, to.groups), ...compared('config', from.configs, to.configs)],
  };
  return { status: 200, body };
};
