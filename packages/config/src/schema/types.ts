import type { FailurePolicy } from '#contract';
import type { Secret } from '#shell';

/** The checked, frozen configuration: config.yml with every default filled in and every path absolute. */
export interface Config {
  /** Name of the environment this installation releases to; a key of `environments`. */
  environment: string;
  environments: Record<string, Environment>;
  redis: { url: Secret };
  gateway: {
    host: string;
    port: number;
    /** Bytes of a form or JSON body. */
    bodyLimit: number;
    /** Bytes of one uploaded file. */
    uploadLimit: number;
    /** Seconds a stopping gateway gives its open answers. */
    shutdown: number;
  };
  rex: {
    /** Seconds `POST /rex` waits for the settled result. */
    wait: number;
    answers: 'documented' | 'native';
    /** Seconds a token lives. */
    tokenLife: number;
    printStdout: boolean;
    /** Origins of the pages that may read the answers in a browser; `*` is any. */
    allowOrigin: string[];
  };
  worker: {
    /** Requests one worker process advances at once. */
    requests: number;
    /** Apps one worker process works on at once. */
    apps: number;
    /** Seconds a stopping worker gives the work in hand. */
    shutdown: number;
    /** Seconds a request waits for a worker that has the directories it was accepted for. */
    handover: number;
    /** Address its metrics are served at; port 0 serves none. */
    metricsHost: string;
    metricsPort: number;
  };
  lease: { /** Seconds a lease outlives its last renewal. */ life: number };
  retry: {
    /** Tries in all for a passing cause. */ attempts: number;
    /** Seconds before the second try; doubles. */ backoff: number;
  };
  release: {
    /** Good release directories kept on each host. */
    keep: number;
    /** Bundles kept in the store. */
    keepBundles: number;
    /** Seconds an uploaded package is kept after it was last used. */
    keepPackages: number;
    /** Seconds an init script may take to stop the application before it is ended with signals. */
    stop: number;
    /** Seconds an init script and the application may take to come up. */
    start: number;
    /** Times the start is tried (service_start_retry). */
    startAttempts: number;
    /** Seconds a started application without a health URL has to stay up. */
    stable: number;
    /** Seconds until the health URL of an application must pass; 0 does not ask the URL. */
    health: number;
    /** Seconds one command of `run`, and one init command, may take. */
    command: number;
    /** Seconds one tree may take to be transferred. */
    carry: number;
    /** Seconds a transfer may stand still, not one byte moving, before it is begun anew. */
    carryStill: number;
    /** `user:group` given to release directories, or empty to leave them as they arrive. */
    owner: string;
    /** Apps and groups whose two current links are switched one by one, each pointing at its release directory itself. */
    plainLinks: string[];
    /** Directory programs with is_deloy_dir 1 and backupdir_same_level 0 are moved to (backup_dir). */
    backupDir: string;
    /** Directory programs with is_deloy_dir 1 and deploydir_same_level 0 are placed in (baseapp_dir). */
    baseappDir: string;
  };
  rollout: RolloutSettings & {
    /** Seconds a host that was lost while it was switched is asked again before it is called unknown. */
    reach: number;
    /** Settings of single groups, by name. */
    groups: Record<string, Partial<RolloutSettings>>;
  };
  /** Days that MySQL keeps old rows of each kind; 0 is for ever. */
  retention: { requests: number; audit: number; events: number; deliveries: number };
  package: {
    /** Seconds a package may take to be fetched. */
    timeout: number;
    /** Bytes a package may have. */
    maxBytes: number;
    /** Bytes and entries it may unpack to. */
    maxUnpacked: number;
    maxEntries: number;
    /** Hold the top-level names of a package against checkdir (is_check_dir). */
    checkDir: boolean;
    /** Values of `set` and the address each puts before a relative url (default_basehttp). */
    bases: Record<string, string>;
  };
  directories: {
    softdir: string;
    configuredir: string;
    localProdir: string;
    localConfdir: string;
    updateProdir: string;
    updateConfdir: string;
    /** Packages fetched by Enter:route:downloadCombile (httpdowndir). */
    httpdowndir: string;
    /** Files received by POST /upload. */
    uploads: string;
    /** The bundle store; shared by gateway and workers. */
    store: string;
  };
  /** Webhooks that are notified of settled requests (is_weixin, is_qq, ...). */
  notifications: Webhook[];
  /** Export of OpenTelemetry spans; none are sent if the endpoint is empty. */
  tracing: {
    endpoint: string;
    service: string;
    /** Share of the requests, 0 to 1. */
    ratio: number;
  };
  log: { level: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' };
}

/** The strategy by which the hosts of a release are switched; numbers of hosts as text, or as shares such as `25%`. */
export interface RolloutSettings {
  policy: FailurePolicy;
  maxFailures: string;
  batch: string;
  /** Seconds; 0 never. */
  confirm: number;
}

/** A receiver of notifications. */
export interface Webhook {
  /** Unique; names it in the table of deliveries and in the log. */
  name: string;
  /** Address the notification is posted to; it may hold a login. */
  url: Secret;
  /** Key of the signature. */
  secret: Secret | null;
  /** Outcomes it is notified of; empty is all. */
  on: string[];
  /** Actions it is notified of; empty is all that change apps. */
  actions: string[];
}

/** One environment: its database, its SSH identity and the sources that may be released to it. */
export interface Environment {
  description: string;
  mysql: { host: string; port: number; database: string; user: string; password: Secret };
  /** Environments whose programs may be released here with `senv` (allow_env). */
  sources: string[];
  tables: { apps: string; externalApps: string; records: string; status: string; batches: string };
  /** Read the external table instead (external_status). */
  external: boolean;
  ssh: SshConfig;
}

/** The user and secrets of a login by SSH. */
export interface Login {
  user: string;
  port: number;
  /** Text of the private key. */
  privateKey: Secret | null;
  passphrase: Secret | null;
  password: Secret | null;
}

/** The SSH settings of an environment. */
export interface SshConfig extends Login {
  /** `known_hosts`: only keys of the file; `first-contact`: an unknown key is recorded when first seen. */
  hostKeys: 'known_hosts' | 'first-contact';
  /** Path of the known_hosts file, or null. */
  knownHosts: string | null;
  /** Seconds to connect and log in. */
  connectTimeout: number;
  /** Seconds between keepalives. */
  keepalive: number;
  /** Host settings by pattern; every matching entry applies, later ones over earlier ones. */
  hosts: HostOverride[];
}

/** The settings of single hosts. */
export interface HostOverride extends Partial<Login> {
  /** A glob over the address, as `10.0.1.*`. */
  match: string;
  /** Real address to connect to, if it is not the one of the catalogue. */
  address?: string;
  /** Address of a jump host; its own settings are looked up in the same list. */
  jump?: string;
}
