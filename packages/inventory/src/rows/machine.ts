/**
 * Gives one spelling for each name or address of a host: without case, without the dot at its end, numbers as a resolver reads
 * them (`10.0.0.01`, `0x7f.1`, `::0001`, `::ffff:10.0.0.1`). Two names of one machine that only DNS knows stay two.
 */
export function machine(host: string): string {
  const name = host.toLowerCase().replace(/\.+$/, '');
  const asUrl = `http://${name.includes(':') ? `[${name}]` : name}/`;
  if (!URL.canParse(asUrl)) return name;
  const spelled = new URL(asUrl).hostname.replaceAll(/[[\]]/g, '');
  const mapped = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/.exec(spelled);
  if (!mapped) return spelled;
  const [high, low] = mapped.slice(1).map((part) => Number.parseInt(part, 16)) as [number, number];
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
