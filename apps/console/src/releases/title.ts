import type { ReleaseHead } from '#contract';
import { t, label } from '../language/index.js';
import { shortId } from './shortId.js';

/** The name of an action. */
export const actionTitle = (action: string): string => label('action', action);

/** The targets as they were requested, or their number where they are many. */
export function appsTitle({
  parameters,
  apps,
}: Pick<ReleaseHead, 'parameters'> & { apps: readonly unknown[] }): string {
  const asked = parameters.k?.trim().split(/[\s,]+/) ?? [];
  return asked.length > 0 && asked.length <= 3 ? asked.join(', ') : t('count.apps', { n: apps.length });
}

/** The source of the new version as it was requested; null for actions without one. */
export function sourceTitle({ action, parameters }: Pick<ReleaseHead, 'action' | 'parameters'>): string | null {
  const { senv, url, bundle, to } = parameters;
  if (action === 'rollback') return to ? t('source.to', { to: shortId(to) }) : t('source.before');
  if (action !== 'release' && action !== 'plan') return null;
  if (senv) return t('source.environment', { name: senv });
  if (url) return url.replace(/^https?:\/\//, '');
  if (bundle) return t('source.bundle', { id: bundle.slice(0, 8) });
  return t('source.updateDirectory');
}
