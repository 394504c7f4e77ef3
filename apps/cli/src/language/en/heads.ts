/** Heads of columns. */
export const headMessages = {
  'head.app': 'app',
  'head.host': 'host',
  'head.batch': 'batch',
  'head.from': 'from',
  'head.to': 'to',
  'head.ofRelease': 'of release',
  'head.isNow': 'is now',
  'head.wasOf': 'was of',
  'head.when': 'when',
  'head.who': 'who',
  'head.what': 'what',
  'head.name': 'name',
  'head.settings': 'settings',
} as const;
