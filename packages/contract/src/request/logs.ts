import type { TextFormat } from './formats.js';

/** How a pattern is meant. */
export const logMatches = ['fixed', 'regexp'] as const;
export type LogMatch = (typeof logMatches)[number];

/** The most rows a search may give, the longest it may take on a host in seconds, and the longest pattern. */
export const mostLogRows = 1000;
export const longestLogSearch = 300;
export const longestLogPattern = 1000;

/** A file below the directory of an app's logs. */
export const logFileName: TextFormat = {
  pattern: '^(?!/)(?!(.*/)?\\.\\.?(/|$))[^\\u0000-\\u001f\\u007f]{1,255}$',
  example: 'access.log',
  message: 'must be a path below the directory of the logs, without "." and ".." in it',
};

/** What lines are searched for: several lines are several patterns. */
export const logPattern: TextFormat = {
  pattern: '^[^\\u0000-\\u0008\\u000b-\\u001f\\u007f]+$',
  example: 'timed out',
  message: 'must be text without control characters but tabs and line breaks',
};
