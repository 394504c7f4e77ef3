import { map, object, tag, text, variant, word, type Of, type Schema } from '../schema/schema.js';
import { formats } from './formats.js';
import { applyModes } from './lists.js';

export const apply = { apply: word(applyModes, 'merge lays the package over what runs, replace takes its place') };

/** Secrets by their names, which a source is asked with; only the settings of a group name them. */
const secret = object({ secret: text('its name in config.yml') });
const secrets = {
  authorization: { ...secret, description: 'what is sent as Authorization' },
  headers: map(secret, 'other headers'),
};

/** Where the bytes of a release may come from, by kind. */
export const sourceKinds = {
  updateDirectory: object({ kind: tag('updateDirectory') }),
  /** The program that is live in another environment. */
  environment: object(
    { kind: tag('environment'), name: text() },
    { release: text('the release that has to be live there', { pattern: formats.releaseStamp.pattern }) },
  ),
  /** A package behind an address. */
  url: object(
    { kind: tag('url'), url: text(), ...apply },
    {
      base: text('configured address put before it'),
      sha256: text('sum the file has to have', { pattern: formats.sha256.pattern }),
      sums: word(['required'], 'a sum has to be there: this one, or what lies beside it'),
      ...secrets,
    },
  ),
  /** A commit of a repository of git, which only the settings of a group name. */
  git: object(
    { kind: tag('git'), repository: text('its address'), ...apply },
    {
      ref: text('tag, branch or commit; the default branch if absent'),
      commit: text('what the ref stood for when it was planned: it counts'),
      ...secrets,
    },
  ),
  upload: object({ kind: tag('upload'), bundle: text('sha256 of an uploaded package'), ...apply }),
} as const;

/** Where the bytes of a release come from. */
export type Source = Of<(typeof sourceKinds)[keyof typeof sourceKinds]>;
export const sourceSchema: Schema<Source> = variant('kind', ...Object.values(sourceKinds));
