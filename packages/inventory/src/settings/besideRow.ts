import type { AppSettings } from '#fleet';

/** The settings of an app that its row has no columns for: they lie beside the hosts and groups. Null where there are none. */
export const besideRow = ({ onDrift }: AppSettings): Pick<AppSettings, 'onDrift'> | null =>
  onDrift ? { onDrift } : null;
