import type { AppView } from '#api';

/** Whether the service of a target is said to load what is live without a stop; of others only their hosts know. */
export const canReload = ({ restart }: Pick<AppView, 'restart'>): boolean => restart === 'reload';
