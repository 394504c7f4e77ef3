import { expect, test } from 'vitest';
import { findCiJob } from './ci.js';

const commit = '9f3c2ab0c1d2e3f4a5b6c7d8e9f0a1b2c3d4e5f6';
const gitlab = {
  GITLAB_CI: 'true',
  CI_COMMIT_SHA: commit,
  CI_COMMIT_REF_NAME: 'main',
  CI_JOB_URL: 'https://gitlab.example/shop/-/jobs/4711',
  CI_PIPELINE_URL: 'https://gitlab.example/shop/-/pipelines/42',
  GITLAB_USER_LOGIN: 'zhang.min',
};
const github = {
  GITHUB_ACTIONS: 'true',
  GITHUB_SHA: commit,
  GITHUB_REF_NAME: 'main',
  GITHUB_REF_TYPE: 'branch',
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_REPOSITORY: 'example/shop',
  GITHUB_RUN_ID: '987654321',
  GITHUB_RUN_NUMBER: '42',
  GITHUB_ACTOR: 'octocat',
};
const jenkins = {
  JENKINS_URL: 'https://jenkins.example/',
  GIT_COMMIT: commit,
  GIT_BRANCH: 'origin/main',
  BUILD_URL: 'https://jenkins.example/job/shop/42/',
};
const tag = { GITHUB_REF_TYPE: 'tag', GITHUB_REF_NAME: 'v2.1.0' };

test.each([
  ['GitLab', gitlab, { branch: 'main', build: gitlab.CI_JOB_URL }, 'zhang.min'],
  ['GitLab', { ...gitlab, CI_JOB_URL: '' }, { branch: 'main', build: gitlab.CI_PIPELINE_URL }, 'zhang.min'],
  [
    'GitLab',
    { ...gitlab, CI_COMMIT_TAG: 'v2.1.0', CI_COMMIT_REF_NAME: 'v2.1.0' },
    { version: '2.1.0', build: gitlab.CI_JOB_URL },
    'zhang.min',
  ],
  ['GitHub', github, { branch: 'main', build: 'https://github.com/example/shop/actions/runs/987654321' }, 'octocat'],
  [
    'GitHub',
    { ...github, ...tag },
    { version: '2.1.0', build: 'https://github.com/example/shop/actions/runs/987654321' },
    'octocat',
  ],
  [
    'GitHub',
    { ...github, GITHUB_REF_NAME: '12/merge', GITHUB_HEAD_REF: 'fix/basket', GITHUB_RUN_ID: '' },
    { branch: 'fix/basket' },
    'octocat',
  ],
  [
    'Gitea',
    { ...github, GITEA_ACTIONS: 'true' },
    { branch: 'main', build: 'https://github.com/example/shop/actions/runs/42' },
    'octocat',
  ],
  ['Jenkins', jenkins, { branch: 'main', build: jenkins.BUILD_URL }, null],
  ['Jenkins', { ...jenkins, BRANCH_NAME: 'release/2' }, { branch: 'release/2', build: jenkins.BUILD_URL }, null],
  ['Jenkins', { ...jenkins, TAG_NAME: 'nightly-7' }, { version: 'nightly-7', build: jenkins.BUILD_URL }, null],
])('a job of %s tells what it builds', (server, env, told, onBehalfOf) => {
  expect(findCiJob(env)).toEqual({ server, provenance: { commit, ...told }, onBehalfOf });
});

test('where no build server is known nothing is told, whatever variables there are', () => {
  expect(findCiJob({ GIT_COMMIT: commit, CI_COMMIT_SHA: commit, CI: 'true' })).toBeNull();
});

test('what could not be given is left out', () => {
  const strange = { CI_COMMIT_SHA: 'HEAD', CI_JOB_URL: 'file:///etc/passwd', GITLAB_USER_LOGIN: 'a\u001bb' };
  expect(findCiJob({ ...gitlab, ...strange, CI_COMMIT_REF_NAME: 'x'.repeat(256) })).toEqual({
    server: 'GitLab',
    provenance: {},
    onBehalfOf: null,
  });
});
