import { identifier, type Row, type Statements } from '#mysql';

/** A column of the catalogue's table, as far as a value has to fit it. */
export interface TableColumn {
  nullable: boolean;
  /** The most characters of a value; null where there is no such limit. */
  length: number | null;
}

const lengths: Readonly<Record<string, number>> = { tinytext: 255, text: 65_535 };

/** The columns of a table by name. */
export async function tableColumns(db: Statements, table: string): Promise<Map<string, TableColumn>> {
  const rows = await db.query<Row>(`SHOW COLUMNS FROM ${identifier(table)}`);
  return new Map(
    rows.map((row) => {
      const type = String(row['Type']).toLowerCase();
      const length = /^(?:var)?char\((\d+)\)/.exec(type)?.[1];
      return [
        String(row['Field']),
        { nullable: row['Null'] === 'YES', length: length === undefined ? (lengths[type] ?? null) : Number(length) },
      ];
    }),
  );
}
