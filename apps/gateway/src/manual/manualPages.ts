/*
 * Which pages has the manual, and in which order? Each is a Markdown file of its name in apps/gateway/docs; what is not listed here
 * cannot be found by a reader, so test/manual.test.ts holds the list against the folder.
 */
export interface ManualPage {
  /** Of the file, without `.md`, and of the address below /docs. */
  name: string;
  title: string;
  /** One line for the table of contents. */
  summary: string;
}

export interface ManualGroup {
  title: string;
  pages: readonly ManualPage[];
}

const page = (name: string, title: string, summary: string): ManualPage => ({ name, title, summary });

/** The pages made from the tables of the program, not from a Markdown file. */
export const apiPage = page('api', 'API reference', 'every endpoint, schema and error of /v1');

export const manualGroups: readonly ManualGroup[] = [
  {
    title: 'Begin',
    pages: [
      page('getting-started', 'Getting started', 'the demo, and a first release in ten minutes'),
      page('concepts', 'Concepts', 'the words of this manual, and what you can rely on'),
      page('releases', 'Releases', 'phases, sources, plans, strategies, rollback, drift, logs'),
      page(
        'compare',
        'Compare and environments',
        'how two releases differ, and which version runs in which environment',
      ),
      page('recipes', 'Recipes', 'common tasks, ready to copy'),
    ],
  },
  {
    title: 'Use',
    pages: [
      page('console', 'Console', 'the page for people'),
      page('cli', 'Command line', 'the command rexflow, its output and exit statuses'),
      page('http-api', 'HTTP API', 'how to use /v1'),
      apiPage,
      page('rex-api', 'RexDeployV3 API', '/rex, for callers of RexDeployV3'),
      page('errors', 'Errors', 'every error code with its cause and what to do'),
    ],
  },
  {
    title: 'Install',
    pages: [
      page(
        'install-systemd',
        'Installation with systemd',
        'on plain Linux: three commands, or step by step; logs, uninstall',
      ),
      page('install-docker', 'Installation with Docker', 'with docker compose'),
      page('fleet', 'The fleet', 'hosts, groups and apps: as a file, one by one, in the tables'),
      page('hosts', 'Hosts', 'what a host needs, the catalogue, what lies on a host'),
      page('configuration', 'Configuration', 'every key of config.yml'),
      page(
        'migration-from-other-tools',
        'Moving over from other tools',
        'layouts of Capistrano, Deployer, Ansistrano and Spug, taken over in place',
      ),
      page('migration-from-rexdeployv3', 'Migration from RexDeployV3', 'take over an existing database'),
    ],
  },
  {
    title: 'Operate',
    pages: [
      page('operations', 'Operations', 'what to do when, upgrade, the way back'),
      page('backup', 'Backup', 'one file with all of it, every night, and on a new machine'),
      page('monitoring', 'Monitoring', 'health, metrics, logs, traces, notifications'),
      page('security', 'Security', 'what is protected, and what is yours to do'),
      page('performance', 'Performance', 'figures, measured against the bare tools'),
      page('architecture', 'Architecture', 'how it is built'),
    ],
  },
];

/** Every page, in the order it is listed. */
export const manualPages: readonly ManualPage[] = manualGroups.flatMap(({ pages }) => pages);
