import type { HostKeysView } from '#api';
import { CodedError } from '#contract';
import { hostPlace, otherAt, type HostPlace } from '../../../hosts/hostPlace.js';
import { fingerprintOf, keysView } from '../../../hosts/keysView.js';
import { lookAt } from '../../../hosts/lookAt.js';
import type { GatewayDeps } from '../../../state/dependencies.js';
import type { AuthenticatedCallHandler } from '../../call/call.js';

async function viewOf(deps: GatewayDeps, place: HostPlace): Promise<HostKeysView> {
  const [recorded, look] = await Promise.all([
    deps.views.hostKeys([place.address]),
    deps.hostLooks.newest(place.machine, 'keys'),
  ]);
  const { hostKeys } = deps.config.environments[deps.config.environment]!.ssh;
  const own = recorded.filter(({ port }) => port === place.port);
  return keysView(place, { recorded: own, look, byFile: hostKeys === 'known_hosts' });
}

/** GET /v1/hosts/:name/keys: what is known of its keys, and what it showed last. Throws HOST_UNKNOWN. */
export const getHostKeys: AuthenticatedCallHandler<'getHostKeys'> = async ({ path }, deps) => ({
  status: 200,
  body: await viewOf(deps, await hostPlace(deps, path.name)),
});

/** POST /v1/hosts/:name/keys/scan: what it shows now. Throws HOST_UNKNOWN, HOST_LOOK_LATE. */
export const scanHostKeys: AuthenticatedCallHandler<'scanHostKeys'> = async ({ path, body, user, gone }, deps) => {
  const place = await hostPlace(deps, path.name, body.settings);
  await lookAt(deps, 'keys', place, { by: user.name, gone });
  return { status: 200, body: await viewOf(deps, place) };
};

/**
 * POST /v1/hosts/:name/keys: approves the key with a fingerprint, if the host shows it now. Throws HOST_UNKNOWN, HOST_LOOK_LATE, what keeps
 * the host from being asked, HOST_KEY_NOT_SHOWN, HOST_KEY_OTHER, HOST_KEY_REVOKED, HOST_KEY_SHARED.
 */
export const approveHostKey: AuthenticatedCallHandler<'approveHostKey'> = async ({ path, body, user, gone }, deps) => {
  const { fingerprint, replace = false, settings } = body;
  const place = await hostPlace(deps, path.name, settings);
  const { name, address, port } = place;
  const { found } = await lookAt(deps, 'keys', place, { by: user.name, gone });
  if (found.trouble) throw new CodedError(found.trouble.code, found.trouble.details);
  const { shown, inFile, revoked } = found;
  const details = { host: name, name, fingerprint };
  const listed = (keys: readonly { type: string; fingerprint: string }[]): string[] =>
    keys.map((key) => `${key.type} ${key.fingerprint}`);
  const approved = shown.find((key) => key.fingerprint === fingerprint);
  if (!approved) throw new CodedError('HOST_KEY_NOT_SHOWN', { ...details, shown: listed(shown) });
  if (revoked.includes(fingerprint)) throw new CodedError('HOST_KEY_REVOKED', details);
  const isShown = (print: string): boolean => shown.some((key) => key.fingerprint === print);
  const staleInFile = inFile.filter((key) => !isShown(key.fingerprint));
  if (staleInFile.length > 0 && !replace)
    throw new CodedError('HOST_KEY_OTHER', { ...details, known: listed(staleInFile) });
  const other = replace ? await otherAt(deps, place) : null;
  const stale = await deps.records.approveHostKey({
    ...{ address, port, approved, shown, replace: replace && other === null },
    audit: {
      user: user.name,
      action: 'approve host key',
      job: null,
      details: {
        host: name,
        machine: place.machine,
        fingerprint,
        type: approved.type,
        ...(replace && { replace: 'yes' }),
      },
    },
  });
  if (stale.length > 0 && other !== null) throw new CodedError('HOST_KEY_SHARED', { ...details, other, address, port });
  const replaced = stale.map(({ type, key }) => ({ type, fingerprint: fingerprintOf(key) }));
  if (stale.length > 0 && !replace) throw new CodedError('HOST_KEY_OTHER', { ...details, known: listed(replaced) });
  deps.log.info({ user: user.name, host: name, fingerprint, replaced: replaced.length }, 'host key approved');
  return { status: 200, body: { keys: await viewOf(deps, place), replaced } };
};
