import type { AppSettings } from '#fleet';
import type { App, Packaging } from '#release';

/** What is said of the packages of an app beside its row; nothing where nothing is. */
export function packagingOf(rules: NonNullable<AppSettings['package']>): Pick<App, 'packaging'> {
  const { strip, include, exclude, setuid, names } = rules;
  const packaging: Packaging = {
    ...(strip ? { strip: 1 } : {}),
    ...(include ? { include } : {}),
    ...(exclude ? { exclude } : {}),
    ...(setuid ? { setuid } : {}),
    ...(names ? { names } : {}),
  };
  return Object.keys(packaging).length === 0 ? {} : { packaging };
}
