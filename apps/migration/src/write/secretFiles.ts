/** Secrets that are written beside config.yml, each into a file of its own that its owner alone may read. */
export interface SecretFiles {
  /** Keeps a secret; gives what stands in config.yml instead. */
  keep(name: string, value: string): string;
  files: ReadonlyMap<string, string>;
}

export function secretFiles(): SecretFiles {
  const files = new Map<string, string>();
  return {
    files,
    keep: (name, value) => {
      const path = `secrets/${name}`;
      files.set(path, value);
      return `file:${path}`;
    },
  };
}
