/** An address with the port behind it that somebody wrote there. */
export function withoutPort(address: string): { address: string; port: number | null } {
  const [, host, port] = /^([^:]+):(\d{1,5})$/.exec(address) ?? [];
  return host === undefined ? { address, port: null } : { address: host, port: Number(port) };
}
