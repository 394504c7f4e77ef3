import { page, text, whole, word } from '#contract/schema';
import { endpoint } from './endpoint.js';
import { bundleDiffSchema, bundleSchema } from '../schemas/bundle.js';

/** What is shipped. */
export const bundleEndpoints = {
  createBundle: endpoint({
    tag: 'Bundles',
    summary: 'Upload a package; the body is the file',
    notes:
      'A release takes it by `source: { type: "bundle", id, full }`. The same bytes again are the same bundle, under the name they came with first. A package that no release uses for `release.keep_packages` goes.',
    auth: 'token',
    headers: {
      'X-Content-Sha256': 'sha256 of the body in hex; the upload is refused when other bytes arrive',
      'X-File-Name':
        'name to show, percent-encoded where it is not ASCII; a package that is one file (a .jar) is placed under it',
    },
    upload: 'the file as it is: tar.gz, tgz, tar, zip, or a single file, of package.max_bytes at most',
    answers: {
      200: { description: 'these bytes are there already', schema: bundleSchema },
      201: { description: 'it is stored', schema: bundleSchema, headers: { Location: 'where it is' } },
    },
    problems: ['PARAMETER_INVALID', 'BUNDLE_MISMATCH'],
  }),
  listBundles: endpoint({
    tag: 'Bundles',
    summary: 'Packages and sealed bundles in the store, newest first',
    auth: 'token',
    query: {
      kind: word(['package', 'sealed']),
      limit: whole('rows of a page, 50 unless said otherwise', 1, 200),
      cursor: text('`next` of the page before', { maxLength: 200 }),
    },
    answers: { 200: { description: 'one page', schema: page(bundleSchema) } },
    problems: [],
  }),
  getBundle: endpoint({
    tag: 'Bundles',
    summary: 'One bundle; a job id is that of the bundle it shipped',
    auth: 'token',
    answers: { 200: { description: 'the bundle', schema: bundleSchema } },
    problems: ['BUNDLE_UNKNOWN'],
  }),
  diffBundles: endpoint({
    tag: 'Bundles',
    summary: 'How the second of two sealed bundles differs from the first',
    auth: 'token',
    answers: { 200: { description: 'tree by tree', schema: bundleDiffSchema } },
    problems: ['BUNDLE_UNKNOWN', 'BUNDLE_NOT_SEALED'],
  }),
};
