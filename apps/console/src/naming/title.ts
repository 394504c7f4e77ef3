import type { ReleaseHead } from '#api';
import type { Request } from '#contract';
import { t, label } from '../language/index.js';
import { shortId } from './shortId.js';

/** The name of an action. */
export const actionTitle = (action: string): string => label('action', action);

const few = 3;

type Titled = Pick<ReleaseHead, 'request' | 'versions'> & { apps: readonly unknown[] };

/** The targets as they were requested, or their number where they are many, and the versions they get where these are few. */
export function appsTitle({ request, apps, versions }: Titled): string {
  const asked = targetNames(request);
  const names = asked.length > 0 && asked.length <= few ? asked.join(', ') : t('count.targets', { n: apps.length });
  return versions.length > 0 && versions.length <= few ? `${names} ${versions.join(', ')}` : names;
}

/** The names a request is for, as they were given. */
export function targetNames(request: Request): readonly string[] {
  if (!('targets' in request)) return [];
  return 'all' in request.targets ? ['all'] : request.targets.names;
}

/** The source of the new version as it was requested; null for requests without one. */
export function sourceTitle({ request }: Pick<ReleaseHead, 'request'>): string | null {
  if (request.kind === 'rollback')
    return request.to.kind === 'release' ? t('source.to', { to: shortId(request.to.id) }) : t('source.before');
  if (request.kind !== 'release' && request.kind !== 'plan') return null;
  const { source } = request;
  switch (source.kind) {
    case 'environment':
      return t('source.environment', { name: source.name });
    case 'url':
      return source.url.replace(/^https?:\/\//, '');
    case 'git': {
      const at = source.ref ?? source.commit;
      return `${source.repository.replace(/^(https|ssh):\/\/([^/@]*@)?/, '')}${at === undefined ? '' : `@${at}`}`;
    }
    case 'upload':
      return t('source.bundle', { id: source.bundle.slice(0, 8) });
    default:
      return label('source', source.kind);
  }
}
