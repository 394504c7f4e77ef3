import { changedKinds, notShown } from '#contract';
import { flag, list, named, object, orNull, text, timestamp, whole, word, type Of } from '#contract/schema';
import { statementsSchema } from '../statement.js';
import { differences } from '../difference.js';
import { provenanceLinksSchema, provenanceViewSchema } from '../provenance.js';

/** One of the two releases that are compared. */
const comparedRelease = object({
  id: text('job id'),
  action: text(),
  caller: text(),
  groups: list(text()),
  acceptedAt: timestamp(),
  outcome: orNull(text('null while it is not finished')),
  provenance: provenanceViewSchema,
  links: provenanceLinksSchema,
  note: orNull(text()),
  bundle: orNull(text('id of the sealed bundle it shipped; null where the store does not have it any more')),
});

const changedFile = object({
  path: text('below the top of the tree'),
  change: word(changedKinds),
  before: orNull(whole('bytes in the first; null where it is not')),
  after: orNull(whole('bytes in the second')),
});

/** A release between two others, for what changed. */
const releaseBetween = object({
  id: text('job id'),
  caller: text(),
  settledAt: orNull(timestamp()),
  outcome: orNull(text()),
  note: orNull(text()),
  provenance: provenanceViewSchema,
  link: orNull(text('address of its commit, by versions.links.commit')),
});

/** How one release differs from another. */
export const comparisonSchema = named(
  'Comparison',
  object(
    {
      from: comparedRelease,
      to: comparedRelease,
      groups: list(text(), 'that both have'),
      trees: list(
        object({
          kind: word(['program', 'config']),
          name: text('group or app_key'),
          in: word(['both', 'from', 'to'], 'a tree that one of them alone has is not compared'),
          ...differences,
          before: whole('bytes of all files in the first'),
          after: whole('bytes of all files in the second'),
          files: list(changedFile, 'the first by path, as many as `limit` says'),
        }),
        'empty where one of the bundles is not kept any more',
      ),
      same: orNull(flag('every file is the same in both; null where that is not known')),
      missing: list(text(), 'what cannot be told any more, and why, a sentence each'),
      commits: object({
        from: orNull(text('commit of the first; null where it is not known')),
        to: orNull(text()),
        link: orNull(text('address that shows what lies between them, by versions.links.compare')),
        releases: list(
          releaseBetween,
          'of the same groups, newest first, from behind the earlier one up to the later one',
        ),
        more: flag('there were more than are listed'),
      }),
    },
    { statements: statementsSchema('missing') },
  ),
);
export type Comparison = Of<typeof comparisonSchema>;

/** The two releases whose configurations are compared. */
export const newTextsSchema = named(
  'NewComparison',
  object({
    from: text('a release by its id, as group@version or as group@live', { minLength: 1, maxLength: 400 }),
    to: text('another one', { minLength: 1, maxLength: 400 }),
  }),
);

/** The differences of the configurations of two releases. */
export const textsSchema = named(
  'ComparedTexts',
  object({
    id: text('job id, by which it is asked for again'),
    from: text('job id of the first'),
    to: text('job id of the second'),
    apps: list(
      object({
        app: text('app_key'),
        files: list(
          object({
            path: text('below config_dir'),
            change: word(changedKinds),
            patch: orNull(text('unified diff; what looks secret reads ***')),
            why: orNull(word(notShown, 'why there is no patch')),
          }),
        ),
        more: whole('files that are not listed'),
      }),
      'those that both releases configure and that differ',
    ),
  }),
);
export type TextsView = Of<typeof textsSchema>;
