import type { App, Packaging } from '#release';
import type { PackageRules } from '../hosts/readDescribed.js';

/** What is said of the packages of an app beside its row, or of its group; nothing where nothing is. */
export function packagingOf(rules: PackageRules): Pick<App, 'packaging'> {
  const { strip, include, exclude, names } = rules;
  const packaging: Packaging = {
    ...(strip ? { strip: 1 } : {}),
    ...(include ? { include } : {}),
    ...(exclude ? { exclude } : {}),
    ...(names ? { names } : {}),
  };
  return Object.keys(packaging).length === 0 ? {} : { packaging };
}
