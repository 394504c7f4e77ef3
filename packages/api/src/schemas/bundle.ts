import { list, timestamp, number, object, orNull, text, whole, word, type Of, named } from '#contract/schema';
import { differences } from './difference.js';

/** Bytes in the store: a package somebody uploaded, or what a release sealed. */
export const bundleSchema = named(
  'Bundle',
  object({
    id: text('of a package its sha256; of a sealed bundle the job id it was made for, a dot and a number'),
    kind: word(['package', 'sealed']),
    digest: text('sha256: of a package its own, of a sealed bundle that of all sums in it'),
    name: orNull(text('file name a package was uploaded with')),
    bytes: number(''),
    files: orNull(whole('null for a package, which was not opened yet')),
    createdAt: timestamp(),
    release: orNull(text('job id of the release that sealed it')),
    groups: list(text(), 'whose program it holds'),
    apps: list(text(), 'whose configuration it holds'),
  }),
);
export type BundleView = Of<typeof bundleSchema>;

/** How one sealed bundle differs from another. */
export const bundleDiffSchema = named(
  'BundleDiff',
  object({
    from: text('id'),
    to: text('id'),
    trees: list(
      object({
        kind: word(['program', 'config']),
        name: text('group or app_key'),
        ...differences,
        bytes: whole('of the files that changed or were added'),
        paths: object({
          changed: list(text(), 'the first 200'),
          deleted: list(text(), 'the first 200'),
          added: list(text(), 'the first 200'),
        }),
      }),
    ),
  }),
);
export type BundleDiff = Of<typeof bundleDiffSchema>;
