import type { ReleaseHead } from '#contract';
import { t, word } from '../language/index.js';
import { shortId } from './shortId.js';

/** What was asked, in a few words: the action and what it was for. */
export const actionTitle = (action: string): string => word('action', action);

/** The apps as one posts them, or their number where they are many. */
export function appsTitle({
  parameters,
  apps,
}: Pick<ReleaseHead, 'parameters'> & { apps: readonly unknown[] }): string {
  const asked = parameters.k?.trim().split(/[\s,]+/) ?? [];
  return asked.length > 0 && asked.length <= 3 ? asked.join(', ') : t('count.apps', { n: apps.length });
}

/** Where the new version comes from, as it was asked for. */
export function sourceTitle({ action, parameters }: Pick<ReleaseHead, 'action' | 'parameters'>): string | null {
  const { senv, url, bundle, to } = parameters;
  if (action === 'rollback') return to ? t('source.to', { to: shortId(to) }) : t('source.before');
  if (action !== 'release' && action !== 'plan') return null;
  if (senv) return t('source.environment', { name: senv });
  if (url) return url.replace(/^https?:\/\//, '');
  if (bundle) return t('source.bundle', { id: bundle.slice(0, 8) });
  return t('source.updateDirectory');
}
