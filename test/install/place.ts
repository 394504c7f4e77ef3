/** Somewhere empty that rexflow is installed at, as its users do it. */
export interface Place {
  /** What was typed there, in order. */
  typed: string[];
  /** Installs the package and starts rexflow by the lines of the manual; gives what was said. */
  install: () => Promise<string>;
  /** The same, and takes a backup back there, whose paths are as they are there. */
  installFrom: (backup: string, passphraseFile: string) => Promise<string>;
  /** Types a line that belongs to the story and not to the installation; throws with what was said when it fails. */
  run: (line: string) => Promise<string>;
  /** What the lines of the manual show of the logs of gateway and worker; absent where no systemd keeps them. */
  logs?: () => Promise<string>;
  /** Before a line of rexflow that needs its configuration. */
  configured: string;
  /** Findings of the doctor that are no fault of it. */
  expected: readonly string[];
  /** A path there as it is seen from here. */
  seen: (path: string) => string;
  /** Where the key of rexflow lies, for a host to let it in. */
  key: string;
  /** A directory for the story's files. */
  home: string;
  /** Ends it; its files stay until `remove`. */
  stop: () => Promise<void>;
  remove: () => Promise<void>;
}
