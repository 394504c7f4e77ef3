const plain = /^[A-Za-z0-9_$]{1,64}$/;

/** A table name between backticks, for the text of a statement. Throws on anything but a plain name of up to 64 characters. */
export function identifier(name: string): string {
  if (!plain.test(name)) throw new TypeError(`not a plain table name: ${JSON.stringify(name)}`);
  return `\`${name}\``;
}
