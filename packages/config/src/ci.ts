import { fitsText, provenanceTexts, remarkTexts, type BoundedText, type Provenance } from '#contract/lists';

/** What the job of a build server tells in its environment: what it builds, and who started it. */
export interface CiJob {
  /** Name of the build server. */
  server: string;
  provenance: Provenance;
  onBehalfOf: string | null;
}

type Variables = Readonly<Record<string, string | undefined>>;
/** What variables say, as far as there are any. */
type CiValues = Partial<Record<'version' | 'commit' | 'branch' | 'build' | 'onBehalfOf', string | undefined>>;

/** A tag as a version: v2.1.0 is 2.1.0. */
const tagged = (tag: string | undefined): string | undefined => tag?.replace(/^v(?=\d)/, '');

/** GitHub, and Gitea and Forgejo after it, whose pages go by the number of a run. */
const actions = (env: Variables, run: string | undefined): CiValues => ({
  version: env.GITHUB_REF_TYPE === 'tag' ? tagged(env.GITHUB_REF_NAME) : undefined,
  commit: env.GITHUB_SHA,
  branch: env.GITHUB_REF_TYPE === 'tag' ? undefined : env.GITHUB_HEAD_REF || env.GITHUB_REF_NAME,
  build:
    env.GITHUB_SERVER_URL && env.GITHUB_REPOSITORY && run
      ? `${env.GITHUB_SERVER_URL}/${env.GITHUB_REPOSITORY}/actions/runs/${run}`
      : undefined,
  onBehalfOf: env.GITHUB_ACTOR,
});

/** Each build server: the variable by which its jobs are known, and what else they hold. The first one that is known counts. */
const servers: readonly { name: string; known: (env: Variables) => boolean; read: (env: Variables) => CiValues }[] = [
  {
    name: 'GitLab',
    known: (env) => env.GITLAB_CI === 'true',
    read: (env) => ({
      version: tagged(env.CI_COMMIT_TAG),
      commit: env.CI_COMMIT_SHA,
      branch: env.CI_COMMIT_TAG ? undefined : env.CI_MERGE_REQUEST_SOURCE_BRANCH_NAME || env.CI_COMMIT_REF_NAME,
      build: env.CI_JOB_URL || env.CI_PIPELINE_URL,
      onBehalfOf: env.GITLAB_USER_LOGIN,
    }),
  },
  {
    name: 'Gitea',
    known: (env) => env.GITEA_ACTIONS === 'true',
    read: (env) => actions(env, env.GITHUB_RUN_NUMBER),
  },
  {
    name: 'GitHub',
    known: (env) => env.GITHUB_ACTIONS === 'true',
    read: (env) => actions(env, env.GITHUB_RUN_ID),
  },
  {
    name: 'Jenkins',
    known: (env) => Boolean(env.JENKINS_URL) || (Boolean(env.BUILD_URL) && Boolean(env.JOB_NAME)),
    read: (env) => ({
      version: tagged(env.TAG_NAME),
      commit: env.GIT_COMMIT,
      branch: env.TAG_NAME
        ? undefined
        : env.CHANGE_BRANCH || env.BRANCH_NAME || env.GIT_BRANCH?.replace(/^origin\//, ''),
      build: env.BUILD_URL,
    }),
  },
];

/** What fits; a value that could not be given is not worth a failed job. */
const fitting = (value: string | undefined, format: BoundedText): string | undefined =>
  value && fitsText(format, value) ? value : undefined;

/** What the job of a build server tells that this process runs in; null where it is none. */
export function findCiJob(env: Variables): CiJob | null {
  const server = servers.find(({ known }) => known(env));
  if (!server) return null;
  const values = server.read(env);
  const fields = (['version', 'commit', 'branch', 'build'] as const).flatMap((field) => {
    const value = fitting(values[field], provenanceTexts[field]);
    return value === undefined ? [] : [[field, value] as const];
  });
  return {
    server: server.name,
    provenance: Object.fromEntries(fields),
    onBehalfOf: fitting(values.onBehalfOf, remarkTexts.onBehalfOf) ?? null,
  };
}
