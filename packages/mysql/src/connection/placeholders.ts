/** A `?` for each value, for the text of a statement: `IN (?, ?, ?)`. */
export const placeholders = (values: readonly unknown[]): string => values.map(() => '?').join(', ');
