/** The records of a pax header by their names. */
export type PaxRecords = Map<string, Buffer>;

const broken = (): Error => new Error('an extended header is broken');

/** Records that stand there once for each piece of a sparse file; of any other the last counts. */
const repeated = ['GNU.sparse.offset', 'GNU.sparse.numbytes'];
const comma = Buffer.from(',');

/** Reads the records of a pax header, whose values may hold any byte. Throws when they are not whole. */
export function parsePaxRecords(body: Buffer): PaxRecords {
  const records: PaxRecords = new Map();
  for (let at = 0; at < body.length && body[at] !== 0;) {
    const space = body.indexOf(0x20, at);
    const length = space < 0 ? '' : body.toString('latin1', at, space);
    if (!/^\d{1,9}$/.test(length)) throw broken();
    const end = at + Number(length);
    const equals = body.indexOf(0x3d, space);
    if (end > body.length || body[end - 1] !== 0x0a || equals < 0 || equals >= end) throw broken();
    const name = body.toString('utf8', space + 1, equals);
    const value = body.subarray(equals + 1, end - 1);
    const before = repeated.includes(name) ? records.get(name) : undefined;
    records.set(name, before ? Buffer.concat([before, comma, value]) : value);
    at = end;
  }
  return records;
}

/** A number of a record; undefined where it has none. Throws for a value that is not one. */
export function paxNumber(records: PaxRecords, name: string): number | undefined {
  const text = records.get(name)?.toString('latin1') ?? '';
  if (text === '') return undefined;
  if (!/^-?\d+(\.\d*)?$/.test(text)) throw broken();
  return Number(text);
}
